//! What can go wrong: when the directory starts, and when it is asked for a token.

use std::error::Error;
use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;

use super::file::FileError;

/// What a library says is wrong.
pub(super) type Cause = Box<dyn Error + Send + Sync>;

/// Why a directory did not start.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DirectoryError {
    /// The address cannot be read.
    #[error("`{0}` is not an address with a port; write one as in `127.0.0.1:8400`")]
    Address(String),
    /// The system refuses to listen there.
    #[error("cannot listen on `{address}`: {source}; choose another address")]
    Bind {
        /// Where it should have listened.
        address: SocketAddr,
        /// What the system said.
        source: io::Error,
    },
    /// The certificate of the directory's own authority cannot be written.
    #[error("cannot write the CA certificate to `{}`: {source}; name a file that can be written", path.display())]
    CaFile {
        /// Where it should have been written.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The certificates for TLS cannot be made.
    #[error("cannot make a certificate: {0}; try again")]
    Certificate(#[source] Cause),
    /// Two applications that call have the same name.
    #[error("two apps are called `{0}`; give each a name of its own")]
    DuplicateApp(String),
    /// Two client applications have the same name.
    #[error("two clients are called `{0}`; give each a name of its own, `curl` is built in")]
    DuplicateClient(String),
    /// Two users have the same name.
    #[error("two users are called `{0}`; give each a name of its own")]
    DuplicateUser(String),
    /// The file of people and applications cannot be used.
    #[error(transparent)]
    File(#[from] FileError),
    /// The signing key cannot be made.
    #[error("cannot make a signing key: {0}; try again")]
    Key(#[source] Cause),
    /// What is there already is not from an earlier start, and is not replaced.
    #[error("`{}` holds something else than the certificate of an earlier start, so it is not replaced; name another file for the CA certificate", .0.display())]
    NoCaFile(PathBuf),
    /// With TLS the directory is called `localhost`, and clients do not look for that here.
    #[error(
        "`{0}` is not where clients look for `localhost`, which is the directory's name with TLS; listen on `127.0.0.1`"
    )]
    NotLocalhost(SocketAddr),
    /// The address can be reached from elsewhere.
    #[error(
        "`{0}` can be reached from other machines, and whoever reaches the directory is who they say they are; listen on `127.0.0.1`"
    )]
    NotLoopback(SocketAddr),
    /// Somebody listens there already.
    #[error(
        "`{0}` is in use; stop what listens there, or choose another port (0 takes a free one)"
    )]
    PortTaken(SocketAddr),
}

impl DirectoryError {
    /// Whether another address to listen on is the remedy.
    #[must_use]
    pub fn is_about_the_address(&self) -> bool {
        matches!(
            self,
            Self::Address(_)
                | Self::Bind { .. }
                | Self::NotLocalhost(_)
                | Self::NotLoopback(_)
                | Self::PortTaken(_)
        )
    }
}

/// Why a token was not minted.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TokenError {
    /// The request contradicts itself, or cannot be read.
    #[error("{0}")]
    Malformed(String),
    /// No user and no application was named.
    #[error("a token is for somebody; name a user ({users}) or an app ({apps})")]
    Missing {
        /// The users there are.
        users: String,
        /// The applications there are.
        apps: String,
    },
    /// The scope belongs to another application.
    #[error("the scope `{scope}` is not of this application; its scopes begin with `{prefix}`")]
    OtherResource {
        /// As it was asked for.
        scope: String,
        /// What a scope of the application begins with.
        prefix: String,
    },
    /// An application asked for delegated scopes, which only users have.
    #[error("an app has roles and no scopes; leave `{0}` out, or ask for `.default`")]
    ScopeOfApp(String),
    /// `.default` was asked for together with other scopes.
    #[error("`.default` stands for every scope; leave it out, or leave the others out")]
    MixedDefault,
    /// The token cannot be signed.
    #[error("cannot sign the token: {0}; try again")]
    Signing(#[source] Box<dyn Error + Send + Sync>),
    /// There is no such application.
    #[error("unknown app `{name}`; there are: {known}")]
    UnknownApp {
        /// As it was asked for.
        name: String,
        /// Those there are.
        known: String,
    },
    /// There is no such kind of bad token.
    #[error("unknown kind of bad token `{name}`; there are: {known}")]
    UnknownBad {
        /// As it was asked for.
        name: String,
        /// Those there are.
        known: String,
    },
    /// There is no such client application.
    #[error("unknown client `{name}`; there are: {known}")]
    UnknownClient {
        /// As it was asked for.
        name: String,
        /// Those there are.
        known: String,
    },
    /// There is no such user.
    #[error("unknown user `{name}`; there are: {known}")]
    UnknownUser {
        /// As it was asked for.
        name: String,
        /// Those there are.
        known: String,
    },
}

impl TokenError {
    /// The OAuth error and the AADSTS number that Entra would give it
    /// ([error codes](https://learn.microsoft.com/entra/identity-platform/reference-error-codes)).
    pub(super) fn entra(&self) -> (&'static str, u32) {
        match self {
            Self::Malformed(_) | Self::UnknownBad { .. } => ("invalid_request", 90013),
            Self::Missing { .. } => ("invalid_request", 900_144),
            Self::MixedDefault => ("invalid_scope", 70011),
            Self::OtherResource { .. } => ("invalid_resource", 500_011),
            Self::ScopeOfApp(_) => ("invalid_scope", 1_002_012),
            Self::Signing(_) => ("server_error", 50000),
            Self::UnknownApp { .. } | Self::UnknownClient { .. } => {
                ("unauthorized_client", 700_016)
            }
            Self::UnknownUser { .. } => ("invalid_grant", 50034),
        }
    }
}
