//! What every contender is: an application with one endpoint, and callers whom it lets in or refuses.

use std::pin::Pin;

use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, Request, StatusCode};
use serde::{Deserialize, Serialize};
use tower::ServiceExt as _;

use crate::scene::Scene;

/// Where every contender answers [`DONE`] to an editor.
pub const PATH: &str = "/documents";
pub const DONE: &str = "done";

/// A way to protect an endpoint.
pub trait Contender {
    /// What a process of its own is started by.
    fn key(&self) -> &'static str;

    /// As the tables call it.
    fn name(&self) -> &'static str;

    /// The package in our lock that does the work, and the beginning of its version.
    fn package(&self) -> (&'static str, &'static str);

    /// What it does not do of the task, or does in its own way.
    fn remark(&self) -> &'static str;

    /// What it answers to those whom it should refuse.
    fn refusals(&self) -> Refusals;

    fn stand<'a>(&'a self, scene: &'a Scene) -> Standing<'a>;
}

pub type Standing<'a> = Pin<Box<dyn Future<Output = Stand> + 'a>>;

/// The statuses of those who are refused.
#[derive(Clone, Copy, Debug)]
pub struct Refusals {
    pub nobody: u16,
    pub bent: u16,
    pub wrong_role: u16,
}

impl Refusals {
    /// As RFC 6750 has it.
    pub const STANDARD: Self = Self {
        nobody: 401,
        bent: 401,
        wrong_role: 403,
    };
    /// Of what guards nothing.
    pub const NONE: Self = Self {
        nobody: 200,
        bent: 200,
        wrong_role: 200,
    };
}

/// An application that stands ready, and what its callers send.
pub struct Stand {
    pub app: App,
    pub callers: Callers,
}

/// What three callers send.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Callers {
    pub editor: Credential,
    /// Whose signature, or whatever stands in its place, is bent.
    pub forger: Credential,
    pub viewer: Credential,
}

/// A header.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Credential {
    pub name: String,
    pub value: String,
}

/// A router of the axum that the contender is written for.
#[derive(Clone)]
pub enum App {
    Current(axum::Router),
    Former(axum_0_7::Router),
}

impl Callers {
    /// By bearer tokens, which is all that most take.
    pub fn bearers(scene: &Scene) -> Self {
        Self {
            editor: Credential::bearer(&scene.good),
            forger: Credential::bearer(&scene.bent),
            viewer: Credential::bearer(&scene.viewer),
        }
    }
}

impl Credential {
    pub fn bearer(token: &str) -> Self {
        Self {
            name: "authorization".to_owned(),
            value: format!("Bearer {token}"),
        }
    }

    /// As a request carries it.
    pub fn header(&self) -> (HeaderName, HeaderValue) {
        let name = self.name.parse().expect("the name of a header");
        let value = self.value.parse().expect("the value of a header");
        (name, value)
    }

    pub fn cookie(value: String) -> Self {
        Self {
            name: "cookie".to_owned(),
            value,
        }
    }
}

impl App {
    /// As `axum::serve` does for each connection.
    #[must_use]
    pub fn with_state(self) -> Self {
        match self {
            Self::Current(router) => Self::Current(router.with_state(())),
            Self::Former(router) => Self::Former(router.with_state(())),
        }
    }

    /// So many requests to answer, made before any clock starts.
    pub fn requests(&self, caller: Option<&Credential>, number: usize) -> Requests {
        let header = caller.map(Credential::header);
        match self {
            Self::Current(router) => Requests::Current(
                router.clone(),
                requests(header.as_ref(), number, Body::empty),
            ),
            Self::Former(router) => Requests::Former(
                router.clone(),
                requests(header.as_ref(), number, axum_0_7::body::Body::empty),
            ),
        }
    }
}

/// A request of each of these callers, and what will answer them.
#[must_use]
pub fn one_of_each(app: &App, callers: &[Credential]) -> Requests {
    let of = |caller| app.requests(Some(caller), 1);
    let all = callers.iter().map(of);
    all.reduce(Requests::and).expect("a caller")
}

/// Requests, and the router that will answer them.
pub enum Requests {
    Current(axum::Router, Vec<Request<Body>>),
    Former(axum_0_7::Router, Vec<Request<axum_0_7::body::Body>>),
}

impl Requests {
    fn and(self, others: Self) -> Self {
        match (self, others) {
            (Self::Current(router, mut requests), Self::Current(_, others)) => {
                requests.extend(others);
                Self::Current(router, requests)
            }
            (Self::Former(router, mut requests), Self::Former(_, others)) => {
                requests.extend(others);
                Self::Former(router, requests)
            }
            _ => panic!("requests to one application"),
        }
    }

    /// Whether all are answered by this status. One future drives them all, so that no runtime is entered in between.
    pub async fn all_answered(self, status: u16) -> bool {
        let mut all = true;
        match self {
            Self::Current(router, requests) => {
                for request in requests {
                    all &= is(router.clone().oneshot(request).await, status);
                }
            }
            Self::Former(router, requests) => {
                for request in requests {
                    all &= is(router.clone().oneshot(request).await, status);
                }
            }
        }
        all
    }
}

fn is<B, E>(answer: Result<axum::http::Response<B>, E>, status: u16) -> bool {
    answer.is_ok_and(|response| response.status().as_u16() == status)
}

/// All share the bytes of the header, which a server would have in its cache, since it just read them.
pub fn requests<B>(
    header: Option<&(HeaderName, HeaderValue)>,
    number: usize,
    body: impl Fn() -> B,
) -> Vec<Request<B>> {
    let request = |_| {
        let mut request = Request::get(PATH);
        if let Some((name, value)) = header {
            request = request.header(name, value);
        }
        request.body(body()).expect("a request")
    };
    (0..number).map(request).collect()
}

/// The status of one request.
pub async fn status(app: &App, caller: Option<&Credential>) -> StatusCode {
    match app.requests(caller, 1) {
        Requests::Current(router, requests) => answered(router, requests).await,
        Requests::Former(router, requests) => answered(router, requests).await,
    }
}

async fn answered<S, B, R>(service: S, requests: Vec<Request<B>>) -> StatusCode
where
    S: tower::Service<Request<B>, Response = axum::http::Response<R>>,
{
    let request = requests.into_iter().next().expect("a request");
    let Ok(response) = service.oneshot(request).await else {
        panic!("a router is infallible");
    };
    response.status()
}
