//! How long what was told counts, and what makes it be asked for again.

use std::time::Duration;

use axum::http::StatusCode;
use rolecall::Whom;
use rolecall::entra::Graph;
use rolecall::identity::Groups;
use rolecall_tests::Token;
use rolecall_tests::policy::EDITOR;
use rolecall_tests::world::World;
use serde_json::json;

use super::place::{ADA, EDITORS, OTHERS, ada, crowded, place, place_with, status, told};

/// Another token of Ada's, as after a renewal.
fn another(world: &World, id: &str) -> String {
    ada(world).claim("uti", id).sign()
}

#[tokio::test]
async fn what_is_known_counts_for_every_token_of_the_same_person() {
    let world = place(&[EDITORS]).await;
    for id in ["1", "2", "3"] {
        assert!(world.accepts(&another(&world, id)).await.has_role(EDITOR));
    }
    assert_eq!(world.authority.posts(ADA), 1);
    let bob = ada(&world).claim("oid", "55555555-dddd-4ddd-8ddd-444444444444");
    assert!(
        !world.accepts(&bob.sign()).await.has_role(EDITOR),
        "and for nobody else"
    );
}

/// An identity that rests on what was told does not outlive it.
#[tokio::test]
async fn what_is_known_counts_for_its_time_and_no_longer() {
    let minute = |graph: Graph| graph.max_age(Duration::from_mins(1));
    let world = place_with(&[EDITORS], minute, |builder| builder).await;
    let (first, second) = (another(&world, "1"), another(&world, "2"));
    assert!(world.accepts(&first).await.has_role(EDITOR));
    world.authority.answer(ADA, told(&[OTHERS]));
    world.hand.advance(Duration::from_secs(59));
    assert!(world.accepts(&second).await.has_role(EDITOR));
    world.hand.advance(Duration::from_secs(1));
    for token in [&first, &second] {
        assert!(!world.accepts(token).await.has_role(EDITOR));
    }
    assert_eq!(world.authority.posts(ADA), 2);
}

#[tokio::test]
async fn five_minutes_are_the_default() {
    let world = place(&[EDITORS]).await;
    let token = another(&world, "1");
    world.accepts(&token).await;
    world.hand.advance(Duration::from_secs(299));
    world.accepts(&another(&world, "2")).await;
    assert_eq!(world.authority.posts(ADA), 1);
    world.hand.advance(Duration::from_secs(1));
    world.accepts(&token).await;
    assert_eq!(world.authority.posts(ADA), 2);
}

#[tokio::test]
async fn whoever_is_purged_or_revoked_is_asked_about_again() {
    let world = place(&[EDITORS]).await;
    let token = ada(&world).claim("sid", "s1").sign();
    let identity = world.accepts(&token).await;
    world.authority.answer(ADA, told(&[OTHERS]));
    for (place, whom) in [
        Whom::User(identity.key().clone()),
        Whom::Session("s1".to_owned()),
        Whom::Token("u1".to_owned()),
        Whom::Everybody,
    ]
    .into_iter()
    .enumerate()
    {
        world.engine.purge(&whom);
        assert!(!world.accepts(&token).await.has_role(EDITOR), "{whom:?}");
        assert_eq!(world.authority.posts(ADA), place + 2, "{whom:?}");
    }
    world.engine.revoke(&Whom::User(identity.key().clone()));
    assert_eq!(world.code(&token).await, "revoked");
    let new = ada(&world)
        .claim("uti", "2")
        .claim("iat", rolecall_tests::NOW + 61);
    world.hand.advance(Duration::from_secs(61));
    world.accepts(&new.sign()).await;
    assert!(world.authority.posts(ADA) >= 6);
}

/// While Graph is being asked, somebody is purged: what it then says is old.
#[tokio::test]
async fn an_answer_that_was_asked_for_before_a_purge_is_not_remembered() {
    let world = place(&[OTHERS]).await;
    let old = json!({"value": [EDITORS]}).to_string();
    world
        .authority
        .answer(ADA, rolecall_tests::Answer::Later(old.into_bytes()));
    let (engine, token) = (world.engine.clone(), another(&world, "1"));
    let asking = tokio::spawn({
        let token = token.clone();
        async move { engine.verify(&token).await }
    });
    while world.authority.posts(ADA) == 0 {
        tokio::task::yield_now().await;
    }
    world.engine.purge(&Whom::Everybody);
    world.authority.answer(ADA, told(&[OTHERS]));
    world.authority.go_on();
    asking.await.expect("no panic").expect("a good token");
    assert!(!world.accepts(&token).await.has_role(EDITOR));
    assert_eq!(world.authority.posts(ADA), 2);
}

/// Somebody who hangs up takes nothing along that others wait for.
#[tokio::test]
async fn others_ask_on_when_the_one_who_asks_hangs_up() {
    let world = place(&[OTHERS]).await;
    let answer = json!({"value": [EDITORS]}).to_string();
    world
        .authority
        .answer(ADA, rolecall_tests::Answer::Later(answer.into_bytes()));
    let ask = |id: &str| {
        let (engine, token) = (world.engine.clone(), another(&world, id));
        tokio::spawn(async move { engine.verify(&token).await })
    };
    let first = ask("1");
    while world.authority.posts(ADA) == 0 {
        tokio::task::yield_now().await;
    }
    let second = ask("2");
    first.abort();
    assert!(first.await.is_err());
    while world.authority.posts(ADA) == 1 {
        tokio::task::yield_now().await;
    }
    world.authority.answer(ADA, told(&[EDITORS]));
    world.authority.go_on();
    world.authority.go_on();
    let identity = second.await.expect("no panic").expect("a good token");
    assert!(identity.has_role(EDITOR));
}

/// What a token names is a place of its sender's choosing.
#[tokio::test]
async fn the_address_in_a_token_is_never_asked() {
    let other = rolecall_tests::Authority::start().await;
    let world = place(&[EDITORS]).await;
    for endpoint in [other.url("/members"), world.authority.url("/members")] {
        let sources = json!({"src1": {"endpoint": endpoint}});
        let token = ada(&world)
            .claim("_claim_sources", sources)
            .claim("uti", endpoint);
        assert!(world.accepts(&token.sign()).await.has_role(EDITOR));
    }
    assert!(other.all_requests().is_empty());
    assert_eq!(
        world.authority.requests("/members") + world.authority.posts("/members"),
        0
    );
}

#[tokio::test]
async fn every_way_of_saying_too_many_is_resolved() {
    let world = place(&[EDITORS]).await;
    let hasgroups = world.user().without("roles").claim("hasgroups", true);
    let older = world.user().without("roles").claim("groups:src1", "src1");
    for token in [hasgroups, older] {
        assert!(world.accepts(&token.sign()).await.has_role(EDITOR));
    }
}

/// What groups bring still needs the scope, and the kind of caller that a role is for.
#[tokio::test]
async fn what_was_told_counts_as_what_a_token_names() {
    let world = place(&[EDITORS]).await;
    let reader = ada(&world).claim("scp", "Documents.Read").sign();
    assert_eq!(status(&world, &reader, "/editors").await, StatusCode::OK);
    assert_eq!(
        status(&world, &reader, "/edited").await,
        StatusCode::FORBIDDEN
    );
    let daemon: Token = crowded(world.application().without("roles"));
    let of_application =
        "/v1.0/servicePrincipals/66666666-ffff-4fff-8fff-666666666666/getMemberObjects";
    world.authority.answer(of_application, told(&[EDITORS]));
    let identity = world.accepts(&daemon.sign()).await;
    assert!(matches!(identity.groups(), Groups::Known(_)) && !identity.has_role(EDITOR));
}
