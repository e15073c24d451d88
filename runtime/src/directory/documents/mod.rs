//! The documents that a client of the directory reads before it asks for a token: metadata, keys, and the calls by which
//! Microsoft's clients find out what an authority is.

mod metadata;

use std::sync::Arc;

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use http::HeaderValue;
use http::header::ACCESS_CONTROL_ALLOW_ORIGIN;
use serde_json::Value;

use super::serve::{Service, Tenant};

/// Metadata and keys.
pub(super) fn routes() -> Router<Arc<Service>> {
    Router::new()
        .route(
            "/{tenant}/v2.0/.well-known/openid-configuration",
            get(metadata),
        )
        .route("/{tenant}/discovery/v2.0/keys", get(keys))
}

async fn metadata(State(service): State<Arc<Service>>, _tenant: Tenant) -> Response {
    document(service.metadata())
}

async fn keys(State(service): State<Arc<Service>>, _tenant: Tenant) -> Response {
    document(service.key_set())
}

/// Pages of any origin read these, as Entra lets them.
fn document(content: Value) -> Response {
    let anywhere = [(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"))];
    (anywhere, Json(content)).into_response()
}
