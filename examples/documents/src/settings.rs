//! The settings of this application, from the environment and `.env`. Those that begin with `AAD_` are rolecall's,
//! which reads them itself; here it only matters whether a tenant is among them.
//!
//! | variable | meaning | default |
//! |---|---|---|
//! | `DOCUMENTS_LISTEN` | where the application listens | `127.0.0.1:8000` |
//! | `DOCUMENTS_DB` | the SQLite file, created at the first start | `documents.db` |
//! | `DIRECTORY_LISTEN` | where the development directory listens, if there is no tenant | `127.0.0.1:8400` |
//! | `DIRECTORY_FILE` | who is in it, in TOML | those that are built in |
//! | `DIRECTORY_TLS` | `1`: it is `https://localhost`, as Microsoft's client libraries insist | plain http |
//! | `DIRECTORY_CA_FILE` | where the certificate to trust is written then | `directory-ca.pem` |
//! | `RUST_LOG` | what is logged | `info` |

use std::collections::HashMap;
use std::ffi::OsString;
use std::net::SocketAddr;
use std::path::PathBuf;

#[cfg(debug_assertions)]
use crate::development::Place;

/// What was set, and the defaults for the rest.
#[derive(Debug)]
pub(crate) struct Settings {
    pub(crate) listen: SocketAddr,
    pub(crate) database: PathBuf,
    pub(crate) log: String,
    pub(crate) authority: Authority,
}

/// Who vouches for callers.
#[derive(Debug)]
pub(crate) enum Authority {
    /// The tenant of Entra, or another OpenID provider, that is configured.
    Configured(String),
    /// The development directory. A release build has none.
    #[cfg(debug_assertions)]
    Directory(Place),
}

/// A setting that cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SettingsError {
    /// It is not an address.
    #[error(
        "`{0}` is `{1}`, which is not an address with a port; write one as in `127.0.0.1:8000`"
    )]
    Address(&'static str, String),
    /// `.env` is there and cannot be read. Its lines are not repeated, for they may hold a secret.
    #[error(
        "`.env` cannot be read; each line is `NAME=value`, with quotes around values that have blanks in them"
    )]
    DotEnv,
    /// A release build without a tenant.
    #[error(
        "no tenant is configured, and a release build has no development directory; set `AAD_TENANT_ID` and `AAD_CLIENT_ID`, in the environment or in `.env`"
    )]
    NoTenant,
    /// It is not text.
    #[error("`{0}` is not UTF-8; write it in UTF-8")]
    Text(&'static str),
}

impl Settings {
    /// Reads the environment, and `.env` in the working directory for what is not set there.
    pub(crate) fn read() -> Result<Self, SettingsError> {
        let written = Written::read()?;
        let listen = written.or("DOCUMENTS_LISTEN", "127.0.0.1:8000")?;
        Ok(Self {
            listen: listen
                .parse()
                .map_err(|_| SettingsError::Address("DOCUMENTS_LISTEN", listen))?,
            database: written.or("DOCUMENTS_DB", "documents.db")?.into(),
            log: written.or("RUST_LOG", "info")?,
            authority: Authority::read(&written)?,
        })
    }
}

impl Authority {
    fn read(written: &Written) -> Result<Self, SettingsError> {
        for name in ["AAD_TENANT_ID", "AAD_AUTHORITY"] {
            if let Some(configured) = written.get(name)? {
                return Ok(Self::Configured(configured));
            }
        }
        #[cfg(debug_assertions)]
        {
            directory(written).map(Self::Directory)
        }
        #[cfg(not(debug_assertions))]
        Err(SettingsError::NoTenant)
    }
}

#[cfg(debug_assertions)]
fn directory(written: &Written) -> Result<Place, SettingsError> {
    let listen = written.or("DIRECTORY_LISTEN", "127.0.0.1:8400")?;
    let ca_file = written.or("DIRECTORY_CA_FILE", "directory-ca.pem")?;
    let tls = written.or("DIRECTORY_TLS", "0")?.to_ascii_lowercase();
    let tls = !matches!(tls.as_str(), "0" | "f" | "false" | "n" | "no" | "off");
    Ok(Place::new(listen)
        .with_file(written.get("DIRECTORY_FILE")?.map(PathBuf::from))
        .with_tls(tls.then(|| ca_file.into())))
}

/// The lines of `.env`. The environment itself is left alone, and asked anew.
struct Written(HashMap<String, String>);

impl Written {
    fn read() -> Result<Self, SettingsError> {
        let lines = match dotenvy::from_path_iter(".env") {
            Err(error) if error.not_found() => return Ok(Self(HashMap::new())),
            lines => lines.and_then(Iterator::collect),
        };
        lines.map(Self).map_err(|_| SettingsError::DotEnv)
    }

    /// A variable that is set to nothing counts as not set.
    fn get(&self, name: &'static str) -> Result<Option<String>, SettingsError> {
        let environment = std::env::var_os(name)
            .map(OsString::into_string)
            .transpose();
        let environment = environment.map_err(|_| SettingsError::Text(name))?;
        let mut written = environment
            .iter()
            .chain(self.0.get(name))
            .map(|value| value.trim());
        Ok(written.find(|value| !value.is_empty()).map(str::to_owned))
    }

    fn or(&self, name: &'static str, default: &str) -> Result<String, SettingsError> {
        Ok(self.get(name)?.unwrap_or_else(|| default.to_owned()))
    }
}
