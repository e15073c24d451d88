//! Sign-in where there is no browser: a person is shown a page and a code, and the device asks until they are done
//! ([RFC 8628](https://www.rfc-editor.org/rfc/rfc8628),
//! [device code](https://learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code)).

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use serde::Deserialize;
use url::Url;

use super::error::{ClientError, TokenError};
use super::grant::{self, AccessToken, Applicant};
use super::scope;
use crate::entra::{Fetcher, trusted_url};
use crate::{Clock, Secret};

/// An application that people sign in to on a device: a public one, which has no secret. It is cheap to clone.
///
/// ```no_run
/// # async fn run() -> Result<(), Box<dyn std::error::Error>> {
/// use rolecall::tokens::DeviceClient;
///
/// let client = DeviceClient::new(
///     "https://login.microsoftonline.com",
///     "22222222-bbbb-4bbb-8bbb-222222222222",
///     "33333333-cccc-4ccc-8ccc-333333333333",
/// )?;
/// let login = client.start("api://documents/Documents.Read").await?;
/// eprintln!("{login}");
/// let token = login.finish().await?;
/// # let _ = token;
/// # Ok(()) }
/// ```
#[derive(Clone, Debug)]
pub struct DeviceClient {
    applicant: Arc<Applicant>,
    fetcher: Arc<Fetcher>,
    clock: Clock,
}

/// A sign-in that waits for a person. Shown, it says what they have to do.
///
/// Its page is to be shown, and opened on a device of the person's choosing. The code stands in no address: whoever sends
/// somebody a link that holds one signs in as them
/// ([RFC 8628, section 5.4](https://www.rfc-editor.org/rfc/rfc8628#section-5.4)).
#[derive(Debug)]
pub struct DeviceLogin {
    client: DeviceClient,
    device_code: Secret,
    user_code: String,
    page: Url,
    /// By the clock that never goes back.
    ends: Duration,
    interval: Duration,
}

impl DeviceClient {
    /// A public application of a tenant: where Entra is (`https://login.microsoftonline.com`), the directory (tenant) ID
    /// and the application (client) ID, both GUIDs. `http` is accepted for loopback addresses alone.
    ///
    /// # Errors
    ///
    /// Says which of them cannot be used, and why.
    pub fn new(authority: &str, tenant_id: &str, client_id: &str) -> Result<Self, ClientError> {
        Ok(Self {
            applicant: Arc::new(Applicant::new(authority, tenant_id, client_id, None)?),
            fetcher: Arc::new(grant::fetcher()?),
            clock: Clock::system(),
        })
    }

    /// The clock to live by. Default: the system's.
    #[must_use]
    pub fn clock(mut self, clock: Clock) -> Self {
        self.clock = clock;
        self
    }

    /// Asks for a code, for scopes of one resource, with one blank between them.
    ///
    /// # Errors
    ///
    /// [`TokenError::Scopes`] where they are not, [`TokenError::Refused`] where the authority refuses the application, and
    /// [`TokenError::Unavailable`] where no usable answer came.
    pub async fn start(&self, scopes: &str) -> Result<DeviceLogin, TokenError> {
        let scopes = scope::delegated(scopes)?;
        let form = [
            ("client_id", self.applicant.client_id.as_str()),
            ("scope", &scopes),
        ];
        let endpoint = self.applicant.endpoint("devicecode");
        let answer = self.fetcher.send(&endpoint, &form).await;
        let answer = answer.map_err(|reason| grant::unavailable(&reason, None))?;
        let unusable = || grant::unavailable("answered 200 without a usable code", None);
        self.login(grant::good(&answer)?).ok_or_else(unusable)
    }

    /// A sign-in of what can be shown on a terminal, and asked with.
    fn login(&self, answer: &[u8]) -> Option<DeviceLogin> {
        let begun: Begun = serde_json::from_slice(answer).ok()?;
        let page = trusted_url(&begun.verification_uri).ok()?;
        let interval = begun.interval.map_or(USUAL, Duration::from_secs);
        let life = Duration::from_secs(begun.expires_in).min(LONGEST_LIFE);
        begun.can_be_shown().then(|| DeviceLogin {
            client: self.clone(),
            device_code: Secret::new(begun.device_code),
            user_code: begun.user_code,
            page,
            ends: self.clock.elapsed().saturating_add(life),
            interval: interval.clamp(SHORTEST, LONGEST),
        })
    }
}

