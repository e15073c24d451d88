//! The directory that stands in for a tenant on your machine: who is in it, and an engine that believes it.
//!
//! It is part of debug builds alone. Its tenant, its application and everyone in it have the same identifiers at each
//! start, so that documents stay theirs.

use rolecall::Engine;
use rolecall::directory::{App, Directory, User};

use crate::error::StartError;
use crate::policy::Policy;

/// Starts the directory at an address, and an engine for its tenant.
///
/// # Errors
///
/// Where the address is taken, or is not one of this machine.
pub async fn start(address: &str) -> Result<(Engine, Directory), StartError> {
    let directory = directory(address).await?;
    let engine = Engine::builder(Policy)
        .tenant_id(directory.tenant_id())
        .client_id(directory.client_id())
        .authority(directory.url())
        .start()
        .await?;
    Ok((engine, directory))
}

async fn directory(address: &str) -> Result<Directory, StartError> {
    let directory = Directory::builder()
        .listen(address)
        .application("Documents")
        .policy(Policy)
        .user(
            User::new("viewer")
                .display_name("Vera Viewer")
                .role("Viewer"),
        )
        .user(
            User::new("editor")
                .display_name("Edgar Editor")
                .role("Editor"),
        )
        .user(
            User::new("admin")
                .display_name("Ada Admin")
                .role("Documents.Admin"),
        )
        .user(User::new("nobody").display_name("Nora Nobody"))
        .app(
            App::new("robot")
                .display_name("Night Robot")
                .role("Documents.Admin"),
        );
    Ok(directory.start().await?)
}
