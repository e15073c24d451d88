//! The road of a request, in the order in which it is gone.

mod answers;
mod guard;
mod other;
mod policy;
mod router;
