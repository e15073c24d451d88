//! A router with a directory behind it, and callers who knock at it: `house.viewer().get("/documents")`.

use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use rolecall::directory::{App, Directory, TokenRequest, User};
use rolecall::policy::Policy;
use rolecall::{Engine, Router};
use tower::ServiceExt;

/// People and applications for every role of the tests, and an engine that believes their tokens.
pub struct Town {
    pub directory: Directory,
    pub engine: Engine,
}

/// A finished router in a town.
pub struct House<'a> {
    pub town: &'a Town,
    pub router: axum::Router,
}

/// Somebody at the door.
#[derive(Clone)]
pub struct Caller {
    router: axum::Router,
    headers: HeaderMap,
}

/// What came back, read to the end.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Town {
    /// Users `viewer`, `editor`, `admin` and `nobody`, and the application `robot`, each with the role of that name.
    pub async fn under(policy: impl Policy) -> Self {
        let directory = Directory::builder()
            .listen("127.0.0.1:0")
            .policy(&policy)
            .user(User::new("viewer").role("Viewer"))
            .user(User::new("editor").role("Editor"))
            .user(User::new("admin").role("Admin"))
            .user(User::new("auditor").role("Auditor"))
            .user(User::new("nobody"))
            .app(App::new("robot").role("Admin"))
            .app(App::new("stray"))
            .start()
            .await
            .expect("a directory on a free port");
        let engine = Self::believing(&directory, &policy).await;
        Self { directory, engine }
    }

    /// An engine of another policy that believes the same directory.
    pub async fn believing(directory: &Directory, policy: impl Policy) -> Engine {
        let builder = Engine::builder(policy)
            .tenant_id(directory.tenant_id())
            .client_id(directory.client_id())
            .authority(directory.issuer());
        builder.start().await.expect("settings from the directory")
    }

    /// Finishes a router with the town's engine.
    pub fn house(&self, router: Router) -> House<'_> {
        let router = router
            .with(self.engine.clone())
            .expect("a router without contradictions");
        House { town: self, router }
    }

    /// A router of axum's own, as it is.
    pub fn plain(&self, router: axum::Router) -> House<'_> {
        House { town: self, router }
    }

    pub fn token(&self, request: &TokenRequest) -> String {
        self.directory
            .token(request)
            .expect("a token of the directory")
    }
}

impl House<'_> {
    pub fn anonymous(&self) -> Caller {
        Caller {
            router: self.router.clone(),
            headers: HeaderMap::new(),
        }
    }

    pub fn user(&self, name: &str) -> Caller {
        self.holding(&self.town.token(&TokenRequest::user(name)))
    }

    pub fn app(&self, name: &str) -> Caller {
        self.holding(&self.town.token(&TokenRequest::app(name)))
    }

    pub fn holding(&self, token: &str) -> Caller {
        self.anonymous()
            .with(header::AUTHORIZATION.as_str(), &format!("Bearer {token}"))
    }
}

impl Caller {
    /// Somebody with a token at a finished router.
    pub fn at(router: &axum::Router, token: &str) -> Self {
        let nobody = Self::anonymous_at(router);
        nobody.with(header::AUTHORIZATION.as_str(), &format!("Bearer {token}"))
    }

    /// Somebody who sends nothing.
    pub fn anonymous_at(router: &axum::Router) -> Self {
        Self {
            router: router.clone(),
            headers: HeaderMap::new(),
        }
    }

    /// Sends one header more; a name that was sent already is sent twice.
    pub fn with(mut self, name: &str, value: &str) -> Self {
        let name = header::HeaderName::try_from(name).expect("a header name");
        self.headers
            .append(name, value.parse().expect("a header value"));
        self
    }

    /// Sends a header of any bytes that HTTP lets through.
    pub fn with_bytes(mut self, name: header::HeaderName, value: &[u8]) -> Self {
        self.headers
            .append(name, value.try_into().expect("a header value"));
        self
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, Body::empty()).await
    }

    pub async fn put(&self, path: &str, body: impl Into<Body>) -> Answer {
        self.send(Method::PUT, path, body.into()).await
    }

    pub async fn send(&self, method: Method, path: &str, body: Body) -> Answer {
        let mut request = Request::new(body);
        *request.method_mut() = method;
        *request.uri_mut() = path.parse().expect("a path");
        *request.headers_mut() = self.headers.clone();
        let response = self
            .router
            .clone()
            .oneshot(request)
            .await
            .expect("an infallible router");
        let (parts, body) = response.into_parts();
        let body = axum::body::to_bytes(body, usize::MAX)
            .await
            .expect("a body");
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&body).into_owned(),
        }
    }
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).expect("JSON")
    }
}

/// The URL of a port that was free a moment ago, and that nobody listens at.
pub async fn nobody_listens_at() -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a free port");
    format!(
        "http://{}/metadata",
        listener.local_addr().expect("an address")
    )
}
