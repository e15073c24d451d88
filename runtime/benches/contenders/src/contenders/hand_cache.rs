//! The fast way by hand: a `from_fn`, and `quick_cache` by the whole token before jsonwebtoken.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use jsonwebtoken::Algorithm;

use super::by_hand::{Claims, Reader, bearer};
use crate::contender::{App, Callers, Contender, DONE, PATH, Refusals, Stand, Standing};
use crate::scene::{Scene, now};

pub(super) struct HandCache;

impl Contender for HandCache {
    fn key(&self) -> &'static str {
        "hand-cache"
    }

    fn name(&self) -> &'static str {
        "quick_cache by hand, token as key"
    }

    fn package(&self) -> (&'static str, &'static str) {
        ("quick_cache", "0.7.")
    }

    fn remark(&self) -> &'static str {
        "`from_fn`, jsonwebtoken on a miss, `exp` at each hit; no revocation, no change of keys"
    }

    fn refusals(&self) -> Refusals {
        Refusals::STANDARD
    }

    fn stand<'a>(&'a self, scene: &'a Scene) -> Standing<'a> {
        Box::pin(async {
            let cache = Arc::new(Cache::new(scene));
            let router = Router::new()
                .route(PATH, get(async || DONE))
                .layer(from_fn_with_state(cache, guard));
            Stand {
                app: App::Current(router),
                callers: Callers::bearers(scene),
            }
        })
    }
}

/// Claims that were read before, by the whole token.
pub struct Cache {
    reader: Reader,
    known: quick_cache::sync::Cache<String, Arc<Claims>>,
}

impl Cache {
    pub fn new(scene: &Scene) -> Self {
        Self {
            reader: Reader::new(scene, Algorithm::RS256),
            known: quick_cache::sync::Cache::new(10_000),
        }
    }

    pub fn read(&self, token: &str) -> Option<Arc<Claims>> {
        match self.known.get(token) {
            Some(claims) if claims.exp > now() => Some(claims),
            Some(_) => None,
            None => {
                let claims = Arc::new(self.reader.read(token)?);
                self.known.insert(token.to_owned(), Arc::clone(&claims));
                Some(claims)
            }
        }
    }
}

async fn guard(State(cache): State<Arc<Cache>>, mut request: Request, next: Next) -> Response {
    let Some(claims) = bearer(request.headers()).and_then(|token| cache.read(token)) else {
        return StatusCode::UNAUTHORIZED.into_response();
    };
    if !claims.is_editor() {
        return StatusCode::FORBIDDEN.into_response();
    }
    request.extensions_mut().insert(claims);
    next.run(request).await
}
