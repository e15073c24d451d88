//! What a claims challenge asks for.

use axum::http::StatusCode;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::Value;

use crate::house::Answer;

/// The claims that somebody shall come back with; the test fails where none are asked for.
#[track_caller]
pub fn claims(answer: &Answer) -> Value {
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{answer:?}");
    let challenge = answer.header("www-authenticate").expect("a challenge");
    let rest = challenge.strip_prefix(r#"Bearer error="insufficient_claims", claims=""#);
    let encoded = rest
        .and_then(|rest| rest.split('"').next())
        .unwrap_or_else(|| panic!("no claims challenge: {challenge}"));
    let claims = BASE64_STANDARD.decode(encoded).expect("base64");
    serde_json::from_slice(&claims).expect("JSON")
}

/// The authentication context that is asked for, and nothing besides.
#[track_caller]
pub fn context(answer: &Answer) -> String {
    let claims = claims(answer);
    let acrs = &claims["access_token"]["acrs"];
    assert_eq!(acrs["essential"], true, "{claims}");
    assert_eq!(
        claims,
        serde_json::json!({ "access_token": { "acrs": acrs } })
    );
    acrs["value"].as_str().expect("a context").to_owned()
}
