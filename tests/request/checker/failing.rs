//! A checker that fails lets nobody pass, not through `not` either; and the server lives on.

use std::convert::Infallible;

use axum::Extension;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use rolecall::{Identity, Router, checker, get, protected};
use rolecall_tests::house::Answer;
use rolecall_tests::logs::Logs;

use super::{Asked, house, owns, town};
use crate::other;

#[checker]
async fn down(_: &Identity) -> Result<bool, &'static str> {
    Err("the database of owners is gone")
}

#[checker]
fn agrees(_: &Identity) -> Result<bool, Infallible> {
    Ok(true)
}

#[checker]
fn refuses(_: &Identity) -> bool {
    false
}

#[checker]
async fn panics(_: &Identity) -> bool {
    panic!("a bug in a checker")
}

/// Never there: an application forgot the layer.
#[derive(Clone)]
struct Missing;

#[checker]
fn broken(_: &Identity, Extension(Missing): Extension<Missing>) -> bool {
    true
}

#[checker]
fn one(_: &Identity, Path(id): Path<u64>) -> bool {
    id == 1
}

#[checker]
fn two(_: &Identity, Path(_): Path<String>) -> bool {
    true
}

#[protected(check = down)]
async fn by_down() {}
#[protected(not(check = down))]
async fn by_not_down() {}
#[protected(any(check = down, check = agrees))]
async fn by_down_or_agrees() {}
#[protected(all(check = down, check = refuses))]
async fn by_down_and_refuses() {}
#[protected(any(check = down, check = refuses))]
async fn by_down_or_refuses() {}
#[protected(any(not(check = down), not(check = agrees)))]
async fn by_neither() {}

#[tokio::test]
async fn an_error_is_never_a_pass() {
    let town = town().await;
    let router = Router::new()
        .route("/down", get(by_down))
        .route("/not-down", get(by_not_down))
        .route("/down-or-agrees", get(by_down_or_agrees))
        .route("/down-and-refuses", get(by_down_and_refuses))
        .route("/down-or-refuses", get(by_down_or_refuses))
        .route("/neither", get(by_neither));
    let (house, _) = house(&town, router);
    let viewer = house.user("viewer");
    for (path, expected) in [
        ("/down", 503),
        ("/not-down", 503),
        ("/down-or-agrees", 200),
        ("/down-and-refuses", 403),
        ("/down-or-refuses", 503),
        ("/neither", 503),
    ] {
        assert_eq!(viewer.get(path).await.status.as_u16(), expected, "{path}");
    }
}

#[tokio::test]
async fn the_caller_is_told_to_come_again_and_the_log_is_told_why() {
    let logs = Logs::capture();
    let town = town().await;
    let (house, _) = house(&town, Router::new().route("/down", get(by_down)));
    let answer = house.user("viewer").get("/down").await;
    assert_eq!(answer.header("retry-after"), Some("5"));
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    assert_eq!(answer.header("www-authenticate"), None);
    assert_eq!(answer.json()["detail"], "cannot decide now");
    let logs = logs.text();
    assert!(
        logs.contains(r#"refusal="undecided""#)
            && logs.contains("the checker `down` cannot decide: the database of owners is gone"),
        "{logs}"
    );
}

#[tokio::test]
async fn a_failure_that_changes_nothing_is_logged_all_the_same() {
    let logs = Logs::capture();
    let town = town().await;
    let (house, _) = house(&town, Router::new().route("/", get(by_down_or_agrees)));
    assert_eq!(house.user("viewer").get("/").await.status, StatusCode::OK);
    let logs = logs.text();
    assert!(
        logs.contains("the database of owners is gone; the decision did not turn on it"),
        "{logs}"
    );
}

#[protected(check = one)]
async fn by_one() {}
#[protected(all(check = two, not(check = one)))]
async fn by_two_and_not_one() {}
#[protected(not(check = one))]
async fn by_not_one() {}

#[tokio::test]
async fn a_request_that_does_not_fit_a_checker_is_refused_under_not_too() {
    let logs = Logs::capture();
    let town = town().await;
    let router = Router::new()
        .route("/one/{id}", get(by_one))
        .route("/h/{id}", get(by_two_and_not_one))
        .route("/not/{id}", get(by_not_one));
    let (house, _) = house(&town, router);
    let viewer = house.user("viewer");
    for (path, expected) in [
        ("/one/1", 200),
        ("/one/2", 403),
        ("/one/abc", 403),
        ("/h/2", 200),
        ("/h/1", 403),
        ("/h/abc", 403),
        ("/not/2", 200),
        ("/not/abc", 403),
    ] {
        let answer = viewer.get(path).await;
        assert_eq!(answer.status.as_u16(), expected, "{path}");
        assert!(expected == 200 || says_nothing(&answer), "{answer:?}");
    }
    let logs = logs.text();
    assert!(
        logs.contains("unfit_for_checker")
            && logs.contains("the checker `one` cannot be asked about this request: its argument `Path<u64>` answered 400"),
        "{logs}"
    );
}

fn says_nothing(answer: &Answer) -> bool {
    answer.json()["detail"] == "not permitted" && answer.header("www-authenticate").is_none()
}

#[protected(check = panics)]
async fn by_panics() {}
#[protected(not(check = panics))]
async fn by_not_panics() {}
#[protected(any(check = panics, check = agrees))]
async fn by_panics_or_agrees() {}
#[protected(any(check = down, check = panics))]
async fn by_down_or_panics() {}

#[tokio::test]
async fn a_panic_is_closed_whatever_the_rest_says_and_the_server_lives_on() {
    let logs = Logs::capture();
    let town = town().await;
    let router = Router::new()
        .route("/panics", get(by_panics))
        .route("/not-panics", get(by_not_panics))
        .route("/panics-or-agrees", get(by_panics_or_agrees))
        .route("/down-or-panics", get(by_down_or_panics))
        .route("/two/{id}", get(by_two_and_not_one));
    let (house, _) = house(&town, router);
    let viewer = house.user("viewer");
    for path in [
        "/panics",
        "/not-panics",
        "/panics-or-agrees",
        "/down-or-panics",
    ] {
        let answer = viewer.get(path).await;
        assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR, "{path}");
        assert!(!answer.body.contains("bug"), "{}", answer.body);
        assert_eq!(viewer.get("/two/2").await.status, StatusCode::OK);
    }
    let logs = logs.text();
    assert!(
        logs.contains(r#"refusal="checker_panicked""#)
            && logs.contains("the checker `panics` panicked: a bug in a checker"),
        "{logs}"
    );
}

#[protected(check = broken)]
async fn by_broken() {}
#[protected(any(not(check = broken), check = down))]
async fn by_broken_or_down() {}

#[tokio::test]
async fn an_extractor_that_fails_is_a_bug_of_the_application() {
    let logs = Logs::capture();
    let town = town().await;
    let router = Router::new()
        .route("/broken", get(by_broken))
        .route("/broken-or-down", get(by_broken_or_down));
    let (house, _) = house(&town, router);
    for path in ["/broken", "/broken-or-down"] {
        let answer = house.user("viewer").get(path).await;
        assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR, "{path}");
    }
    let logs = logs.text();
    assert!(
        logs.contains("checker_broken") && logs.contains("`Extension<Missing>`"),
        "{logs}"
    );
}

