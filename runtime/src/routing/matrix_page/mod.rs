//! The matrix as an answer: a page for people, text, Markdown, CSV or JSON, whatever the caller would rather have.

mod form;
mod html;

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::response::{IntoResponse, Response};
use http::header::{CONTENT_TYPE, VARY};
use http::request::Parts;
use http::{HeaderValue, StatusCode};

use self::form::Form;
use self::html::Search;
use super::endpoint::Endpoint;
use crate::guard::{Accept, Problem, Refusal, Rejection, Visit};
use crate::policy::alike::Callers;
use crate::policy::table::PolicyTable;
use crate::policy::{Matrix, Row};

/// The access matrix of the router that is serving the request: as text, as a page, as JSON, CSV or Markdown, by `Accept`
/// or by `?format=text`, `page`, `json`, `csv` or `markdown`, which has the last word.
///
/// The page can be searched (`?search=delete`, `?role=Editor`) without scripts, and printed. The other forms are always
/// whole; JSON is what a [`MatrixRecord`](crate::policy::MatrixRecord) reads, and `rolecall policy diff` compares.
///
/// ```
/// # mod policy { rolecall::permissions! { view } rolecall::roles! { Viewer: [view] } }
/// use rolecall::{MatrixPage, public};
///
/// #[public("reviewers read it, and it holds no secret")]
/// async fn policy(matrix: MatrixPage) -> MatrixPage {
///     matrix
/// }
/// # fn main() {}
/// ```
#[derive(Clone, Debug)]
pub struct MatrixPage {
    matrix: Arc<Matrix>,
    form: Option<Form>,
    search: Search,
}

impl MatrixPage {
    /// The matrix itself.
    #[must_use]
    pub fn matrix(&self) -> &Matrix {
        &self.matrix
    }
}

impl<S: Sync> FromRequestParts<S> for MatrixPage {
    type Rejection = Rejection;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Rejection> {
        let mounted = parts.extensions.get::<Visit>().map(|visit| &visit.mounted);
        let known = mounted.and_then(|mounted| Some((mounted, mounted.endpoints.as_ref()?)));
        let Some((mounted, endpoints)) = known else {
            return Err(Rejection::new(parts, &Refusal::NoTable));
        };
        let made = || Arc::new(matrix(mounted.engine.policy(), endpoints));
        let query = parts.uri.query().unwrap_or_default();
        Ok(Self {
            matrix: Arc::clone(mounted.matrix.get_or_init(made)),
            form: Form::asked_for(query, &Accept::of(&parts.headers)),
            search: Search::asked_for(query),
        })
    }
}

/// The matrix of a table under a policy.
fn matrix(policy: &'static PolicyTable, endpoints: &[Endpoint]) -> Matrix {
    let callers = Callers::of(policy);
    let row = |endpoint: &Endpoint| {
        let texts = (endpoint.requirement_text(), endpoint.public_reason());
        Row::new(
            &callers,
            (endpoint.method(), endpoint.path()),
            endpoint.requirements(),
            texts,
        )
    };
    Matrix::new(endpoints.iter().map(row).collect())
}

impl IntoResponse for MatrixPage {
    fn into_response(self) -> Response {
        let Some(form) = self.form else {
            return varying(not_offered().into_response());
        };
        let written = match form {
            Form::Page => return varying(html::page(&self.matrix, &self.search)),
            Form::Json => return varying(axum::Json(&*self.matrix).into_response()),
            Form::Text => self.matrix.to_string(),
            Form::Csv => self.matrix.csv(),
            Form::Markdown => self.matrix.markdown(),
        };
        let kind = HeaderValue::from_static(form.content_type());
        varying(([(CONTENT_TYPE, kind)], written).into_response())
    }
}

fn not_offered() -> Problem {
    let offers: Vec<_> = Form::ALL.iter().map(|form| form.name()).collect();
    let detail = format!(
        "offered are these, by `format` or by `Accept`: {}",
        offers.join(", ")
    );
    Problem::new(StatusCode::NOT_ACCEPTABLE).with_detail(detail)
}

fn varying(mut response: Response) -> Response {
    let accept = HeaderValue::from_static("accept");
    response.headers_mut().append(VARY, accept);
    response
}
