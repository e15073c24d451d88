//! `shadow`: lets pass whom it would refuse, and tells the log.

use axum::http::StatusCode;
use rolecall::{Router, get, protected, require};
use rolecall_tests::house::Town;
use rolecall_tests::logs::Logs;

use crate::policy;

#[protected(shadow(permission = "edit"))]
async fn alone() -> &'static str {
    "seen"
}

#[protected(permission = "view", shadow(permission = "edit", caller = "user"))]
async fn beside() -> &'static str {
    "seen"
}

#[protected(permission = "view")]
async fn inside() -> &'static str {
    "seen"
}

fn things() -> Router {
    let group = Router::new()
        .route("/thing", get(inside))
        .require(require!(shadow(role = "Auditor")));
    Router::new()
        .route("/alone", get(alone))
        .route("/beside", get(beside))
        .route("/strong", get(strong))
        .nest("/group", group)
}

#[protected(permission = "view", shadow(acrs = "c1"))]
async fn strong() -> &'static str {
    "seen"
}

/// What the log was told when `user` asked for `path`: who passed, and the lines about shadows.
async fn watched(user: &str, path: &str) -> (StatusCode, Vec<String>) {
    let logs = Logs::capture();
    let town = Town::under(policy::Policy).await;
    let answer = town.house(things()).user(user).get(path).await;
    let text = logs.text();
    let lines = text.lines().filter(|line| line.contains("shadow"));
    (answer.status, lines.map(str::to_owned).collect())
}

#[track_caller]
fn one_line(watched: (StatusCode, Vec<String>), parts: &[&str]) {
    let (status, lines) = watched;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(lines.len(), 1, "{lines:#?}");
    for part in parts {
        assert!(lines[0].contains(part), "{part}: {}", lines[0]);
    }
}

#[tokio::test]
async fn who_would_be_refused_passes_and_one_event_says_so() {
    one_line(
        watched("viewer", "/alone").await,
        &[
            "shadow: would have refused: lacks edit; the role `Editor` would do",
            "INFO",
        ],
    );
    one_line(
        watched("viewer", "/beside").await,
        &[
            "refusal=\"shadow\"",
            "method=\"GET\"",
            "endpoint=\"/beside\"",
            "lacks edit",
        ],
    );
}

#[tokio::test]
async fn who_would_not_be_refused_is_not_spoken_of() {
    for path in ["/alone", "/beside"] {
        assert_eq!(
            watched("editor", path).await,
            (StatusCode::OK, Vec::new()),
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_group_is_watched_like_a_handler() {
    one_line(
        watched("viewer", "/group/thing").await,
        &["endpoint=\"/group/thing\"", "lacks role = \"Auditor\""],
    );
    assert_eq!(
        watched("admin", "/group/thing").await,
        (StatusCode::OK, Vec::new())
    );
}

#[tokio::test]
async fn a_step_up_is_watched_too() {
    one_line(
        watched("viewer", "/strong").await,
        &["would have refused: lacks acrs = \"c1\""],
    );
}

#[tokio::test]
async fn what_is_not_watched_still_refuses_and_is_all_that_is_logged() {
    assert_eq!(
        watched("nobody", "/beside").await,
        (StatusCode::FORBIDDEN, Vec::new())
    );
    assert_eq!(
        watched("nobody", "/group/thing").await,
        (StatusCode::FORBIDDEN, Vec::new())
    );
}

#[tokio::test]
async fn a_proven_caller_is_needed_all_the_same() {
    let town = Town::under(policy::Policy).await;
    let house = town.house(things());
    assert_eq!(
        house.anonymous().get("/alone").await.status,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(
        house.holding("a.b.c").get("/alone").await.status,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(house.user("nobody").get("/alone").await.body, "seen");
}
