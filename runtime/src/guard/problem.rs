//! An error as `application/problem+json` ([RFC 9457](https://www.rfc-editor.org/rfc/rfc9457)), or as a page for a
//! browser.

use askama::Template;
use axum::response::{Html, IntoResponse, Response};
use http::header::{CONTENT_TYPE, VARY};
use http::{HeaderMap, HeaderValue, StatusCode};
use serde::Serialize;

use super::negotiate::preferred;

/// What a caller is told when something went wrong; every answer of this crate that is an error is one.
///
/// ```
/// use axum::response::IntoResponse;
/// use http::StatusCode;
/// use rolecall::Problem;
///
/// let answer = Problem::new(StatusCode::NOT_FOUND).with_detail("no such document").into_response();
/// assert_eq!(answer.headers()["content-type"], "application/problem+json");
/// ```
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(
    feature = "openapi",
    schema(description = "What a caller is told when something went wrong (RFC 9457).")
)]
pub struct Problem {
    /// What kind of problem: always `about:blank`, so that the title is that of the status.
    #[serde(rename = "type")]
    kind: &'static str,
    /// The status in words.
    title: &'static str,
    /// The status as a number.
    #[serde(serialize_with = "number")]
    #[cfg_attr(feature = "openapi", schema(value_type = u16))]
    status: StatusCode,
    /// What happened, in a sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
    #[serde(skip)]
    #[cfg_attr(feature = "openapi", schema(ignore))]
    page: bool,
}

impl Problem {
    /// A problem of this status, without a sentence.
    #[must_use]
    pub fn new(status: StatusCode) -> Self {
        Self {
            kind: "about:blank",
            title: status.canonical_reason().unwrap_or("Error"),
            status,
            detail: None,
            page: false,
        }
    }

    /// What happened, in a sentence that is fit for anybody.
    #[must_use]
    pub fn with_detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// Answers by a page where the request says that it would rather have one. Otherwise it is JSON.
    #[must_use]
    pub fn for_request(mut self, headers: &HeaderMap) -> Self {
        let offers = [mime::APPLICATION_JSON, mime::TEXT_HTML];
        self.page = preferred(headers, &offers) == Some(1);
        self
    }

    /// The status of the answer.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }
}

/// The page of a problem.
#[derive(Template)]
#[template(path = "problem.html")]
struct Page<'a> {
    status: u16,
    title: &'a str,
    detail: &'a str,
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = match self.render_page() {
            Some(page) => (self.status, Html(page)).into_response(),
            None => self.as_json(),
        };
        response
            .headers_mut()
            .append(VARY, HeaderValue::from_static("accept"));
        response
    }
}

impl Problem {
    fn as_json(&self) -> Response {
        let json = HeaderValue::from_static("application/problem+json");
        let mut response = (self.status, axum::Json(self)).into_response();
        response.headers_mut().insert(CONTENT_TYPE, json);
        response
    }

    fn render_page(&self) -> Option<String> {
        let page = Page {
            status: self.status.as_u16(),
            title: self.title,
            detail: self.detail.as_deref().unwrap_or_default(),
        };
        self.page.then(|| page.render().ok()).flatten()
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
fn number<S: serde::Serializer>(status: &StatusCode, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_u16(status.as_u16())
}
