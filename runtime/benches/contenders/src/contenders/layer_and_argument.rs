//! A hand-written layer that leaves something in the request, and an argument of the handler that finds it, doing
//! nothing: what axum itself takes for what a guard is made of.

use std::convert::Infallible;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::Router;
use axum::extract::{FromRequestParts, Request};
use axum::http::request::Parts;
use axum::routing::get;
use tower::{Layer, Service};

use crate::contender::{App, Callers, Contender, DONE, PATH, Refusals, Stand, Standing};
use crate::scene::Scene;

pub(super) struct LayerAndArgument;

impl Contender for LayerAndArgument {
    fn key(&self) -> &'static str {
        "layer-and-argument"
    }

    fn name(&self) -> &'static str {
        "a layer and an argument that do nothing"
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
                .route(PATH, get(async |_: Left| DONE))
                .layer(Leaving(Left(Arc::new(()))));
            Stand {
                app: App::Current(router),
                callers: Callers::bearers(scene),
            }
        })
    }
}

/// What is left in a request.
#[derive(Clone)]
struct Left(#[expect(dead_code, reason = "carried, and let go")] Arc<()>);

impl<S: Sync> FromRequestParts<S> for Left {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let left = parts.extensions.get::<Self>();
        Ok(left.expect("the layer's").clone())
    }
}

#[derive(Clone)]
struct Leaving(Left);

impl<I> Layer<I> for Leaving {
    type Service = Leaves<I>;

    fn layer(&self, inner: I) -> Leaves<I> {
        Leaves {
            inner,
            left: self.0.clone(),
        }
    }
}

#[derive(Clone)]
struct Leaves<I> {
    inner: I,
    left: Left,
}

impl<I: Service<Request>> Service<Request> for Leaves<I> {
    type Response = I::Response;
    type Error = I::Error;
    type Future = I::Future;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), I::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, mut request: Request) -> I::Future {
        request.extensions_mut().insert(self.left.clone());
        self.inner.call(request)
    }
}
