//! How a page is sent: with everything forbidden that it does not need.

use askama::Template;
use axum::response::{Html, IntoResponse, Response};
use http::header::{CONTENT_SECURITY_POLICY, REFERRER_POLICY};
use http::{HeaderName, HeaderValue, StatusCode};

use crate::page::hash;

/// A page without scripts and frames.
pub(super) fn page(status: StatusCode, template: &impl Template) -> Response {
    page_with(status, template, None, &[])
}

/// A page with this script, and frames of these origins.
pub(super) fn page_with(
    status: StatusCode,
    template: &impl Template,
    script: Option<&str>,
    frames: &[String],
) -> Response {
    match template.render() {
        Ok(page) => (status, headers(&policy(script, frames)), Html(page)).into_response(),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    }
}

/// No opener policy: an application that opens a popup has to see where it goes. The referrer is the bare origin, so that
/// no parameter leaks and yet a form says where it comes from.
fn headers(policy: &str) -> [(HeaderName, HeaderValue); 2] {
    // It is made of base64 and of origins, so it is a header value; if ever not, then nothing is allowed.
    let policy = HeaderValue::from_str(policy);
    let policy = policy.unwrap_or(HeaderValue::from_static("default-src 'none'"));
    [
        (CONTENT_SECURITY_POLICY, policy),
        (REFERRER_POLICY, HeaderValue::from_static("strict-origin")),
    ]
}

/// `form-action` is left out: browsers apply it to every redirect that follows a form, so it would have to name wherever
/// an application sends people after they signed in.
fn policy(script: Option<&str>, frames: &[String]) -> String {
    let mut policy = format!(
        "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; style-src {}",
        hash(STYLE)
    );
    if let Some(script) = script {
        policy = format!("{policy}; script-src {}", hash(script));
    }
    if !frames.is_empty() {
        policy = format!("{policy}; frame-src {}", frames.join(" "));
    }
    policy
}

/// The look of every page.
pub(super) const STYLE: &str = include_str!("../../../templates/directory/style.css");
