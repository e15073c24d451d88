//! What is said to a request for a token that cannot be given: Entra's shape, and the names there are.

use reqwest::StatusCode;
use rolecall::directory::{TokenError, TokenRequest};
use serde_json::{Value, json};

use crate::world;

/// Query, OAuth error, AADSTS number, and what the description says.
const REFUSED: &[(&str, &str, u32, &str)] = &[
    (
        "user=nobody",
        "invalid_grant",
        50034,
        "unknown user `nobody`; there are: `editor`, `guest`",
    ),
    (
        "app=nobody",
        "unauthorized_client",
        700_016,
        "unknown app `nobody`; there are: `robot`",
    ),
    ("user=robot", "invalid_grant", 50034, "unknown user `robot`"),
    (
        "user=Editor",
        "invalid_grant",
        50034,
        "unknown user `Editor`",
    ),
    (
        "user=editor&client=x",
        "unauthorized_client",
        700_016,
        "unknown client `x`; there are: `curl`, `spa`",
    ),
    (
        "user=editor&bad=old",
        "invalid_request",
        90013,
        "unknown kind of bad token `old`; there are: `two_parts`, `five_parts`",
    ),
    (
        "",
        "invalid_request",
        900_144,
        "name a user (`editor`, `guest`) or an app (`robot`)",
    ),
    (
        "user=editor&app=robot",
        "invalid_request",
        90013,
        "not both",
    ),
    (
        "usr=editor",
        "invalid_request",
        90013,
        "unknown field `usr`",
    ),
    (
        "user=editor&bda=expired",
        "invalid_request",
        90013,
        "unknown field `bda`",
    ),
    (
        "user=editor&user=guest",
        "invalid_request",
        90013,
        "duplicate field `user`",
    ),
    (
        "user=editor&scope=https://graph.microsoft.com/User.Read",
        "invalid_resource",
        500_011,
        "its scopes begin with `api://",
    ),
    (
        "user=editor&scope=.default+Documents.Read",
        "invalid_scope",
        70011,
        "leave the others out",
    ),
    (
        "app=robot&scope=Documents.Read",
        "invalid_scope",
        1_002_012,
        "ask for `.default`",
    ),
    (
        "app=robot&client=spa",
        "invalid_request",
        90013,
        "leave the client `spa` out",
    ),
    (
        "app=robot&bad=no_scope",
        "invalid_request",
        90013,
        "`no_scope` is for users",
    ),
];

#[tokio::test]
async fn each_says_why_in_entras_shape() {
    let directory = world::started().await;
    for (query, oauth, number, said) in REFUSED {
        let response = world::get(world::token_url(&directory, query)).await;
        assert_eq!(response.status(), StatusCode::BAD_REQUEST, "{query}");
        assert_eq!(response.headers()["content-type"], "application/json");
        assert_eq!(response.headers()["cache-control"], "no-store");
        let error: Value = response.json().await.unwrap();
        assert_eq!(error["error"], *oauth, "{query}");
        assert_eq!(error["error_codes"], json!([number]), "{query}");
        let description = error["error_description"].as_str().unwrap();
        assert!(
            description.starts_with(&format!("AADSTS{number}: ")),
            "{description}"
        );
        assert!(description.contains(said), "{query}: {description}");
    }
}

#[tokio::test]
async fn the_shape_has_every_member() {
    let directory = world::started().await;
    let response = world::get(world::token_url(&directory, "user=nobody")).await;
    let error: Value = response.json().await.unwrap();
    let mut members: Vec<_> = error.as_object().unwrap().keys().collect();
    members.sort();
    assert_eq!(
        members,
        [
            "correlation_id",
            "error",
            "error_codes",
            "error_description",
            "timestamp",
            "trace_id"
        ]
    );
    assert_eq!(error["timestamp"], "2026-09-21 14:13:20Z");
    assert_ne!(error["trace_id"], error["correlation_id"]);
    let description = error["error_description"].as_str().unwrap();
    for part in [
        "Trace ID: ",
        "Correlation ID: ",
        "Timestamp: 2026-09-21 14:13:20Z",
    ] {
        assert!(description.contains(part), "{description}");
    }
}

#[tokio::test]
async fn nobody_there_is_said_so() {
    let builder = rolecall::directory::Directory::builder().listen("127.0.0.1:0");
    let directory = builder.start().await.unwrap();
    let error = directory.token(&TokenRequest::user("editor")).unwrap_err();
    assert_eq!(error.to_string(), "unknown user `editor`; there are: none");
    assert!(matches!(error, TokenError::UnknownUser { name, .. } if name == "editor"));
}

#[tokio::test]
async fn who_calls_it_by_a_foreign_name_gets_no_token() {
    let directory = world::started().await;
    let port = directory.url().rsplit(':').next().unwrap();
    let url = world::token_url(&directory, "user=editor");
    let called = async |host: String| {
        let request = reqwest::Client::new().get(&url).header("host", host);
        request.send().await.unwrap().status()
    };
    for own in ["localhost", "127.0.0.1", "[::1]"] {
        assert_eq!(
            called(format!("{own}:{port}")).await,
            StatusCode::OK,
            "{own}"
        );
    }
    for foreign in [
        "rebound.example",
        "localhost.example",
        "127.0.0.1.example",
        "192.0.2.1",
        "a b",
    ] {
        let status = called(format!("{foreign}:{port}")).await;
        assert_eq!(status, StatusCode::MISDIRECTED_REQUEST, "{foreign}");
    }
}
