//! The development directory, knocked on over HTTP: what it says of itself, the tokens it gives, the bad ones it gives
//! on request, and how it starts and stops.

mod bad;
mod documents;
mod flows;
mod foreign;
mod graph;
mod house;
mod pages;
mod refusals;
mod scopes;
mod sign_in;
mod start;
mod start_file;
mod start_tls;
mod tokens;
mod trouble;
mod world;
