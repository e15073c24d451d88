//! `schemes`: only credentials of the kinds that a rule names count; others are as absent.

use axum::http::StatusCode;
use rolecall::directory::{Bad, TokenRequest};
use rolecall::{Identity, Router, get, protected, require};
use rolecall_tests::house::Town;
use rolecall_tests::logs::Logs;

use crate::policy;

#[protected(permission = "view", schemes = ["bearer"])]
async fn by_token() -> &'static str {
    "seen"
}

#[protected(permission = "view", schemes = ["session"])]
async fn by_session() -> &'static str {
    "seen"
}

#[protected(permission = "view", schemes = ["session", "bearer"])]
async fn by_either() -> &'static str {
    "seen"
}

#[protected(authenticated)]
async fn whether(user: Identity) -> String {
    let session = user.meets(require!(permission = "view", schemes = ["session"]));
    let bearer = user.meets(require!(permission = "view", schemes = ["bearer"]));
    format!("{session} {bearer}")
}

#[tokio::test]
async fn credentials_of_a_kind_that_counts_are_credentials() {
    let town = Town::under(policy::Policy).await;
    let group = Router::new().route("/thing", get(by_token));
    let group = group.require(require!(authenticated, schemes = ["bearer", "basic"]));
    let router = Router::new()
        .route("/token", get(by_token))
        .route("/either", get(by_either));
    let house = town.house(router.nest("/group", group));
    for path in ["/token", "/either", "/group/thing"] {
        assert_eq!(house.user("viewer").get(path).await.body, "seen", "{path}");
        assert_eq!(
            house.user("nobody").get(path).await.status,
            StatusCode::FORBIDDEN,
            "{path}"
        );
        let anonymous = house.anonymous().get(path).await;
        assert_eq!(anonymous.status, StatusCode::UNAUTHORIZED, "{path}");
        assert_eq!(
            anonymous.header("www-authenticate"),
            Some("Bearer"),
            "{path}"
        );
    }
}

/// A token is no credential there: it is not asked for, not looked at, and not complained of.
#[tokio::test]
async fn credentials_of_another_kind_are_as_absent() {
    let logs = Logs::capture();
    let town = Town::under(policy::Policy).await;
    let routes = axum::Router::new().route("/session", axum::routing::get(by_session));
    let house = town.plain(routes.layer(town.engine.layer()));
    let anonymous = house.anonymous().get("/session").await;
    let expired = town.token(&TokenRequest::user("admin").bad(Bad::Expired));
    for caller in [
        house.anonymous(),
        house.user("admin"),
        house.holding(&expired),
        house.user("admin").with("authorization", "Bearer twice"),
    ] {
        let answer = caller.get("/session").await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
        assert_eq!(
            (&answer.headers, &answer.body),
            (&anonymous.headers, &anonymous.body)
        );
    }
    assert_eq!(
        anonymous.header("www-authenticate"),
        None,
        "a token would not do"
    );
    let text = logs.text();
    assert!(
        text.contains("refusal=\"absent\"") && text.contains("[\"session\"]"),
        "{text}"
    );
}

#[tokio::test]
async fn an_identity_that_an_outer_guard_has_proven_counts_no_more_than_its_credentials() {
    let town = Town::under(policy::Policy).await;
    let routes = axum::Router::new()
        .route("/session", axum::routing::get(by_session))
        .route("/token", axum::routing::get(by_token))
        .layer(rolecall::layer(require!(permission = "view")));
    let house = town.plain(routes.layer(town.engine.layer()));
    assert_eq!(
        house.user("admin").get("/session").await.status,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(house.user("admin").get("/token").await.body, "seen");
}

#[tokio::test]
async fn requirements_of_groups_intersect() {
    let town = Town::under(policy::Policy).await;
    let in_group = |requirement| {
        let group: Router = Router::new()
            .route("/thing", get(by_token))
            .require(requirement);
        Router::new().nest("/group", group)
    };
    let text = in_group(require!(authenticated, schemes = ["session"]))
        .with(town.engine.clone())
        .expect_err("a contradiction")
        .to_string();
    assert!(
        text.contains("GET /group/thing") && text.contains("counts no credentials that"),
        "{text}"
    );
    let endpoints = in_group(require!(role = "Admin", schemes = ["session", "bearer"])).endpoints();
    assert_eq!(
        endpoints[0].requirement_text().as_deref(),
        Some(r#"all(role = "Admin", permission = "view"), schemes = ["bearer"]"#)
    );
}

#[tokio::test]
async fn a_rule_that_counts_nothing_that_the_engine_knows_is_refused_by_name() {
    let town = Town::under(policy::Policy).await;
    let router: Router = Router::new()
        .route("/session", get(by_session))
        .route("/either", get(by_either));
    let text = router
        .with(town.engine.clone())
        .expect_err("a contradiction")
        .to_string();
    for part in [
        "GET /session",
        "::by_session`",
        r#""session""#,
        r#"name "bearer" in its `schemes`"#,
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(!text.contains("/either"), "{text}");
    let mount: Router = Router::new().mount(
        "/x",
        axum::Router::new(),
        require!(authenticated, schemes = ["basic"]),
    );
    assert!(mount.with(town.engine.clone()).is_err());
}

#[tokio::test]
async fn a_question_inside_a_handler_counts_them_too() {
    let town = Town::under(policy::Policy).await;
    let house = town.house(Router::new().route("/whether", get(whether)));
    assert_eq!(
        house.user("viewer").get("/whether").await.body,
        "false true"
    );
}
