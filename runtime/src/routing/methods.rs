//! `get`, `post`, `put`, `patch` and `delete`, as in [`axum::routing`], for handlers with a rule.

use std::any::type_name;
use std::convert::Infallible;

use axum::extract::Request;
use axum::handler::Handler;
use axum::response::IntoResponse;
use axum::routing::{MethodRouter, Route};
use tower_layer::Layer;
use tower_service::Service;

use super::declared::DeclaredHandler;
use super::endpoint::One;
use crate::policy::terms::Access;

/// Handlers for one path, by method. Made by [`get`] and its like; mounted by [`Router::route`](crate::Router::route).
#[derive(Clone, Debug)]
pub struct Methods<S = ()> {
    pub(super) inner: MethodRouter<S>,
    pub(super) ones: Vec<One>,
}

macro_rules! methods {
    ($($method:ident $word:literal;)+) => {
        $(
            #[doc = concat!("Routes `", $word, "` requests to a handler with a rule.")]
            ///
            /// ```
            /// # mod policy { rolecall::permissions! { view } rolecall::roles! { Viewer: [view] } }
            #[doc = concat!("use rolecall::{Router, protected, ", stringify!($method), "};")]
            ///
            /// #[protected(permission = "view")]
            /// async fn handler() -> &'static str { "done" }
            ///
            #[doc = concat!("let router: Router = Router::new().route(\"/\", ", stringify!($method), "(handler));")]
            /// ```
            pub fn $method<H, T, S>(handler: H) -> Methods<S>
            where
                H: Handler<T, S> + DeclaredHandler<T, S>,
                T: 'static,
                S: Clone + Send + Sync + 'static,
            {
                Methods::one(axum::routing::$method(handler), one::<H, T, S>($word))
            }
        )+

        impl<S: Clone + Send + Sync + 'static> Methods<S> {
            $(
                #[doc = concat!("Routes `", $word, "` requests to a further handler with a rule.")]
                #[must_use]
                pub fn $method<H, T>(self, handler: H) -> Self
                where
                    H: Handler<T, S> + DeclaredHandler<T, S>,
                    T: 'static,
                {
                    self.add(axum::routing::$method(handler), one::<H, T, S>($word))
                }
            )+
        }
    };
}

methods! {
    get "GET";
    post "POST";
    put "PUT";
    patch "PATCH";
    delete "DELETE";
}

pub(super) fn one<H, T, S>(method: &'static str) -> One
where
    H: DeclaredHandler<T, S>,
{
    let one = One::new(method, type_name::<H>(), H::ACCESS);
    // Only a public handler is looked at: the names of the types would be kept in the program.
    match H::ACCESS {
        Access::Public(_) => one.with_arguments(type_name::<T>()),
        Access::Protected(_) => one,
    }
}

impl<S: Clone + Send + Sync + 'static> Methods<S> {
    /// Not generic over the handler, so that a handler costs little code.
    #[inline(never)]
    fn one(inner: MethodRouter<S>, one: One) -> Self {
        Self {
            inner,
            ones: vec![one],
        }
    }

    #[inline(never)]
    fn add(mut self, other: MethodRouter<S>, one: One) -> Self {
        self.inner = self.inner.merge(other);
        self.ones.push(one);
        self
    }

    /// Puts a layer around the handlers so far. The guard stands inside it: see
    /// [`MethodRouter::layer`].
    #[must_use]
    pub fn layer<L>(mut self, layer: L) -> Self
    where
        L: Layer<Route> + Clone + Send + Sync + 'static,
        L::Service: Service<Request, Error = Infallible> + Clone + Send + Sync + 'static,
        <L::Service as Service<Request>>::Response: IntoResponse + 'static,
        <L::Service as Service<Request>>::Future: Send + 'static,
    {
        self.inner = self.inner.layer(layer);
        self
    }
}
