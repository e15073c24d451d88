//! The router: axum's, for handlers with a rule, and the table of what was mounted.

use std::convert::Infallible;

use axum::extract::Request;
use axum::response::IntoResponse;
use axum::routing::Route;
use http::{HeaderMap, StatusCode};
use once_cell::sync::OnceCell;
use tower_layer::Layer;
use tower_service::Service;

use super::endpoint::Endpoint;
use super::faults::{self, MountError};
use super::methods::Methods;
use super::paths;
use crate::engine::Engine;
use crate::guard::{
    self, Accept, ConcealLayer, EngineLayer, GroupLayer, Mounted, Problem, RequireLayer,
};
use crate::policy::Requirement;

/// A router that mounts only handlers with a rule. A handler without one does not compile.
///
/// It becomes an [`axum::Router`] by [`with`](Self::with), and in no other way.
///
/// ```no_run
/// # mod policy { rolecall::permissions! { view, edit } rolecall::roles! { Editor: [view, edit] } }
/// use rolecall::{Engine, Router, get, protected, public};
///
/// #[protected(permission = "view")]
/// async fn list() -> &'static str { "documents" }
///
/// #[protected(permission = "edit")]
/// async fn create() -> &'static str { "made" }
///
/// #[public("liveness probe, reveals nothing")]
/// async fn health() -> &'static str { "ok" }
///
/// # async fn run() -> Result<(), Box<dyn std::error::Error>> {
/// let app = Router::new()
///     .route("/documents", get(list).post(create))
///     .route("/health", get(health))
///     .with(Engine::from_env(policy::Policy).await?)?;
/// # let _: axum::Router = app; Ok(()) }
/// # fn main() {}
/// ```
///
/// ```compile_fail
/// use rolecall::{Router, get};
///
/// async fn forgotten() -> &'static str { "open to everyone" }
///
/// let router: Router = Router::new().route("/", get(forgotten));
/// ```
#[derive(Clone, Debug)]
pub struct Router<S = ()> {
    inner: axum::Router<S>,
    table: Vec<Endpoint>,
    /// What this router requires of everything mounted in it, once it is complete.
    group: Vec<Requirement>,
    faults: Vec<String>,
    #[cfg(feature = "openapi")]
    document: crate::openapi::Draft,
}

