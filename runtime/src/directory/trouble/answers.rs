//! The answers that a document gives while it is in trouble.

use std::sync::Arc;

use axum::Json;
use axum::body::{self, Body, Bytes};
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Redirect, Response};
use http::header::{CONTENT_LENGTH, RETRY_AFTER};
use http::{HeaderValue, StatusCode};
use serde_json::{Value, json};

use super::blanks::Blanks;
use super::key_sets;
use super::kind::{Document, Trouble};
use crate::directory::serve::Service;

/// The answer to a request for a document that is in this trouble.
pub(super) async fn given(
    kind: Trouble,
    document: Document,
    service: &Arc<Service>,
    request: Request,
    next: Next,
) -> Response {
    match kind {
        Trouble::Error => failed(StatusCode::INTERNAL_SERVER_ERROR, document),
        Trouble::Unavailable => later(StatusCode::SERVICE_UNAVAILABLE, document),
        Trouble::Throttled => later(StatusCode::TOO_MANY_REQUESTS, document),
        Trouble::Html => Html(SIGN_IN).into_response(),
        Trouble::Empty => StatusCode::OK.into_response(),
        Trouble::Redirect => redirected(service, request, next).await,
        _ => altered(kind, service, next.run(request).await).await,
    }
}

/// What is wrong with the document itself needs the good one first.
async fn altered(kind: Trouble, service: &Arc<Service>, good: Response) -> Response {
    if matches!(kind, Trouble::None | Trouble::Slow) || !good.status().is_success() {
        return good;
    }
    let (mut parts, body) = good.into_parts();
    let Ok(text) = body::to_bytes(body, usize::MAX).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    parts.headers.remove(CONTENT_LENGTH);
    let body = match kind {
        Trouble::Huge => Body::new(Blanks::after(text)),
        Trouble::Truncated => Body::from(text.slice(..text.len() / 2)),
        _ => match rewritten(kind, Arc::clone(service), text).await {
            Ok(text) => Body::from(text),
            Err(refusal) => return refusal,
        },
    };
    Response::from_parts(parts, body)
}

/// Making the key that does not count takes a while the first time.
async fn rewritten(kind: Trouble, service: Arc<Service>, text: Bytes) -> Result<String, Response> {
    let work = move || {
        let mut document: Value = serde_json::from_slice(&text)?;
        match kind {
            Trouble::Issuer => {
                let other = service.site.issuer_of(&service.registry.other_tenant_id);
                set(&mut document, "issuer", other.into());
            }
            Trouble::WithoutKeysUri => set(&mut document, "jwks_uri", Value::Null),
            _ => key_sets::spoil(&mut document, kind, &service)?,
        }
        Ok::<_, crate::directory::tokens::Mishap>(document.to_string())
    };
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(Into::into)
        .flatten()
        .map_err(|error| (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response())
}

/// To the same place with a mark in the query, where the good answer is.
async fn redirected(service: &Service, request: Request, next: Next) -> Response {
    if request.uri().query() == Some(MARK) {
        service.desk.count_redirected();
        return next.run(request).await;
    }
    let there = format!("{}{}?{MARK}", service.site.base(), request.uri().path());
    (StatusCode::FOUND, Redirect::to(&there)).into_response()
}

fn later(status: StatusCode, document: Document) -> Response {
    let mut response = failed(status, document);
    let seconds = HeaderValue::from_static("30");
    response.headers_mut().insert(RETRY_AFTER, seconds);
    response
}

/// The token endpoint says its failures in JSON; whoever stands before a document does not.
fn failed(status: StatusCode, document: Document) -> Response {
    if document != Document::Token {
        return (status, "the directory was asked to fail").into_response();
    }
    let body = json!({
        "error": "temporarily_unavailable",
        "error_description": "AADSTS90033: the directory was asked to fail; it does so until it is asked to stop",
        "error_codes": [90033],
    });
    (status, Json(body)).into_response()
}

fn set(document: &mut Value, name: &str, value: Value) {
    if let Some(members) = document.as_object_mut() {
        members.insert(name.to_owned(), value);
    }
}

const MARK: &str = "redirected=true";
const SIGN_IN: &str = "<!doctype html><title>Sign in to the network</title><h1>Sign in to the network</h1>\
    <form><input name=user><input name=password type=password><button>Sign in</button></form>";
