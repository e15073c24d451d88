//! What the stand-in for Graph says of a user to who has a token for it
//! ([UserInfo](https://learn.microsoft.com/entra/identity-platform/userinfo)).

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::header::WWW_AUTHENTICATE;
use http::{HeaderMap, StatusCode};
use serde_json::{Map, Value};

use crate::directory::serve::Service;
use crate::directory::tokens::{bearer, names, pairwise};

pub(super) async fn get(State(service): State<Arc<Service>>, headers: HeaderMap) -> Response {
    let Some(token) = bearer(&headers) else {
        return refused("Bearer");
    };
    match service.user_info(token) {
        Some(info) => Json(info).into_response(),
        None => refused("Bearer error=\"invalid_token\""),
    }
}

fn refused(challenge: &'static str) -> Response {
    (StatusCode::UNAUTHORIZED, [(WWW_AUTHENTICATE, challenge)]).into_response()
}

impl Service {
    /// As much as the scopes of the sign-in allow. The subject is that of the client's ID tokens.
    fn user_info(&self, token: &str) -> Option<Map<String, Value>> {
        let graph = self.registry.graph()?;
        let claims = self
            .claims_of(token, &[&graph.client_id, &graph.uri])
            .ok()?;
        let text = |name| claims.get(name).and_then(Value::as_str);
        let user = self.registry.sign_in_name(text("oid")?)?;
        let scopes: Vec<_> = text("scp")?.split(' ').collect();
        if !scopes.contains(&"openid") {
            return None;
        }
        let subject = pairwise(&user.object_id, text("appid")?);
        let mut info = Map::from_iter([("sub".to_owned(), subject.into())]);
        if scopes.contains(&"profile") {
            info.insert("name".to_owned(), user.display_name.clone().into());
            info.extend(names(&user.display_name));
        }
        if scopes.contains(&"email") {
            info.insert("email".to_owned(), user.user_name.clone().into());
        }
        Some(info)
    }
}
