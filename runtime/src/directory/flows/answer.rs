//! Answers to a request for a token without a flow.

use axum::Json;
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, StatusCode, header};
use mime::Mime;
use serde_json::json;

use super::fault;
use super::request_id::{RequestId, guid};
use crate::directory::error::TokenError;
use crate::directory::tokens::Minted;

/// A token by itself for a shell, and the answer of a token endpoint for who asks for JSON.
pub(in crate::directory) fn token(minted: Minted, headers: &HeaderMap) -> Response {
    if !asks_for_json(headers) {
        return format!("{}\n", minted.token).into_response();
    }
    let mut answer = json!({
        "token_type": "Bearer",
        "expires_in": EXPIRES_IN,
        "ext_expires_in": EXPIRES_IN,
        "access_token": minted.token,
    });
    if let (Some(scope), Some(members)) = (minted.scope, answer.as_object_mut()) {
        members.insert("scope".to_owned(), scope.into());
    }
    Json(answer).into_response()
}

/// Why there is no token.
pub(in crate::directory) fn refusal(error: &TokenError, now: u64) -> Response {
    let status = match error {
        TokenError::Signing(_) => StatusCode::INTERNAL_SERVER_ERROR,
        _ => StatusCode::BAD_REQUEST,
    };
    let (oauth, number) = error.entra();
    let ids = RequestId::new(guid());
    fault::answer(status, oauth, number, &error.to_string(), &ids, now)
}

/// Whether JSON is named. `*/*`, which `curl` sends, is not a wish.
fn asks_for_json(headers: &HeaderMap) -> bool {
    headers
        .get_all(header::ACCEPT)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .filter_map(|range| range.trim().parse::<Mime>().ok())
        .any(|range| range.essence_str() == mime::APPLICATION_JSON.essence_str())
}

/// One less than the life of a token, as Entra counts.
const EXPIRES_IN: u64 = 3_599;
