//! Everything that a flow can be refused for, in one list: the sentence, the OAuth error and the number that Entra gives
//! it ([error codes](https://learn.microsoft.com/entra/identity-platform/reference-error-codes)).

use axum::Json;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use serde_json::{Value, json};
use time::OffsetDateTime;

use super::request_id::RequestId;
use crate::directory::registry::Registry;
use crate::directory::serve::Site;

/// Why there is no token, no code and no page. The sentences are ours, the numbers Entra's.
#[derive(Clone, Debug, thiserror::Error)]
pub(in crate::directory) enum Fault {
    /// A client assertion that no certificate of the application has signed.
    #[error("the client assertion is refused: {0}")]
    Assertion(&'static str),
    /// A client assertion that says something else than it must.
    #[error("the client assertion is refused: {0}")]
    AssertionClaims(&'static str),
    #[error(
        "the `Authorization` header is not `Basic`, with client id and secret in the encoding of a form"
    )]
    Authorization,
    #[error("the authorization code has been redeemed already; each is good once")]
    CodeRedeemed,
    #[error("the code or the refresh token is unknown here, or has ended; sign in again")]
    GrantEnded,
    #[error("the code or the refresh token was given to another client")]
    GrantOfAnother,
    #[error("users of this client have not consented to `{0}`; sign in with `prompt=consent`")]
    ConsentMissing(String),
    #[error("`prompt=none`, and the user has not consented to `{0}`")]
    ConsentRequired(String),
    #[error("the sign-in has been taken back; sign in again")]
    Revoked,
    #[error("the user declined")]
    Declined,
    #[error("the application asks for a token for itself; name it by its id, as in `{0}/.default`")]
    ForItself(String),
    #[error("an application's own token cannot be exchanged; send one of a user")]
    BehalfOfApp,
    #[error("the assertion is not a token of this directory: {0}")]
    BehalfInvalid(&'static str),
    #[error("the assertion is a token for another application; its audience must be `{0}`")]
    BehalfAudience(String),
    #[error("the assertion has ended")]
    BehalfEnded,
    #[error("the device code has ended; begin again")]
    DeviceCodeEnded,
    #[error("the device code is unknown here, or has been redeemed already")]
    DeviceCodeUnknown,
    #[error("the user declined on the device page")]
    DeviceDeclined,
    #[error("nobody has signed in with the user code yet; ask again after the interval")]
    DevicePending,
    #[error("the authority `{0}` is not this directory")]
    InvalidInstance(String),
    #[error(
        "a guest signs in at home, except by the tenant's own path; use the tenant's id in place of `common`"
    )]
    GuestElsewhere,
    #[error("`prompt=none`, and nobody is signed in in this browser")]
    LoginRequired,
    #[error("the parameter `{name}` is `{value}`; {expected}")]
    Malformed {
        name: &'static str,
        value: String,
        expected: &'static str,
    },
    #[error("the parameter `{0}` stands there twice")]
    Repeated(String),
    #[error("the request must contain the parameter `{0}`")]
    Missing(&'static str),
    #[error("`.default` stands for every scope of its resource and cannot be mixed with others")]
    MixedDefault,
    #[error("scopes of more than one resource; a token is for one: `{0}`")]
    MixedResources(String),
    #[error("the body is not `application/x-www-form-urlencoded`")]
    NotAForm,
    #[error("there are no personal accounts here; do not use the path `consumers`")]
    NoPersonalAccounts,
    #[error("the password grant is not for `{0}`; use the tenant's own path")]
    PasswordGrantPath(&'static str),
    #[error("the user name or the password is wrong")]
    PasswordWrong,
    #[error("PKCE is required: send `code_challenge`, and `code_challenge_method=S256`")]
    PkceRequired,
    #[error("the `code_verifier` does not match the challenge")]
    PkceMismatch,
    #[error(
        "the redirect URI `{0}` is not registered for the client; name it where the client is declared"
    )]
    RedirectUri(String),
    #[error("the redirect URI is another one than at the authorize endpoint")]
    RedirectUriChanged,
    #[error("the refresh token was not used for 90 days; sign in again")]
    RefreshEnded,
    #[error(
        "the refresh token of a single-page application is good for 24 hours in all; sign in again"
    )]
    RefreshEndedForPage,
    #[error("a client that keeps no secret has sent one; leave it out")]
    SecretOfPublicClient,
    #[error("the client must prove itself by `client_secret` or `client_assertion`")]
    SecretMissing,
    #[error("the client secret is wrong")]
    SecretWrong,
    #[error("a cross-origin request redeems tokens of single-page applications alone")]
    CrossOrigin,
    #[error("tokens of a single-page application are redeemed by cross-origin requests alone")]
    NotCrossOrigin,
    #[error("an application in its own name asks for one resource and `.default`, not for `{0}`")]
    ScopeOfApp(String),
    #[error("`{path}` names no tenant of the client; use the tenant's own path")]
    TenantRequired { path: &'static str },
    #[error("the client `{0}` is not in this tenant")]
    UnknownClient(String),
    #[error("unknown resource in the scope `{0}`")]
    UnknownResource(String),
    #[error("the scope `{scope}` does not exist; the resource has: {known}")]
    UnknownScope { scope: String, known: String },
    #[error("unknown tenant `{segment}`; there is: `{known}`")]
    UnknownTenant { segment: String, known: String },
    #[error("unknown user, or one of another tenant")]
    UnknownUser,
    #[error("the grant type `{0}` is not supported")]
    UnsupportedGrant(String),
    #[error("the response type `{0}` is not enabled; ask for `code`")]
    UnsupportedResponse(String),
    #[error("the system gives no random numbers, or cannot sign; try again")]
    System,
}

