//! oauth-resource-server: a layer that validates, and an extractor whose roles the handler looks at.

use std::sync::Arc;

use axum::Router;
use axum::http::StatusCode;
use axum::routing::get;
use oauth_resource_server::axum::AuthLayer;
use oauth_resource_server::{
    AuthorizedToken, KeyNaming, OAuthConfig, OAuthValidator, static_token_policy,
};

use crate::contender::{App, Callers, Contender, DONE, PATH, Refusals, Stand, Standing};
use crate::scene::{CLIENT, ROLE, Scene};

pub(super) struct OauthResourceServer;

impl Contender for OauthResourceServer {
    fn key(&self) -> &'static str {
        "oauth-resource-server"
    }

    fn name(&self) -> &'static str {
        "oauth-resource-server"
    }

    fn package(&self) -> (&'static str, &'static str) {
        ("oauth-resource-server", "")
    }

    fn remark(&self) -> &'static str {
        "jsonwebtoken 9 (ring); scopes, but no roles, so the handler looks; tokens up to 16 KiB"
    }

    fn refusals(&self) -> Refusals {
        Refusals::STANDARD
    }

    fn stand<'a>(&'a self, scene: &'a Scene) -> Standing<'a> {
        Box::pin(async {
            let router = Router::new()
                .route(PATH, get(handler))
                .route_layer(layer(scene));
            Stand {
                app: App::Current(router),
                callers: Callers::bearers(scene),
            }
        })
    }
}

async fn handler(token: AuthorizedToken) -> Result<&'static str, StatusCode> {
    if token.has_claim_value("roles", ROLE) {
        Ok(DONE)
    } else {
        Err(StatusCode::FORBIDDEN)
    }
}

fn layer(scene: &Scene) -> AuthLayer {
    let settings = OAuthConfig {
        enabled: true,
        issuer: scene.issuer.clone(),
        jwks_uri: Some(format!("{}/keys", scene.authority)),
        audience: CLIENT.to_owned(),
        resource: "http://127.0.0.1/".to_owned(),
        required_scope: Some("Documents.Read".to_owned()),
        ..OAuthConfig::default()
    };
    let settings = settings
        .resolve(KeyNaming::Dotted("oauth"))
        .expect("settings")
        .expect("it is enabled");
    let validator = OAuthValidator::builder(&settings)
        .initial_jwks(&scene.keys.to_string())
        .build()
        .expect("a validator");
    let decision = static_token_policy(None, Some(&settings), false).expect("a policy");
    AuthLayer::from_decision(decision, Some(Arc::new(validator))).expect("a layer")
}
