//! A crate that forbids every warning it can.

#![deny(
    warnings,
    missing_debug_implementations,
    missing_docs,
    rust_2018_idioms,
    unnameable_types,
    unreachable_pub,
    unused,
    unused_qualifications,
    reason = "the macros leave nothing behind that a careful crate would refuse"
)]
#![deny(
    clippy::all,
    clippy::pedantic,
    clippy::allow_attributes,
    reason = "as above"
)]
#![deny(
    clippy::allow_attributes_without_reason,
    clippy::indexing_slicing,
    reason = "as above"
)]
#![deny(
    clippy::exhaustive_structs,
    clippy::exhaustive_enums,
    reason = "as above"
)]

use axum::extract::Path;
use rolecall::{Identity, Router, checker, get, protected, public, require};

/// Who may do what.
pub mod policy {
    rolecall::permissions! {
        #![scopes("access_as_user")]

        view,
        /// Change documents.
        #[scope("Documents.Write")]
        "documents.edit",
    }

    rolecall::roles! {
        Viewer: [view],
        /// Changes documents.
        #[app_role(value = "Documents.Editor", members = [User, Application])]
        Editor: Viewer + ["documents.edit"],
    }
}

/// One document.
#[protected(role = "Editor", permission = "view", any(permission = view, permission = "documents.edit"))]
pub async fn read(user: Identity, Path(id): Path<u64>) -> String {
    format!("{} reads {id}", user.key())
}

/// Whether a document is somebody's own.
#[checker]
async fn owns(user: &Identity, Path(id): Path<u64>) -> Result<bool, std::fmt::Error> {
    std::future::ready(Ok(user.name().is_some() && id > 0)).await
}

/// Whether it is a good hour.
#[checker]
#[must_use]
pub fn by_day(_: &Identity) -> bool {
    true
}

#[checker]
#[expect(dead_code, reason = "whoever forgets to ask a checker is told")]
fn nobody_asks(_: &Identity) -> bool {
    false
}

/// One document of the caller's.
#[protected(permission = "view", check = owns, not(check = by_day))]
pub async fn own(Path(id): Path<u64>) -> String {
    id.to_string()
}

/// Handlers of another module.
pub mod routes {
    use axum::extract::Path;
    use rolecall::{Identity, checker, protected};

    #[checker]
    fn even(_: &Identity, Path(id): Path<u64>) -> bool {
        id.is_multiple_of(2)
    }

    /// Every second document.
    #[protected(any(check = even, check = super::by_day))]
    pub async fn second() {}
}

/// Whether it is alive.
#[public("liveness probe")]
pub async fn health() -> &'static str {
    "ok"
}

#[test]
fn it_is_accepted() {
    let _: Router = Router::new()
        .require(require!(authenticated))
        .route("/documents/{id}", get(read))
        .route("/own/{id}", get(own))
        .route("/second/{id}", get(routes::second));
    let _ = health;
}