impl Fault {
    /// For a path that begins with no tenant of the directory.
    pub(in crate::directory) fn unknown_tenant(segment: &str, registry: &Registry) -> Self {
        Self::UnknownTenant {
            segment: segment.to_owned(),
            known: registry.tenant_id.clone(),
        }
    }

    /// The OAuth error, the AADSTS number and the status.
    pub(in crate::directory) fn entra(&self) -> (&'static str, u32, StatusCode) {
        const BAD: StatusCode = StatusCode::BAD_REQUEST;
        const UNAUTHORIZED: StatusCode = StatusCode::UNAUTHORIZED;
        match self {
            Self::Assertion(_) => ("invalid_client", 700_027, UNAUTHORIZED),
            Self::AssertionClaims(_) => ("invalid_client", 50012, UNAUTHORIZED),
            Self::Authorization => ("invalid_client", 70002, UNAUTHORIZED),
            Self::BehalfOfApp => ("invalid_request", 7_000_114, BAD),
            Self::BehalfInvalid(_) => ("invalid_grant", 50013, BAD),
            Self::BehalfAudience(_) => ("invalid_grant", 500_131, BAD),
            Self::BehalfEnded => ("invalid_grant", 500_133, BAD),
            Self::DeviceCodeEnded => ("expired_token", 70019, BAD),
            Self::DeviceCodeUnknown => ("bad_verification_code", 70018, BAD),
            Self::DeviceDeclined => ("authorization_declined", 65004, BAD),
            Self::DevicePending => ("authorization_pending", 70016, BAD),
            Self::InvalidInstance(_) => ("invalid_instance", 50049, BAD),
            Self::NoPersonalAccounts => ("invalid_request", 9_002_332, BAD),
            Self::PasswordGrantPath(_) => ("invalid_request", 9_001_023, BAD),
            Self::PasswordWrong => ("invalid_grant", 50126, BAD),
            Self::RefreshEnded => ("invalid_grant", 700_082, BAD),
            Self::RefreshEndedForPage => ("invalid_grant", 700_084, BAD),
            Self::CodeRedeemed => ("invalid_grant", 54005, BAD),
            Self::ForItself(_) => ("invalid_request", 90009, BAD),
            Self::GrantEnded => ("invalid_grant", 70008, BAD),
            Self::GrantOfAnother => ("invalid_grant", 70000, BAD),
            Self::ConsentMissing(_) => ("invalid_grant", 65001, BAD),
            Self::ConsentRequired(_) => ("consent_required", 65001, BAD),
            Self::GuestElsewhere => ("invalid_grant", 50020, BAD),
            Self::Revoked => ("invalid_grant", 50173, BAD),
            Self::Declined => ("access_denied", 65004, BAD),
            Self::LoginRequired => ("login_required", 50058, BAD),
            Self::Malformed { .. } | Self::Repeated(_) => ("invalid_request", 90013, BAD),
            Self::Missing(_) => ("invalid_request", 900_144, BAD),
            Self::MixedDefault => ("invalid_scope", 70011, BAD),
            Self::MixedResources(_) => ("invalid_request", 28000, BAD),
            Self::NotAForm => ("invalid_request", 9_002_313, BAD),
            Self::PkceRequired => ("invalid_request", 50147, BAD),
            Self::PkceMismatch => ("invalid_grant", 501_481, BAD),
            Self::RedirectUri(_) => ("invalid_request", 50011, BAD),
            Self::RedirectUriChanged => ("invalid_grant", 50011, BAD),
            Self::SecretOfPublicClient => ("invalid_client", 700_025, UNAUTHORIZED),
            Self::SecretMissing => ("invalid_client", 7_000_218, UNAUTHORIZED),
            Self::SecretWrong => ("invalid_client", 7_000_215, UNAUTHORIZED),
            Self::CrossOrigin => ("invalid_request", 9_002_326, BAD),
            Self::NotCrossOrigin => ("invalid_request", 9_002_327, BAD),
            Self::ScopeOfApp(_) => ("invalid_scope", 1_002_012, BAD),
            Self::TenantRequired { .. } => ("invalid_request", 50059, BAD),
            Self::UnknownClient(_) => ("unauthorized_client", 700_016, BAD),
            Self::UnknownResource(_) => ("invalid_resource", 500_011, BAD),
            Self::UnknownScope { .. } => ("invalid_scope", 650_053, BAD),
            Self::UnknownTenant { .. } => ("invalid_tenant", 90002, BAD),
            Self::UnknownUser => ("invalid_grant", 50034, BAD),
            Self::UnsupportedGrant(_) => ("unsupported_grant_type", 70003, BAD),
            Self::UnsupportedResponse(_) => ("unsupported_response_type", 700_054, BAD),
            Self::System => ("server_error", 50000, StatusCode::INTERNAL_SERVER_ERROR),
        }
    }

