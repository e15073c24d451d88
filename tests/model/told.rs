//! What an application says of itself: the OpenAPI document and the matrix of a router with one rule.

use std::collections::BTreeSet;

use axum::body::{Body, to_bytes};
use axum::http::Request;
use rolecall::openapi::Document;
use rolecall::{Engine, MatrixPage, Router, protected, public, routes};
use serde_json::Value;
use tower::ServiceExt;

use crate::engines::TESTED;
use crate::question::Question;

mod policy {
    //! What `authenticated` means is the same in every policy.
    rolecall::permissions! {}
    rolecall::roles! {}
}

/// What the application says of an endpoint that demands what the question asks.
pub struct Told {
    pub alternatives: Vec<Alternative>,
    /// Of each role.
    pub cells: Value,
}

/// One entry of `security`.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Alternative {
    /// By an application with these scopes.
    Person(BTreeSet<String>),
    /// With these roles.
    Application(BTreeSet<String>),
}

impl Told {
    pub fn of(question: &Question) -> Self {
        let router = router(question, &TESTED.engines[question.policy]);
        let document = read(&router, "/openapi.json");
        let security = document["paths"]["/group/asked"]["get"]["security"].as_array();
        let rows = read(&router, "/policy");
        let mut rows = rows.as_array().expect("rows").iter();
        let row = rows
            .find(|row| row["path"] == "/group/asked")
            .expect("a row");
        Self {
            alternatives: security
                .expect("alternatives")
                .iter()
                .map(Alternative::told)
                .collect(),
            cells: row["roles"].clone(),
        }
    }
}

impl Alternative {
    fn told(told: &Value) -> Self {
        let names = |value: &Value| -> BTreeSet<String> {
            let names = value.as_array().expect("names").iter();
            let names = names.map(|name| name.as_str().expect("a text"));
            // A scope is told in full: `api://…/Things.Read`.
            names
                .filter_map(|name| name.rsplit('/').next())
                .map(str::to_owned)
                .collect()
        };
        match (told.get("oauth2"), told.get("bearer")) {
            (Some(scopes), None) => Self::Person(names(scopes)),
            (None, Some(roles)) => Self::Application(names(roles)),
            _ => panic!("not one scheme: {told}"),
        }
    }

    /// The same without one of its names, for each of them.
    pub fn with_one_less(&self) -> Vec<Self> {
        let less = |names: &BTreeSet<String>| -> Vec<BTreeSet<String>> {
            let one_less = names.iter().map(|name| {
                let mut less = names.clone();
                less.remove(name);
                less
            });
            one_less.collect()
        };
        match self {
            Self::Person(scopes) => less(scopes).into_iter().map(Self::Person).collect(),
            Self::Application(roles) => less(roles).into_iter().map(Self::Application).collect(),
        }
    }
}

/// What the question asks is demanded at `/group/asked`.
pub fn router(question: &Question, engine: &Engine) -> axum::Router {
    let group = Router::new()
        .routes(routes!(asked))
        .require(question.requirement());
    Router::new()
        .routes(routes!(openapi, matrix))
        .nest("/group", group)
        .with(engine.clone())
        .expect("a router without contradictions")
}

#[protected(authenticated, policy = crate::told::policy)]
#[utoipa::path(get, path = "/asked")]
async fn asked() {}

#[public("what is offered is no secret", policy = crate::told::policy)]
#[utoipa::path(get, path = "/openapi.json")]
async fn openapi(document: Document) -> Document {
    document
}

#[public("who may do what is no secret", policy = crate::told::policy)]
#[utoipa::path(get, path = "/policy")]
async fn matrix(page: MatrixPage) -> MatrixPage {
    page
}

pub fn read(router: &axum::Router, path: &str) -> Value {
    TESTED.runtime.block_on(async {
        let request = Request::get(path).header("accept", "application/json");
        let request = request.body(Body::empty()).expect("a request");
        let answer = router.clone().oneshot(request).await.expect("an answer");
        let body = to_bytes(answer.into_body(), usize::MAX)
            .await
            .expect("a body");
        serde_json::from_slice(&body).expect("JSON")
    })
}
