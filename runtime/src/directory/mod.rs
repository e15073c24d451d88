//! The development directory: an identity provider that answers on Entra's v2.0 paths, for your machine alone.
//!
//! It lets an application run, and be tested, before there is a tenant: the metadata document and the key set are
//! where a client of Entra looks for them, tokens carry the claims that Entra's carry, and every kind of bad token can
//! be had on request. Nobody signs in: whoever reaches the port is who they say they are. So it listens on loopback
//! only, makes a new key at each start, and its tokens are worth nothing elsewhere.
//!
//! | path | what is there |
//! |---|---|
//! | `/` | a page that says who and what there is, with every button |
//! | `/{tenant}/v2.0/.well-known/openid-configuration` | the metadata document; that of v1.0 without `v2.0` |
//! | `/{tenant}/discovery/v2.0/keys` | the keys that tokens are verified with; those of v1.0 without `v2.0` |
//! | `/{tenant}/discovery/instance`, `/{tenant}/userrealm/{name}` | what Microsoft's clients ask before they sign anybody in |
//! | `/{tenant}/oauth2/v2.0/authorize` | the page on which people sign in; its buttons lead to `/{tenant}/login` |
//! | `/{tenant}/oauth2/v2.0/logout` | the page on which they sign out |
//! | `/devicelogin` | the page where a device's code is typed |
//! | `/{tenant}/adminconsent`, `/{tenant}/v2.0/adminconsent` | the page on which an administrator consents for everybody |
//! | `/{tenant}/oauth2/v2.0/token`, `/{tenant}/oauth2/v2.0/devicecode` | tokens, for every grant that Entra has |
//! | `/error?code=NUMBER` | where the `error_uri` of a refusal leads |
//! | `/oidc/userinfo` | what a token for Graph tells of its user |
//! | `/v1.0/me`, `/v1.0/users/{id}`, `/v1.0/servicePrincipals/{id}` | a stand-in for Microsoft Graph: who somebody is, and below it, in `getMemberObjects` and `transitiveMemberOf`, the groups that did not fit into a token |
//! | `/_directory` | everything there is to know, as JSON |
//! | `/_directory/token?user=NAME` or `?app=NAME` | an access token without a flow; `&scope=`, `&client=`, `&acrs=`, `&version=` and `&bad=` as wanted |
//! | `POST /_directory/keys/rotate` | `old=keep` or `old=drop`: signs with a new key from now on |
//! | `POST /_directory/trouble` | `document=metadata`, `keys` or `token`, and `kind=`, a [`Trouble`]; `seconds=` where it is slow |
//! | `POST /_directory/clock` | `ahead=SECONDS`: how far its time is ahead of the clock, or behind where negative |
//! | `POST /_directory/revoke` | `user=NAME`: sessions end, and refresh tokens are refused |
//! | `/_directory/counters` | how often what was asked for; a `POST` counts anew |
//! | `/_directory/stranger/keys`, `/_directory/stranger/certificate` | where [`Bad`] tokens say that their key is; nobody should ask |
//!
//! ```sh
//! curl -d old=keep http://127.0.0.1:8400/_directory/keys/rotate
//! curl -d document=keys -d kind=html http://127.0.0.1:8400/_directory/trouble
//! ```
//!
//! The tenant stands in a path by its GUID or as `directory.test`; `common` and `organizations` stand where they do at
//! Entra.
//!
//! # Microsoft's client libraries
//!
//! MSAL insists on https: [`Builder::tls`] serves `https://localhost` with a certificate of an authority that is made at
//! each start, is good for this machine alone, and whose certificate clients are told to trust. `rolecall directory --tls`
//! does the same from a shell, and prints the tenant and the client ids. In Python:
//!
//! ```py
//! msal.PublicClientApplication(
//!     CLIENT_ID,
//!     authority=f"https://localhost:8400/{TENANT_ID}",
//!     instance_discovery=False,
//!     verify="directory-ca.pem",
//! )
//! ```
//!
//! In Node, started with `NODE_EXTRA_CA_CERTS=directory-ca.pem`:
//!
//! ```js
//! new PublicClientApplication({
//!   auth: {
//!     clientId: CLIENT_ID,
//!     authority: `https://localhost:8400/${TENANT_ID}`,
//!     knownAuthorities: ['localhost:8400'],
//!   },
//! });
//! ```
//!
//! `ConfidentialClientApplication` takes the same, and a secret or a certificate. Others trust the certificate by
//! `curl --cacert`, by `REQUESTS_CA_BUNDLE`, and an [`Engine`](crate::Engine) by `AAD_CA_FILE`.
//!
//! # Rooms
//!
//! `builder` says what there shall be, `file` reads it from TOML; `registry` gives it the identifiers that
//! stay the same at each start; `state` is what was given since; `tokens` makes tokens, `flows` gives them, `documents`
//! says how to verify them; `graph` answers for Microsoft Graph; `pages` is what people see, `trouble` what goes wrong on
//! request, and `serve` the HTTP side of all.
//!
//! # Example
//!
//! ```
//! use rolecall::directory::{App, Bad, Directory, TokenRequest, User};
//!
//! #[tokio::main]
//! async fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     let directory = Directory::builder()
//!         .listen("127.0.0.1:0")
//!         .application("Documents")
//!         .scopes(["Documents.Read", "Documents.ReadWrite"])
//!         .user(User::new("editor").display_name("Edgar Editor").role("Editor"))
//!         .app(App::new("robot").display_name("Night Robot").role("Documents.Admin"))
//!         .start()
//!         .await?;
//!
//!     let good = directory.token(&TokenRequest::user("editor").scope("Documents.Read"))?;
//!     let expired = directory.token(&TokenRequest::user("editor").bad(Bad::Expired))?;
//!     assert_ne!(good, expired);
//!     assert!(directory.issuer().starts_with(directory.url()));
//!     Ok(())
//! }
//! ```