impl<S: Clone + Send + Sync + 'static> Router<S> {
    /// An empty router.
    #[must_use]
    pub fn new() -> Self {
        Self {
            inner: axum::Router::new(),
            table: Vec::new(),
            group: Vec::new(),
            faults: Vec::new(),
            #[cfg(feature = "openapi")]
            document: crate::openapi::Draft::default(),
        }
    }

    /// Mounts handlers at a path.
    ///
    /// # Panics
    ///
    /// As [`axum::Router::route`] does, at start: on a path that is malformed or taken.
    #[must_use]
    pub fn route(mut self, path: &str, methods: Methods<S>) -> Self {
        self.inner = self.inner.route(path, methods.inner);
        self.table
            .extend(methods.ones.into_iter().map(|one| Endpoint::new(path, one)));
        self
    }

    /// Mounts another router below a prefix, with its table, its requirements and its documentation.
    ///
    /// # Panics
    ///
    /// As [`axum::Router::nest`] does, at start: on a prefix that is malformed or `/`.
    #[must_use]
    pub fn nest(mut self, prefix: &str, router: Self) -> Self {
        let router = router.sealed();
        self.inner = self.inner.nest(prefix, router.inner);
        let nested = router.table.into_iter().map(|mut endpoint| {
            endpoint.nest(prefix);
            endpoint
        });
        self.table.extend(nested);
        self.faults.extend(router.faults);
        #[cfg(feature = "openapi")]
        self.document.merge(router.document.nested(prefix));
        self
    }

    /// Mounts what another router holds, with its table, its requirements and its documentation.
    ///
    /// # Panics
    ///
    /// As [`axum::Router::merge`] does, at start: on a path that is taken.
    #[must_use]
    pub fn merge(mut self, router: Self) -> Self {
        let router = router.sealed();
        self.inner = self.inner.merge(router.inner);
        self.table.extend(router.table);
        self.faults.extend(router.faults);
        #[cfg(feature = "openapi")]
        self.document.merge(router.document);
        self
    }

    /// Puts a layer around the endpoints so far: see [`axum::Router::layer`]. The guards stand inside it.
    #[must_use]
    pub fn layer<L>(mut self, layer: L) -> Self
    where
        L: Layer<Route> + Clone + Send + Sync + 'static,
        L::Service: Service<Request> + Clone + Send + Sync + 'static,
        <L::Service as Service<Request>>::Response: IntoResponse + 'static,
        <L::Service as Service<Request>>::Error: Into<Infallible> + 'static,
        <L::Service as Service<Request>>::Future: Send + 'static,
    {
        self.inner = self.inner.layer(layer);
        self
    }

    /// Gives the handlers their state: see [`axum::Router::with_state`].
    #[must_use]
    pub fn with_state<S2>(self, state: S) -> Router<S2> {
        Router {
            inner: self.inner.with_state(state),
            table: self.table,
            group: self.group,
            faults: self.faults,
            #[cfg(feature = "openapi")]
            document: self.document,
        }
    }

    /// Demands something of every caller of this router: of the endpoints that are mounted already, of those that are
    /// added later, and of whatever stands mounted inside.
    ///
    /// A handler's own rule still holds; a `#[public]` handler in such a group is refused by [`with`](Self::with). What
    /// is said of the requirement as a whole goes for every endpoint: one that conceals conceals them all, and the
    /// kinds of credentials that count are those that count for each requirement.
    ///
    /// ```
    /// # mod policy { rolecall::permissions! { view } rolecall::roles! { Viewer: [view], Auditor: [view] } }
    /// use rolecall::{Router, get, protected, require};
    ///
    /// #[protected(permission = "view")]
    /// async fn trail() -> &'static str { "who did what" }
    ///
    /// # fn main() {
    /// let audit: Router = Router::new().require(require!(role = "Auditor")).route("/trail", get(trail));
    /// let router: Router = Router::new().nest("/audit", audit);
    /// assert_eq!(
    ///     router.endpoints()[0].requirement_text().as_deref(),
    ///     Some(r#"all(role = "Auditor", permission = "view")"#),
    /// );
    /// # }
    /// ```
    #[must_use]
    pub fn require(mut self, requirement: Requirement) -> Self {
        self.group.push(requirement);
        self
    }

    /// Mounts a service that is not rolecall's below a prefix, behind one rule: a router of axum's own, files, gRPC, a
    /// proxy. It sees paths without the prefix.
    ///
    /// # Panics
    ///
    /// As [`axum::Router::nest_service`] does, at start: on a prefix that is malformed, taken or `/`.
    #[must_use]
    pub fn mount<T>(self, prefix: &str, service: T, requirement: Requirement) -> Self
    where
        T: Service<Request, Error = Infallible> + Clone + Send + Sync + 'static,
        T::Response: IntoResponse,
        T::Future: Send + 'static,
    {
        self.mount_behind(prefix, service, Ok(requirement))
    }

    /// Mounts a service that is not rolecall's below a prefix, with no rule of its own, and says why. What the groups
    /// around it require is still required.
    ///
    /// # Panics
    ///
    /// As [`axum::Router::nest_service`] does, at start: on a prefix that is malformed, taken or `/`.
    #[must_use]
    pub fn mount_unprotected<T>(self, prefix: &str, service: T, why: impl Into<String>) -> Self
    where
        T: Service<Request, Error = Infallible> + Clone + Send + Sync + 'static,
        T::Response: IntoResponse,
        T::Future: Send + 'static,
    {
        let why: String = why.into();
        let mut router = self;
        if why.trim().is_empty() {
            router.faults.push(format!(
                "{prefix}: `mount_unprotected` needs a reason, which is shown in the matrix"
            ));
        }
        router.mount_behind(prefix, service, Err(why))
    }

    fn mount_behind<T>(
        mut self,
        prefix: &str,
        service: T,
        rule: Result<Requirement, String>,
    ) -> Self
    where
        T: Service<Request, Error = Infallible> + Clone + Send + Sync + 'static,
        T::Response: IntoResponse,
        T::Future: Send + 'static,
    {
        let layer = match &rule {
            Ok(requirement) => crate::layer(*requirement),
            Err(_) => RequireLayer::of_the_group_alone(),
        };
        self.inner = self.inner.nest_service(prefix, layer.layer(service));
        self.table
            .push(Endpoint::mounted(paths::nested(prefix, "/{*path}"), rule));
        self
    }

    /// What is mounted, in the order of mounting. Requirements of this router itself are in it already.
    #[must_use]
    pub fn endpoints(&self) -> Vec<Endpoint> {
        let mut table = self.table.clone();
        for endpoint in &mut table {
            endpoint.require(&self.group);
        }
        table
    }

    /// Finishes the router: every request is judged by this engine, unmatched paths and methods answer 404 and 405 as
    /// problems, and the OpenAPI document is written from the table.
    ///
    /// # Errors
    ///
    /// Every contradiction at once: a `#[public]` handler inside a group that requires something, a public handler that
    /// takes a plain `Identity`, a rule of another policy, a rule that counts no credentials which the engine knows, a
    /// documented operation that is not mounted.
    pub fn with(self, engine: Engine) -> Result<axum::Router<S>, MountError> {
        let router = self.sealed();
        #[cfg(feature = "openapi")]
        let (document, undocumented) = router.document.finish(&router.table, &engine);
        #[cfg(not(feature = "openapi"))]
        let undocumented = Vec::new();
        let more = router.faults.into_iter().chain(undocumented).collect();
        faults::check(&router.table, engine.policy(), more)?;
        let mounted = Mounted {
            engine,
            endpoints: Some(router.table),
            matrix: OnceCell::new(),
            #[cfg(feature = "openapi")]
            document: Some(document),
        };
        Ok(router
            .inner
            .fallback(not_found)
            .method_not_allowed_fallback(method_not_allowed)
            .layer(EngineLayer::new(mounted)))
    }

    /// With its own requirements on every endpoint it holds.
    fn sealed(mut self) -> Self {
        let group = std::mem::take(&mut self.group);
        if group.is_empty() {
            return self;
        }
        for endpoint in &mut self.table {
            endpoint.require(&group);
        }
        if group.iter().any(|requirement| requirement.conceals()) {
            self.inner = self.inner.layer(ConcealLayer);
        }
        self.inner = self.inner.layer(GroupLayer(group));
        self
    }
}

