//! A page that says one thing and asks nothing.

use askama::Template;
use axum::response::Response;
use http::StatusCode;

use super::html::{self, STYLE};

#[derive(Template)]
#[template(path = "directory/message.html")]
struct Page<'p> {
    title: &'p str,
    sentence: &'p str,
}

pub(super) fn page(title: &str, sentence: &str) -> Response {
    html::page(StatusCode::OK, &Page { title, sentence })
}
