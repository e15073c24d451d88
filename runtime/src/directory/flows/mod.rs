//! The OAuth flows behind Entra's v2.0 paths, as far as no person is needed: the token endpoint with its grants, and
//! how they fail.

mod answer;
mod fault;
mod request_id;
mod scope;

use std::sync::Arc;

use axum::Router;

pub(super) use self::answer::{refusal, token};
pub(super) use self::fault::Fault;
pub(super) use self::request_id::{RequestId, guid};
pub(super) use self::scope::{Openid, Scopes};
use super::serve::Service;

/// The endpoints that programs call.
pub(super) fn routes() -> Router<Arc<Service>> {
    Router::new()
}
