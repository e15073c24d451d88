//! Several tenants: each is asked about with a token of its own, and left alone by itself.

use std::time::Duration;

use axum::http::StatusCode;
use rolecall::entra::Graph;
use rolecall::{Clock, Engine, Secret};
use rolecall_tests::policy::{EDITOR, Policy};
use rolecall_tests::{Answer, Authority, CLIENT, NOW, Signer, TENANT, Token, World};
use serde_json::json;

use super::place::{ADA, EDITORS, SECRET, crowded, status, told};

const OTHER: &str = "99999999-bbbb-4bbb-8bbb-222222222222";

/// An authority of two tenants, which is Graph as well.
async fn world() -> World {
    let authority = Authority::start().await;
    let issuer = format!("{}/{{tenantid}}/v2.0", authority.base());
    let mut jwk = Signer::first().jwk();
    jwk["issuer"] = json!(issuer);
    authority.publish_keys(&[jwk]);
    let document = json!({"issuer": issuer, "jwks_uri": authority.url("/keys")});
    let path = "/organizations/v2.0/.well-known/openid-configuration";
    authority.answer(path, Answer::json(&document));
    for tenant in [TENANT, OTHER] {
        let token = format!("eyJ.for.{tenant}");
        let token = json!({"token_type": "Bearer", "expires_in": 3_599, "access_token": token});
        authority.answer(&endpoint(tenant), Answer::json(&token));
    }
    authority.answer(ADA, told(&[EDITORS]));
    let (clock, hand) = Clock::by_hand(NOW);
    let builder = Engine::builder(Policy)
        .tenants([TENANT, OTHER])
        .client_id(CLIENT)
        .authority(authority.base())
        .group_role(EDITORS, EDITOR)
        .graph(Graph::resolve().url(authority.base()))
        .client_secret(Secret::new(SECRET))
        .clock(clock);
    World {
        engine: builder.start().await.expect("settings"),
        authority,
        hand,
    }
}

fn endpoint(tenant: &str) -> String {
    format!("/{tenant}/oauth2/v2.0/token")
}

/// The same object in two tenants is two people.
fn ada_of(world: &World, tenant: &str) -> Token {
    let issuer = format!("{}/{tenant}/v2.0", world.authority.base());
    let ada = Token::of_user(&issuer).claim("tid", tenant);
    crowded(ada.claim("roles", json!(["Viewer"])))
}

#[tokio::test]
async fn each_tenant_is_asked_about_with_a_token_of_its_own() {
    let world = world().await;
    for tenant in [TENANT, OTHER] {
        let identity = world.accepts(&ada_of(&world, tenant).sign()).await;
        assert!(identity.has_role(EDITOR), "{tenant}");
        assert_eq!(world.authority.posts(&endpoint(tenant)), 1);
        let asked = world.authority.all_requests();
        let asked: Vec<_> = asked.iter().filter(|one| one.contains(ADA)).collect();
        let last = asked.last().expect("a question");
        assert!(
            last.contains(&format!("authorization: Bearer eyJ.for.{tenant}\r\n")),
            "{last}"
        );
    }
    assert_eq!(world.authority.posts(ADA), 2);
}

#[tokio::test]
async fn a_tenant_that_is_throttled_holds_up_no_other() {
    let world = world().await;
    world.authority.answer(ADA, Answer::RetryAfter(429, 300));
    let (ours, theirs) = (ada_of(&world, TENANT).sign(), ada_of(&world, OTHER).sign());
    assert_eq!(
        status(&world, &ours, "/editors").await,
        StatusCode::SERVICE_UNAVAILABLE
    );
    world.authority.answer(ADA, told(&[EDITORS]));
    assert_eq!(status(&world, &theirs, "/editors").await, StatusCode::OK);
    world.hand.advance(Duration::from_secs(31));
    assert_eq!(
        status(&world, &ours, "/editors").await,
        StatusCode::SERVICE_UNAVAILABLE
    );
    assert_eq!(world.authority.posts(ADA), 2);
}

/// Graph and the secret are the engine's own authority's: who is of another stays unknown, and nobody is asked.
#[tokio::test]
async fn nobody_is_asked_about_people_of_another_authority() {
    let ours = Authority::start().await;
    let theirs = Authority::start().await;
    let issuer = format!("{}/{OTHER}/v2.0", theirs.base());
    let document = json!({"issuer": issuer, "jwks_uri": theirs.url("/keys")});
    let path = format!("/{OTHER}/v2.0/.well-known/openid-configuration");
    theirs.answer(&path, Answer::json(&document));
    let beside = rolecall::entra::Authority::new()
        .authority(theirs.base())
        .tenant_id(OTHER)
        .client_id(CLIENT);
    let (clock, hand) = Clock::by_hand(NOW);
    let builder = ours
        .builder_at(&clock)
        .group_role(EDITORS, EDITOR)
        .graph(Graph::resolve().url(ours.base()))
        .client_secret(Secret::new(SECRET))
        .also(beside);
    let token = json!({"token_type": "Bearer", "expires_in": 3_599, "access_token": "eyJ.for.us"});
    ours.answer(&endpoint(TENANT), Answer::json(&token));
    ours.answer(ADA, told(&[EDITORS]));
    let world = World {
        engine: builder.start().await.expect("settings"),
        authority: ours,
        hand,
    };
    let of = |issuer: &str, tenant: &str| {
        let ada = Token::of_user(issuer).claim("tid", tenant);
        crowded(ada.claim("roles", json!(["Viewer"]))).sign()
    };
    let stranger = of(&issuer, OTHER);
    let forbidden = StatusCode::FORBIDDEN;
    assert_eq!(status(&world, &stranger, "/editors").await, forbidden);
    assert_eq!(status(&world, &stranger, "/not_editors").await, forbidden);
    assert_eq!(status(&world, &stranger, "/viewed").await, StatusCode::OK);
    assert_eq!(world.authority.posts(ADA), 0);
    assert_eq!(theirs.posts(&endpoint(OTHER)), 0);
    let own = of(&world.authority.issuer(), TENANT);
    assert_eq!(status(&world, &own, "/editors").await, StatusCode::OK);
    assert_eq!(world.authority.posts(ADA), 1);
}
