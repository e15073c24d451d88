//! The matrix as an answer: a page, text or JSON, whatever the caller would rather have.

use std::sync::Arc;

use askama::Template;
use axum::extract::FromRequestParts;
use axum::response::{Html, IntoResponse, Response};
use http::header::VARY;
use http::request::Parts;
use http::{HeaderValue, StatusCode};

use super::endpoint::Endpoint;
use crate::guard::{Accept, Problem, Refusal, Rejection, Visit};
use crate::policy::alike::Callers;
use crate::policy::table::PolicyTable;
use crate::policy::{Cell, Matrix, Row};

/// The access matrix of the router that is serving the request: as text, as a page or as JSON, by `Accept`.
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
}

#[derive(Clone, Copy, Debug)]
enum Form {
    Text,
    Page,
    Json,
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
        let forms = [
            (Form::Text, mime::TEXT_PLAIN),
            (Form::Page, mime::TEXT_HTML),
            (Form::Json, mime::APPLICATION_JSON),
        ];
        let offers = forms.each_ref().map(|(_, offer)| offer.clone());
        Ok(Self {
            matrix: Arc::clone(
                mounted
                    .matrix
                    .get_or_init(|| Arc::new(matrix(mounted.engine.policy(), endpoints))),
            ),
            form: Accept::of(&parts.headers)
                .preferred(&offers)
                .and_then(|place| forms.get(place))
                .map(|(form, _)| *form),
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
        let mut response = match self.form {
            Some(Form::Text) => self.matrix.to_string().into_response(),
            Some(Form::Page) => page(&self.matrix),
            Some(Form::Json) => axum::Json(&*self.matrix).into_response(),
            None => Problem::new(StatusCode::NOT_ACCEPTABLE)
                .with_detail("offered as text/plain, text/html and application/json")
                .into_response(),
        };
        response
            .headers_mut()
            .append(VARY, HeaderValue::from_static("accept"));
        response
    }
}

#[derive(Template)]
#[template(path = "matrix.html")]
struct Page<'a> {
    matrix: &'a Matrix,
}

fn page(matrix: &Matrix) -> Response {
    match (Page { matrix }).render() {
        Ok(page) => Html(page).into_response(),
        Err(error) => {
            tracing::error!(%error, "the page of the matrix could not be rendered");
            Problem::new(StatusCode::INTERNAL_SERVER_ERROR).into_response()
        }
    }
}

impl Page<'_> {
    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "the template hands a reference"
    )]
    fn mark(cell: &Cell) -> &'static str {
        match *cell {
            Cell::Yes => "✔",
            Cell::No => "–",
            _ => "?",
        }
    }
}
