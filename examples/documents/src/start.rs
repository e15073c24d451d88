//! From settings to a server that runs until it is told to stop.

use std::io::{self, IsTerminal};
use std::path::Path;

use rolecall::Engine;
use rolecall::directory::Directory;
use tracing_subscriber::EnvFilter;

use crate::error::StartError;
use crate::greeting::Greeting;
use crate::policy::Policy;
use crate::server;
use crate::settings::{Authority, Settings};
use crate::store::Store;

/// Reads the settings, starts what they ask for, prints what runs where, and serves until ctrl-c or SIGTERM.
///
/// # Errors
///
/// Whatever is in the way, in a sentence with its remedy.
pub async fn run() -> Result<(), StartError> {
    let settings = Settings::read()?;
    log(&settings.log)?;
    let told = server::told_to_stop()?;
    let (listener, address) = server::listen(settings.listen).await?;
    let store = open(&settings.database).await?;
    let (engine, directory) = vouch(&settings.authority).await?;
    let application = crate::application(engine, store.clone())?;
    Greeting::new(address, &settings, directory.as_ref()).print();
    server::serve(listener, application, told).await?;
    store.close().await;
    if let Some(directory) = directory {
        directory.stop().await;
    }
    Ok(())
}

/// Logs to standard error: standard output is for the greeting.
fn log(filter: &str) -> Result<(), StartError> {
    let filter = EnvFilter::try_new(filter).map_err(|_| StartError::Log(filter.to_owned()))?;
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(io::stderr().is_terminal())
        .with_writer(io::stderr)
        .init();
    Ok(())
}

async fn open(path: &Path) -> Result<Store, StartError> {
    let opened = Store::open(path).await;
    opened.map_err(|source| StartError::Database {
        path: path.to_owned(),
        source,
    })
}

/// An engine that believes whoever vouches for callers; and the development directory, if that is who does.
async fn vouch(authority: &Authority) -> Result<(Engine, Option<Directory>), StartError> {
    match authority {
        Authority::Configured(_) => Ok((Engine::from_env(Policy).await?, None)),
        #[cfg(debug_assertions)]
        Authority::Directory(place) => {
            let (engine, directory) = crate::development::start(place).await?;
            Ok((engine, Some(directory)))
        }
    }
}
