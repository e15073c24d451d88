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
use rolecall::{Identity, Router, get, protected, public, require};

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

/// Whether it is alive.
#[public("liveness probe")]
pub async fn health() -> &'static str {
    "ok"
}

#[test]
fn it_is_accepted() {
    let _: Router = Router::new()
        .require(require!(authenticated))
        .route("/documents/{id}", get(read));
    let _ = health;
}
