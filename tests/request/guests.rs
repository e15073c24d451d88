//! Guests of a tenant: invited people, whom another directory vouches for.

use rolecall::{EngineBuilder, Fault};
use rolecall_tests::world::world_with;
use rolecall_tests::{TENANT, Token, World, world};
use serde_json::json;

const ELSEWHERE: &str = "https://sts.windows.net/99999999-bbbb-4bbb-8bbb-222222222222/";

#[tokio::test]
async fn a_guest_is_refused_unless_guests_are_let_in() {
    let (closed, open) = (world().await, welcoming().await);
    for guest in [
        |token: Token| token.claim("acct", 1),
        |token: Token| token.claim("idp", ELSEWHERE),
        |token: Token| token.claim("idp", "live.com"),
        |token: Token| token.claim("idp", "mail"),
        |token: Token| token.claim("idp", ""),
        |token: Token| token.claim("acct", 0).claim("idp", ELSEWHERE),
        |token: Token| token.claim("acct", 1).claim("idp", ELSEWHERE),
    ] {
        for of in [World::user, World::application] {
            let token = guest(of(&closed));
            assert_eq!(closed.refuses(&token.sign()).await, Fault::Guest);
            let token = guest(of(&open));
            assert!(open.accepts(&token.sign()).await.is_guest());
        }
    }
}

#[tokio::test]
async fn a_member_is_no_guest() {
    let world = world().await;
    let by_version_one = format!("{}/{TENANT}/", world.authority.base());
    for member in [
        world.user(),
        world.user().claim("acct", 0),
        world.user().claim("idp", world.authority.issuer()),
        world.user().claim("idp", by_version_one.clone()),
        world.application().claim("idp", by_version_one),
    ] {
        assert!(!world.accepts(&member.sign()).await.is_guest());
    }
}

/// What only looks like the issuer is another provider.
#[tokio::test]
async fn a_provider_is_compared_byte_for_byte() {
    let world = world().await;
    let issuer = world.authority.issuer();
    for near in [
        format!("{issuer}/"),
        issuer.to_uppercase(),
        format!("{}/{TENANT}", world.authority.base()),
        format!("https://sts.windows.net/{TENANT}/"),
        TENANT.to_owned(),
    ] {
        let token = world.user().claim("idp", near.clone()).sign();
        assert_eq!(world.refuses(&token).await, Fault::Guest, "{near}");
    }
}

#[tokio::test]
async fn what_says_neither_member_nor_guest_is_refused_even_where_guests_are_let_in() {
    for world in [world().await, welcoming().await] {
        for odd in [
            json!(2),
            json!(-1),
            json!(0.5),
            json!(1.0),
            json!("0"),
            json!("1"),
            json!(true),
            json!(null),
            json!([0]),
        ] {
            let token = world.user().claim("acct", odd.clone()).sign();
            let fault = world.refuses(&token).await;
            assert_eq!(fault, Fault::Claim("acct".to_owned()), "{odd}");
        }
        for odd in [json!(null), json!(1), json!([ELSEWHERE]), json!({})] {
            let token = world.user().claim("idp", odd.clone()).sign();
            let fault = world.refuses(&token).await;
            assert_eq!(fault, Fault::Claim("idp".to_owned()), "{odd}");
        }
    }
}

#[tokio::test]
async fn another_openid_provider_has_no_guests() {
    let world = World::elsewhere(|builder| builder).await;
    let token = Token::of_stranger(&world.authority.base()).claim("idp", "google");
    assert!(!world.accepts(&token.sign()).await.is_guest());
}

async fn welcoming() -> World {
    world_with(|builder: EngineBuilder| builder.guests(true)).await
}
