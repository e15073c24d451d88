//! While Graph does not tell: who may still do what, what callers are told, and when Graph is asked again.

use std::time::Duration;

use axum::http::StatusCode;
use rolecall::entra::Graph;
use rolecall::identity::Groups;
use rolecall_tests::logs::Logs;
use rolecall_tests::policy::EDITOR;
use rolecall_tests::{Answer, Token};
use serde_json::json;

use super::place::{
    ADA, EDITORS, GRAPH_TOKEN, OTHERS, SECRET, ada, asks, place, place_with, status,
    token_endpoint, told,
};

#[tokio::test]
async fn whoever_was_proven_stays_proven_and_nobody_passes_by_what_is_not_told() {
    let world = place(&[OTHERS]).await;
    world.authority.answer(ADA, Answer::Status(500));
    let token = ada(&world).sign();
    for (path, expected) in [
        ("/viewed", StatusCode::OK),
        ("/edited", StatusCode::SERVICE_UNAVAILABLE),
        ("/editors", StatusCode::SERVICE_UNAVAILABLE),
        ("/not_editors", StatusCode::SERVICE_UNAVAILABLE),
        ("/anybody", StatusCode::OK),
        ("/concealed", StatusCode::SERVICE_UNAVAILABLE),
        ("/watched", StatusCode::OK),
        ("/inside", StatusCode::SERVICE_UNAVAILABLE),
    ] {
        // The second time the caller is known already.
        for _ in 0..2 {
            assert_eq!(status(&world, &token, path).await, expected, "{path}");
        }
    }
    let identity = world.accepts(&token).await;
    assert!(!identity.has_role(EDITOR));
    assert!(matches!(identity.groups(), Groups::Unreachable(_)));
    let editor = ada(&world).claim("roles", json!(["Editor"])).sign();
    assert_eq!(status(&world, &editor, "/editors").await, StatusCode::OK);
    assert_eq!(
        status(&world, &editor, "/not_editors").await,
        StatusCode::FORBIDDEN
    );
}

