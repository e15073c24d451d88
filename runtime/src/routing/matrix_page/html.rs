//! The matrix as a page: searched by the server, so that it works without scripts.

use askama::Template;
use axum::response::{Html, IntoResponse, Response};
use http::header::{CONTENT_SECURITY_POLICY, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS};
use http::{HeaderName, HeaderValue, StatusCode};
use url::form_urlencoded;

use super::form::Form;
use crate::guard::Problem;
use crate::page::hash;
use crate::policy::matrix::BY_ROLE_ALONE;
use crate::policy::{Cell, Matrix, Role, Row};

/// What a reader looks for.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(super) struct Search {
    words: String,
    role: String,
}

impl Search {
    /// `search` and `role` of a query; what else is in it means nothing.
    pub(super) fn asked_for(query: &str) -> Self {
        let mut search = Self::default();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            match &*name {
                "search" => value.trim().clone_into(&mut search.words),
                "role" => search.role = value.into_owned(),
                _ => {}
            }
        }
        search
    }

    fn is_for_all(&self) -> bool {
        self.words.is_empty() && self.role.is_empty()
    }

    /// Whether each word stands in the row, in any case, and the role may.
    fn finds(&self, row: &Row) -> bool {
        let text = format!("{} {} {}", row.method(), row.path(), row.rule()).to_lowercase();
        let words = self.words.to_lowercase();
        words.split_whitespace().all(|word| text.contains(word)) && self.lets_in(row)
    }

    fn lets_in(&self, row: &Row) -> bool {
        let mut cells = row.roles().iter();
        self.role.is_empty()
            || cells.any(|(role, cell)| role.name() == self.role && *cell != Cell::No)
    }
}

#[derive(Template)]
#[template(path = "matrix.html")]
struct Page<'a> {
    matrix: &'a Matrix,
    found: Vec<&'a Row>,
    search: &'a Search,
    roles: Vec<Role>,
}

/// The page, with everything forbidden that it does not need.
pub(super) fn page(matrix: &Matrix, search: &Search) -> Response {
    let page = Page {
        matrix,
        found: matrix
            .rows()
            .iter()
            .filter(|row| search.finds(row))
            .collect(),
        search,
        roles: matrix.roles().collect(),
    };
    match page.render() {
        Ok(page) => (headers(), Html(page)).into_response(),
        Err(error) => {
            tracing::error!(%error, "the page of the matrix could not be rendered");
            Problem::new(StatusCode::INTERNAL_SERVER_ERROR).into_response()
        }
    }
}

fn headers() -> [(HeaderName, HeaderValue); 3] {
    let policy = format!(
        "default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; style-src {}",
        hash(STYLE)
    );
    // It is made of base64, so it is a header value; if ever not, then nothing is allowed.
    let policy = HeaderValue::from_str(&policy);
    let policy = policy.unwrap_or(HeaderValue::from_static("default-src 'none'"));
    [
        (CONTENT_SECURITY_POLICY, policy),
        (REFERRER_POLICY, HeaderValue::from_static("same-origin")),
        (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    ]
}

const STYLE: &str = include_str!("../../../templates/matrix.css");

impl Page<'_> {
    /// The other forms.
    const FORMS: [(&'static str, Form); 4] = [
        ("text", Form::Text),
        ("Markdown", Form::Markdown),
        ("CSV", Form::Csv),
        ("JSON", Form::Json),
    ];

    fn open(&self) -> usize {
        let is_open = |row: &&Row| row.public().is_some();
        self.matrix.rows().iter().filter(is_open).count()
    }

    fn marks_roles_alone(&self) -> bool {
        self.found.iter().any(|row| row.by_role_alone())
    }

    fn marks_checks(&self) -> bool {
        let mut cells = self.found.iter().flat_map(|row| row.roles());
        cells.any(|(_, cell)| *cell == Cell::Checked)
    }

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
