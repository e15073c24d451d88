//! Trouble on request, and whatever else is there for tests and for `curl`: all of it below `/_directory/`, where no
//! tenant's path can begin.

mod token;

use std::sync::Arc;

use axum::Router;
use axum::routing::get;

use super::serve::Service;

/// What the directory does on request and Entra does not.
pub(super) fn routes() -> Router<Arc<Service>> {
    Router::new().route(TOKEN, get(token::get))
}

/// Where a token can be had without a flow.
pub(super) const TOKEN: &str = "/_directory/token";
