//! One request to the token endpoint, and what its answer is worth.

use std::time::Duration;

use http::StatusCode;
use serde::Deserialize;
use url::Url;

use super::error::{ClientError, Interaction, Refused, TokenError, wrong};
use crate::entra::{Answer, Fetcher, Timeouts, Way, guid, shown, trusted_url};
use crate::{Clock, Secret};

/// A token for another API, with its end.
#[derive(Clone, Debug)]
pub struct AccessToken {
    token: Secret,
    pub(super) begins: u64,
    expires: u64,
}

impl AccessToken {
    /// The token, for the header `Authorization: Bearer` of a request to the API that it is for.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.token.expose()
    }

    /// When it ends, in seconds since 1970.
    #[must_use]
    pub fn expires(&self) -> u64 {
        self.expires
    }

    /// The same, ending no later than that.
    pub(super) fn until(self, end: u64) -> Self {
        Self {
            expires: self.expires.min(end),
            ..self
        }
    }
}

/// What tokens are asked for with, unless an engine does.
pub(super) fn fetcher() -> Result<Fetcher, ClientError> {
    const TIMEOUT: Duration = Duration::from_secs(10);
    let timeouts = Timeouts {
        connect: TIMEOUT,
        whole: TIMEOUT,
    };
    let fetcher = Fetcher::new(Vec::new(), Way::OfEnvironment, timeouts);
    fetcher.map_err(|fault| wrong("the root certificates", &fault))
}

/// Who asks, and where.
#[derive(Debug)]
pub(super) struct Applicant {
    /// The endpoints of the tenant are below it.
    base: Url,
    /// A GUID in lower case.
    pub(super) tenant: String,
    pub(super) client_id: String,
    /// None of one that cannot keep any.
    secret: Option<Secret>,
}

impl Applicant {
    /// An application of a tenant at an authority, which is named by its origin.
    pub(super) fn new(
        authority: &str,
        tenant_id: &str,
        client_id: &str,
        secret: Option<Secret>,
    ) -> Result<Self, ClientError> {
        let base = trusted_url(authority).map_err(|fault| wrong("the authority", &fault))?;
        if base.path() != "/" || base.query().is_some() {
            return Err(wrong(
                "the authority",
                "has more than a host: give its origin",
            ));
        }
        let no_guid = "is not a GUID";
        let tenant = guid(tenant_id).ok_or_else(|| wrong("the tenant ID", no_guid))?;
        let client_id = guid(client_id).ok_or_else(|| wrong("the client ID", no_guid))?;
        if secret
            .as_ref()
            .is_some_and(|secret| secret.expose().trim().is_empty())
        {
            return Err(wrong("the secret", "is empty"));
        }
        Ok(Self {
            base,
            tenant,
            client_id,
            secret,
        })
    }

    /// An endpoint of the tenant: `token`, `devicecode`.
    pub(super) fn endpoint(&self, name: &str) -> Url {
        let mut endpoint = self.base.clone();
        endpoint.set_path(&format!("/{}/oauth2/v2.0/{name}", self.tenant));
        endpoint
    }

    /// Asks for a token by a grant, which this form is of.
    pub(super) async fn ask(
        &self,
        fetcher: &Fetcher,
        grant: &[(&str, &str)],
        clock: &Clock,
    ) -> Result<AccessToken, TokenError> {
        let mut form = vec![("client_id", self.client_id.as_str())];
        form.extend(
            self.secret
                .as_ref()
                .map(|secret| ("client_secret", secret.expose())),
        );
        form.extend(grant);
        let now = clock.now();
        let answer = fetcher.send(&self.endpoint("token"), &form).await;
        let answer = answer.map_err(|reason| unavailable(&reason, None))?;
        granted(good(&answer)?, now)
    }
}

/// What was answered, where it was no refusal.
pub(super) fn good(answer: &Answer) -> Result<&[u8], TokenError> {
    match answer.status {
        StatusCode::OK => Ok(&answer.body),
        StatusCode::BAD_REQUEST | StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => {
            Err(refused(answer))
        }
        other => Err(unavailable(
            &format!("answered {other}"),
            answer.retry_after,
        )),
    }
}

#[derive(Deserialize)]
struct Granted {
    token_type: String,
    expires_in: u64,
    access_token: String,
}

/// A token that cannot be sent, or that already ended, is none.
fn granted(body: &[u8], now: u64) -> Result<AccessToken, TokenError> {
    const LONGEST: usize = 64 * 1024;
    let no_token = || unavailable("answered 200 without a usable token", None);
    let granted: Granted = serde_json::from_slice(body).map_err(|_| no_token())?;
    let token = Secret::new(granted.access_token);
    let text = token.expose();
    let can_be_sent = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic());
    let is_bearer = granted.token_type.eq_ignore_ascii_case("bearer");
    if !can_be_sent || text.len() > LONGEST || !is_bearer || granted.expires_in == 0 {
        return Err(no_token());
    }
    Ok(AccessToken {
        token,
        begins: now,
        expires: now.saturating_add(granted.expires_in),
    })
}

#[derive(Deserialize)]
struct Said {
    error: String,
    #[serde(default)]
    error_codes: Vec<u64>,
    suberror: Option<String>,
    claims: Option<String>,
}

/// The description is left out: it is long, and for people at a browser.
fn refused(answer: &Answer) -> TokenError {
    match serde_json::from_slice::<Said>(&answer.body) {
        Ok(said) if said.error == "temporarily_unavailable" => {
            unavailable("answered `temporarily_unavailable`", answer.retry_after)
        }
        Ok(said) => said.into(),
        Err(_) => unavailable(&format!("answered {}", answer.status), answer.retry_after),
    }
}

impl From<Said> for TokenError {
    fn from(said: Said) -> Self {
        let wants_somebody = said.wants_somebody();
        let refused = Refused {
            error: shown(&said.error),
            number: said.error_codes.first().copied(),
        };
        if wants_somebody {
            Self::InteractionRequired(Interaction {
                refused,
                claims: said.claims.filter(|claims| are_claims(claims)),
            })
        } else if said.error == "invalid_grant" {
            Self::InvalidGrant(refused)
        } else {
            Self::Refused(refused)
        }
    }
}

impl Said {
    /// Whether a person can help, by the words that Microsoft's own libraries go by
    /// ([errors](https://learn.microsoft.com/entra/msal/dotnet/advanced/exceptions/msal-error-handling)).
    fn wants_somebody(&self) -> bool {
        const WORDS: [&str; 6] = [
            "additional_action",
            "basic_action",
            "consent_required",
            "interaction_required",
            "login_required",
            "user_password_expired",
        ];
        let said = [Some(self.error.as_str()), self.suberror.as_deref()];
        self.claims.is_some() || said.into_iter().flatten().any(|word| WORDS.contains(&word))
    }
}

/// Claims are an object of JSON, and are passed on as they are: anything else would be somebody's header.
fn are_claims(text: &str) -> bool {
    const LONGEST: usize = 8 * 1024;
    let object = serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(text);
    text.len() <= LONGEST && object.is_ok()
}

pub(super) fn unavailable(reason: &str, retry_after: Option<Duration>) -> TokenError {
    const SOON: Duration = Duration::from_secs(5);
    const LATEST: Duration = Duration::from_mins(5);
    let after = retry_after.unwrap_or(SOON).clamp(SOON, LATEST);
    TokenError::Unavailable(format!("the token endpoint: {reason}"), after)
}