impl DeviceLogin {
    /// What the person types, on the [`page`](Self::page).
    #[must_use]
    pub fn user_code(&self) -> &str {
        &self.user_code
    }

    /// Where they type it: `https`, but on a developer's machine.
    #[must_use]
    pub fn page(&self) -> &str {
        self.page.as_str()
    }

    /// How long they have left. At Entra it begins with 15 minutes.
    #[must_use]
    pub fn time_left(&self) -> Duration {
        self.ends.saturating_sub(self.client.clock.elapsed())
    }

    /// How long to wait before the next question. It grows where the authority asks for it, and where it does not answer.
    #[must_use]
    pub fn interval(&self) -> Duration {
        self.interval
    }

    /// Asks once whether the person is done: the token, or nothing while they are not.
    ///
    /// # Errors
    ///
    /// Ends the sign-in: [`TokenError::Declined`], [`TokenError::Expired`], [`TokenError::InteractionRequired`],
    /// [`TokenError::InvalidGrant`] and [`TokenError::Refused`].
    pub async fn ask(&mut self) -> Result<Option<AccessToken>, TokenError> {
        if self.time_left().is_zero() {
            return Err(TokenError::Expired);
        }
        let form = [
            ("grant_type", "urn:ietf:params:oauth:grant-type:device_code"),
            ("device_code", self.device_code.expose()),
        ];
        let DeviceClient {
            applicant,
            fetcher,
            clock,
        } = &self.client;
        match applicant.ask(fetcher, &form, clock).await {
            Ok(token) => Ok(Some(token)),
            Err(error) => self.go_on_after(error).map(|()| None),
        }
    }

    /// Waits for the person, and asks at every interval.
    ///
    /// # Errors
    ///
    /// Those of [`ask`](Self::ask).
    pub async fn finish(self) -> Result<AccessToken, TokenError> {
        self.finish_waiting(tokio::time::sleep).await
    }

    /// The same, waiting by other means: a test's, or those of a terminal that shows how the time goes by.
    ///
    /// # Errors
    ///
    /// Those of [`ask`](Self::ask).
    pub async fn finish_waiting(
        mut self,
        mut wait: impl AsyncFnMut(Duration),
    ) -> Result<AccessToken, TokenError> {
        loop {
            wait(self.interval).await;
            if let Some(token) = self.ask().await? {
                return Ok(token);
            }
        }
    }

    /// What was said instead of a token: whether it is worth another question, and when
    /// ([RFC 8628, section 3.5](https://www.rfc-editor.org/rfc/rfc8628#section-3.5)).
    fn go_on_after(&mut self, error: TokenError) -> Result<(), TokenError> {
        let word = match &error {
            TokenError::Refused(refused) => refused.error(),
            TokenError::Unavailable(_, after) => {
                self.interval = (self.interval * 2).max(*after).min(LONGEST);
                return Ok(());
            }
            _ => return Err(error),
        };
        match word {
            "authorization_pending" => Ok(()),
            "slow_down" => {
                self.interval += SLOWER;
                Ok(())
            }
            "access_denied" | "authorization_declined" => Err(TokenError::Declined),
            "expired_token" => Err(TokenError::Expired),
            _ => Err(error),
        }
    }
}

impl fmt::Display for DeviceLogin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "to sign in, open {} in a browser and enter the code {}",
            self.page, self.user_code
        )
    }
}

/// An address with the code in it (`verification_uri_complete`) is not looked at.
#[derive(Deserialize)]
struct Begun {
    device_code: String,
    user_code: String,
    verification_uri: String,
    expires_in: u64,
    interval: Option<u64>,
}

impl Begun {
    fn can_be_shown(&self) -> bool {
        const LONGEST_CODE: usize = 64;
        let is_word =
            |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic());
        is_word(&self.device_code)
            && is_word(&self.user_code)
            && self.user_code.len() <= LONGEST_CODE
            && !self.verification_uri.contains(&self.user_code)
    }
}

/// Where the authority does not say how often to ask.
const USUAL: Duration = Duration::from_secs(5);
const SHORTEST: Duration = Duration::from_secs(1);
const LONGEST: Duration = Duration::from_mins(1);
/// How much seldomer to ask when told to slow down.
const SLOWER: Duration = Duration::from_secs(5);
/// The longest that a code is waited for, whatever the authority says.
const LONGEST_LIFE: Duration = Duration::from_hours(1);
