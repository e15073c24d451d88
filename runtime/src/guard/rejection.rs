//! What a refusal becomes for the caller: status, headers and one bland sentence. The true one goes to the log here,
//! and nowhere else.

use std::time::Duration;

use axum::response::{IntoResponse, Response};
use http::header::{CACHE_CONTROL, RETRY_AFTER, WWW_AUTHENTICATE};
use http::request::Parts;
use http::{HeaderValue, StatusCode};

use super::asked::Asked;
use super::challenge::{self, Challenged};
use super::negotiate::Accept;
use super::problem::{Problem, not_found};
use super::refusal::Refusal;
use crate::entra::Unproven;

/// The answer that a [`Refusal`] becomes.
///
/// | status | when | told |
/// |---|---|---|
/// | 400 | the header is no credential | `invalid_request` |
/// | 401 | no credentials; credentials refused | sign-in required; `invalid_token` |
/// | 401 | an authentication context alone is missing (`acrs`) | step-up required; `insufficient_claims` |
/// | 401 | a handler wants a token with other claims | step-up required; `insufficient_claims` |
/// | 401 | the token was revoked, and its client says that it understands (`cp1`) | `insufficient_claims` |
/// | 403 | not permitted; the groups that it turns on are not known; the request does not fit a checker; the caller cannot answer a claims challenge | `insufficient_scope` where a scope alone was missing |
/// | 404 | not permitted, where the rule says `conceal` | what is told where nothing is |
/// | 500 | a bug of the application, a checker that panicked among them | internal error |
/// | 503 | it could not be told who is calling; a checker could not decide; Microsoft Graph did not tell the groups | cannot verify sign-in, or decide, now |
///
/// ([RFC 6750, section 3](https://www.rfc-editor.org/rfc/rfc6750#section-3))
///
/// It becomes a [`Problem`] without losing anything of that.
#[derive(Debug)]
pub struct Rejection(Box<Problem>);

/// How long a caller is asked to wait for a checker that could not decide.
const ANSWERABLE_AGAIN: Duration = Duration::from_secs(5);

impl Rejection {
    /// Logs the refusal and prepares what the caller of this request is told.
    #[cold]
    pub(crate) fn new(parts: &Parts, refusal: &Refusal) -> Self {
        let asked = Asked::of(parts);
        Self::told(
            Challenged::Sender(parts),
            Some(&asked),
            asked.conceals,
            refusal,
        )
    }

    /// The same for a request that is known by what an identity kept of it, if it kept anything.
    #[cold]
    pub(super) fn told(
        whom: Challenged<'_>,
        asked: Option<&Asked>,
        conceals: bool,
        refusal: &Refusal,
    ) -> Self {
        let problem = if conceals && refusal.is_of_somebody_known() {
            log(asked, "concealed", "concealed: ", refusal);
            not_found(&asked.map_or_else(Accept::default, |asked| asked.accept.clone()))
        } else {
            log(asked, refusal.code(), "", refusal);
            problem(whom, asked, refusal)
        };
        Self(Box::new(problem))
    }
}

impl From<Rejection> for Problem {
    fn from(rejection: Rejection) -> Self {
        *rejection.0
    }
}

impl IntoResponse for Rejection {
    #[inline(never)]
    fn into_response(self) -> Response {
        self.0.into_response()
    }
}

/// Tells the log that somebody passed who would have been refused if nothing were only watched.
#[cold]
pub(super) fn watched(asked: Option<&Asked>, refusal: &Refusal) {
    log(asked, "shadow", "shadow: would have refused: ", refusal);
}

fn problem(whom: Challenged<'_>, asked: Option<&Asked>, refusal: &Refusal) -> Problem {
    let (status, detail) = status_and_detail(refusal);
    let mut problem = Problem::new(status)
        .with_detail(detail)
        .with_header(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Some(asked) = asked {
        problem = problem.preferred_by(&asked.accept);
    }
    let mounted = asked.and_then(|asked| asked.mounted.as_deref());
    if let Some(challenge) = challenge::of(refusal, whom, mounted) {
        problem = problem.with_header(WWW_AUTHENTICATE, challenge);
    }
    if status == StatusCode::SERVICE_UNAVAILABLE {
        problem = problem.with_header(RETRY_AFTER, HeaderValue::from(retry_after(refusal)));
    }
    problem
}

/// The seconds to wait, rounded up: who comes back a moment too soon is refused once more.
fn retry_after(refusal: &Refusal) -> u64 {
    let time = match refusal {
        Refusal::Unproven(Unproven::Unavailable(why)) => why.retry_after(),
        Refusal::GroupsUnreachable(why) => why.retry_after(),
        _ => ANSWERABLE_AGAIN,
    };
    let begun = u64::from(time.subsec_nanos() > 0);
    time.as_secs().saturating_add(begun).max(1)
}

fn status_and_detail(refusal: &Refusal) -> (StatusCode, &'static str) {
    match refusal {
        Refusal::Absent | Refusal::Uncounted(_) => (StatusCode::UNAUTHORIZED, "sign-in required"),
        Refusal::StepUp(_)
        | Refusal::Claims {
            answerable: true, ..
        } => (StatusCode::UNAUTHORIZED, "step-up required"),
        Refusal::Unproven(Unproven::Unavailable(_)) => {
            (StatusCode::SERVICE_UNAVAILABLE, "cannot verify sign-in now")
        }
        Refusal::GroupsUnreachable(_) => (StatusCode::SERVICE_UNAVAILABLE, "cannot decide now"),
        Refusal::Unproven(Unproven::Refused(_)) => (StatusCode::UNAUTHORIZED, "token refused"),
        Refusal::Unreadable(_) => (StatusCode::BAD_REQUEST, "invalid request"),
        Refusal::Lacks(_) | Refusal::Overage(_) | Refusal::Claims { .. } => {
            (StatusCode::FORBIDDEN, "not permitted")
        }
        Refusal::Unanswered(unanswered) => unanswered.told(),
        Refusal::NotConfigured | Refusal::NoTable | Refusal::Foreign(_) => {
            (StatusCode::INTERNAL_SERVER_ERROR, "internal error")
        }
    }
}

/// One event for a refusal. It names the endpoint as mounted, never the query, a header or a claim.
fn log(asked: Option<&Asked>, code: &str, prefix: &str, refusal: &Refusal) {
    let method = asked.map_or("", Asked::method);
    let endpoint = asked.map_or("", Asked::endpoint);
    match status_and_detail(refusal).0 {
        StatusCode::INTERNAL_SERVER_ERROR => {
            tracing::error!(method, endpoint, refusal = code, "{prefix}{refusal}");
        }
        StatusCode::SERVICE_UNAVAILABLE => {
            tracing::warn!(method, endpoint, refusal = code, "{prefix}{refusal}");
        }
        _ => tracing::info!(method, endpoint, refusal = code, "{prefix}{refusal}"),
    }
}
