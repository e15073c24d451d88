//! What there shall be in a directory, said in code, and the start.

use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tokio::net::TcpListener;
use tokio::sync::oneshot;

use super::Directory;
use super::error::DirectoryError;
use super::file::Source;
use super::registry::{App, Registry, TokenVersion, User};
use super::serve::{self, Certificates, Service, Site};
use super::state::State;
use super::tokens::KeyRing;
use super::trouble::Desk;
use crate::clock::Clock;
use crate::policy::{Policy, Scope};

/// What there shall be in a [`Directory`].
///
/// # Defaults
///
/// * address: `127.0.0.1:8400`, over plain http
/// * tenant: one whose ID is always the same
/// * application: `Application`
/// * scopes: `access_as_user` alone
/// * clients: `curl` alone, a public client
/// * users and applications that call in their own name: none
/// * access tokens: in the format of v2.0
/// * clock: the system's
#[derive(Debug)]
#[must_use = "a builder does nothing until `start`"]
pub struct Builder {
    address: String,
    ca_file: Option<PathBuf>,
    clock: Clock,
    sources: Vec<Source>,
    pub(super) tenant: Option<String>,
    pub(super) application: String,
    pub(super) scopes: Vec<String>,
    pub(super) token_version: TokenVersion,
    pub(super) users: Vec<User>,
    pub(super) apps: Vec<App>,
}

impl Builder {
    pub(super) fn new() -> Self {
        Self {
            address: "127.0.0.1:8400".to_owned(),
            ca_file: None,
            clock: Clock::system(),
            sources: Vec::new(),
            tenant: None,
            application: "Application".to_owned(),
            scopes: Vec::new(),
            token_version: TokenVersion::default(),
            users: Vec::new(),
            apps: vec![App::public("curl")],
        }
    }

    /// Where to listen: a loopback address and a port; port 0 takes any free one.
    pub fn listen(mut self, address: impl Into<String>) -> Self {
        self.address = address.into();
        self
    }

    /// Serves over TLS as `https://localhost`, and writes the certificate that clients have to trust to this file, in
    /// the place of an earlier one.
    ///
    /// Its authority is made anew at each start, vouches for `localhost`, `127.0.0.1` and `[::1]` alone, and its key is
    /// never on a disk.
    pub fn tls(mut self, ca_file: impl Into<PathBuf>) -> Self {
        self.ca_file = Some(ca_file.into());
        self
    }

    /// More people and applications: those of a TOML file, which is read at the start.
    ///
    /// `rolecall directory --print-file` prints one with every key in it. Where the file names an application or a token
    /// version, it has the last word.
    pub fn file(mut self, path: impl Into<PathBuf>) -> Self {
        self.sources.push(Source::File(path.into()));
        self
    }

    /// More people and applications: those of the built-in file, [`BUILT_IN`](super::BUILT_IN).
    pub fn built_in(mut self) -> Self {
        self.sources.push(Source::BuiltIn);
        self
    }

    /// Another tenant, by any name that its ID follows from: for an application that trusts several directories. Everybody
    /// else keeps their identifiers, so that users of one name are the same object of each tenant.
    pub fn tenant(mut self, name: impl Into<String>) -> Self {
        self.tenant = Some(name.into());
        self
    }

    /// The display name of the protected application. Its client id follows from it.
    pub fn application(mut self, name: impl Into<String>) -> Self {
        self.application = name.into();
        self
    }

    /// More delegated scopes of the application, by their short names.
    pub fn scopes<S: Into<String>>(mut self, names: impl IntoIterator<Item = S>) -> Self {
        self.scopes.extend(names.into_iter().map(Into::into));
        self
    }

    /// More delegated scopes of the application: those that a policy declares.
    pub fn policy<P: Policy>(self, _policy: P) -> Self {
        self.scopes(P::scopes().map(Scope::name))
    }

    /// One more public client application that users can call through.
    pub fn client(self, name: impl Into<String>) -> Self {
        self.app(App::public(name))
    }

    /// One more user.
    pub fn user(mut self, user: User) -> Self {
        self.users.push(user);
        self
    }