mod builder;
mod documents;
mod error;
mod file;
mod flows;
mod graph;
mod kinds;
mod pages;
mod registry;
mod serve;
mod state;
mod tokens;
mod trouble;

use std::fmt;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::oneshot;
use tokio::task::JoinHandle;

pub use self::builder::Builder;
pub use self::error::{DirectoryError, TokenError};
pub use self::file::{BUILT_IN, FileError};
pub use self::registry::{App, AppKind, RegisteredApp, RegisteredUser, User};
use self::serve::Service;
pub use self::tokens::{Bad, OldKeys, TokenRequest};
pub use self::trouble::{Counters, Document, Trouble};

/// A running development directory. It stops serving when it is dropped; [`stop`](Self::stop) also waits for that.
pub struct Directory {
    service: Arc<Service>,
    /// Dropped with the directory, which is what the server waits for.
    running: oneshot::Sender<()>,
    server: JoinHandle<()>,
}

impl Directory {
    /// What there shall be, to be said before the start. See [`Builder`] for the defaults.
    pub fn builder() -> Builder {
        Builder::new()
    }

    /// The base URL that every other one begins with: `http://127.0.0.1:8400`, or `https://localhost:8400` with TLS.
    #[must_use]
    pub fn url(&self) -> &str {
        self.service.site.base()
    }

    /// The whole path of the file with the certificate (PEM) that clients have to trust, if the directory is behind
    /// TLS.
    #[must_use]
    pub fn ca_file(&self) -> Option<&Path> {
        self.service.site.ca_file()
    }

    /// The tenant's GUID; the same at each start.
    #[must_use]
    pub fn tenant_id(&self) -> &str {
        &self.service.registry.tenant_id
    }

    /// The GUID of the protected application, which is the audience of its tokens; the same at each start.
    #[must_use]
    pub fn client_id(&self) -> &str {
        &self.service.registry.client_id
    }

    /// The issuer of the tokens: `http://127.0.0.1:8400/{tenant}/v2.0`.
    #[must_use]
    pub fn issuer(&self) -> &str {
        self.service.site.issuer()
    }

    /// Where the metadata document is: the issuer and `/.well-known/openid-configuration`.
    #[must_use]
    pub fn metadata_url(&self) -> String {
        self.service.site.metadata()
    }

    /// The protected application itself, with the secret that it asks for tokens with on behalf of its callers.
    #[must_use]
    pub fn application(&self) -> &RegisteredApp {
        &self.service.registry.middle_tier
    }

    /// The users, in the order they were named.
    #[must_use]
    pub fn users(&self) -> &[RegisteredUser] {
        &self.service.registry.users
    }

    /// The applications that call in their own name, in the order they were named.
    #[must_use]
    pub fn apps(&self) -> &[RegisteredApp] {
        &self.service.registry.apps
    }

    /// The applications that users call through, in the order they were named; the first, `curl`, is built in.
    #[must_use]
    pub fn clients(&self) -> &[RegisteredApp] {
        &self.service.registry.clients
    }

    /// Mints the access token that [`token_url`](Self::token_url) would answer with, without HTTP.
    ///
    /// # Errors
    ///
    /// Where the request names somebody or something that is not in this directory, or contradicts itself.
    pub fn token(&self, request: &TokenRequest) -> Result<String, TokenError> {
        self.service.mint(request).map(|minted| minted.token)
    }

