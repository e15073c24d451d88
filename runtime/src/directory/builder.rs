//! What there shall be in a directory, said in code, and the start.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use tokio::net::TcpListener;
use tokio::sync::oneshot;

use super::Directory;
use super::error::DirectoryError;
use super::registry::{App, Registry, TokenVersion, User};
use super::serve::{self, Service, Site};
use super::state::State;
use super::tokens::KeyRing;
use super::trouble::Desk;
use crate::clock::Clock;
use crate::policy::{Policy, Scope};

/// What there shall be in a [`Directory`].
///
/// # Defaults
///
/// * address: `127.0.0.1:8400`
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
    clock: Clock,
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
            clock: Clock::system(),
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
    /// Where the address is no loopback address or its port is taken, where two users, two applications or two clients
    /// have the same name, and where no key can be made.
    pub async fn start(self) -> Result<Directory, DirectoryError> {
        let address = loopback(&self.address)?;
        let clock = self.clock.clone();
        let registry = Registry::of(self)?;
        let (listener, bound) = bind(address).await?;
        let site = Site::new(bound, &registry);
        let keys = tokio::task::spawn_blocking(KeyRing::generate)
            .await
            .map_err(|error| DirectoryError::Key(error.into()))?
            .map_err(DirectoryError::Key)?;
        let service = Service {
            site,
            registry,
            keys,
            clock,
            state: State::default(),
            desk: Desk::default(),
        };
        Ok(serve_in_a_task(listener, service))
    }
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

fn serve_in_a_task(listener: TcpListener, service: Service) -> Directory {
    let service = Arc::new(service);
    let (running, stopped) = oneshot::channel();
    tracing::warn!(
        "development directory on {}: tokens of it are worth nothing elsewhere",
        service.site.base()
    );
    let server = tokio::spawn(serve::until(stopped, listener, Arc::clone(&service)));
    Directory {
        service,
        running,
        server,
    }
}
