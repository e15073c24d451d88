//! What everyone may see, each with the reason why.

use rolecall::openapi::Document;
use rolecall::{MatrixPage, public};

/// Says that the server is up.
#[public("liveness probe, reveals nothing")]
#[utoipa::path(
    get,
    path = "/health",
    tag = "operation",
    responses((status = 200, description = "It is up.", body = String, content_type = "text/plain"))
)]
pub(super) async fn health() -> &'static str {
    "ok"
}

/// This document.
#[public("what the API offers is no secret, only what it holds")]
#[utoipa::path(
    get,
    path = "/openapi.json",
    tag = "operation",
    responses((status = 200, description = "The OpenAPI document.", content_type = "application/json"))
)]
pub(super) async fn openapi(document: Document) -> Document {
    document
}

/// Tells which role may call which endpoint: as text, as a page or as JSON, by `Accept`.
#[public("reviewers read it, and it names no person")]
#[utoipa::path(
    get,
    path = "/policy",
    tag = "oversight",
    responses((
        status = 200,
        description = "Every endpoint against every role.",
        content(
            (String = "text/plain"),
            (String = "text/html"),
            (Object = "application/json"),
        )
    ))
)]
pub(super) async fn policy(matrix: MatrixPage) -> MatrixPage {
    matrix
}
