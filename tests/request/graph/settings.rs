//! What is set for asking Graph, and each mistake with its remedy.

use std::time::Duration;

use axum::http::StatusCode;
use rolecall::entra::Graph;
use rolecall::{Engine, EngineBuilder, Secret};
use rolecall_tests::policy::{EDITOR, Policy};
use rolecall_tests::world::world_with;
use rolecall_tests::{CLIENT, TENANT};

use super::place::{EDITORS, SECRET, ada, status};

/// Settings that are whole.
fn whole() -> EngineBuilder {
    elsewhere("https://login.microsoftonline.com")
}

fn elsewhere(authority: &str) -> EngineBuilder {
    bare(authority)
        .graph(Graph::resolve())
        .client_secret(Secret::new(SECRET))
}

fn bare(authority: &str) -> EngineBuilder {
    Engine::builder(Policy)
        .tenant_id(TENANT)
        .client_id(CLIENT)
        .authority(authority)
        .group_role(EDITORS, EDITOR)
}

/// The mistakes of settings that never start to fetch.
fn mistakes(builder: EngineBuilder) -> Vec<String> {
    let shown = format!("{builder:?}");
    assert!(!shown.contains(SECRET), "{shown}");
    match builder.token_rules() {
        Ok(_) => Vec::new(),
        Err(error) => error.mistakes().map(str::to_owned).collect(),
    }
}

#[test]
fn graph_is_known_of_the_clouds_that_have_one() {
    for login in [
        "https://login.microsoftonline.com",
        "https://login.microsoftonline.us",
        "https://login.partner.microsoftonline.cn",
    ] {
        assert_eq!(mistakes(elsewhere(login)), Vec::<String>::new(), "{login}");
    }
    for login in [
        "http://127.0.0.1:8400",
        "https://login.sovcloud-identity.fr",
    ] {
        let [mistake] = mistakes(elsewhere(login)).try_into().expect("one mistake");
        assert!(mistake.contains("give its address"), "{mistake}");
        let told = elsewhere(login).graph(Graph::resolve().url("https://graph.example"));
        assert_eq!(mistakes(told), Vec::<String>::new(), "{login}");
    }
}

#[test]
fn an_address_is_that_of_graph_and_safe() {
    for good in [
        "https://graph.example",
        "https://graph.example/v1.0/",
        "http://localhost:8400",
    ] {
        assert!(
            mistakes(whole().graph(Graph::resolve().url(good))).is_empty(),
            "{good}"
        );
    }
    for (bad, why) in [
        ("http://graph.example", "is not https"),
        ("https://graph.example/beta", "has more than a host"),
        ("https://graph.example/?x", "has more than a host"),
        ("https://ada:pass@graph.example", "holds a user name"),
        ("graph.example", "is not a URL"),
        ("", "is not a URL"),
    ] {
        let [mistake] = mistakes(whole().graph(Graph::resolve().url(bad)))
            .try_into()
            .expect("one");
        assert!(
            mistake.starts_with(&format!("the `url` of `graph` {why}")),
            "{mistake}"
        );
    }
}

#[test]
fn what_contradicts_itself_is_refused_with_the_remedy() {
    let entra = "https://login.microsoftonline.com";
    let secret = || Secret::new(SECRET);
    let minimal = || Engine::builder(Policy).tenant_id(TENANT).client_id(CLIENT);
    for (builder, why) in [
        (
            bare(entra).client_secret(secret()),
            "`AAD_CLIENT_SECRET` (set in code) is used for nothing",
        ),
        (
            bare(entra).graph(Graph::resolve()),
            "`AAD_CLIENT_SECRET` is not set",
        ),
        (
            bare(entra)
                .graph(Graph::resolve())
                .client_secret(Secret::new(" ")),
            "`AAD_CLIENT_SECRET` (set in code) is empty",
        ),
        (
            minimal().graph(Graph::resolve()).client_secret(secret()),
            "none brings a role: name those",
        ),
        (
            elsewhere("https://contoso.ciamlogin.com"),
            "and the authority is none: leave it out",
        ),
        (
            Engine::builder(Policy)
                .authority("https://accounts.example")
                .client_id("documents")
                .group_role("editors", EDITOR)
                .graph(Graph::resolve())
                .client_secret(secret()),
            "and the authority is none: leave it out",
        ),
        (
            Engine::builder(Policy)
                .tenant_id(TENANT)
                .audiences([CLIENT])
                .group_role(EDITORS, EDITOR)
                .graph(Graph::resolve())
                .client_secret(secret()),
            "`AAD_CLIENT_ID` is not set",
        ),
        (
            whole().graph(Graph::resolve().max_age(Duration::ZERO)),
            "`max_age` of `graph` must be 1 second to 1 hour",
        ),
        (
            whole().graph(Graph::resolve().max_age(Duration::from_secs(3_601))),
            "`max_age` of `graph`",
        ),
        (
            whole().graph(Graph::resolve().time_limit(Duration::from_millis(99))),
            "`time_limit` of `graph` must be",
        ),
    ] {
        let mistakes = mistakes(builder);
        assert_eq!(mistakes.len(), 1, "{mistakes:?}");
        assert!(mistakes[0].contains(why), "{why}: {mistakes:?}");
    }
}

#[tokio::test]
async fn without_graph_too_many_groups_are_refused_as_ever() {
    let world = world_with(|builder| builder.group_role(EDITORS, EDITOR)).await;
    let token = ada(&world).sign();
    assert_eq!(
        status(&world, &token, "/editors").await,
        StatusCode::FORBIDDEN
    );
    let asked = world.authority.all_requests();
    assert!(
        asked
            .iter()
            .all(|one| !one.contains("/v1.0/") && !one.contains("oauth2"))
    );
}
