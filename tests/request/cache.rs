//! What is remembered of a token, and for how long.

use std::time::Duration;

use rolecall::entra::Algorithm;
use rolecall_tests::world::world_with;
use rolecall_tests::{NOW, Signer, world};
use serde_json::json;

#[tokio::test]
async fn a_remembered_token_gives_the_same_identity() {
    let world = world().await;
    let token = world.user().sign();
    let first = world.accepts(&token).await;
    let again = world.accepts(&token).await;
    assert!(std::ptr::eq(first.grants(), again.grants()), "proven twice");
}

#[tokio::test]
async fn tokens_that_begin_alike_are_told_apart() {
    let world = world().await;
    let long = "x".repeat(600);
    let ada = world.user().head("x", long.clone());
    let bob = ada
        .clone()
        .claim("oid", "77777777-dddd-4ddd-8ddd-444444444444");
    let (ada, bob) = (ada.sign(), bob.sign());
    assert_eq!(ada[..500], bob[..500]);
    let ada_is = world.accepts(&ada).await;
    let bob_is = world.accepts(&bob).await;
    assert_ne!(ada_is.key(), bob_is.key());

    // The same payload under any other signature is another token, however well the first is known.
    let (message, signature) = ada.rsplit_once('.').unwrap();
    let (_, other) = bob.rsplit_once('.').unwrap();
    for forged in ["", other, &signature[4..], &format!("AAAA{signature}")] {
        let code = world.code(&format!("{message}.{forged}")).await;
        assert_eq!(code, "signature");
    }
    let forged = world.user().head("x", long).forged_by(&Signer::second());
    assert_eq!(world.code(&forged.sign()).await, "signature");
}

#[tokio::test]
async fn nothing_is_remembered_beyond_the_end_of_its_token() {
    let world = world().await;
    let token = world.user().claim("exp", NOW + 10).sign();
    world.accepts(&token).await;
    world.hand.advance(Duration::from_secs(69));
    world.accepts(&token).await;
    world.hand.advance(Duration::from_secs(1));
    assert_eq!(world.code(&token).await, "expired");
}

#[tokio::test]
async fn a_wall_clock_that_is_set_counts_at_once() {
    let world = world().await;
    let token = world.user().sign();
    world.accepts(&token).await;
    world.hand.set(NOW + 4500 + 60);
    assert_eq!(world.code(&token).await, "expired");
    world.hand.set(NOW - 61);
    assert_eq!(world.code(&token).await, "not_yet_valid");
    world.hand.set(NOW);
    world.accepts(&token).await;
}

#[tokio::test]
async fn an_identity_is_proven_anew_after_five_minutes_whatever_the_wall_clock_says() {
    let world = world().await;
    let token = world.user().sign();
    let first = world.accepts(&token).await;
    world.hand.advance(Duration::from_secs(299));
    world.hand.set(NOW);
    let recalled = world.accepts(&token).await;
    assert!(std::ptr::eq(first.grants(), recalled.grants()));
    world.hand.advance(Duration::from_secs(1));
    world.hand.set(NOW);
    let proven = world.accepts(&token).await;
    assert!(!std::ptr::eq(first.grants(), proven.grants()));
}

#[tokio::test]
async fn refusals_are_not_remembered() {
    let world = world().await;
    let early = world.user().claim("nbf", NOW + 100).sign();
    assert_eq!(world.code(&early).await, "not_yet_valid");
    world.hand.advance(Duration::from_secs(40));
    world.accepts(&early).await;
}

#[tokio::test]
async fn what_is_remembered_is_bounded() {
    let world = world_with(|builder| builder.cache_entries(8)).await;
    let tokens: Vec<_> = (0..64)
        .map(|number| world.user().claim("uti", number.to_string()).sign())
        .collect();
    let mut first = Vec::new();
    for token in &tokens {
        first.push(world.accepts(token).await);
    }
    let mut recalled = 0;
    for (token, first) in tokens.iter().zip(&first) {
        let again = world.accepts(token).await;
        recalled += usize::from(std::ptr::eq(first.grants(), again.grants()));
    }
    assert!(recalled <= 8, "{recalled} of 64 were recalled");
}