#[tokio::test]
async fn the_caller_is_told_little_and_the_log_why() {
    let logs = Logs::capture();
    let world = place(&[OTHERS]).await;
    let refused = br#"{"error":{"code":"Authorization_RequestDenied","message":"Insufficient"}}"#;
    world.authority.answer(ADA, Answer::Body(refused.to_vec()));
    world.authority.answer(ADA, Answer::Status(403));
    let answer = asks(&world, &ada(&world).sign(), "/editors").await;
    assert_eq!(answer.json()["detail"], "cannot decide now");
    assert_eq!(answer.header("retry-after"), Some("30"));
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    assert_eq!(answer.header("www-authenticate"), None);
    assert!(!answer.body.contains("403") && !answer.body.contains("Graph"));
    let text = logs.text();
    for part in [
        r#"refusal="groups_unreachable""#,
        "Microsoft Graph did not tell the groups: it answered 403 Forbidden",
        r#"it turns on them whether role = "Editor" holds"#,
        "groups cannot be asked for at Microsoft Graph: it answered 403 Forbidden",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
}

/// The second token is another one of the same person: that there was no answer is known of them, too.
#[tokio::test]
async fn nobody_asks_again_for_half_a_minute() {
    let logs = Logs::capture();
    let world = place(&[OTHERS]).await;
    world.authority.answer(ADA, Answer::Status(500));
    let (first, second) = (ada(&world), ada(&world).claim("uti", "2"));
    let refused = async |token: &Token| {
        status(&world, &token.sign(), "/editors").await == StatusCode::SERVICE_UNAVAILABLE
    };
    assert!(refused(&first).await);
    world.authority.answer(ADA, told(&[EDITORS]));
    world.hand.advance(Duration::from_secs(29));
    assert!(refused(&first).await && refused(&second).await);
    assert_eq!(world.authority.posts(ADA), 1);
    world.hand.advance(Duration::from_secs(1));
    assert!(!refused(&first).await && !refused(&second).await);
    assert_eq!(world.authority.posts(ADA), 2);
    assert!(logs.text().contains("Microsoft Graph tells groups again"));
}

/// Whoever is throttled and asks on is throttled longer.
#[tokio::test]
async fn graph_is_left_alone_for_as_long_as_it_asks() {
    for code in [429, 503] {
        let world = place(&[OTHERS]).await;
        world.authority.answer(ADA, Answer::RetryAfter(code, 120));
        let bobs = ADA.replace("44444444-dddd", "55555555-dddd");
        world.authority.answer(&bobs, told(&[EDITORS]));
        let bob = ada(&world)
            .claim("oid", "55555555-dddd-4ddd-8ddd-444444444444")
            .sign();
        let ada = ada(&world).sign();
        let told_to_wait = async |token: &str| {
            let answer = asks(&world, token, "/editors").await;
            assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
            answer.header("retry-after").expect("a time").to_owned()
        };
        assert_eq!(told_to_wait(&ada).await, "120");
        world.hand.advance(Duration::from_secs(100));
        assert_eq!(told_to_wait(&bob).await, "20");
        assert_eq!(told_to_wait(&ada).await, "20");
        world.hand.advance(Duration::from_secs(19));
        assert_eq!(told_to_wait(&bob).await, "20");
        assert_eq!(world.authority.posts(ADA) + world.authority.posts(&bobs), 1);
        world.authority.answer(ADA, told(&[EDITORS]));
        world.hand.advance(Duration::from_secs(1));
        assert_eq!(status(&world, &bob, "/editors").await, StatusCode::OK);
        assert_eq!(status(&world, &ada, "/editors").await, StatusCode::OK);
    }
}

#[tokio::test]
async fn a_wrong_secret_is_told_the_log_and_asked_with_once() {
    let logs = Logs::capture();
    let world = place(&[EDITORS]).await;
    world
        .authority
        .answer(&token_endpoint(), Answer::Status(401));
    for id in ["1", "2", "3"] {
        let token = ada(&world).claim("uti", id).sign();
        let answer = asks(&world, &token, "/editors").await;
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    }
    assert_eq!(world.authority.posts(&token_endpoint()), 1);
    assert_eq!(world.authority.posts(ADA), 0);
    assert!(
        logs.text().contains("there is no token for it"),
        "{}",
        logs.text()
    );
}

/// A token that Graph does not take is not shown to it for the hour that it lasts.
#[tokio::test]
async fn a_token_that_graph_does_not_take_is_asked_for_anew() {
    let world = place(&[OTHERS]).await;
    world.authority.answer(ADA, Answer::Status(401));
    assert_eq!(
        status(&world, &ada(&world).sign(), "/editors").await,
        StatusCode::SERVICE_UNAVAILABLE
    );
    world.authority.answer(ADA, told(&[EDITORS]));
    world.hand.advance(Duration::from_secs(30));
    assert_eq!(
        status(&world, &ada(&world).sign(), "/editors").await,
        StatusCode::OK
    );
    assert_eq!(world.authority.posts(&token_endpoint()), 2);
}

#[tokio::test]
async fn neither_the_secret_nor_a_token_is_told_anybody() {
    let logs = Logs::capture();
    for answer in [told(&[EDITORS]), Answer::Status(403), Answer::Nothing] {
        for how in [|graph| graph, Graph::by_pages as fn(Graph) -> Graph] {
            let world = place_with(&[], how, |builder| builder).await;
            world.authority.answer(ADA, answer.clone());
            world
                .authority
                .answer(super::place::ADAS_PAGES, answer.clone());
            let token = ada(&world).sign();
            let told = asks(&world, &token, "/editors").await;
            let identity = world.accepts(&token).await;
            let shown = format!(
                "{told:?} {:?} {identity:?} {:?}",
                world.engine,
                identity.groups()
            );
            for hidden in [SECRET, GRAPH_TOKEN, &token] {
                assert!(!shown.contains(hidden), "{shown}");
                assert!(!logs.text().contains(hidden));
            }
            let sent = world.authority.all_requests();
            assert!(
                sent.iter().any(|one| one.contains(GRAPH_TOKEN)),
                "it was asked with the token"
            );
        }
    }
}

#[tokio::test]
async fn somebody_without_an_object_stays_in_unknown_groups() {
    let world = place(&[EDITORS]).await;
    let token = ada(&world).without("oid").sign();
    assert_eq!(world.accepts(&token).await.groups(), &Groups::Overage);
    assert_eq!(
        status(&world, &token, "/editors").await,
        StatusCode::FORBIDDEN
    );
    assert_eq!(world.authority.posts(ADA), 0);
}

/// A Graph that hangs holds no more callers than that.
#[tokio::test]
async fn so_many_are_asked_about_at_a_time_and_the_others_come_back() {
    let world = place(&[OTHERS]).await;
    let object = |number: usize| format!("00000000-0000-4000-8000-{number:012x}");
    let token = |number: usize| ada(&world).claim("oid", object(number)).sign();
    let path = |number: usize| ADA.replace("44444444-dddd-4ddd-8ddd-444444444444", &object(number));
    let waiting: Vec<_> = (0..64)
        .map(|number| {
            world
                .authority
                .answer(&path(number), Answer::Later(Vec::new()));
            let (engine, token) = (world.engine.clone(), token(number));
            tokio::spawn(async move { engine.verify(&token).await })
        })
        .collect();
    let are_asked = || (0..64).all(|number| world.authority.posts(&path(number)) == 1);
    while !are_asked() {
        tokio::task::yield_now().await;
    }
    let answer = asks(&world, &token(64), "/editors").await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(answer.header("retry-after"), Some("5"));
    assert_eq!(world.authority.posts(&path(64)), 0);
    assert_eq!(status(&world, &token(64), "/viewed").await, StatusCode::OK);
    for one in &waiting {
        one.abort();
    }
    for one in waiting {
        assert!(one.await.is_err(), "it was waiting");
    }
    world.authority.answer(&path(64), told(&[EDITORS]));
    world.hand.advance(Duration::from_secs(5));
    assert_eq!(status(&world, &token(64), "/editors").await, StatusCode::OK);
}
