//! The road of a request, in the order in which it is gone.

mod cache;
mod claims;
mod config;
mod keys;
mod oracle;
mod tls;
mod token;
