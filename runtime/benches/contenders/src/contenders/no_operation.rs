//! axum's `from_fn` around a handler, doing nothing: what the way costs that most guards are hung in.

use axum::Router;
use axum::extract::Request;
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use axum::routing::get;

use crate::contender::{App, Callers, Contender, DONE, PATH, Refusals, Stand, Standing};
use crate::scene::Scene;

pub(super) struct NoOperation;

impl Contender for NoOperation {
    fn key(&self) -> &'static str {
        "no-operation"
    }

    fn name(&self) -> &'static str {
        "`from_fn` that does nothing"
    }

    fn package(&self) -> (&'static str, &'static str) {
        ("axum", "0.8.")
    }

    fn remark(&self) -> &'static str {
        "protects nothing"
    }

    fn refusals(&self) -> Refusals {
        Refusals::NONE
    }

    fn stand<'a>(&'a self, scene: &'a Scene) -> Standing<'a> {
        Box::pin(async {
            let router = Router::new()
                .route(PATH, get(async || DONE))
                .layer(from_fn(pass));
            Stand {
                app: App::Current(router),
                callers: Callers::bearers(scene),
            }
        })
    }
}

async fn pass(request: Request, next: Next) -> Response {
    next.run(request).await
}
