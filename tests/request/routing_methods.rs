//! Methods: HEAD needs what GET needs, nothing else runs a handler, and nothing pretends to be another method.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::body::Body;
use axum::extract::State;
use axum::http::{Method, StatusCode};
use rolecall::{Router, get, post, protected};
use rolecall_tests::house::Town;

use crate::policy;

/// How often a handler ran.
type Runs = Arc<AtomicUsize>;

#[protected(permission = "view")]
async fn read(State(runs): State<Runs>) -> &'static str {
    runs.fetch_add(1, Ordering::Relaxed);
    "read"
}

#[protected(permission = "edit")]
async fn write(State(runs): State<Runs>) -> &'static str {
    runs.fetch_add(1, Ordering::Relaxed);
    "written"
}

/// Every method that a router of rolecall's mounts, at two paths.
fn things() -> (Router, Runs) {
    let runs = Runs::default();
    let all = get(read).post(write).put(write).patch(write).delete(write);
    let router = Router::new()
        .route("/all", all)
        .route("/some", get(read).put(write));
    (
        router
            .route("/write", post(write))
            .with_state(Arc::clone(&runs)),
        runs,
    )
}

#[tokio::test]
async fn head_needs_what_get_needs_and_says_how_long_the_answer_is() {
    let town = Town::under(policy::Policy).await;
    let (router, runs) = things();
    let house = town.house(router);
    let head = async |name: Option<&str>| {
        let caller = name.map_or_else(|| house.anonymous(), |name| house.user(name));
        caller.send(Method::HEAD, "/all", Body::empty()).await
    };
    assert_eq!(head(None).await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(head(Some("nobody")).await.status, StatusCode::FORBIDDEN);
    assert_eq!(runs.load(Ordering::Relaxed), 0);
    let answer = head(Some("viewer")).await;
    assert_eq!((answer.status, answer.body.as_str()), (StatusCode::OK, ""));
    assert_eq!(answer.header("content-length"), Some("4"));
    let not_there = house
        .user("admin")
        .send(Method::HEAD, "/write", Body::empty())
        .await;
    assert_eq!(not_there.status, StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn other_methods_never_run_a_handler_whoever_asks() {
    let town = Town::under(policy::Policy).await;
    let (router, runs) = things();
    let house = town.house(router);
    for method in [
        "OPTIONS",
        "TRACE",
        "CONNECT",
        "QUERY",
        "PROPFIND",
        "get",
        "Get",
        "GETX",
        "FROBNICATE",
    ] {
        let method: Method = method.parse().expect("a method");
        for caller in [house.anonymous(), house.user("viewer"), house.user("admin")] {
            let answer = caller.send(method.clone(), "/all", Body::empty()).await;
            assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{method}");
        }
    }
    assert_eq!(runs.load(Ordering::Relaxed), 0);
}

#[tokio::test]
async fn a_405_says_what_is_allowed_to_everyone_and_in_the_callers_form() {
    let town = Town::under(policy::Policy).await;
    let house = town.house(things().0);
    for caller in [house.anonymous(), house.user("admin")] {
        let answer = caller.send(Method::DELETE, "/some", Body::empty()).await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
        assert_eq!(answer.header("allow"), Some("GET,HEAD,PUT"));
        assert_eq!(answer.json()["status"], 405);
        let page = caller
            .with("accept", "text/html")
            .send(Method::DELETE, "/some", Body::empty())
            .await;
        assert_eq!(
            page.header("content-type"),
            Some("text/html; charset=utf-8")
        );
    }
}

const OVERRIDES: [&str; 5] = [
    "x-http-method-override",
    "x-http-method",
    "x-method-override",
    "x-original-method",
    "x-forwarded-method",
];

#[tokio::test]
async fn no_header_makes_a_request_another_method() {
    let town = Town::under(policy::Policy).await;
    let (router, runs) = things();
    let house = town.house(router);
    for name in OVERRIDES {
        let read = house.user("viewer").with(name, "PUT").get("/all").await;
        assert_eq!(read.body, "read", "{name}");
        for method in ["GET", "HEAD", "OPTIONS"] {
            let caller = house.user("viewer").with(name, method);
            assert_eq!(
                caller.put("/all", "").await.status,
                StatusCode::FORBIDDEN,
                "{name}: {method}"
            );
        }
        let options = house.user("admin").with(name, "GET");
        let options = options.send(Method::OPTIONS, "/all", Body::empty()).await;
        assert_eq!(options.status, StatusCode::METHOD_NOT_ALLOWED, "{name}");
    }
    assert_eq!(
        runs.load(Ordering::Relaxed),
        OVERRIDES.len(),
        "the five that were read"
    );
}

#[tokio::test]
async fn no_query_or_form_makes_a_request_another_method() {
    let town = Town::under(policy::Policy).await;
    let (router, runs) = things();
    let house = town.house(router);
    for query in [
        "_method=GET",
        "_method=get",
        "method=GET",
        "X-HTTP-Method-Override=GET",
    ] {
        let viewer = house
            .user("viewer")
            .with("content-type", "application/x-www-form-urlencoded");
        let by_query = viewer.put(&format!("/all?{query}"), "").await;
        let by_form = viewer.send(Method::POST, "/all", query.into()).await;
        assert_eq!(
            [by_query.status, by_form.status],
            [StatusCode::FORBIDDEN; 2],
            "{query}"
        );
    }
    assert_eq!(runs.load(Ordering::Relaxed), 0);
}
