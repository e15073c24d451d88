//! How Graph refuses ([errors](https://learn.microsoft.com/graph/errors)).

use axum::Json;
use axum::response::{IntoResponse, Response};
use http::header::WWW_AUTHENTICATE;
use http::{HeaderValue, StatusCode};
use serde_json::json;

/// Why Graph tells nothing.
#[derive(Debug, thiserror::Error)]
pub(super) enum GraphFault {
    #[error("the token is not one of this directory for Graph: {0}")]
    Token(&'static str),
    #[error("the token allows too little; it needs one of: {0}")]
    Denied(String),
    #[error("`/me` is for users; an application in its own name asks for `/users/{{id}}`")]
    NobodysOwn,
    #[error("there is no user `{0}`")]
    UnknownUser(String),
    #[error("there is no service principal `{0}`")]
    UnknownApplication(String),
    #[error("`securityEnabledOnly` can be `true` for users alone")]
    SecurityOfNoUser,
    #[error("a cast needs the header `ConsistencyLevel: eventual` and `$count=true`")]
    Consistency,
    #[error("`{0}` cannot be read; `$top` is between 1 and 999")]
    Query(&'static str),
    #[error("the body is not JSON with `securityEnabledOnly`, which is `true` or `false`")]
    Body,
}

impl GraphFault {
    fn graph(&self) -> (StatusCode, &'static str) {
        match self {
            Self::Token(_) => (StatusCode::UNAUTHORIZED, "InvalidAuthenticationToken"),
            Self::Denied(_) => (StatusCode::FORBIDDEN, "Authorization_RequestDenied"),
            Self::NobodysOwn | Self::Query(_) | Self::Body => {
                (StatusCode::BAD_REQUEST, "BadRequest")
            }
            Self::SecurityOfNoUser => (StatusCode::BAD_REQUEST, "Request_BadRequest"),
            Self::Consistency => (StatusCode::BAD_REQUEST, "Request_UnsupportedQuery"),
            Self::UnknownUser(_) | Self::UnknownApplication(_) => {
                (StatusCode::NOT_FOUND, "Request_ResourceNotFound")
            }
        }
    }
}

impl IntoResponse for GraphFault {
    fn into_response(self) -> Response {
        let (status, code) = self.graph();
        let body = json!({ "error": { "code": code, "message": self.to_string() } });
        let mut response = (status, Json(body)).into_response();
        if status == StatusCode::UNAUTHORIZED {
            let scheme = HeaderValue::from_static("Bearer realm=\"\"");
            response.headers_mut().insert(WWW_AUTHENTICATE, scheme);
        }
        response
    }
}
