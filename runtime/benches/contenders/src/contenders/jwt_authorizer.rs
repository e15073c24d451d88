//! jwt-authorizer: a layer with a check of the claims, on the axum before ours.

use axum_0_7::Router;
use axum_0_7::routing::get;
use jwt_authorizer::{IntoLayer as _, JwtAuthorizer, Validation};

use super::Claims;
use crate::contender::{App, Callers, Contender, DONE, PATH, Refusals, Stand, Standing};
use crate::scene::{CLIENT, Scene};

pub(super) struct JwtAuthorizerLayer;

impl Contender for JwtAuthorizerLayer {
    fn key(&self) -> &'static str {
        "jwt-authorizer"
    }

    fn name(&self) -> &'static str {
        "jwt-authorizer"
    }

    fn package(&self) -> (&'static str, &'static str) {
        ("jwt-authorizer", "")
    }

    fn remark(&self) -> &'static str {
        "axum 0.7, jsonwebtoken 9 (ring); roles by a function of ours for the whole layer"
    }

    fn refusals(&self) -> Refusals {
        Refusals::STANDARD
    }

    fn stand<'a>(&'a self, scene: &'a Scene) -> Standing<'a> {
        Box::pin(async {
            let validation = Validation::new()
                .iss(&[&scene.issuer])
                .aud(&[CLIENT])
                .nbf(true);
            let authorizer = JwtAuthorizer::<Claims>::from_jwks_text(&scene.keys.to_string())
                .validation(validation)
                .check(Claims::is_editor)
                .build()
                .await
                .expect("an authorizer");
            let router = Router::new()
                .route(PATH, get(async || DONE))
                .layer(authorizer.into_layer());
            Stand {
                app: App::Former(router),
                callers: Callers::bearers(scene),
            }
        })
    }
}
