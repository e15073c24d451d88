//! Authentication contexts that the engine asks of every token, whatever a handler asks for.

use axum::http::StatusCode;
use rolecall::{EngineBuilder, Identity, Router, get, protected, public, require};
use rolecall_tests::challenge::context as asked_for;
use rolecall_tests::house::{Answer, Caller};
use rolecall_tests::logs::Logs;
use rolecall_tests::policy::{VIEW, VIEWER};
use rolecall_tests::world::{World, world_with};
use rolecall_tests::{Authority, Token};
use serde_json::json;

#[protected(permission = "view", policy = rolecall_tests::policy)]
async fn viewed() -> &'static str {
    "seen"
}

#[protected(permission = "view", acrs = "c2", policy = rolecall_tests::policy)]
async fn twice() -> &'static str {
    "seen"
}

#[protected(permission = "view", conceal, policy = rolecall_tests::policy)]
async fn concealed() -> &'static str {
    "seen"
}

#[public("says hello to everybody", policy = rolecall_tests::policy)]
async fn hello(user: Option<Identity>) -> &'static str {
    user.map_or("hello", |_| "hello again")
}

#[public("reveals nothing", policy = rolecall_tests::policy)]
async fn health() -> &'static str {
    "well"
}

fn asking(builder: EngineBuilder) -> EngineBuilder {
    builder.require_contexts(["c1"])
}

fn router(world: &World) -> axum::Router {
    let router = Router::new()
        .route("/viewed", get(viewed))
        .route("/twice", get(twice))
        .route("/concealed", get(concealed))
        .route("/hello", get(hello))
        .route("/health", get(health));
    router.with(world.engine.clone()).expect("a router")
}

async fn asks(world: &World, token: &Token, path: &str) -> Answer {
    Caller::of(router(world))
        .holding(&token.sign())
        .get(path)
        .await
}

#[tokio::test]
async fn a_person_without_it_is_asked_to_sign_in_for_it() {
    let world = world_with(asking).await;
    for path in ["/viewed", "/twice", "/concealed", "/hello"] {
        // The second time the caller is known already.
        for _ in 0..2 {
            assert_eq!(
                asked_for(&asks(&world, &world.user(), path).await),
                "c1",
                "{path}"
            );
        }
    }
    let met = world.user().claim("acrs", json!(["c1"]));
    assert_eq!(asks(&world, &met, "/viewed").await.body, "seen");
    assert_eq!(asks(&world, &met, "/hello").await.body, "hello again");
    assert_eq!(asked_for(&asks(&world, &met, "/twice").await), "c2");
    let both = world.user().claim("acrs", json!(["c2", "c1"]));
    assert_eq!(asks(&world, &both, "/twice").await.body, "seen");
    let another = world.user().claim("acrs", json!(["c11", "C1", "c2"]));
    assert_eq!(asked_for(&asks(&world, &another, "/viewed").await), "c1");
}

/// Whoever has no request to refuse asks the identity.
#[tokio::test]
async fn an_identity_of_no_request_may_nothing_without_it() {
    let world = world_with(asking).await;
    let met = world.user().claim("acrs", json!(["c1"]));
    for (token, may) in [(world.user(), false), (met, true)] {
        let user = world.accepts(&token.sign()).await;
        assert_eq!((user.may(VIEW), user.has_role(VIEWER)), (may, may));
    }
}

#[tokio::test]
async fn an_application_cannot_sign_in_again() {
    let logs = Logs::capture();
    let world = world_with(asking).await;
    let answer = asks(&world, &world.application(), "/viewed").await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert_eq!(answer.header("www-authenticate"), None);
    assert!(
        logs.text().contains(r#"lacks acrs = "c1""#),
        "{}",
        logs.text()
    );
    assert_eq!(
        asks(&world, &world.application(), "/concealed")
            .await
            .status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        asks(&world, &world.application(), "/hello").await.status,
        StatusCode::FORBIDDEN
    );
    let met = world.application().claim("acrs", json!(["c1"]));
    assert_eq!(asks(&world, &met, "/viewed").await.body, "seen");
}

/// Such a client would not understand the challenge.
#[tokio::test]
async fn a_client_that_says_it_cannot_is_not_challenged() {
    let world = world_with(asking).await;
    let token = world.user().claim("xms_cc", json!(["protapp"]));
    let answer = asks(&world, &token, "/viewed").await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    let token = world.user().claim("xms_cc", json!(["cp1"]));
    assert_eq!(asked_for(&asks(&world, &token, "/viewed").await), "c1");
}

#[tokio::test]
async fn every_one_of_several_is_asked_for() {
    let world = world_with(|builder| builder.require_contexts(["c3", "c1"])).await;
    let having = |names: &[&str]| world.user().claim("acrs", json!(names));
    assert_eq!(
        asked_for(&asks(&world, &having(&[]), "/viewed").await),
        "c3"
    );
    assert_eq!(
        asked_for(&asks(&world, &having(&["c3"]), "/viewed").await),
        "c1"
    );
    assert_eq!(
        asked_for(&asks(&world, &having(&["c1"]), "/viewed").await),
        "c3"
    );
    assert_eq!(
        asks(&world, &having(&["c1", "c3"]), "/viewed").await.body,
        "seen"
    );
}

/// Whoever is asked for nothing needs nothing, and who sends nothing is asked to sign in, not to sign in again.
#[tokio::test]
async fn nobody_in_particular_is_asked_for_no_context() {
    let world = world_with(asking).await;
    let router = router(&world);
    assert_eq!(
        Caller::of(router.clone())
            .holding(&world.user().sign())
            .get("/health")
            .await
            .body,
        "well"
    );
    let anonymous = Caller::of(router.clone());
    assert_eq!(anonymous.get("/hello").await.body, "hello");
    let answer = anonymous.get("/viewed").await;
    assert_eq!(answer.header("www-authenticate"), Some("Bearer"));
}

#[tokio::test]
async fn an_identity_that_lacks_it_meets_nothing() {
    let world = world_with(asking).await;
    let anything = require!(policy = rolecall_tests::policy, authenticated);
    let without = world.accepts(&world.user().sign()).await;
    assert!(!without.meets(anything) && without.require(anything).is_err());
    let with = world.user().claim("acrs", json!(["c1"])).sign();
    let with = world.accepts(&with).await;
    assert!(with.meets(anything) && with.require(anything).is_ok());
}

#[tokio::test]
async fn what_is_no_context_is_a_mistake() {
    let authority = Authority::start().await;
    let builder = authority
        .builder()
        .require_contexts(["c0", "c1", "c100", "mfa", ""]);
    let error = builder.start().await.unwrap_err();
    let expected = "`require_contexts` names what is no authentication context: give `c1` to `c99`";
    assert_eq!(error.mistakes().collect::<Vec<_>>(), [expected; 4]);
    let none = authority.builder().require_contexts(Vec::<String>::new());
    assert!(none.start().await.is_ok());
}
