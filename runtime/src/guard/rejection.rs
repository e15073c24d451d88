//! What a refusal becomes for the caller: status, headers and one bland sentence. The true one goes to the log here,
//! and nowhere else.

use axum::extract::MatchedPath;
use axum::response::{IntoResponse, Response};
use http::header::{CACHE_CONTROL, RETRY_AFTER, WWW_AUTHENTICATE};
use http::request::Parts;
use http::{HeaderValue, StatusCode};

use super::problem::Problem;
use super::refusal::Refusal;
use crate::entra::Unproven;
use crate::policy::Scope;

/// The answer that a [`Refusal`] becomes.
///
/// | status | when | told |
/// |---|---|---|
/// | 400 | the header is no credential | `invalid_request` |
/// | 401 | no credentials; credentials refused | sign-in required; `invalid_token` |
/// | 403 | not permitted; the request does not fit a checker | `insufficient_scope` where a scope alone was missing |
/// | 500 | a bug of the application, a checker that panicked among them | internal error |
/// | 503 | it could not be told who is calling; a checker could not decide | cannot verify sign-in, or decide, now |
///
/// ([RFC 6750, section 3](https://www.rfc-editor.org/rfc/rfc6750#section-3))
#[derive(Debug)]
pub struct Rejection(Box<Told>);

#[derive(Debug)]
struct Told {
    problem: Problem,
    challenge: Option<String>,
    retry_after: Option<u32>,
}

/// How long a caller is asked to wait for keys, in seconds.
const RETRY_AFTER_SECONDS: u32 = 5;

impl Rejection {
    /// Logs the refusal and prepares what the caller of this request is told.
    #[cold]
    pub(crate) fn new(parts: &Parts, refusal: &Refusal) -> Self {
        log(parts, refusal);
        let (status, told) = told(refusal);
        Self(Box::new(Told {
            problem: Problem::new(status)
                .with_detail(told)
                .for_request(&parts.headers),
            challenge: challenge(refusal),
            retry_after: (status == StatusCode::SERVICE_UNAVAILABLE).then_some(RETRY_AFTER_SECONDS),
        }))
    }
}

impl IntoResponse for Rejection {
    #[inline(never)]
    fn into_response(self) -> Response {
        let Told {
            problem,
            challenge,
            retry_after,
        } = *self.0;
        let mut response = problem.into_response();
        let headers = response.headers_mut();
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(challenge) =
            challenge.and_then(|challenge| HeaderValue::try_from(challenge).ok())
        {
            headers.append(WWW_AUTHENTICATE, challenge);
        }
        if let Some(seconds) = retry_after {
            headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

fn told(refusal: &Refusal) -> (StatusCode, &'static str) {
    match refusal {
        Refusal::Absent => (StatusCode::UNAUTHORIZED, "sign-in required"),
        Refusal::Unproven(Unproven::Unavailable(_)) => {
            (StatusCode::SERVICE_UNAVAILABLE, "cannot verify sign-in now")
        }
        Refusal::Unproven(Unproven::Refused(_)) => (StatusCode::UNAUTHORIZED, "token refused"),
        Refusal::Unreadable(_) => (StatusCode::BAD_REQUEST, "invalid request"),
        Refusal::Lacks(_) => (StatusCode::FORBIDDEN, "not permitted"),
        Refusal::Unanswered(unanswered) => unanswered.told(),
        Refusal::NotConfigured | Refusal::NoTable | Refusal::Foreign(_) => {
            (StatusCode::INTERNAL_SERVER_ERROR, "internal error")
        }
    }
}

fn challenge(refusal: &Refusal) -> Option<String> {
    match refusal {
        Refusal::Absent => Some("Bearer".to_owned()),
        Refusal::Unproven(Unproven::Refused(_)) => {
            Some(r#"Bearer error="invalid_token""#.to_owned())
        }
        Refusal::Unreadable(_) => Some(r#"Bearer error="invalid_request""#.to_owned()),
        Refusal::Lacks(lack) if !lack.scopes().is_empty() => {
            // The macros let no quote, backslash or blank into the name of a scope.
            let names: Vec<_> = lack
                .scopes()
                .iter()
                .map(|scope: &Scope| scope.name())
                .collect();
            Some(format!(
                r#"Bearer error="insufficient_scope", scope="{}""#,
                names.join(" ")
            ))
        }
        _ => None,
    }
}

/// One event for a refusal. It names the endpoint as mounted, never the query, a header or a claim.
fn log(parts: &Parts, refusal: &Refusal) {
    let method = parts.method.as_str();
    let endpoint = parts
        .extensions
        .get::<MatchedPath>()
        .map_or("", MatchedPath::as_str);
    let code = refusal.code();
    match told(refusal).0 {
        StatusCode::INTERNAL_SERVER_ERROR => {
            tracing::error!(method, endpoint, refusal = code, "{refusal}");
        }
        StatusCode::SERVICE_UNAVAILABLE => {
            tracing::warn!(method, endpoint, refusal = code, "{refusal}");
        }
        _ => tracing::info!(method, endpoint, refusal = code, "{refusal}"),
    }
}
