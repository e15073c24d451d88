//! A token without a flow, for a shell: whoever is named gets it.

use std::sync::Arc;

use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::Response;
use http::HeaderMap;

use crate::directory::error::TokenError;
use crate::directory::flows;
use crate::directory::serve::Service;
use crate::directory::tokens::TokenQuery;

pub(super) async fn get(
    State(service): State<Arc<Service>>,
    query: Result<Query<TokenQuery>, QueryRejection>,
    headers: HeaderMap,
) -> Response {
    let minted = query
        .map_err(|rejection| TokenError::Malformed(rejection.body_text()))
        .and_then(|Query(query)| query.request(&service.registry))
        .and_then(|request| service.mint(&request));
    match minted {
        Ok(minted) => flows::token(minted, &headers),
        Err(error) => flows::refusal(&error, service.now()),
    }
}
