//! Handlers that any application may mount whose roles grant their permissions.

#![expect(
    clippy::exhaustive_structs,
    reason = "`utoipa::path` writes one for each handler"
)]

pub mod policy {
    //! What the handlers ask for.

    rolecall::permissions! {
        /// Read the comments.
        "comments.read",
        /// Write a comment.
        "comments.write",
    }

    rolecall::roles! {}
}

use rolecall::{Identity, Router, get, protected, public, routes};

/// Every comment.
#[protected(permission = "comments.read")]
pub async fn list() -> &'static str {
    "comments"
}

/// A further comment.
#[protected(permission = "comments.write")]
pub async fn write(user: Identity, body: String) -> String {
    format!("{} says {body}", user.key())
}

/// The newest comment.
#[utoipa::path(get, path = "/comments/newest", tag = "comments", responses((status = 200, body = String)))]
#[protected(permission = "comments.read")]
pub async fn newest() -> &'static str {
    "the newest"
}

/// Whether comments are open.
#[public("tells no comment")]
pub async fn open() -> &'static str {
    "open"
}

/// The handlers where they belong.
#[must_use]
pub fn routes() -> Router {
    Router::new()
        .route("/comments", get(list).post(write))
        .route("/comments/open", get(open))
        .routes(routes!(newest))
}
