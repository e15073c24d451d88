//! Answers in the shapes of Entra's token endpoint
//! ([responses](https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow)).

use axum::Json;
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, StatusCode, header};
use mime::Mime;
use serde_json::json;
use time::OffsetDateTime;
use uuid::{Builder, Uuid};

use super::error::TokenError;
use super::key;
use super::mint::Minted;

/// A token by itself for a shell, and the answer of a token endpoint for who asks for JSON.
pub(super) fn token(minted: Minted, headers: &HeaderMap) -> Response {
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
pub(super) fn refusal(error: &TokenError, now: u64) -> Response {
    let status = match error {
        TokenError::Signing(_) => StatusCode::INTERNAL_SERVER_ERROR,
        _ => StatusCode::BAD_REQUEST,
    };
    let (oauth, number) = error.entra();
    (status, fault(oauth, number, &error.to_string(), now)).into_response()
}

/// What Entra says to a path that names a tenant it does not have.
pub(super) fn unknown_tenant(tenant: &str, known: &str, now: u64) -> Response {
    let message = format!("unknown tenant `{tenant}`; there is: `{known}`");
    let fault = fault("invalid_tenant", 90002, &message, now);
    (StatusCode::BAD_REQUEST, fault).into_response()
}

fn fault(error: &str, number: u32, message: &str, now: u64) -> Response {
    let (trace, correlation, timestamp) = (guid(), guid(), timestamp(now));
    Json(json!({
        "error": error,
        "error_description": format!(
            "AADSTS{number}: {message} Trace ID: {trace} Correlation ID: {correlation} Timestamp: {timestamp}"
        ),
        "error_codes": [number],
        "timestamp": timestamp,
        "trace_id": trace,
        "correlation_id": correlation,
    }))
    .into_response()
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

/// An identifier that nobody looks up; without random numbers it is the nil one.
fn guid() -> String {
    key::random().map_or_else(
        |_| Uuid::nil().to_string(),
        |bytes| Builder::from_random_bytes(bytes).into_uuid().to_string(),
    )
}

/// As Entra writes it: `2026-11-22 00:00:00Z`.
fn timestamp(now: u64) -> String {
    let moment = i64::try_from(now)
        .ok()
        .and_then(|now| OffsetDateTime::from_unix_timestamp(now).ok())
        .unwrap_or(OffsetDateTime::UNIX_EPOCH);
    let (hour, minute, second) = moment.to_hms();
    format!("{} {hour:02}:{minute:02}:{second:02}Z", moment.date())
}

/// One less than the life of a token, as Entra counts.
const EXPIRES_IN: u64 = 3_599;
