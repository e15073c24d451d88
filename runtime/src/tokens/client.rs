//! Which token is kept, and when the next is asked for: before the old one ends, by one of those who wait, and not again
//! at once where that failed.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::error::TokenError;
use super::grant::{AccessToken, Applicant};
use super::scope;
use crate::entra::{Fetcher, Timeouts, Way, guid, trusted_url};
use crate::{Clock, Secret};

/// An application that asks for tokens in its own name. It is cheap to clone, and its clones share what they were given.
///
/// A token is kept until five minutes before its end, or half its life where that is shorter. While it is asked for,
/// others who want the same wait for the one answer. Where that fails, the old token serves to its end, and nobody asks
/// again for as long as the authority says, within 5 seconds and 5 minutes; after a refusal for 30 seconds.
///
/// ```no_run
/// # async fn run() -> Result<(), Box<dyn std::error::Error>> {
/// use rolecall::Secret;
/// use rolecall::tokens::Client;
///
/// let client = Client::new(
///     "https://login.microsoftonline.com",
///     "22222222-bbbb-4bbb-8bbb-222222222222",
///     "11111111-aaaa-4aaa-8aaa-111111111111",
///     Secret::new(std::env::var("AAD_CLIENT_SECRET")?),
/// )?;
/// let token = client.for_app("https://graph.microsoft.com/.default").await?;
/// let authorization = format!("Bearer {}", token.expose());
/// # let _ = authorization;
/// # Ok(()) }
/// ```
#[derive(Clone, Debug)]
pub struct Client {
    applicant: Arc<Applicant>,
    fetcher: Arc<Fetcher>,
    clock: Clock,
    kept: Arc<Mutex<HashMap<String, Arc<Slot>>>>,
}

type Slot = tokio::sync::Mutex<Kept>;

/// What came of the last requests for one scope.
#[derive(Debug, Default)]
struct Kept {
    token: Option<AccessToken>,
    /// What failed last, and until when nobody asks again.
    failure: Option<(TokenError, Duration)>,
}

impl Client {
    /// An application of a tenant: where Entra is (`https://login.microsoftonline.com`), the directory (tenant) ID and
    /// the application (client) ID, both GUIDs, and a secret of the application. `http` is accepted for loopback
    /// addresses alone.
    ///
    /// # Errors
    ///
    /// Says which of them cannot be used, and why. The secret is no part of it.
    pub fn new(
        authority: &str,
        tenant_id: &str,
        client_id: &str,
        secret: Secret,
    ) -> Result<Self, ClientError> {
        let timeouts = Timeouts {
            connect: TIMEOUT,
            whole: TIMEOUT,
        };
        let fetcher = Fetcher::new(Vec::new(), Way::OfEnvironment, timeouts);
        let fetcher = fetcher.map_err(|fault| wrong("the root certificates", &fault))?;
        Self::through(Arc::new(fetcher), authority, tenant_id, client_id, secret)
    }

    /// The same, reaching the authority in the way of `fetcher`.
    pub(crate) fn through(
        fetcher: Arc<Fetcher>,
        authority: &str,
        tenant_id: &str,
        client_id: &str,
        secret: Secret,
    ) -> Result<Self, ClientError> {
        let url = trusted_url(authority).map_err(|fault| wrong("the authority", &fault))?;
        if url.path() != "/" || url.query().is_some() {
            return Err(wrong(
                "the authority",
                "has more than a host: give its origin",
            ));
        }
        let no_guid = "is not a GUID";
        let tenant = guid(tenant_id).ok_or_else(|| wrong("the tenant ID", no_guid))?;
        let client_id = guid(client_id).ok_or_else(|| wrong("the client ID", no_guid))?;
        if secret.expose().trim().is_empty() {
            return Err(wrong("the secret", "is empty"));
        }
        let endpoint = url.join(&format!("/{tenant}/oauth2/v2.0/token"));
        let endpoint = endpoint.map_err(|_| wrong("the authority", "is not a URL"))?;
        let applicant = Applicant {
            endpoint,
            client_id,
            secret,
        };
        Ok(Self {
            applicant: Arc::new(applicant),
            fetcher,
            clock: Clock::system(),
            kept: Arc::default(),
        })
    }

    /// The clock to live by. Default: the system's.
    #[must_use]
    pub fn clock(mut self, clock: Clock) -> Self {
        self.clock = clock;
        self
    }

    /// A token in the application's own name, kept or new. The scope is one resource and `/.default`.
    ///
    /// # Errors
    ///
    /// [`TokenError::Scope`] where it is not, [`TokenError::Refused`] where the authority refuses the application, and
    /// [`TokenError::Unavailable`] where no usable answer came.
    pub async fn for_app(&self, scope: &str) -> Result<AccessToken, TokenError> {
        let scope = scope::of_app(scope)?;
        let slot = self.slot(scope);
        let mut kept = slot.lock().await;
        let now = self.clock.now();
        if let Some(token) = kept.fresh(now) {
            return Ok(token);
        }
        if let Some(error) = kept.failure(self.clock.elapsed()) {
            return kept.usable(now).ok_or(error);
        }
        match self.applicant.ask(&self.fetcher, scope, now).await {
            Ok(token) => Ok(kept.renew(token)),
            Err(error) => {
                tracing::warn!("{error}");
                kept.failure = Some((error.clone(), self.clock.elapsed() + pause(&error)));
                kept.usable(now).ok_or(error)
            }
        }
    }

    /// Forgets the token for a scope: somebody did not take it.
    pub(crate) fn forget(&self, scope: &str) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.remove(scope);
    }

    /// The place of a scope. An application has few; should somebody let strangers choose, they fill no memory.
    fn slot(&self, scope: &str) -> Arc<Slot> {
        const SCOPES: usize = 1_000;
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= SCOPES && !kept.contains_key(scope) {
            kept.clear();
        }
        Arc::clone(kept.entry(scope.to_owned()).or_default())
    }
}

impl Kept {
    fn fresh(&self, now: u64) -> Option<AccessToken> {
        let token = self.token.as_ref()?;
        let life = token.expires().saturating_sub(token.begins);
        let early = EARLY.min(life / 2);
        (now.saturating_add(early) < token.expires()).then(|| token.clone())
    }

    fn usable(&self, now: u64) -> Option<AccessToken> {
        let token = self.token.as_ref()?;
        (now < token.expires()).then(|| token.clone())
    }

    fn failure(&self, elapsed: Duration) -> Option<TokenError> {
        let (error, until) = self.failure.as_ref()?;
        (elapsed < *until).then(|| error.clone())
    }

    fn renew(&mut self, token: AccessToken) -> AccessToken {
        *self = Self {
            token: Some(token.clone()),
            failure: None,
        };
        token
    }
}

fn pause(error: &TokenError) -> Duration {
    const REFUSED: Duration = Duration::from_secs(30);
    match error {
        TokenError::Unavailable(_, after) => *after,
        TokenError::Refused(_) | TokenError::Scope => REFUSED,
    }
}

/// What an application cannot ask for tokens with: which of its settings, and why.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("{what} {wrong}")]
pub struct ClientError {
    what: &'static str,
    wrong: String,
}

fn wrong(what: &'static str, wrong: &str) -> ClientError {
    ClientError {
        what,
        wrong: wrong.to_owned(),
    }
}

/// How long before its end a token is renewed, in seconds.
const EARLY: u64 = 300;

/// How long one request may take.
const TIMEOUT: Duration = Duration::from_secs(10);
