//! How the engine and the requirements of groups reach the guard, and how services without a guard are guarded.
//!
//! The layers of a group only leave a note; the guard in front of the handler acts on it. An enforcing layer would turn
//! a method that does not exist (405) into a refusal (401).

use std::convert::Infallible;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::body::Body;
use axum::extract::{OriginalUri, Request};
use axum::response::{IntoResponse, Response};
use tower_layer::Layer;
use tower_service::Service;

use super::admit;
use super::conceal::concealed;
use super::negotiate::Accept;
use super::visit::{Mounted, Visit};
use crate::engine::Engine;
use crate::policy::Requirement;

impl Engine {
    /// The engine for a router of axum's own: the outermost layer, below which protected handlers work.
    ///
    /// [`Router::with`](crate::Router::with) does this for you. Without it a protected handler answers 500 and logs why.
    ///
    /// ```no_run
    /// # mod policy { rolecall::permissions! { view } rolecall::roles! { Viewer: [view] } }
    /// # use rolecall::{Engine, protected};
    /// #[protected(permission = "view")]
    /// async fn list() -> &'static str { "documents" }
    ///
    /// # async fn run() -> Result<(), Box<dyn std::error::Error>> {
    /// let engine = Engine::from_env(policy::Policy).await?;
    /// let app: axum::Router = axum::Router::new()
    ///     .route("/documents", axum::routing::get(list))
    ///     .layer(engine.layer());
    /// # Ok(()) }
    /// # fn main() {}
    /// ```
    #[must_use]
    pub fn layer(&self) -> EngineLayer {
        EngineLayer {
            mounted: Arc::new(Mounted::without_table(self.clone())),
        }
    }
}

/// Brings an [`Engine`] to the guards below it; see [`Engine::layer`].
#[derive(Clone, Debug)]
pub struct EngineLayer {
    mounted: Arc<Mounted>,
}

impl EngineLayer {
    pub(crate) fn new(mounted: Mounted) -> Self {
        Self {
            mounted: Arc::new(mounted),
        }
    }
}

impl<I> Layer<I> for EngineLayer {
    type Service = EngineService<I>;

    fn layer(&self, inner: I) -> Self::Service {
        EngineService {
            inner,
            mounted: Arc::clone(&self.mounted),
        }
    }
}

/// The service of [`EngineLayer`].
#[derive(Clone, Debug)]
pub struct EngineService<I> {
    inner: I,
    mounted: Arc<Mounted>,
}

impl<I: Service<Request>> Service<Request> for EngineService<I> {
    type Response = I::Response;
    type Error = I::Error;
    type Future = I::Future;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, mut request: Request) -> Self::Future {
        let visit = Visit::new(Arc::clone(&self.mounted));
        if let Some(outer) = request.extensions_mut().insert(visit) {
            within(&outer, &mut request);
        }
        self.inner.call(request)
    }
}

/// A finished router inside another asks everything anew; but what conceals outside conceals within, and what was not
/// asked outside yet is asked within: an engine's layer below a group takes nothing away from the group.
#[cold]
fn within(outer: &Visit, request: &mut Request) {
    if let Some(visit) = request.extensions_mut().get_mut::<Visit>() {
        visit.conceals = outer.conceals;
        visit.requirements.extend_from_slice(&outer.requirements);
    }
}

/// Leaves what a group requires for the guards below.
#[derive(Clone)]
pub(crate) struct GroupLayer(pub(crate) Vec<Requirement>);

impl<I> Layer<I> for GroupLayer {
    type Service = GroupService<I>;

    fn layer(&self, inner: I) -> Self::Service {
        GroupService {
            inner,
            requirements: self.0.clone(),
        }
    }
}

/// The service of [`GroupLayer`].
#[derive(Clone)]
pub(crate) struct GroupService<I> {
    inner: I,
    requirements: Vec<Requirement>,
}

impl<I: Service<Request>> Service<Request> for GroupService<I> {
    type Response = I::Response;
    type Error = I::Error;
    type Future = I::Future;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, mut request: Request) -> Self::Future {
        // Without a visit there is no engine, and the guard below answers for that.
        if let Some(visit) = request.extensions_mut().get_mut::<Visit>() {
            visit.requirements.extend_from_slice(&self.requirements);
        }
        self.inner.call(request)
    }
}

