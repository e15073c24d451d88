//! The buttons of the page, which programs can press too: a browser is sent back to the page, a program is told how
//! things stand, as JSON.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::rejection::FormRejection;
use axum::extract::{Form, State};
use axum::response::{IntoResponse, Redirect, Response};
use http::{HeaderMap, StatusCode, header};
use serde::Deserialize;
use serde_json::Value;

use super::desk::SLOW;
use super::kind::{Document, Trouble};
use crate::directory::registry::listed;
use crate::directory::serve::Service;
use crate::directory::tokens::OldKeys;
use crate::guard::Problem;

type Answer = Result<Response, Problem>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rotation {
    old: Old,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Old {
    Drop,
    Keep,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Ailing {
    document: String,
    kind: String,
    /// How long a slow document takes.
    seconds: Option<u64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Moved {
    ahead: i64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Revoked {
    user: String,
}

pub(super) async fn everything(State(service): State<Arc<Service>>) -> Json<Value> {
    Json(service.report())
}

pub(super) async fn counters(State(service): State<Arc<Service>>) -> Response {
    Json(service.desk.counters()).into_response()
}

pub(super) async fn reset(State(service): State<Arc<Service>>, headers: HeaderMap) -> Response {
    service.desk.reset_counters();
    done(&service, &headers)
}

pub(super) async fn rotate(
    State(service): State<Arc<Service>>,
    headers: HeaderMap,
    form: Result<Form<Rotation>, FormRejection>,
) -> Answer {
    let old = match read(form, &headers)?.old {
        Old::Drop => OldKeys::Drop,
        Old::Keep => OldKeys::Keep,
    };
    let rotated = service.rotate(old).await;
    rotated.map_err(|error| {
        problem(
            StatusCode::INTERNAL_SERVER_ERROR,
            error.to_string(),
            &headers,
        )
    })?;
    Ok(done(&service, &headers))
}

pub(super) async fn trouble(
    State(service): State<Arc<Service>>,
    headers: HeaderMap,
    form: Result<Form<Ailing>, FormRejection>,
) -> Answer {
    let asked = read(form, &headers)?;
    let bad = |detail| problem(StatusCode::BAD_REQUEST, detail, &headers);
    let (document, kind) = asked.parse().map_err(bad)?;
    let delay = asked.seconds.map_or(SLOW, Duration::from_secs);
    service.desk.trouble(document, kind, delay);
    Ok(done(&service, &headers))
}

pub(super) async fn clock(
    State(service): State<Arc<Service>>,
    headers: HeaderMap,
    form: Result<Form<Moved>, FormRejection>,
) -> Answer {
    service.desk.move_clock(read(form, &headers)?.ahead);
    Ok(done(&service, &headers))
}

pub(super) async fn revoke(
    State(service): State<Arc<Service>>,
    headers: HeaderMap,
    form: Result<Form<Revoked>, FormRejection>,
) -> Answer {
    let revoked = service.revoke(&read(form, &headers)?.user);
    revoked.map_err(|error| problem(StatusCode::NOT_FOUND, error.to_string(), &headers))?;
    Ok(done(&service, &headers))
}

impl Ailing {
    fn parse(&self) -> Result<(Document, Trouble), String> {
        let document = Document::named(&self.document).ok_or_else(|| {
            let known = listed(Document::ALL.iter().map(|one| one.name()));
            format!("unknown document `{}`; there are: {known}", self.document)
        })?;
        let kind = Trouble::named(&self.kind).filter(|kind| kind.fits(document));
        let kind = kind.ok_or_else(|| {
            let known = listed(document.troubles().iter().map(|one| one.name()));
            let (document, kind) = (document.name(), &self.kind);
            format!("`{document}` has no trouble `{kind}`; there are: {known}")
        })?;
        Ok((document, kind))
    }
}

fn read<F>(form: Result<Form<F>, FormRejection>, headers: &HeaderMap) -> Result<F, Problem> {
    form.map(|Form(form)| form)
        .map_err(|rejection| problem(StatusCode::BAD_REQUEST, rejection.body_text(), headers))
}

fn problem(status: StatusCode, detail: String, headers: &HeaderMap) -> Problem {
    let problem = Problem::new(status).with_detail(detail);
    problem.for_request(headers)
}

fn done(service: &Service, headers: &HeaderMap) -> Response {
    let accepted = headers.get(header::ACCEPT);
    let accepted = accepted.and_then(|value| value.to_str().ok());
    if accepted.is_some_and(|value| value.contains("text/html")) {
        return Redirect::to("/").into_response();
    }
    Json(service.standing()).into_response()
}
