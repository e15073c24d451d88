//! `acrs`: who would be let in after signing in more strongly is asked to, in the words that Microsoft's clients know.

use axum::http::StatusCode;
use rolecall::directory::TokenRequest;
use rolecall::{Router, get, protected, require};
use rolecall_tests::challenge::context as asked_for;
use rolecall_tests::house::{Answer, Town};
use rolecall_tests::logs::Logs;
use rolecall_tests::world::world;
use serde_json::{Value, json};

use crate::policy;

#[protected(permission = "edit", acrs = "c1")]
async fn change() -> &'static str {
    "changed"
}

#[protected(acrs = "c7", permission = "view", acrs = "c2")]
async fn twice() -> &'static str {
    "seen"
}

#[protected(any(acrs = "c3", all(acrs = "c4", acrs = "c5")))]
async fn either() -> &'static str {
    "seen"
}

#[protected(any(all(acrs = "c1", permission = "audit.read"), acrs = "c2"))]
async fn by_another_way() -> &'static str {
    "seen"
}

#[protected(permission = "edit", acrs = "c1", conceal)]
async fn concealed() -> &'static str {
    "seen"
}

fn things() -> Router {
    let group = Router::new()
        .route("/thing", get(change))
        .require(require!(acrs = "c2"));
    Router::new()
        .route("/change", get(change))
        .route("/twice", get(twice))
        .route("/either", get(either))
        .route("/another-way", get(by_another_way))
        .route("/concealed", get(concealed))
        .nest("/group", group)
}

/// The answer to a user whose token meets these contexts.
async fn asks(town: &Town, user: &str, contexts: &str, path: &str) -> Answer {
    let mut request = TokenRequest::user(user);
    if !contexts.is_empty() {
        request = request.acrs(contexts);
    }
    town.house(things())
        .holding(&town.token(&request))
        .get(path)
        .await
}

/// The value is Microsoft's own example.
#[tokio::test]
async fn the_challenge_is_the_one_that_microsoft_documents() {
    let town = Town::under(policy::Policy).await;
    let answer = asks(&town, "editor", "", "/change").await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    let claims = "eyJhY2Nlc3NfdG9rZW4iOnsiYWNycyI6eyJlc3NlbnRpYWwiOnRydWUsInZhbHVlIjoiYzEifX19";
    let sign_in = format!(
        "{}/{}/oauth2/v2.0/authorize",
        town.directory.url(),
        town.directory.tenant_id()
    );
    assert_eq!(
        answer.header("www-authenticate").expect("a challenge"),
        format!(
            r#"Bearer error="insufficient_claims", claims="{claims}", authorization_uri="{sign_in}""#
        )
    );
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    assert_eq!(answer.json()["detail"], "step-up required");
}

#[tokio::test]
async fn who_has_met_it_passes() {
    let town = Town::under(policy::Policy).await;
    assert_eq!(asks(&town, "editor", "c1", "/change").await.body, "changed");
    assert_eq!(
        asks(&town, "editor", "c2 c1", "/group/thing").await.body,
        "changed"
    );
    assert_eq!(
        asked_for(&asks(&town, "editor", "c2 c11", "/change").await),
        "c1"
    );
}

#[tokio::test]
async fn who_lacks_more_than_that_is_not_sent_to_sign_in_for_nothing() {
    let town = Town::under(policy::Policy).await;
    for path in ["/change", "/group/thing"] {
        let viewer = asks(&town, "viewer", "", path).await;
        assert_eq!(
            (viewer.status, viewer.header("www-authenticate")),
            (StatusCode::FORBIDDEN, None),
            "{path}"
        );
    }
}

#[tokio::test]
async fn of_several_the_first_that_is_needed_is_asked_for() {
    let town = Town::under(policy::Policy).await;
    assert_eq!(asked_for(&asks(&town, "viewer", "", "/twice").await), "c7");
    assert_eq!(
        asked_for(&asks(&town, "viewer", "c7", "/twice").await),
        "c2"
    );
    assert_eq!(
        asked_for(&asks(&town, "viewer", "c2", "/twice").await),
        "c7"
    );
    assert_eq!(asks(&town, "viewer", "c2 c7", "/twice").await.body, "seen");
    assert_eq!(asked_for(&asks(&town, "viewer", "", "/either").await), "c3");
    assert_eq!(
        asked_for(&asks(&town, "viewer", "c4", "/either").await),
        "c3"
    );
    assert_eq!(asks(&town, "viewer", "c4 c5", "/either").await.body, "seen");
    assert_eq!(
        asked_for(&asks(&town, "editor", "", "/group/thing").await),
        "c2"
    );
    assert_eq!(
        asked_for(&asks(&town, "editor", "c2", "/group/thing").await),
        "c1"
    );
    let (viewer, auditor) = (
        asks(&town, "viewer", "", "/another-way").await,
        asks(&town, "auditor", "", "/another-way").await,
    );
    assert_eq!(asked_for(&viewer), "c2", "the first would not do");
    assert_eq!(asked_for(&auditor), "c1");
}

#[tokio::test]
async fn an_application_cannot_sign_in_again() {
    let town = Town::under(policy::Policy).await;
    let answer = town.house(things()).app("robot").get("/change").await;
    assert_eq!(
        (answer.status, answer.header("www-authenticate")),
        (StatusCode::FORBIDDEN, None)
    );
}

/// Who would be let in may know that something is there.
#[tokio::test]
async fn a_rule_that_conceals_still_asks_who_would_be_let_in() {
    let town = Town::under(policy::Policy).await;
    assert_eq!(
        asked_for(&asks(&town, "editor", "", "/concealed").await),
        "c1"
    );
    assert_eq!(
        asks(&town, "viewer", "", "/concealed").await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        asks(&town, "viewer", "c1", "/concealed").await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn the_log_names_the_context() {
    let logs = Logs::capture();
    let town = Town::under(policy::Policy).await;
    asks(&town, "editor", "", "/change").await;
    let text = logs.text();
    assert!(
        text.contains("refusal=\"acrs\"") && text.contains("lacks acrs = \"c1\""),
        "{text}"
    );
}

#[protected(policy = rolecall_tests::policy, permission = "edit", acrs = "c1")]
async fn anywhere() -> &'static str {
    "changed"
}

/// `xms_cc` is what a client says of itself, where the registration asks for it.
#[tokio::test]
async fn a_client_that_declares_what_it_can_is_challenged_only_if_it_can_answer() {
    let world = world().await;
    let router = Router::new().route("/change", get(anywhere));
    let router = router.with(world.engine.clone()).expect("a router");
    let ask = async |token: String| {
        let request =
            axum::http::Request::get("/change").header("authorization", format!("Bearer {token}"));
        let request = request.body(axum::body::Body::empty()).expect("a request");
        let answer = tower::ServiceExt::oneshot(router.clone(), request)
            .await
            .expect("an answer");
        answer.status()
    };
    let declaring = |names: Value| world.user().claim("xms_cc", names).sign();
    assert_eq!(ask(world.user().sign()).await, StatusCode::UNAUTHORIZED);
    assert_eq!(
        ask(declaring(json!(["CP1"]))).await,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(
        ask(declaring(json!(["protapp"]))).await,
        StatusCode::FORBIDDEN
    );
    assert_eq!(ask(declaring(json!([]))).await, StatusCode::FORBIDDEN);
    let met = world
        .user()
        .claim("xms_cc", json!(["protapp"]))
        .claim("acrs", json!(["c1"]));
    assert_eq!(ask(met.sign()).await, StatusCode::OK);
}
