//! The documents: read, written and removed.

use axum::Json;
use axum::extract::State;
use http::StatusCode;
use http::header::LOCATION;
use rolecall::{Identity, Problem, protected};

use crate::body::Body;
use crate::number::Number;
use crate::store::{Document, Draft, Store};

/// Lists every document.
#[protected(permission = "view")]
#[utoipa::path(
    get,
    path = "/documents",
    tag = "documents",
    responses((status = 200, description = "Every document, in the order of creation.", body = [Document]))
)]
pub(super) async fn list(State(store): State<Store>) -> Result<Json<Vec<Document>>, Problem> {
    Ok(Json(store.documents().await?))
}

/// Creates a document.
#[protected(permission = "edit")]
#[utoipa::path(
    post,
    path = "/documents",
    tag = "documents",
    request_body = Draft,
    responses(
        (
            status = 201,
            description = "The document as created.",
            body = Document,
            headers(("location" = String, description = "Where it is."))
        ),
        (status = "4XX", description = "The body is no draft.", body = Problem, content_type = "application/problem+json")
    )
)]
pub(super) async fn create(
    user: Identity,
    State(store): State<Store>,
    Body(draft): Body<Draft>,
) -> Result<(StatusCode, [(http::HeaderName, String); 1], Json<Document>), Problem> {
    let document = store.create(draft, &user).await?;
    let location = [(LOCATION, format!("/documents/{}", document.id))];
    Ok((StatusCode::CREATED, location, Json(document)))
}

/// Reads one document.
#[protected(permission = "view")]
#[utoipa::path(
    get,
    path = "/documents/{id}",
    tag = "documents",
    params(("id" = i64, Path, description = "The number of the document.")),
    responses(
        (status = 200, description = "The document.", body = Document),
        (status = 404, description = "No such document.", body = Problem, content_type = "application/problem+json")
    )
)]
pub(super) async fn read(
    Number(id): Number,
    State(store): State<Store>,
) -> Result<Json<Document>, Problem> {
    let document = store.document(id).await?;
    document.map(Json).ok_or_else(Number::unknown)
}

/// Changes title and body of a document.
#[protected(permission = "edit")]
#[utoipa::path(
    put,
    path = "/documents/{id}",
    tag = "documents",
    params(("id" = i64, Path, description = "The number of the document.")),
    request_body = Draft,
    responses(
        (status = 200, description = "The document as changed.", body = Document),
        (status = 404, description = "No such document.", body = Problem, content_type = "application/problem+json"),
        (status = "4XX", description = "The body is no draft.", body = Problem, content_type = "application/problem+json")
    )
)]
pub(super) async fn update(
    user: Identity,
    Number(id): Number,
    State(store): State<Store>,
    Body(draft): Body<Draft>,
) -> Result<Json<Document>, Problem> {
    let document = store.update(id, draft, &user).await?;
    document.map(Json).ok_or_else(Number::unknown)
}

/// Removes a document for good.
#[protected(permission = "delete")]
#[utoipa::path(
    delete,
    path = "/documents/{id}",
    tag = "documents",
    params(("id" = i64, Path, description = "The number of the document.")),
    responses(
        (status = 204, description = "It is gone."),
        (status = 404, description = "No such document.", body = Problem, content_type = "application/problem+json")
    )
)]
pub(super) async fn delete(
    user: Identity,
    Number(id): Number,
    State(store): State<Store>,
) -> Result<StatusCode, Problem> {
    match store.delete(id, &user).await? {
        Some(()) => Ok(StatusCode::NO_CONTENT),
        None => Err(Number::unknown()),
    }
}