    /// Access tokens in the format of v1.0, which is what Entra gives an application whose registration does not ask
    /// for v2.0.
    pub fn version_one_tokens(mut self) -> Self {
        self.token_version = TokenVersion::One;
        self
    }

    /// One more application that asks for tokens.
    pub fn app(mut self, app: App) -> Self {
        self.apps.push(app);
        self
    }

    /// The clock that times in tokens come from.
    pub fn clock(mut self, clock: Clock) -> Self {
        self.clock = clock;
        self
    }

    /// Binds the port, makes the signing key, and serves in a task of its own.
    ///
    /// # Errors
    ///
    /// Where the address is no loopback address or its port is taken, where a file is wrong, where two users, two
    /// applications or two clients have the same name, where the CA certificate cannot be written, and where no key can
    /// be made.
    pub async fn start(mut self) -> Result<Directory, DirectoryError> {
        let address = loopback(&self.address)?;
        let (clock, ca_file) = (self.clock.clone(), self.ca_file.clone());
        if ca_file.is_some() {
            called_localhost(address)?;
        }
        for source in std::mem::take(&mut self.sources) {
            self = source.add_to(self)?;
        }
        let registry = Registry::of(self)?;
        // Whoever holds the port may have written the file: it is not touched before the port is ours.
        let (listener, bound) = bind(address).await?;
        let (keys, certificates) = keys(ca_file.clone()).await?;
        let ca_file = ca_file.map(|path| std::path::absolute(&path).unwrap_or(path));
        let service = Service {
            site: Site::new(bound, ca_file, &registry),
            registry,
            keys,
            clock,
            state: State::default(),
            desk: Desk::default(),
        };
        Ok(serve_in_a_task(listener, certificates, service))
    }
}

/// Everything that takes a while to make, off the threads that others wait for.
async fn keys(ca_file: Option<PathBuf>) -> Result<(KeyRing, Option<Certificates>), DirectoryError> {
    let made = tokio::task::spawn_blocking(move || {
        let certificates = ca_file.as_deref().map(certificates).transpose()?;
        let keys = KeyRing::generate().map_err(DirectoryError::Key)?;
        Ok((keys, certificates))
    });
    made.await
        .map_err(|error| DirectoryError::Key(error.into()))?
}

fn certificates(ca_file: &Path) -> Result<Certificates, DirectoryError> {
    let certificates = Certificates::generate()?;
    certificates.write(ca_file)?;
    Ok(certificates)
}

fn loopback(address: &str) -> Result<SocketAddr, DirectoryError> {
    let parsed: SocketAddr = address
        .parse()
        .map_err(|_| DirectoryError::Address(address.to_owned()))?;
    if parsed.ip().is_loopback() {
        Ok(parsed)
    } else {
        Err(DirectoryError::NotLoopback(parsed))
    }
}

/// Clients look for `localhost` at two addresses of all that are loopback.
fn called_localhost(address: SocketAddr) -> Result<(), DirectoryError> {
    let ip = address.ip();
    if ip == Ipv4Addr::LOCALHOST || ip == Ipv6Addr::LOCALHOST {
        Ok(())
    } else {
        Err(DirectoryError::NotLocalhost(address))
    }
}

/// The listener, and the address with the port that it got.
async fn bind(address: SocketAddr) -> Result<(TcpListener, SocketAddr), DirectoryError> {
    let refused = |error: io::Error| match error.kind() {
        io::ErrorKind::AddrInUse => DirectoryError::PortTaken(address),
        _ => DirectoryError::Bind {
            address,
            source: error,
        },
    };
    let listener = TcpListener::bind(address).await.map_err(refused)?;
    let bound = listener.local_addr().map_err(refused)?;
    Ok((listener, bound))
}

fn serve_in_a_task(
    listener: TcpListener,
    certificates: Option<Certificates>,
    service: Service,
) -> Directory {
    let service = Arc::new(service);
    let (running, stopped) = oneshot::channel();
    tracing::info!(
        "development directory on {}: its tokens are worth nothing elsewhere",
        service.site.base()
    );
    let serving = serve::until(stopped, listener, certificates, Arc::clone(&service));
    Directory {
        service,
        running,
        server: tokio::spawn(serving),
    }
}
