//! What stands in front of an endpoint whose rule says `conceal`: every 404 that comes from behind it becomes the answer
//! of a path that is not mounted. So nobody can tell what they may not see from what is not there.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use tower_layer::Layer;
use tower_service::Service;

use super::negotiate::Accept;
use super::problem::not_found;

/// Puts the one 404 in the place of every other.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ConcealLayer;

impl<I> Layer<I> for ConcealLayer {
    type Service = Concealing<I>;

    fn layer(&self, inner: I) -> Self::Service {
        Concealing { inner }
    }
}

/// The service of [`ConcealLayer`].
#[derive(Clone, Debug)]
pub(crate) struct Concealing<I> {
    inner: I,
}

impl<I> Service<Request> for Concealing<I>
where
    I: Service<Request, Response = Response>,
    I::Future: Send + 'static,
{
    type Response = Response;
    type Error = I::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Response, I::Error>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), I::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request) -> Self::Future {
        let accept = Accept::of(request.headers());
        let answering = self.inner.call(request);
        Box::pin(async move { Ok(concealed(answering.await?, &accept)) })
    }
}

/// The answer as it is, unless it says that nothing is there.
pub(super) fn concealed(response: Response, accept: &Accept) -> Response {
    if response.status() == StatusCode::NOT_FOUND {
        not_found(accept).into_response()
    } else {
        response
    }
}