#[checker]
async fn never_mind(_: &Identity, State(asked): State<Asked>) -> bool {
    asked.once_more();
    true
}

#[protected(policy = other, permission = "view", check = never_mind)]
async fn of_another_policy() {}

#[tokio::test]
async fn a_rule_of_another_policy_stays_closed_whatever_a_checker_says() {
    let logs = Logs::capture();
    let town = town().await;
    let bare = axum::Router::new()
        .route("/", axum::routing::get(of_another_policy))
        .with_state(super::App::default())
        .layer(town.engine.layer());
    let answer = town.plain(bare).user("admin").get("/").await;
    assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(logs.text().contains("foreign_policy"), "{}", logs.text());
}

#[protected(shadow(check = owns), permission = "view")]
async fn owners_are_watched() {}
#[protected(shadow(check = panics, check = down))]
async fn failures_are_watched() {}

#[tokio::test]
async fn what_is_only_watched_is_asked_and_passes() {
    let logs = Logs::capture();
    let town = town().await;
    let router = Router::new()
        .route("/owners/{id}", get(owners_are_watched))
        .route("/failures", get(failures_are_watched));
    let (house, asked) = house(&town, router);
    for path in ["/owners/1", "/owners/11", "/owners/abc"] {
        let answer = house.user("viewer").get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
    }
    assert!(
        logs.text()
            .contains("shadow: would have refused: lacks check = owns"),
        "{}",
        logs.text()
    );
    assert_eq!(asked.times(), 2);
    let refused = house.user("nobody").get("/owners/1").await;
    assert_eq!((refused.status, asked.times()), (StatusCode::FORBIDDEN, 0));
    let watched = house.user("nobody").get("/failures").await;
    assert_eq!(watched.status, StatusCode::OK);
    let logs = logs.text();
    assert!(
        logs.contains(
            "shadow: would have refused: the checker `panics` panicked: a bug in a checker; the checker `down` cannot \
             decide: the database of owners is gone"
        ),
        "{logs}"
    );
}

#[protected(check = one, conceal)]
async fn concealed() {}
#[protected(check = down, conceal)]
async fn concealed_by_down() {}

#[tokio::test]
async fn what_is_concealed_reads_as_if_nothing_were_there_also_where_a_checker_says_so() {
    let town = town().await;
    let router = Router::new()
        .route("/one/{id}", get(concealed))
        .route("/down", get(concealed_by_down));
    let (house, _) = house(&town, router);
    let viewer = house.user("viewer");
    let nothing = viewer.get("/nothing").await;
    for path in ["/one/2", "/one/abc"] {
        let answer = viewer.get(path).await;
        assert_eq!(
            (answer.status, &answer.body, &answer.headers),
            (nothing.status, &nothing.body, &nothing.headers),
            "{path}"
        );
    }
    assert_eq!(viewer.get("/one/1").await.status, StatusCode::OK);
    let anonymous = house.anonymous().get("/one/1").await;
    assert_eq!(anonymous.status, StatusCode::UNAUTHORIZED);
    let down = viewer.get("/down").await;
    assert_eq!(down.status, StatusCode::SERVICE_UNAVAILABLE);
}
