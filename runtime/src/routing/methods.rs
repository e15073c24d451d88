//! `get`, `post`, `put`, `patch` and `delete`, as in [`axum::routing`], for handlers with a rule.

use std::any::{TypeId, type_name};
use std::convert::Infallible;

use axum::extract::Request;
use axum::handler::Handler;
use axum::response::IntoResponse;
use axum::routing::{MethodRouter, Route};
use tower_layer::Layer;
use tower_service::Service;

use super::declared::{DeclaredHandler, Seal};
use super::endpoint::{One, Takes};
use crate::guard::{Application, User};
use crate::identity::Identity;
use crate::tokens::Assertion;

/// Handlers for one path, by method. Made by [`get`] and its like; mounted by [`Router::route`](crate::Router::route).
#[derive(Clone, Debug)]
pub struct Methods<S = ()> {
    pub(super) inner: MethodRouter<S>,
    pub(super) ones: Vec<One>,
}

/// Routes `GET` requests to a handler with a rule, and `HEAD` requests with them.
///
/// ```
/// # mod policy { rolecall::permissions! { view } rolecall::roles! { Viewer: [view] } }
/// use rolecall::{Router, get, protected};
///
/// #[protected(permission = "view")]
/// async fn list() -> &'static str { "documents" }
///
/// # fn main() {
/// let router: Router = Router::new().route("/documents", get(list));
/// # }
/// ```
///
/// Further methods of the same path are chained: `get(list).post(create)`.
// Written out, these functions are; a macro that wrote them would be shown to whoever mounts a handler without a rule.
pub fn get<H, T, S>(handler: H) -> Methods<S>
where
    H: Handler<T, S> + DeclaredHandler<T, S>,
    T: 'static,
    S: Clone + Send + Sync + 'static,
{
    Methods::one(axum::routing::get(handler), one::<H, T, S>("GET"))
}

/// Routes `POST` requests to a handler with a rule; see [`get`].
pub fn post<H, T, S>(handler: H) -> Methods<S>
where
    H: Handler<T, S> + DeclaredHandler<T, S>,
    T: 'static,
    S: Clone + Send + Sync + 'static,
{
    Methods::one(axum::routing::post(handler), one::<H, T, S>("POST"))
}

/// Routes `PUT` requests to a handler with a rule; see [`get`].
pub fn put<H, T, S>(handler: H) -> Methods<S>
where
    H: Handler<T, S> + DeclaredHandler<T, S>,
    T: 'static,
    S: Clone + Send + Sync + 'static,
{
    Methods::one(axum::routing::put(handler), one::<H, T, S>("PUT"))
}

/// Routes `PATCH` requests to a handler with a rule; see [`get`].
pub fn patch<H, T, S>(handler: H) -> Methods<S>
where
    H: Handler<T, S> + DeclaredHandler<T, S>,
    T: 'static,
    S: Clone + Send + Sync + 'static,
{
    Methods::one(axum::routing::patch(handler), one::<H, T, S>("PATCH"))
}

/// Routes `DELETE` requests to a handler with a rule; see [`get`].
pub fn delete<H, T, S>(handler: H) -> Methods<S>
where
    H: Handler<T, S> + DeclaredHandler<T, S>,
    T: 'static,
    S: Clone + Send + Sync + 'static,
{
    Methods::one(axum::routing::delete(handler), one::<H, T, S>("DELETE"))
}

/// Further methods of one path.
impl<S: Clone + Send + Sync + 'static> Methods<S> {
    /// Routes `GET` requests to a further handler with a rule.
    #[must_use]
    pub fn get<H, T>(self, handler: H) -> Self
    where
        H: Handler<T, S> + DeclaredHandler<T, S>,
        T: 'static,
    {
        self.add(axum::routing::get(handler), one::<H, T, S>("GET"))
    }

    /// Routes `POST` requests to a further handler with a rule.
    #[must_use]
    pub fn post<H, T>(self, handler: H) -> Self
    where
        H: Handler<T, S> + DeclaredHandler<T, S>,
        T: 'static,
    {
        self.add(axum::routing::post(handler), one::<H, T, S>("POST"))
    }

    /// Routes `PUT` requests to a further handler with a rule.
    #[must_use]
    pub fn put<H, T>(self, handler: H) -> Self
    where
        H: Handler<T, S> + DeclaredHandler<T, S>,
        T: 'static,
    {
        self.add(axum::routing::put(handler), one::<H, T, S>("PUT"))
    }

    /// Routes `PATCH` requests to a further handler with a rule.
    #[must_use]
    pub fn patch<H, T>(self, handler: H) -> Self
    where
        H: Handler<T, S> + DeclaredHandler<T, S>,
        T: 'static,
    {
        self.add(axum::routing::patch(handler), one::<H, T, S>("PATCH"))
    }

    /// Routes `DELETE` requests to a further handler with a rule.
    #[must_use]
    pub fn delete<H, T>(self, handler: H) -> Self
    where
        H: Handler<T, S> + DeclaredHandler<T, S>,
        T: 'static,
    {
        self.add(axum::routing::delete(handler), one::<H, T, S>("DELETE"))
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

pub(super) fn one<H, T, S>(method: &'static str) -> One
where
    H: DeclaredHandler<T, S>,
{
    One {
        method,
        handler: type_name::<H>(),
        access: H::ACCESS,
        takes: Takes {
            identity: H::takes(TypeId::of::<Identity>(), Seal::OURS),
            user: H::takes(TypeId::of::<User>(), Seal::OURS)
                || H::takes(TypeId::of::<Assertion>(), Seal::OURS),
            application: H::takes(TypeId::of::<Application>(), Seal::OURS),
            perhaps: H::takes(TypeId::of::<Option<Identity>>(), Seal::OURS),
        },
    }
}

impl<S: Clone + Send + Sync + 'static> Methods<S> {
    /// Not generic over the handler, so that a handler costs little code.
    #[inline(never)]
    fn one(inner: MethodRouter<S>, one: One) -> Self {
        Self {
            inner: one.concealing(inner),
            ones: vec![one],
        }
    }

    #[inline(never)]
    fn add(mut self, other: MethodRouter<S>, one: One) -> Self {
        self.inner = self.inner.merge(one.concealing(other));
        self.ones.push(one);
        self
    }
}