    /// The URL that answers with a token for the request, for `curl -s`.
    #[must_use]
    pub fn token_url(&self, request: &TokenRequest) -> String {
        self.service.site.token(request)
    }

    /// The line for a shell that prints a token for the request: `curl` with [`token_url`](Self::token_url), and behind
    /// TLS with the certificate to trust.
    #[must_use]
    pub fn token_command(&self, request: &TokenRequest) -> String {
        self.service.site.token_command(request)
    }

    /// Signs with a new key from now on. What becomes of the old ones is yours to say.
    ///
    /// ```
    /// # use rolecall::directory::{Directory, OldKeys, TokenRequest, User};
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let directory = Directory::builder().listen("127.0.0.1:0").user(User::new("ada")).start().await?;
    /// let before = directory.token(&TokenRequest::user("ada"))?;
    /// directory.rotate_keys(OldKeys::Keep).await?;
    /// let after = directory.token(&TokenRequest::user("ada"))?;
    /// // Both can be verified: the key set holds two keys now.
    /// # assert_ne!(before.split('.').next(), after.split('.').next());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// Where the system gives no key.
    pub async fn rotate_keys(&self, old: OldKeys) -> Result<(), DirectoryError> {
        let rotated = self.service.rotate(old).await;
        rotated.map_err(DirectoryError::Key)
    }

    /// Puts a document into trouble until it is put into [`Trouble::None`]. Several can be in trouble at once; one that
    /// does not [fit](Trouble::fits) changes nothing.
    ///
    /// ```
    /// # use rolecall::directory::{Directory, Document, Trouble};
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let directory = Directory::builder().listen("127.0.0.1:0").start().await?;
    /// directory.trouble(Document::Keys, Trouble::Html);
    /// // Whatever is under test fetches the keys now, and should not be impressed.
    /// directory.trouble(Document::Keys, Trouble::None);
    /// # Ok(())
    /// # }
    /// ```
    pub fn trouble(&self, document: Document, kind: Trouble) {
        if kind.fits(document) {
            self.service.desk.trouble(document, kind, trouble::SLOW);
        }
    }

    /// [`Trouble::Slow`] of this length, up to five minutes. Who waits is answered at once when the trouble ends.
    pub fn slow(&self, document: Document, delay: Duration) {
        self.service.desk.trouble(document, Trouble::Slow, delay);
    }

    /// The trouble that a document is in.
    #[must_use]
    pub fn ailing(&self, document: Document) -> Trouble {
        self.service.desk.ailing(document)
    }

    /// How often everything was asked for since the start, or since [`reset_counters`](Self::reset_counters).
    ///
    /// ```
    /// # use rolecall::directory::Directory;
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let directory = Directory::builder().listen("127.0.0.1:0").start().await?;
    /// assert_eq!(directory.counters().keys, 0);
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn counters(&self) -> Counters {
        self.service.desk.counters()
    }

    /// Counts from nothing again.
    pub fn reset_counters(&self) {
        self.service.desk.reset_counters();
    }

    /// Sets how many seconds the directory's time is ahead of its clock, or behind where negative; at most a century.
    /// Zero, as at the start, puts it right.
    ///
    /// ```
    /// # use rolecall::directory::{Directory, TokenRequest, User};
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let directory = Directory::builder().listen("127.0.0.1:0").user(User::new("ada")).start().await?;
    /// directory.move_clock(-86_400);
    /// let of_yesterday = directory.token(&TokenRequest::user("ada"))?;
    /// # let _ = of_yesterday;
    /// # Ok(())
    /// # }
    /// ```
    pub fn move_clock(&self, ahead: i64) {
        self.service.desk.move_clock(ahead);
    }

    /// Takes back what a user's sign-ins have led to: sessions and codes end, and refresh tokens are refused (AADSTS50173).
    /// Access tokens hold until they end, as Entra's do. Returns how many refresh tokens those were.
    ///
    /// # Errors
    ///
    /// Where there is no such user.
    pub fn revoke(&self, user: &str) -> Result<usize, TokenError> {
        self.service.revoke(user)
    }

    /// What the directory is, and who is in it, in a few lines for a terminal.
    #[must_use]
    pub fn describe(&self) -> String {
        pages::text(&self.service)
    }

    /// Stops serving, and returns once the port is free again.
    pub async fn stop(self) {
        drop(self.running);
        // An error would mean that the server is gone already.
        let _gone = self.server.await;
    }
}

impl fmt::Debug for Directory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Directory")
            .field("url", &self.url())
            .finish_non_exhaustive()
    }
}
