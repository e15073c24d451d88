//! What a token is asked for, in code or in a query.

use serde::Deserialize;

use super::bad::Bad;
use crate::directory::error::TokenError;
use crate::directory::registry::{Registry, TokenVersion};
use crate::policy::AuthenticationContext;

/// What an access token is asked for: for whom, with which scopes, and how bad.
///
/// # Defaults
///
/// Every scope of the application, through the built-in client `curl`, in the format that the application wants, and
/// nothing bad about it.
///
/// ```
/// use rolecall::directory::{Bad, TokenRequest};
///
/// let readers = TokenRequest::user("editor").scope("Documents.Read");
/// let too_old = readers.clone().bad(Bad::Expired);
/// # let _ = too_old;
/// ```
#[derive(Clone, Debug)]
#[must_use = "a request does nothing until a directory is asked"]
pub struct TokenRequest {
    pub(in crate::directory) caller: Caller,
    pub(in crate::directory) client: Option<String>,
    pub(in crate::directory) scopes: Vec<String>,
    /// The authentication contexts that the user has met.
    pub(in crate::directory) contexts: Vec<String>,
    pub(in crate::directory) bad: Option<Bad>,
    /// The format, where it is not left to the application.
    pub(in crate::directory) version: Option<TokenVersion>,
}

/// For whom.
#[derive(Clone, Debug)]
pub(in crate::directory) enum Caller {
    App(String),
    User(String),
}

impl TokenRequest {
    /// A delegated token for the user of that name.
    pub fn user(name: impl Into<String>) -> Self {
        Self::of(Caller::User(name.into()))
    }

    /// An app-only token for the application of that name.
    pub fn app(name: impl Into<String>) -> Self {
        Self::of(Caller::App(name.into()))
    }

    /// One more scope, or several with spaces between them: short names, or `api://{client id}/Name`. One that the
    /// application does not have is minted as asked, as if it were registered in Entra and not declared in code.
    pub fn scope(mut self, scope: impl Into<String>) -> Self {
        self.scopes.push(scope.into());
        self
    }

    /// The client application that the user calls through.
    pub fn client(mut self, name: impl Into<String>) -> Self {
        self.client = Some(name.into());
        self
    }

    /// One authentication context that the user has met, `c1` to `c99`, or several with spaces between them: the claim
    /// `acrs`. Default: none.
    pub fn acrs(mut self, context: impl Into<String>) -> Self {
        self.contexts.push(context.into());
        self
    }

    /// What shall be wrong with the token.
    pub fn bad(mut self, bad: Bad) -> Self {
        self.bad = Some(bad);
        self
    }

    /// In the format of v1.0, whatever the application wants. Entra gives it to one whose registration does not ask for
    /// v2.0.
    pub fn version_one(mut self) -> Self {
        self.version = Some(TokenVersion::One);
        self
    }

    fn of(caller: Caller) -> Self {
        Self {
            caller,
            client: None,
            scopes: Vec::new(),
            contexts: Vec::new(),
            bad: None,
            version: None,
        }
    }

    /// The request as the parameters of a query.
    pub(in crate::directory) fn parameters(&self) -> impl Iterator<Item = (&'static str, String)> {
        let caller = match &self.caller {
            Caller::App(name) => ("app", name.clone()),
            Caller::User(name) => ("user", name.clone()),
        };
        let scopes = (!self.scopes.is_empty()).then(|| ("scope", self.scopes.join(" ")));
        let contexts = (!self.contexts.is_empty()).then(|| ("acrs", self.contexts.join(" ")));
        let client = self.client.clone().map(|name| ("client", name));
        let bad = self.bad.map(|bad| ("bad", bad.name().to_owned()));
        let version = self.version.map(|version| match version {
            TokenVersion::One => ("version", "1".to_owned()),
            TokenVersion::Two => ("version", "2".to_owned()),
        });
        [Some(caller), scopes, contexts, client, bad, version]
            .into_iter()
            .flatten()
    }
}

/// The parameters of a query. A misspelt one is refused: it would silently give a better token than was meant.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::directory) struct TokenQuery {
    user: Option<String>,
    app: Option<String>,
    client: Option<String>,
    scope: Option<String>,
    acrs: Option<String>,
    bad: Option<String>,
    version: Option<String>,
}

impl TokenQuery {
    pub(in crate::directory) fn request(
        self,
        registry: &Registry,
    ) -> Result<TokenRequest, TokenError> {
        let caller = match (self.user, self.app) {
            (Some(user), None) => Caller::User(user),
            (None, Some(app)) => Caller::App(app),
            (Some(_), Some(_)) => return Err(both_named()),
            (None, None) => {
                return Err(TokenError::Missing {
                    users: registry.user_names(),
                    apps: registry.app_names(),
                });
            }
        };
        Ok(TokenRequest {
            client: self.client,
            scopes: self.scope.into_iter().collect(),
            contexts: self.acrs.into_iter().collect(),
            bad: self.bad.as_deref().map(str::parse).transpose()?,
            version: match self.version.as_deref() {
                None => None,
                Some("1") => Some(TokenVersion::One),
                Some("2") => Some(TokenVersion::Two),
                Some(other) => return Err(no_version(other)),
            },
            ..TokenRequest::of(caller)
        })
    }
}

/// The authentication contexts of the request, each by itself.
pub(super) fn contexts(request: &TokenRequest) -> Result<Vec<&str>, TokenError> {
    let words = request.contexts.iter().flat_map(|words| words.split(' '));
    let words: Vec<_> = words.filter(|word| !word.is_empty()).collect();
    match words
        .iter()
        .find(|word| AuthenticationContext::named(word).is_none())
    {
        None => Ok(words),
        Some(other) => Err(TokenError::Malformed(format!(
            "there is no authentication context `{other}`; ask for `c1` to `c99`"
        ))),
    }
}

fn no_version(other: &str) -> TokenError {
    TokenError::Malformed(format!("there is no version `{other}`; ask for `1` or `2`"))
}

fn both_named() -> TokenError {
    TokenError::Malformed(
        "a token is for one caller; name a `user` or an `app`, not both".to_owned(),
    )
}