    /// What a client may branch on beside the error.
    fn suberror(&self) -> Option<&'static str> {
        match self {
            Self::ConsentMissing(_) => Some("consent_required"),
            Self::RefreshEnded | Self::RefreshEndedForPage => Some("token_expired"),
            _ => None,
        }
    }

    /// As JSON, in the shape of Entra's token endpoint.
    pub(in crate::directory) fn answer(&self, ids: &RequestId, now: u64) -> Response {
        let (error, number, status) = self.entra();
        let mut body = body(error, number, &self.to_string(), ids, now);
        self.insert_suberror(&mut body);
        written(status, body, ids)
    }

    /// The same, with the address of a page about it.
    pub(super) fn answer_with_page(&self, site: &Site, ids: &RequestId, now: u64) -> Response {
        let (error, number, status) = self.entra();
        let mut body = body(error, number, &self.to_string(), ids, now);
        self.insert_suberror(&mut body);
        insert(&mut body, "error_uri", &site.error(number));
        written(status, body, ids)
    }

    fn insert_suberror(&self, body: &mut Value) {
        if let Some(suberror) = self.suberror() {
            insert(body, "suberror", suberror);
        }
    }

    /// The `error_description` alone, for answers that are no JSON.
    pub(in crate::directory) fn description(&self, ids: &RequestId, now: u64) -> String {
        description(self.entra().1, &self.to_string(), ids, now)
    }
}

/// A refusal in Entra's shape.
pub(super) fn answer(
    status: StatusCode,
    error: &str,
    number: u32,
    message: &str,
    ids: &RequestId,
    now: u64,
) -> Response {
    written(status, body(error, number, message, ids, now), ids)
}

fn insert(body: &mut Value, name: &str, value: &str) {
    if let Some(members) = body.as_object_mut() {
        members.insert(name.to_owned(), value.into());
    }
}

fn written(status: StatusCode, body: Value, ids: &RequestId) -> Response {
    let (mut parts, body) = (status, Json(body)).into_response().into_parts();
    ids.write(&mut parts);
    Response::from_parts(parts, body)
}

fn body(error: &str, number: u32, message: &str, ids: &RequestId, now: u64) -> Value {
    json!({
        "error": error,
        "error_description": description(number, message, ids, now),
        "error_codes": [number],
        "timestamp": timestamp(now),
        "trace_id": ids.trace,
        "correlation_id": ids.correlation,
    })
}

fn description(number: u32, message: &str, ids: &RequestId, now: u64) -> String {
    format!(
        "AADSTS{number}: {message} Trace ID: {} Correlation ID: {} Timestamp: {}",
        ids.trace,
        ids.correlation,
        timestamp(now)
    )
}

/// As Entra writes it: `2026-11-22 00:00:00Z`.
fn timestamp(now: u64) -> String {
    let moment = i64::try_from(now)
        .ok()
        .and_then(|now| OffsetDateTime::from_unix_timestamp(now).ok())
        .unwrap_or(OffsetDateTime::UNIX_EPOCH);
    let (hour, minute, second) = moment.to_hms();
    format!("{} {hour:02}:{minute:02}:{second:02}Z", moment.date())
}