#[cfg(feature = "openapi")]
impl<S: Clone + Send + Sync + 'static> Router<S> {
    /// An empty router whose OpenAPI document begins as `document`: title, tags, further schemas.
    #[must_use]
    pub fn with_openapi(document: utoipa::openapi::OpenApi) -> Self {
        Self {
            document: crate::openapi::Draft::new(document),
            ..Self::new()
        }
    }

    /// Mounts handlers where their `#[utoipa::path(…)]` says; see [`routes!`](crate::routes).
    ///
    /// # Panics
    ///
    /// As [`axum::Router::route`] does, at start: on a path that is malformed or taken.
    #[must_use]
    pub fn routes(mut self, routes: super::Routes<S>) -> Self {
        for ((schemas, paths, methods), one) in routes.handlers {
            for (path, item) in &paths.paths {
                let path = if path.is_empty() { "/" } else { path };
                let methods = one.concealing(methods.clone());
                self.inner = self.inner.route(path, methods);
                let documented = crate::openapi::methods(item).into_iter();
                self.table.extend(
                    documented
                        .map(|method| Endpoint::new(path, super::endpoint::One { method, ..one })),
                );
            }
            self.document.add(schemas, paths);
        }
        self
    }
}

#[cfg(feature = "swagger")]
impl<S: Clone + Send + Sync + 'static> Router<S> {
    /// Mounts the page on which the document is tried out; see [`Docs`](crate::openapi::Docs). What the groups around it
    /// require is required of it too.
    ///
    /// # Panics
    ///
    /// As [`axum::Router::route`] does, at start: on a path that is taken.
    #[must_use]
    pub fn docs(mut self, docs: crate::openapi::Docs) -> Self {
        let requirements = docs.requirements().to_vec();
        let routes = match docs.routes() {
            Ok(routes) => routes,
            Err(fault) => {
                self.faults.push(fault);
                return self;
            }
        };
        for (path, methods) in routes {
            let row = Endpoint::documentation(&path, &requirements);
            self.inner = self.inner.route(&path, methods);
            self.table.push(row);
        }
        self
    }
}

impl<S: Clone + Send + Sync + 'static> Default for Router<S> {
    fn default() -> Self {
        Self::new()
    }
}

async fn not_found(headers: HeaderMap) -> Problem {
    guard::not_found(&Accept::of(&headers))
}

async fn method_not_allowed(headers: HeaderMap) -> Problem {
    Problem::new(StatusCode::METHOD_NOT_ALLOWED).for_request(&headers)
}