/// Guards what has no handler of ours: the middleware for routers and services that are not rolecall's.
///
/// It stands below [`Engine::layer`]. Everything behind it needs `requirement`, but for the paths listed as exempt. If
/// the requirement conceals, every 404 from behind it becomes the one that a concealed refusal is.
///
/// ```no_run
/// # mod policy { rolecall::permissions! { view } rolecall::roles! { Viewer: [view] } }
/// # use rolecall::{Engine, require};
/// # async fn run(old: axum::Router) -> Result<(), Box<dyn std::error::Error>> {
/// let engine = Engine::from_env(policy::Policy).await?;
/// let app = old
///     .layer(rolecall::layer(require!(permission = "view")).exempt("/health"))
///     .layer(engine.layer());
/// # Ok(()) }
/// # fn main() {}
/// ```
#[must_use]
pub fn layer(requirement: Requirement) -> RequireLayer {
    RequireLayer {
        requirement: Some(requirement),
        exempt: Vec::new(),
    }
}

/// Guards a service behind one requirement; see [`layer`](crate::layer).
#[derive(Clone, Debug)]
pub struct RequireLayer {
    requirement: Option<Requirement>,
    exempt: Vec<String>,
}

impl RequireLayer {
    /// What stands unprotected in a group: the requirements of the group, and nothing of its own.
    pub(crate) fn of_the_group_alone() -> Self {
        Self {
            requirement: None,
            exempt: Vec::new(),
        }
    }

    /// Lets this path through to everyone: exactly this path, byte for byte, and no other spelling of it.
    #[must_use]
    pub fn exempt(mut self, path: impl Into<String>) -> Self {
        self.exempt.push(path.into());
        self
    }
}

impl<I> Layer<I> for RequireLayer {
    type Service = Guarded<I>;

    fn layer(&self, inner: I) -> Self::Service {
        Guarded {
            inner,
            requirement: self.requirement,
            exempt: Arc::from(self.exempt.as_slice()),
        }
    }
}

/// A service behind a requirement; see [`layer`](crate::layer).
#[derive(Clone, Debug)]
pub struct Guarded<I> {
    inner: I,
    requirement: Option<Requirement>,
    exempt: Arc<[String]>,
}

impl<I> Service<Request> for Guarded<I>
where
    I: Service<Request, Error = Infallible> + Clone + Send + 'static,
    I::Response: IntoResponse,
    I::Future: Send,
{
    type Response = Response;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request) -> Self::Future {
        // The service that was polled ready is the one to call; the clone takes its place.
        let clone = self.inner.clone();
        let inner = std::mem::replace(&mut self.inner, clone);
        let exempt = self.exempt.iter().any(|path| path == full_path(&request));
        let requirement = self.requirement;
        Box::pin(async move {
            if exempt {
                return pass(inner, request).await;
            }
            let (mut parts, body) = request.into_parts();
            let concealing = requirement.is_some_and(Requirement::conceals);
            let accept = concealing.then(|| Accept::of(&parts.headers));
            let answer = match admit(&mut parts, requirement).await {
                Ok(()) => {
                    all_met(&mut parts);
                    pass(inner, Request::from_parts(parts, body)).await?
                }
                Err(rejection) => rejection.into_response(),
            };
            Ok(match accept {
                Some(accept) => concealed(answer, &accept),
                None => answer,
            })
        })
    }
}

/// What the groups demand was met here, and is not asked again by another engine behind this one.
fn all_met(parts: &mut http::request::Parts) {
    if let Some(visit) = parts.extensions.get_mut::<Visit>() {
        visit.requirements.clear();
    }
}

async fn pass<I>(mut inner: I, request: Request<Body>) -> Result<Response, Infallible>
where
    I: Service<Request, Error = Infallible>,
    I::Response: IntoResponse,
{
    inner.call(request).await.map(IntoResponse::into_response)
}

/// The path as it was sent, whatever a router above has cut off.
fn full_path(request: &Request) -> &str {
    match request.extensions().get::<OriginalUri>() {
        Some(OriginalUri(uri)) => uri.path(),
        None => request.uri().path(),
    }
}