#[tokio::test]
async fn a_long_token_counts_as_several() {
    let world = world_with(|builder| builder.cache_entries(64)).await;
    let padding = "x".repeat(20_000);
    let tokens: Vec<_> = (0..64)
        .map(|number| {
            world
                .user()
                .claim("uti", number.to_string())
                .claim("padding", padding.clone())
                .sign()
        })
        .collect();
    let mut first = Vec::new();
    for token in &tokens {
        first.push(world.accepts(token).await);
    }
    let mut recalled = 0;
    for (token, first) in tokens.iter().zip(&first).rev() {
        let again = world.accepts(token).await;
        recalled += usize::from(std::ptr::eq(first.grants(), again.grants()));
    }
    assert!(recalled <= 5, "{recalled} tokens of 27 kB were recalled");
}

#[tokio::test]
async fn a_cache_of_none_remembers_nothing() {
    let world = world_with(|builder| builder.cache_entries(0)).await;
    let token = world.user().sign();
    let first = world.accepts(&token).await;
    let again = world.accepts(&token).await;
    assert!(!std::ptr::eq(first.grants(), again.grants()));
}

#[tokio::test]
async fn a_key_that_is_gone_takes_its_tokens_along() {
    let world = world().await;
    let token = world.user().sign();
    world.accepts(&token).await;

    // A key that is only added changes nothing for what is remembered.
    world
        .authority
        .publish(&[&Signer::first(), &Signer::second()]);
    let before = world.accepts(&token).await;
    world
        .accepts(&world.user().signed_by(&Signer::second()).sign())
        .await;
    let after = world.accepts(&token).await;
    assert!(std::ptr::eq(before.grants(), after.grants()));

    world
        .authority
        .publish(&[&Signer::second(), &Signer::p256()]);
    world.hand.advance(Duration::from_secs(290));
    world.hand.advance(Duration::from_secs(10));
    let third = Signer::first().called("third");
    assert_eq!(
        world.code(&world.user().signed_by(&third).sign()).await,
        "unknown_key"
    );
    assert_eq!(world.code(&token).await, "unknown_key");
}

#[tokio::test]
async fn a_key_that_changed_takes_its_tokens_along() {
    let world = world_with(|builder| builder.key_cooldown(Duration::from_secs(1))).await;
    let token = world.user().sign();
    world.accepts(&token).await;
    world.hand.advance(Duration::from_secs(2));
    world
        .authority
        .publish(&[&Signer::second().called("first")]);
    let unknown = world.user().head("kid", "unknown").sign();
    assert_eq!(world.code(&unknown).await, "unknown_key");
    assert_eq!(world.code(&token).await, "signature");
}

#[tokio::test]
async fn a_key_that_is_bound_to_an_issuer_afterwards_takes_its_tokens_along() {
    let world = world_with(|builder| builder.key_cooldown(Duration::from_secs(1))).await;
    let token = world.user().sign();
    world.accepts(&token).await;
    world.hand.advance(Duration::from_secs(2));
    let mut key = Signer::first().jwk();
    key["issuer"] = json!("https://login.microsoftonline.com/another/v2.0");
    world.authority.publish_keys(&[key]);
    let unknown = world.user().head("kid", "unknown").sign();
    assert_eq!(world.code(&unknown).await, "unknown_key");
    assert_eq!(world.code(&token).await, "key_issuer");
}

#[tokio::test]
async fn a_key_that_is_narrowed_to_an_algorithm_takes_the_tokens_of_others_along() {
    let world = world_with(|builder| {
        let both = [Algorithm::Rs256, Algorithm::Ps256];
        builder
            .algorithms(both)
            .key_cooldown(Duration::from_secs(1))
    })
    .await;
    let token = world.user().sign();
    world.accepts(&token).await;
    world.hand.advance(Duration::from_secs(2));
    let mut key = Signer::first().jwk();
    key["alg"] = json!("PS256");
    world.authority.publish_keys(&[key]);
    let unknown = world.user().head("kid", "unknown").sign();
    assert_eq!(world.code(&unknown).await, "unknown_key");
    assert_eq!(world.code(&token).await, "algorithm");
}

#[tokio::test]
async fn keys_that_are_too_old_take_their_tokens_along() {
    let world = world().await;
    let token = world.user().claim("exp", NOW + 900_000).sign();
    world.authority.fall_over();
    world
        .hand
        .advance(Duration::from_hours(24) - Duration::from_mins(1));
    let first = world.accepts(&token).await;
    world.hand.advance(Duration::from_secs(59));
    let recalled = world.accepts(&token).await;
    assert!(std::ptr::eq(first.grants(), recalled.grants()));
    world.hand.advance(Duration::from_secs(1));
    assert!(world.is_unavailable(&token).await);
}
