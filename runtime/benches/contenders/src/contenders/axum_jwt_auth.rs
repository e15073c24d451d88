//! axum-jwt-auth: an extractor of claims; what they allow is the handler's business.

use std::sync::Arc;

use axum::Router;
use axum::http::StatusCode;
use axum::routing::get;
use axum_jwt_auth::{Decoder, JwtDecoder, LocalDecoder};
use jsonwebtoken_10::jwk::JwkSet;
use jsonwebtoken_10::{Algorithm, DecodingKey, Validation};

use super::Claims;
use crate::contender::{App, Callers, Contender, DONE, PATH, Refusals, Stand, Standing};
use crate::scene::{CLIENT, Scene};

pub(super) struct AxumJwtAuth;

impl Contender for AxumJwtAuth {
    fn key(&self) -> &'static str {
        "axum-jwt-auth"
    }

    fn name(&self) -> &'static str {
        "axum-jwt-auth"
    }

    fn package(&self) -> (&'static str, &'static str) {
        ("axum-jwt-auth", "")
    }

    fn remark(&self) -> &'static str {
        "jsonwebtoken 10 with rust_crypto, which it asks for; no roles, so the handler looks"
    }

    fn refusals(&self) -> Refusals {
        Refusals::STANDARD
    }

    fn stand<'a>(&'a self, scene: &'a Scene) -> Standing<'a> {
        Box::pin(async {
            let decoder: Decoder<Claims> = Arc::new(decoder(scene));
            let router = Router::new().route(PATH, get(handler)).with_state(decoder);
            Stand {
                app: App::Current(router),
                callers: Callers::bearers(scene),
            }
        })
    }
}

async fn handler(user: axum_jwt_auth::Claims<Claims>) -> Result<&'static str, StatusCode> {
    if user.claims.is_editor() {
        Ok(DONE)
    } else {
        Err(StatusCode::FORBIDDEN)
    }
}

fn decoder(scene: &Scene) -> impl JwtDecoder<Claims> + use<> {
    let keys: JwkSet = serde_json::from_value(scene.keys.clone()).expect("a key set");
    let mut validation = Validation::new(Algorithm::RS256);
    validation.set_audience(&[CLIENT]);
    validation.set_issuer(&[&scene.issuer]);
    validation.validate_nbf = true;
    let key = DecodingKey::from_jwk(keys.keys.first().expect("a key")).expect("a key");
    LocalDecoder::new(vec![key], validation).expect("a decoder")
}
