//! From settings to a server that runs until it is told to stop.

use std::io::{self, IsTerminal};
use std::path::Path;

use rolecall::Engine;
use rolecall::directory::Directory;
use tracing_subscriber::EnvFilter;

use crate::error::StartError;
use crate::greeting::Greeting;
use crate::server;
use crate::settings::Settings;
use crate::store::Store;

/// Reads the settings, starts what they ask for, prints what runs where, and serves until ctrl-c or SIGTERM.
///
/// # Errors
///
/// Whatever is in the way, in a sentence with its remedy.
pub async fn run() -> Result<(), StartError> {
    let settings = Settings::read()?;
    log(&settings.log)?;
    let store = open(&settings.database).await?;
    let (listener, address) = server::listen(settings.listen).await?;
    let (engine, directory) = vouch(&settings).await?;
    let application = crate::application(engine, store.clone())?;
    Greeting::new(address, &settings, directory.as_ref()).print();
    server::serve(listener, application).await?;
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

/// Who vouches for callers: the tenant that is configured, else the development directory.
async fn vouch(settings: &Settings) -> Result<(Engine, Option<Directory>), StartError> {
    if settings.authority.is_some() {
        return Ok((Engine::from_env(crate::policy::Policy).await?, None));
    }
    #[cfg(debug_assertions)]
    {
        let (engine, directory) = crate::development::start(&settings.directory).await?;
        Ok((engine, Some(directory)))
    }
    #[cfg(not(debug_assertions))]
    Err(StartError::NoTenant)
}
