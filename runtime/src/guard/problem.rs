//! An error as `application/problem+json` ([RFC 9457](https://www.rfc-editor.org/rfc/rfc9457)), or as a page for a
//! browser.

use askama::Template;
use axum::body::HttpBody as _;
use axum::response::{Html, IntoResponse, Response};
use http::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderName, VARY};
use http::{HeaderMap, HeaderValue, StatusCode};
use serde::Serialize;

use super::negotiate::Accept;

/// What a caller is told when something went wrong; every answer of this crate that is an error is one.
///
/// A [`Rejection`](crate::guard::Rejection) becomes one with all that belongs to it: the challenge, `Retry-After` and
/// `no-store`. So `?` refuses in a handler that returns `Result<_, Problem>`; see
/// [`Identity::require`](crate::Identity::require).
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
    /// What a refusal says beside its status. Most problems have nothing of it.
    #[serde(skip)]
    #[cfg_attr(feature = "openapi", schema(ignore))]
    headers: Option<Box<HeaderMap>>,
}

/// The answer where nothing is: to a path that is not mounted, and to whoever shall not learn that something is. It is
/// rendered here alone, so that the one cannot be told from the other.
pub(crate) fn not_found(accept: &Accept) -> Problem {
    Problem::new(StatusCode::NOT_FOUND).preferred_by(accept)
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
            headers: None,
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
    pub fn for_request(self, headers: &HeaderMap) -> Self {
        self.preferred_by(&Accept::of(headers))
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
    fn into_response(mut self) -> Response {
        let more = self.headers.take();
        let mut response = match self.render_page() {
            Some(page) => (self.status, Html(page)).into_response(),
            None => self.as_json(),
        };
        response
            .headers_mut()
            .extend(more.map(|more| *more).unwrap_or_default());
        let length = response.body().size_hint().exact();
        let headers = response.headers_mut();
        headers.append(VARY, HeaderValue::from_static("accept"));
        // Said here, so that it is said in the same way wherever the answer comes from.
        headers.extend(length.map(|length| (CONTENT_LENGTH, HeaderValue::from(length))));
        response
    }
}

impl Problem {
    pub(super) fn preferred_by(mut self, accept: &Accept) -> Self {
        let offers = [mime::APPLICATION_JSON, mime::TEXT_HTML];
        self.page = accept.preferred(&offers) == Some(1);
        self
    }

    /// One header more of the answer.
    pub(super) fn with_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.get_or_insert_default().append(name, value);
        self
    }

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
