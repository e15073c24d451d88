//! The endpoints. Each handler says above itself who may call it, and below that what it does, for the document.
//!
//! `rolecall::Router` mounts nothing else: leave a rule out, and the application does not compile.

mod audit;
mod documents;
mod me;
mod open;

use rolecall::openapi::Docs;
use rolecall::{Router, routes};
use utoipa::OpenApi;

use crate::store::Store;

/// Every endpoint there is.
pub(crate) fn all() -> Router<Store> {
    Router::with_openapi(Api::openapi())
        .routes(routes!(
            documents::list,
            documents::create,
            documents::read,
            documents::update,
            documents::delete,
        ))
        .routes(routes!(audit::trail, me::me))
        .routes(routes!(open::health, open::openapi, open::policy))
        .docs(Docs::new())
}

/// What the OpenAPI document says before any endpoint.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Documents",
        description = "A document store whose every endpoint says who may call it."
    ),
    tags(
        (name = "documents", description = "The documents themselves."),
        (name = "oversight", description = "Who did what, and who may do what."),
        (name = "caller", description = "Who is calling."),
        (name = "operation", description = "For those who run the place."),
    )
)]
struct Api;
