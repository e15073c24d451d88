//! The app registrations: as they are named in code, and as they stand in the directory with their identifiers.

use std::fmt;

use super::hidden::Hidden;
use super::people::crowd;

/// An application that asks for tokens, to be put into a [`Directory`](crate::directory::Directory).
///
/// # Defaults
///
/// The display name is the name. No roles and no groups, which is allowed. Users have consented to every scope of the protected
/// application. Redirects go to any path and port of this machine. The secret is the name and `-secret`.
#[derive(Clone, Debug)]
#[must_use = "an application is nobody until a directory has it"]
pub struct App {
    pub(in crate::directory) name: String,
    pub(in crate::directory) display_name: Option<String>,
    pub(in crate::directory) kind: AppKind,
    pub(in crate::directory) secret: Option<Hidden>,
    pub(in crate::directory) certificates: Vec<String>,
    pub(in crate::directory) redirect_uris: Vec<String>,
    pub(in crate::directory) logout_url: Option<String>,
    pub(in crate::directory) consented: Option<Vec<String>>,
    pub(in crate::directory) roles: Vec<String>,
    pub(in crate::directory) groups: Vec<String>,
}

/// How an application proves that it is itself, and where it runs
/// ([client types](https://learn.microsoft.com/entra/identity-platform/msal-client-applications)).
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum AppKind {
    /// It calls in its own name, and proves itself by a secret or a certificate.
    Daemon,
    /// It runs on a device or in a terminal, and cannot keep a secret.
    Public,
    /// It runs in a browser: its tokens are fetched from a page, and nowhere else.
    SinglePage,
    /// It runs on a server: users sign in through it, and it proves itself by a secret or a certificate.
    Web,
}

impl App {
    /// A daemon of this name. Its ids follow from the name.
    pub fn new(name: impl Into<String>) -> Self {
        Self::of(name, AppKind::Daemon)
    }

    /// A public client that users call through.
    pub fn public(name: impl Into<String>) -> Self {
        Self::of(name, AppKind::Public)
    }

    /// A single-page application that users call through.
    pub fn single_page(name: impl Into<String>) -> Self {
        Self::of(name, AppKind::SinglePage)
    }

    /// A web application that users sign in to. It is also a resource of its own, with the scope `access_as_user`, so
    /// that it can call on their behalf.
    pub fn web(name: impl Into<String>) -> Self {
        Self::of(name, AppKind::Web)
    }

    /// The name that is shown.
    pub fn display_name(mut self, name: impl Into<String>) -> Self {
        self.display_name = Some(name.into());
        self
    }

    /// The secret of a daemon or of a web application, instead of the name and `-secret`. It is shown to everybody, so
    /// never a real one.
    pub fn secret(mut self, secret: impl Into<String>) -> Self {
        self.secret = Some(secret.into().into());
        self
    }

    /// One more certificate (PEM) that the application may sign its assertions with.
    pub fn certificate(mut self, pem: impl Into<String>) -> Self {
        self.certificates.push(pem.into());
        self
    }

    /// One more place that answers may go to. Where one is named, the others have to be too. The port of a loopback
    /// address does not count, as at Entra.
    pub fn redirect_uri(mut self, uri: impl Into<String>) -> Self {
        self.redirect_uris.push(uri.into());
        self
    }

    /// Where the application is told that a user has signed out.
    pub fn logout_url(mut self, url: impl Into<String>) -> Self {
        self.logout_url = Some(url.into());
        self
    }

    /// The scopes of the protected application that users need not be asked about, by their short names; for the others
    /// they are asked.
    pub fn consented<S: Into<String>>(mut self, scopes: impl IntoIterator<Item = S>) -> Self {
        let named = self.consented.get_or_insert_default();
        named.extend(scopes.into_iter().map(Into::into));
        self
    }

    /// One more app role, by its *value*, as it shall stand in the `roles` claim of tokens in its own name.
    pub fn role(mut self, value: impl Into<String>) -> Self {
        self.roles.push(value.into());
        self
    }

    /// One more group that the service principal is in: a GUID as it is, or a name from which one follows. More than 200
    /// do not fit into a token, which then says so, as Entra's do.
    pub fn group(mut self, group: impl Into<String>) -> Self {
        self.groups.push(group.into());
        self
    }

    /// Puts the service principal into more groups than fit into a token (201), which then says where they can be asked
    /// for.
    pub fn overage(mut self) -> Self {
        self.groups.extend(crowd());
        self
    }

    pub(in crate::directory) fn of(name: impl Into<String>, kind: AppKind) -> Self {
        Self {
            name: name.into(),
            display_name: None,
            kind,
            secret: None,
            certificates: Vec::new(),
            redirect_uris: Vec::new(),
            logout_url: None,
            consented: None,
            roles: Vec::new(),
            groups: Vec::new(),
        }
    }
}

impl AppKind {
    /// Whether an application of this kind has a secret or a certificate.
    #[must_use]
    pub fn is_confidential(self) -> bool {
        matches!(self, Self::Daemon | Self::Web)
    }

    /// As it is written in files and on the page.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Daemon => "daemon",
            Self::Public => "public",
            Self::SinglePage => "single_page",
            Self::Web => "web",
        }
    }
}

/// As a file of people and applications spells it.
impl fmt::Display for AppKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// An application of a running [`Directory`](crate::directory::Directory) that asks for tokens.
#[derive(Clone, Debug)]
pub struct RegisteredApp {
    pub(in crate::directory) name: String,
    pub(in crate::directory) display_name: String,
    pub(in crate::directory) kind: AppKind,
    pub(in crate::directory) client_id: String,
    pub(in crate::directory) object_id: String,
    pub(in crate::directory) secret: Option<Hidden>,
    pub(in crate::directory) certificates: Vec<String>,
    pub(in crate::directory) redirect_uris: Vec<String>,
    pub(in crate::directory) logout_url: Option<String>,
    pub(in crate::directory) consented: Vec<String>,
    pub(in crate::directory) roles: Vec<String>,
    pub(in crate::directory) groups: Vec<String>,
}

impl RegisteredApp {
    /// What requests for tokens call the application.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The name that is shown.
    #[must_use]
    pub fn display_name(&self) -> &str {
        &self.display_name
    }

    /// How it proves that it is itself.
    #[must_use]
    pub fn kind(&self) -> AppKind {
        self.kind
    }

    /// The GUID of its registration (`azp`); the same at each start.
    #[must_use]
    pub fn client_id(&self) -> &str {
        &self.client_id
    }

    /// The GUID of its service principal (`oid` and `sub`); the same at each start.
    #[must_use]
    pub fn object_id(&self) -> &str {
        &self.object_id
    }

    /// The secret of a confidential application. It is worth nothing outside this directory.
    #[must_use]
    pub fn secret(&self) -> Option<&str> {
        self.secret.as_deref()
    }

    /// The app role values that it holds in its own name.
    #[must_use]
    pub fn roles(&self) -> &[String] {
        &self.roles
    }

    /// The GUIDs of the groups that its service principal is in.
    #[must_use]
    pub fn groups(&self) -> &[String] {
        &self.groups
    }

    /// The scopes of the protected application that users have consented to beforehand, by their short names.
    #[must_use]
    pub fn consented(&self) -> &[String] {
        &self.consented
    }
}
