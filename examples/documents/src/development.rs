//! The directory that stands in for a tenant on your machine: who is in it, and an engine that believes it.
//!
//! It is part of debug builds alone. Its tenant, its application and everyone in it have the same identifiers at each
//! start, so that documents stay theirs.

use std::path::PathBuf;

use rolecall::Engine;
use rolecall::directory::{AppKind, Builder, Directory, DirectoryError};

use crate::error::StartError;
use crate::policy::Policy;

/// Where the directory is, and who is in it.
#[derive(Clone, Debug)]
pub struct Place {
    listen: String,
    file: Option<PathBuf>,
    ca_file: Option<PathBuf>,
}

impl Place {
    /// A directory at an address, over plain http, with the people that are built into rolecall.
    pub fn new(listen: impl Into<String>) -> Self {
        Self {
            listen: listen.into(),
            file: None,
            ca_file: None,
        }
    }

    /// The people and applications of a file instead.
    #[must_use]
    pub fn with_file(self, file: Option<PathBuf>) -> Self {
        Self { file, ..self }
    }

    /// TLS instead, with the certificate to trust in a file.
    #[must_use]
    pub fn with_tls(self, ca_file: Option<PathBuf>) -> Self {
        Self { ca_file, ..self }
    }

    fn directory(&self) -> Builder {
        let builder = Directory::builder()
            .listen(&self.listen)
            .application("Documents")
            .policy(Policy);
        let builder = match &self.file {
            Some(file) => builder.file(file),
            None => builder.built_in(),
        };
        match &self.ca_file {
            Some(ca_file) => builder.tls(ca_file),
            None => builder,
        }
    }
}

/// Starts the directory, and an engine for its tenant.
///
/// # Errors
///
/// Where the address is taken, or is not one of this machine, and where a file is wrong or cannot be written.
pub async fn start(place: &Place) -> Result<(Engine, Directory), StartError> {
    let started = place.directory().start().await;
    let directory = started.map_err(|source| StartError::Directory {
        setting: variable(&source),
        source,
    })?;
    let engine = Engine::builder(Policy)
        .tenant_id(directory.tenant_id())
        .client_id(directory.client_id())
        .authority(directory.url())
        .guests(true);
    let engine = match directory.ca_file() {
        Some(ca_file) => engine.ca_file(ca_file),
        None => engine,
    };
    let mut clients = directory.clients().iter();
    let engine = match clients.find(|app| app.kind() == AppKind::SinglePage) {
        Some(docs) => engine.docs_client_id(docs.client_id()),
        None => engine,
    };
    Ok((engine.start().await?, directory))
}

/// The variable that an error of the directory is about.
fn variable(error: &DirectoryError) -> &'static str {
    match error {
        DirectoryError::CaFile { .. } | DirectoryError::NoCaFile(_) => "`DIRECTORY_CA_FILE`: ",
        DirectoryError::File(_) => "`DIRECTORY_FILE`: ",
        error if error.is_about_the_address() => "`DIRECTORY_LISTEN`: ",
        _ => "",
    }
}
