//! The road of a request, in the order in which it is gone: settings, a token and its keys, the guard, the router, the
//! answers.

mod allocations;
mod answers;
mod cache;
mod checker;
mod claims;
mod config;
mod guard;
mod keys;
mod oracle;
mod other;
mod policy;
mod router;
mod tls;
mod token;
mod trouble;
