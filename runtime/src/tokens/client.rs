//! An application that asks for tokens: in its own name, and in the name of those who call it.

use std::sync::Arc;

use super::assertion::{Assertion, Digest};
use super::error::{ClientError, TokenError};
use super::grant::{self, AccessToken, Applicant};
use super::kept::Shelf;
use super::scope;
use crate::entra::Fetcher;
use crate::{Clock, Secret};

/// An application that asks for tokens for other APIs. It is cheap to clone, and its clones share what they were given.
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
///     Secret::new(std::env::var("DOCUMENTS_SECRET")?),
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
    kept: Arc<Kept>,
}

/// The tokens that it was given.
#[derive(Debug)]
struct Kept {
    /// In its own name, by scope.
    own: Shelf<String>,
    /// In the name of others, by what was shown for it.
    on_behalf: Shelf<Digest>,
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
        let fetcher = Arc::new(grant::fetcher()?);
        Self::through(fetcher, authority, tenant_id, client_id, secret)
    }

    /// The same, reaching the authority in the way of `fetcher`.
    pub(crate) fn through(
        fetcher: Arc<Fetcher>,
        authority: &str,
        tenant_id: &str,
        client_id: &str,
        secret: Secret,
    ) -> Result<Self, ClientError> {
        let applicant = Applicant::new(authority, tenant_id, client_id, Some(secret))?;
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
        let form = [("grant_type", "client_credentials"), ("scope", scope)];
        let asking = self.applicant.ask(&self.fetcher, &form, &self.clock);
        let own = &self.kept.own;
        own.get(scope.to_owned(), &self.clock, asking).await
    }

    /// A token in the name of a person who sent one to this application, for another API, kept or new
    /// ([on-behalf-of](https://learn.microsoft.com/entra/identity-platform/v2-oauth2-on-behalf-of-flow)). The scopes are
    /// those of one resource, with one blank between them: `https://graph.microsoft.com/User.Read`, or
    /// `api://resource/.default`.
    ///
    /// The person's own token goes to the authority alone, and is worth nothing anywhere else. What is given for it is kept
    /// for whoever sends the same token again, never beyond its end; 10000 are kept.
    ///
    /// ```
    /// # mod policy { rolecall::permissions! { view } rolecall::roles! { Viewer: [view] } }
    /// use axum::extract::State;
    /// use rolecall::protected;
    /// use rolecall::tokens::{Assertion, Client};
    ///
    /// #[protected(permission = "view")]
    /// async fn mail(State(client): State<Client>, assertion: Assertion) -> String {
    ///     let token = client.on_behalf_of(&assertion, "https://graph.microsoft.com/User.Read");
    ///     match token.await {
    ///         Ok(token) => format!("a token until {}", token.expires()),
    ///         Err(why) => why.claims().map_or("no token", |_| "sign in once more").to_owned(),
    ///     }
    /// }
    /// # fn main() {}
    /// ```
    ///
    /// # Errors
    ///
    /// [`TokenError::Scopes`] where they are not of one resource, [`TokenError::Assertion`] where the person's token cannot
    /// be exchanged by this application, [`TokenError::InteractionRequired`] where the person has to do something first,
    /// [`TokenError::Refused`] where the authority refuses otherwise, and [`TokenError::Unavailable`] where no usable answer
    /// came.
    pub async fn on_behalf_of(
        &self,
        assertion: &Assertion,
        scopes: &str,
    ) -> Result<AccessToken, TokenError> {
        let scopes = scope::delegated(scopes)?;
        assertion.must_be_exchangeable(&self.applicant.tenant, self.clock.now())?;
        let form = [
            ("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"),
            ("requested_token_use", "on_behalf_of"),
            ("assertion", assertion.expose()),
            ("scope", &scopes),
        ];
        let asking = async {
            let token = self
                .applicant
                .ask(&self.fetcher, &form, &self.clock)
                .await?;
            Ok(token.until(assertion.expires()))
        };
        let key = assertion.digest(&[&scopes, &self.applicant.client_id]);
        self.kept.on_behalf.get(key, &self.clock, asking).await
    }

    /// Forgets the token for a scope: somebody did not take it.
    pub(crate) fn forget(&self, scope: &str) {
        self.kept.own.forget(&scope.to_owned());
    }
}

impl Default for Kept {
    fn default() -> Self {
        const SCOPES: usize = 1_000;
        const PEOPLE: usize = 10_000;
        Self {
            own: Shelf::holding(SCOPES),
            on_behalf: Shelf::holding(PEOPLE),
        }
    }
}
