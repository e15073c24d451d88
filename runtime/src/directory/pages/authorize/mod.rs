//! The authorize endpoint, and where its pages post to: from an authorization request to a code
//! ([authorization code flow](https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow)).

mod attempt;
mod redirect;
mod reply;
mod request;

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Response;

use self::attempt::Attempt;
pub(super) use self::redirect::permitted;
use super::visit::Visit;
use crate::directory::serve::Service;

/// `GET` or `POST /{tenant}/oauth2/v2.0/authorize`.
pub(super) async fn authorize(
    State(service): State<Arc<Service>>,
    Path(segment): Path<String>,
    visit: Visit,
) -> Response {
    match Attempt::begin(&service, &segment, &visit) {
        Ok(attempt) => attempt.arrive(),
        Err(refused) => *refused,
    }
}

/// `POST /{tenant}/login`: the same request, and what a person answered.
pub(super) async fn login(
    State(service): State<Arc<Service>>,
    Path(segment): Path<String>,
    visit: Visit,
) -> Response {
    match Attempt::begin(&service, &segment, &visit) {
        Ok(attempt) => attempt.answered(),
        Err(refused) => *refused,
    }
}
