//! What people are told where there is nothing to pick and nowhere to go back to.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use http::StatusCode;
use serde::Deserialize;

use super::html::{self, STYLE};
use crate::directory::flows::{Fault, RequestId};
use crate::directory::serve::Service;

#[derive(Template)]
#[template(path = "directory/problem.html")]
struct Page<'p> {
    title: &'p str,
    sentence: &'p str,
    number: u32,
    ids: Option<&'p RequestId>,
}

/// Says what is wrong with a request, to a person, and goes nowhere.
pub(super) fn page(_service: &Service, fault: &Fault, ids: &RequestId) -> Response {
    let (_, number, status) = fault.entra();
    let page = Page {
        title: "This sign-in cannot go on",
        sentence: &fault.to_string(),
        number,
        ids: Some(ids),
    };
    html::page(status, &page)
}

#[derive(Deserialize)]
pub(super) struct Asked {
    code: Option<u32>,
}

/// `GET /error?code=N`: where the `error_uri` of an answer leads.
pub(super) async fn explained(
    State(_service): State<Arc<Service>>,
    Query(asked): Query<Asked>,
) -> Response {
    let number = asked.code.unwrap_or_default();
    let page = Page {
        title: "An error of the development directory",
        sentence: "",
        number,
        ids: None,
    };
    html::page(StatusCode::OK, &page)
}
