//! What people see in a browser: the overview, the sign-in pages, and what a terminal is told of the same.

mod overview;

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;

pub(super) use self::overview::text;
use super::serve::Service;

/// The overview.
pub(super) fn routes() -> Router<Arc<Service>> {
    Router::new().route("/", get(index))
}

async fn index(State(service): State<Arc<Service>>) -> Response {
    overview::html(&service)
}

/// The pages on which people sign in and out.
pub(super) fn sign_in() -> Router<Arc<Service>> {
    Router::new()
}
