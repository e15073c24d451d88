//! The page itself, and the one on which a sign-in ends. What their scripts need to know stands in an attribute, which is
//! no script.

use askama::Template;
use axum::response::{Html, IntoResponse, Response};
use http::{HeaderName, HeaderValue, StatusCode};
use serde::Serialize;

use super::docs::Docs;
use super::headers;
use crate::engine::Engine;
use crate::guard::Problem;
use crate::openapi::{Document, Finished};

/// What `docs.js` is told.
#[derive(Serialize)]
struct Settings<'a> {
    client: Option<&'a str>,
    scopes: Vec<String>,
    /// Whether the document is another one after a sign-in.
    filtered: bool,
}

#[derive(Template)]
#[template(path = "docs/page.html")]
struct Page<'a> {
    title: &'a str,
    settings: String,
    can_sign_in: bool,
}

#[derive(Template)]
#[template(path = "docs/oauth2-redirect.html")]
struct EndOfSignIn;

/// Swagger UI with the document and the authority of the router that it is mounted in.
pub(super) fn page(docs: &Docs, document: &Document) -> Response {
    let mounted = document.mounted();
    let settings = Settings::of(docs, &mounted.engine);
    let title = mounted.document.as_ref().map(Finished::title);
    let page = Page {
        title: docs.title.as_deref().or(title).unwrap_or_default(),
        can_sign_in: settings.client.is_some(),
        settings: serde_json::to_string(&settings).unwrap_or_default(),
    };
    answer(&page, headers::of_the_page(&mounted.engine))
}

/// Where the authority sends the browser with a code, or with the reason why there is none.
pub(super) fn end_of_sign_in() -> Response {
    answer(&EndOfSignIn, headers::of_the_end())
}

impl<'a> Settings<'a> {
    fn of(docs: &Docs, engine: &'a Engine) -> Self {
        let scopes: Vec<_> = match &docs.scopes {
            Some(scopes) => scopes.clone(),
            None => engine.policy().scope_names().collect(),
        };
        Self {
            client: engine.docs_client_id(),
            filtered: docs.filtered,
            scopes: scopes
                .iter()
                .map(|scope| engine.full_scope(scope.name()))
                .collect(),
        }
    }
}

fn answer(page: &impl Template, headers: [(HeaderName, HeaderValue); 5]) -> Response {
    match page.render() {
        Ok(page) => (headers, Html(page)).into_response(),
        Err(error) => {
            tracing::error!(%error, "the documentation page could not be rendered");
            Problem::new(StatusCode::INTERNAL_SERVER_ERROR).into_response()
        }
    }
}
