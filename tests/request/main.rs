//! The road of a request, in the order in which it is gone: settings, a token and its keys, the guard, the router, the
//! answers.

mod acrs;
mod allocations;
mod answers;
mod cache;
mod claims;
mod conceal;
mod config;
mod guard;
mod keys;
mod oracle;
mod other;
mod policy;
mod raw;
mod router;
mod routing_layers;
mod routing_methods;
mod routing_paths;
mod schemes;
mod shadow;
mod tls;
mod token;
mod trouble;
mod within;
