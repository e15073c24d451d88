//! The HTTP side: which path answers what. Nothing in a request changes a URL or an issuer.

use std::sync::Arc;

use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router, middleware};
use http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, HOST};
use http::uri::Authority;
use http::{HeaderMap, HeaderValue, StatusCode};
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use url::Url;

use super::answer;
use super::error::TokenError;
use super::key::KeyRing;
use super::page;
use super::registry::Registry;
use super::request::TokenQuery;
use super::site::{Site, TOKEN};
use crate::clock::Clock;
use crate::entra::is_loopback;
use crate::guard::Problem;

/// Everything that an answer is made of.
#[derive(Debug)]
pub(super) struct Service {
    pub(super) site: Site,
    pub(super) registry: Registry,
    pub(super) keys: KeyRing,
    pub(super) clock: Clock,
}

/// Serves until `stopped` is dropped at the other end; then idle connections are closed too.
pub(super) async fn until(
    stopped: oneshot::Receiver<()>,
    listener: TcpListener,
    service: Arc<Service>,
) {
    let served = axum::serve(listener, router(service)).with_graceful_shutdown(async {
        // Nothing is ever sent: the error is the sign.
        let _dropped = stopped.await;
    });
    if let Err(error) = served.await {
        tracing::error!("the development directory stopped: {error}");
    }
}

fn router(service: Arc<Service>) -> Router {
    Router::new()
        .route("/", get(index))
        .route(
            TOKEN,
            get(token).layer(middleware::from_fn(by_a_local_name)),
        )
        .route(
            "/{tenant}/v2.0/.well-known/openid-configuration",
            get(metadata),
        )
        .route("/{tenant}/discovery/v2.0/keys", get(keys))
        .layer(middleware::map_response(never_stored))
        .with_state(service)
}

async fn index(State(service): State<Arc<Service>>) -> Response {
    page::html(&service)
}

async fn token(
    State(service): State<Arc<Service>>,
    query: Result<Query<TokenQuery>, QueryRejection>,
    headers: HeaderMap,
) -> Response {
    let minted = query
        .map_err(|rejection| TokenError::Malformed(rejection.body_text()))
        .and_then(|Query(query)| query.request(&service.registry))
        .and_then(|request| service.mint(&request));
    match minted {
        Ok(minted) => answer::token(minted, &headers),
        Err(error) => answer::refusal(&error, service.clock.now()),
    }
}

async fn metadata(State(service): State<Arc<Service>>, Path(tenant): Path<String>) -> Response {
    document(&service, &tenant, Service::metadata)
}

async fn keys(State(service): State<Arc<Service>>, Path(tenant): Path<String>) -> Response {
    document(&service, &tenant, Service::key_set)
}

/// Pages of any origin read these two, as Entra lets them.
fn document(service: &Service, tenant: &str, write: fn(&Service) -> Value) -> Response {
    let known = &service.registry.tenant_id;
    if tenant != known {
        return answer::unknown_tenant(tenant, known, service.clock.now());
    }
    let anywhere = [(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"))];
    (anywhere, Json(write(service))).into_response()
}

/// A page that has talked a browser into taking this address for its own site still sends that site's name, and gets
/// nothing: else it could read tokens here.
async fn by_a_local_name(request: Request, next: Next) -> Response {
    let sent = request
        .headers()
        .get(HOST)
        .and_then(|host| host.to_str().ok());
    let name = request.uri().authority().map(Authority::as_str).or(sent);
    let url = name.and_then(|name| Url::parse(&format!("http://{name}")).ok());
    if url.is_some_and(|url| is_loopback(&url)) {
        return next.run(request).await;
    }
    Problem::new(StatusCode::MISDIRECTED_REQUEST)
        .with_detail("the directory gives tokens at `localhost` and at loopback addresses alone")
        .into_response()
}

/// The keys of the last start are of no use to anybody, and tokens are nobody's to keep.
async fn never_stored(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
