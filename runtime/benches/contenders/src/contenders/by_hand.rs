//! jsonwebtoken by hand in a `from_fn`: each request's token is decoded anew, and then its roles are looked through.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use axum::{Extension, Router};
use jsonwebtoken::jwk::JwkSet;
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use serde::Deserialize;

use crate::contender::{App, Callers, Contender, DONE, PATH, Refusals, Stand, Standing};
use crate::scene::{CLIENT, ROLE, Scene};

pub(super) struct ByHand;

impl Contender for ByHand {
    fn key(&self) -> &'static str {
        "jsonwebtoken"
    }

    fn name(&self) -> &'static str {
        "jsonwebtoken by hand, each request"
    }

    fn package(&self) -> (&'static str, &'static str) {
        ("jsonwebtoken", "11.")
    }

    fn remark(&self) -> &'static str {
        "`from_fn`, aws-lc-rs, roles by hand"
    }

    fn refusals(&self) -> Refusals {
        Refusals::STANDARD
    }

    fn stand<'a>(&'a self, scene: &'a Scene) -> Standing<'a> {
        Box::pin(async {
            let reader = Arc::new(Reader::new(scene, Algorithm::RS256));
            let router = Router::new()
                .route(PATH, get(async || DONE))
                .layer(from_fn_with_state(reader, guard));
            Stand {
                app: App::Current(router),
                callers: Callers::bearers(scene),
            }
        })
    }
}

/// What an application reads of a token.
#[derive(Clone, Debug, Deserialize)]
pub struct Claims {
    pub oid: String,
    pub tid: String,
    pub exp: u64,
    pub name: Option<String>,
    pub scp: Option<String>,
    #[serde(default)]
    pub roles: Vec<String>,
}

impl Claims {
    pub fn is_editor(&self) -> bool {
        self.roles.iter().any(|role| role == ROLE)
    }
}

/// A key and what is asked of its tokens, made once.
pub struct Reader {
    key: DecodingKey,
    validation: Validation,
}

impl Reader {
    pub fn new(scene: &Scene, algorithm: Algorithm) -> Self {
        let keys: JwkSet = serde_json::from_value(scene.keys.clone()).expect("a key set");
        let is_of =
            |jwk: &&jsonwebtoken::jwk::Jwk| jwk.common.key_algorithm == Some(algorithm.into());
        let jwk = keys.keys.iter().find(is_of).expect("a key");
        let mut validation = Validation::new(algorithm);
        validation.set_audience(&[CLIENT]);
        validation.set_issuer(&[&scene.issuer]);
        validation.set_required_spec_claims(&["exp", "nbf", "iss", "aud"]);
        validation.validate_nbf = true;
        Self {
            key: DecodingKey::from_jwk(jwk).expect("a key"),
            validation,
        }
    }

    pub fn read(&self, token: &str) -> Option<Claims> {
        jsonwebtoken::decode(token, &self.key, &self.validation)
            .ok()
            .map(|token| token.claims)
    }
}

/// The token of a request.
pub fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    value.strip_prefix("Bearer ")
}

async fn guard(State(reader): State<Arc<Reader>>, mut request: Request, next: Next) -> Response {
    let Some(claims) = bearer(request.headers()).and_then(|token| reader.read(token)) else {
        return StatusCode::UNAUTHORIZED.into_response();
    };
    if !claims.is_editor() {
        return StatusCode::FORBIDDEN.into_response();
    }
    request.extensions_mut().insert(Arc::new(claims));
    next.run(request).await
}

/// An endpoint that takes a body and looks at the roles itself, which is where many applications do.
pub fn with_body(scene: &Scene) -> Router {
    let reader = Arc::new(Reader::new(scene, Algorithm::RS256));
    Router::new()
        .route(PATH, post(upload))
        .layer(from_fn_with_state(reader, authenticate))
}

async fn authenticate(
    State(reader): State<Arc<Reader>>,
    mut request: Request,
    next: Next,
) -> Response {
    let Some(claims) = bearer(request.headers()).and_then(|token| reader.read(token)) else {
        return StatusCode::UNAUTHORIZED.into_response();
    };
    request.extensions_mut().insert(Arc::new(claims));
    next.run(request).await
}

async fn upload(Extension(claims): Extension<Arc<Claims>>, body: Bytes) -> Response {
    if !claims.is_editor() {
        return StatusCode::FORBIDDEN.into_response();
    }
    std::hint::black_box(body);
    DONE.into_response()
}
