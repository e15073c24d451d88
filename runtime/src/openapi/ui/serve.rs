//! The routes of the page: an address without a slash leads to the one with it, and below that are its files.

use std::convert::Infallible;
use std::sync::Arc;

use axum::extract::{FromRequestParts, Request};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, Route, get};
use http::header::{CACHE_CONTROL, LOCATION};
use http::request::Parts;
use http::{HeaderValue, StatusCode};
use tower_layer::Layer;
use tower_service::Service;

use super::docs::Docs;
use super::{files, headers, page};
use crate::guard::{Accept, Rejection, RequireLayer, not_found};
use crate::identity::Identity;
use crate::openapi::Document;

/// Every route, behind the rule of the page and of the groups around it.
pub(super) fn routes<S>(docs: Docs) -> Vec<(String, MethodRouter<S>)>
where
    S: Clone + Send + Sync + 'static,
{
    let docs = Arc::new(docs);
    let path = docs.path().to_owned();
    let (bare, whole, below) = (Arc::clone(&docs), Arc::clone(&docs), Arc::clone(&docs));
    let routes = [
        (path.clone(), get(async move || to_the_page(&bare))),
        (
            format!("{path}/"),
            get(async move |document: Document| page::page(&whole, &document)),
        ),
        (
            format!("{path}/{{file}}"),
            get(async move |document: Document, request: Request| {
                below_the_page(document, request, &below).await
            }),
        ),
    ];
    routes
        .map(|(path, route)| (path, guarded(route, &docs)))
        .into()
}

/// The rules stand outside one another, and each lets what the groups require be asked too.
fn guarded<S>(route: MethodRouter<S>, docs: &Docs) -> MethodRouter<S>
where
    S: Clone + Send + Sync + 'static,
{
    let own = docs.requirements().iter().map(|rule| crate::layer(*rule));
    let group = RequireLayer::of_the_group_alone();
    own.fold(behind(route, group), behind)
}

fn behind<S, L>(route: MethodRouter<S>, layer: L) -> MethodRouter<S>
where
    S: Clone + Send + Sync + 'static,
    L: Layer<Route> + Clone + Send + Sync + 'static,
    L::Service:
        Service<Request, Response = Response, Error = Infallible> + Clone + Send + Sync + 'static,
    <L::Service as Service<Request>>::Future: Send + 'static,
{
    route.route_layer(layer)
}

/// By a relative address: what the request says of its host is not believed, and not even read.
fn to_the_page(docs: &Docs) -> Response {
    match HeaderValue::try_from(docs.page_from_here()) {
        Ok(page) => (StatusCode::PERMANENT_REDIRECT, [(LOCATION, page)]).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// The file of that name, of the few that there are.
async fn below_the_page(document: Document, request: Request, docs: &Docs) -> Response {
    let (mut parts, _) = request.into_parts();
    let path = parts.uri.path().to_owned();
    match path.rsplit('/').next().unwrap_or_default() {
        "openapi.json" if docs.filtered => match seen(document, &mut parts).await {
            Ok(document) => document.into_response(),
            Err(rejection) => rejection.into_response(),
        },
        "openapi.json" if docs.requirements().is_empty() => document.into_response(),
        "openapi.json" => ([(CACHE_CONTROL, headers::NO_STORE)], document).into_response(),
        "oauth2-redirect" | "oauth2-redirect.html" => page::end_of_sign_in(),
        name => match files::named(name) {
            Some(file) => file.answer(&parts.headers),
            None => not_found(&Accept::of(&parts.headers)).into_response(),
        },
    }
}

/// As whoever asks may see it.
async fn seen(document: Document, parts: &mut Parts) -> Result<Document, Rejection> {
    let caller = Option::<Identity>::from_request_parts(parts, &()).await?;
    Ok(document.seen_by(caller.as_ref()))
}
