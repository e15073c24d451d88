//! The key that is in no key set, for whoever believes a token that says where its key is. Each request is counted, and
//! none should ever come.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use http::header::CONTENT_TYPE;
use serde_json::json;

use crate::directory::serve::Service;

/// Where `jku` leads.
pub(super) async fn keys(State(service): State<Arc<Service>>) -> Response {
    match service.keys.stranger() {
        Ok(key) => Json(json!({ "keys": [service.jwk(key)] })).into_response(),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    }
}

/// Where `x5u` leads.
pub(super) async fn certificate(State(service): State<Arc<Service>>) -> Response {
    let kind = [(CONTENT_TYPE, "application/pem-certificate-chain")];
    match service.keys.stranger() {
        Ok(key) => (kind, key.certificate_pem()).into_response(),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    }
}
