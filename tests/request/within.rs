//! `user.require(…)?`: the guard's answer from inside a handler.

use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode};
use rolecall::directory::TokenRequest;
use rolecall::guard::Rejection;
use rolecall::policy::Requirement;
use rolecall::{Identity, Problem, Router, User, get, protected, public, require};
use rolecall_tests::house::{Answer, Town};
use rolecall_tests::logs::Logs;

use crate::policy;

const EDIT: Requirement = require!(permission = "edit");

#[protected(permission = "edit")]
async fn outside() -> &'static str {
    "in"
}

#[protected(authenticated)]
async fn as_problem(user: Identity) -> Result<&'static str, Problem> {
    user.require(EDIT)?;
    Ok("in")
}

#[protected(authenticated)]
async fn as_rejection(user: User) -> Result<&'static str, Rejection> {
    user.require(EDIT)?;
    Ok("in")
}

#[public("asks by itself")]
async fn optional(user: Option<Identity>) -> Result<&'static str, Problem> {
    let user = user.ok_or_else(|| Problem::new(StatusCode::IM_A_TEAPOT))?;
    user.require(EDIT)?;
    Ok("in")
}

/// Each modifier by its name.
#[protected(authenticated)]
async fn modified(user: Identity, Path(name): Path<String>) -> Result<&'static str, Problem> {
    user.require(match name.as_str() {
        "conceal" => require!(permission = "edit", conceal),
        "acrs" => require!(acrs = "c1"),
        "schemes" => require!(permission = "view", schemes = ["session"]),
        _ => require!(shadow(permission = "edit")),
    })?;
    Ok("in")
}

#[protected(permission = "view", conceal)]
async fn concealing(user: Identity) -> Result<&'static str, Problem> {
    user.require(EDIT)?;
    Ok("in")
}

#[protected(authenticated)]
async fn told_otherwise(user: Identity, headers: HeaderMap) -> Result<&'static str, Problem> {
    let refused = |rejection| {
        Problem::from(rejection)
            .with_detail("ask Ada")
            .for_request(&headers)
    };
    user.require(EDIT).map_err(refused)?;
    Ok("in")
}

fn things() -> Router {
    Router::new()
        .route("/outside", get(outside))
        .route("/problem", get(as_problem))
        .route("/rejection", get(as_rejection))
        .route("/optional", get(optional))
        .route("/modified/{name}", get(modified))
        .route("/concealing", get(concealing))
        .route("/told", get(told_otherwise))
}

const BROWSER: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

fn parts(answer: &Answer) -> (StatusCode, &HeaderMap, &str) {
    (answer.status, &answer.headers, &answer.body)
}

#[tokio::test]
async fn the_answer_is_that_of_the_guard_with_all_that_belongs_to_it() {
    let town = Town::under(policy::Policy).await;
    let house = town.house(things());
    let reading = town.token(&TokenRequest::user("admin").scope("Things.Read"));
    for accept in ["application/json", BROWSER] {
        for caller in [
            house.user("viewer"),
            house.holding(&reading),
            house.user("editor"),
        ] {
            let caller = caller.with("accept", accept);
            let guard = caller.get("/outside").await;
            for path in ["/problem", "/rejection", "/optional"] {
                let answer = caller.get(path).await;
                assert_eq!(parts(&answer), parts(&guard), "{path}");
            }
        }
    }
    let refused = house.holding(&reading).get("/problem").await;
    let challenge = r#"Bearer error="insufficient_scope", scope="Things.ReadWrite""#;
    assert_eq!(refused.header("www-authenticate"), Some(challenge));
    assert_eq!(refused.header("cache-control"), Some("no-store"));
}

#[tokio::test]
async fn a_problem_may_be_told_in_other_words_and_keeps_its_challenge() {
    let town = Town::under(policy::Policy).await;
    let house = town.house(things());
    let reading = town.token(&TokenRequest::user("admin").scope("Things.Read"));
    let answer = house.holding(&reading).get("/told").await;
    assert_eq!(
        (answer.status, &answer.json()["detail"]),
        (StatusCode::FORBIDDEN, &"ask Ada".into())
    );
    assert!(
        answer
            .header("www-authenticate")
            .is_some_and(|told| told.contains("insufficient_scope"))
    );
    assert_eq!(
        answer.json().as_object().map(serde_json::Map::len),
        Some(4),
        "{}",
        answer.body
    );
}

#[tokio::test]
async fn every_modifier_means_what_it_means_on_a_handler() {
    let logs = Logs::capture();
    let town = Town::under(policy::Policy).await;
    let house = town.house(things());
    let viewer = house.user("viewer").with("accept", BROWSER);
    let nowhere = viewer.get("/nowhere").await;
    assert_eq!(
        parts(&viewer.get("/modified/conceal").await),
        parts(&nowhere)
    );
    let step_up = viewer.get("/modified/acrs").await;
    assert_eq!(step_up.status, StatusCode::UNAUTHORIZED);
    let challenge = step_up.header("www-authenticate").expect("a challenge");
    assert!(
        challenge.contains("insufficient_claims") && challenge.contains("authorization_uri"),
        "{challenge}"
    );
    let uncounted = viewer.get("/modified/schemes").await;
    assert_eq!(
        (uncounted.status, uncounted.header("www-authenticate")),
        (StatusCode::UNAUTHORIZED, None)
    );
    assert_eq!(viewer.get("/modified/shadow").await.body, "in");
    let text = logs.text();
    for part in [
        "concealed: lacks edit",
        "refusal=\"acrs\"",
        "shadow: would have refused: lacks edit",
    ] {
        let line = text.lines().find(|line| line.contains(part));
        let line = line.unwrap_or_else(|| panic!("{part} is not in {text}"));
        assert!(
            line.contains("endpoint=\"/modified/{name}\"") && line.contains("method=\"GET\""),
            "{line}"
        );
    }
}

/// Otherwise a 403 would tell that there is something.
#[tokio::test]
async fn where_the_handler_conceals_its_own_questions_do_too() {
    let town = Town::under(policy::Policy).await;
    let house = town.house(things());
    let nowhere = house.user("viewer").get("/nowhere").await;
    assert_eq!(
        parts(&house.user("viewer").get("/concealing").await),
        parts(&nowhere)
    );
    assert_eq!(house.user("editor").get("/concealing").await.body, "in");
}

#[tokio::test]
async fn an_identity_of_no_request_is_judged_in_the_same_way() {
    let logs = Logs::capture();
    let town = Town::under(policy::Policy).await;
    let viewer = town
        .engine
        .verify(&town.token(&TokenRequest::user("viewer")))
        .await
        .expect("a viewer");
    assert!(viewer.require(require!(permission = "view")).is_ok());
    let refused = viewer.require(EDIT).expect_err("a viewer");
    assert_eq!(Problem::from(refused).status(), StatusCode::FORBIDDEN);
    let concealed = viewer
        .require(require!(permission = "edit", conceal))
        .expect_err("a viewer");
    assert_eq!(Problem::from(concealed).status(), StatusCode::NOT_FOUND);
    assert!(
        logs.text().contains("concealed: lacks edit"),
        "{}",
        logs.text()
    );
}
