//! The smallest application: one policy, one protected handler, one public one.
//!
//! It needs a tenant: set `AAD_TENANT_ID` and `AAD_CLIENT_ID`, then `cargo run -p quickstart`.

use axum::extract::Path;
use rolecall::{Engine, Identity, Router, get, protected, public};

mod policy {
    //! Who may do what.

    rolecall::permissions! {
        /// Read documents.
        view,
        /// Change documents.
        edit,
    }

    rolecall::roles! {
        /// May look.
        Viewer: [view],
        /// Runs the place.
        Admin: Viewer + [edit],
    }
}

#[protected(permission = "view")]
async fn read(Path(id): Path<u64>) -> String {
    format!("document {id}")
}

#[protected(role = "Admin", permission = "edit")]
async fn update(user: Identity, Path(id): Path<u64>, body: String) -> String {
    format!("{} changed document {id} to {body}", user.key())
}

#[public("liveness probe, reveals nothing")]
async fn health() -> &'static str {
    "ok"
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let app = Router::new()
        .route("/documents/{id}", get(read).put(update))
        .route("/health", get(health))
        .with(Engine::from_env(policy::Policy).await?)?;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:8000").await?;
    Ok(axum::serve(listener, app).await?)
}
