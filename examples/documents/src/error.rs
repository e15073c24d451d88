//! Why the application did not start, each in a sentence that ends with the remedy.

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;

use rolecall::directory::DirectoryError;
use rolecall::{ConfigurationError, MountError};

use crate::settings::SettingsError;
use crate::store::StoreError;

/// Why the application did not start, or stopped.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StartError {
    /// The address cannot be listened on.
    #[error(
        "cannot listen on `{address}`: {source}; set `DOCUMENTS_LISTEN` to another address (port 0 takes a free one)"
    )]
    Bind {
        /// Where it should have listened.
        address: SocketAddr,
        /// What the system said.
        source: io::Error,
    },
    /// rolecall's settings cannot be used.
    #[error(transparent)]
    Configuration(#[from] ConfigurationError),
    /// The database cannot be opened.
    #[error(
        "cannot open the database `{}`: {source}; set `DOCUMENTS_DB` to a file that can be written", path.display()
    )]
    Database {
        /// Which file.
        path: PathBuf,
        /// What is wrong with it.
        source: StoreError,
    },
    /// The development directory did not start.
    #[error("cannot start the development directory: {setting}{source}")]
    Directory {
        /// The variable that it is about, if it is about one.
        setting: &'static str,
        /// What is wrong.
        source: DirectoryError,
    },
    /// What shall be logged cannot be read.
    #[error(
        "`RUST_LOG` is `{0}`, which is not a filter; write one as in `info` or `documents=debug`"
    )]
    Log(String),
    /// The endpoints contradict one another.
    #[error(transparent)]
    Mount(#[from] MountError),
    /// The server failed.
    #[error("the server stopped: {0}")]
    Serve(#[source] io::Error),
    /// The settings cannot be used.
    #[error(transparent)]
    Settings(#[from] SettingsError),
}
