//! Stands before everything that the directory answers: counts it, and puts what is in trouble into it. Who answers does
//! not know.

use std::sync::Arc;

use axum::body::{self, Body};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::{Method, StatusCode};
use url::form_urlencoded;

use super::answers;
use super::counters::Endpoint;
use super::kind::Document;
use crate::directory::serve::Service;
use crate::guard::Problem;

/// Counts a request, and answers it as well as its document is.
pub(in crate::directory) async fn interfere(
    State(service): State<Arc<Service>>,
    request: Request,
    next: Next,
) -> Response {
    let endpoint = Endpoint::of(request.uri().path());
    let Some(endpoint) = endpoint.filter(|_| *request.method() != Method::OPTIONS) else {
        return next.run(request).await;
    };
    service.desk.count(endpoint);
    let request = match counted(&service, endpoint, request).await {
        Ok(request) => request,
        Err(refusal) => return refusal,
    };
    let Some(document) = document(endpoint) else {
        return next.run(request).await;
    };
    service.desk.linger(document).await;
    let kind = service.desk.ailing(document);
    answers::given(kind, document, &service, request, next).await
}

/// The token endpoint's requests are counted by their grant too, which stands in their body.
async fn counted(
    service: &Service,
    endpoint: Endpoint,
    request: Request,
) -> Result<Request, Response> {
    if endpoint != Endpoint::Token {
        return Ok(request);
    }
    let (parts, body) = request.into_parts();
    let body = body::to_bytes(body, LONGEST).await.map_err(|_| {
        Problem::new(StatusCode::PAYLOAD_TOO_LARGE)
            .with_detail("a request for a token is never that long")
            .into_response()
    })?;
    let mut pairs = form_urlencoded::parse(&body);
    let grant_type = pairs.find(|(name, _)| name == "grant_type");
    let grant_type = grant_type.map(|(_, value)| value).unwrap_or_default();
    service.desk.count_grant(&grant_type);
    Ok(Request::from_parts(parts, Body::from(body)))
}

fn document(endpoint: Endpoint) -> Option<Document> {
    match endpoint {
        Endpoint::Metadata => Some(Document::Metadata),
        Endpoint::Keys => Some(Document::Keys),
        Endpoint::Token => Some(Document::Token),
        _ => None,
    }
}

const LONGEST: usize = 1 << 20;
