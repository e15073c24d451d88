//! What is remembered of a token, and for how long: the same whether tokens are kept whole or by their digest.

use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use rolecall::entra::Algorithm;
use rolecall::identity::Key;
use rolecall::{EngineBuilder, Identity, Whom};
use rolecall_tests::world::world_with;
use rolecall_tests::{Answer, Authority, NOW, Signer, TENANT, World};
use serde_json::json;

/// One world whose cache keeps tokens whole, and one whose cache keeps their digests.
async fn worlds(settings: impl Fn(EngineBuilder) -> EngineBuilder) -> [World; 2] {
    [
        world_with(&settings).await,
        world_with(|builder| settings(builder).strict_cache(true)).await,
    ]
}

#[tokio::test]
async fn a_remembered_token_gives_the_same_identity() {
    for world in worlds(|builder| builder).await {
        let token = world.user().sign();
        let first = world.accepts(&token).await;
        let again = world.accepts(&token).await;
        assert!(std::ptr::eq(first.grants(), again.grants()), "proven twice");
    }
}

#[tokio::test]
async fn tokens_that_begin_alike_are_told_apart() {
    for world in worlds(|builder| builder).await {
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
}

#[tokio::test]
async fn nothing_is_remembered_beyond_the_end_of_its_token() {
    for world in worlds(|builder| builder).await {
        let token = world.user().claim("exp", NOW + 10).sign();
        world.accepts(&token).await;
        world.hand.advance(Duration::from_secs(69));
        world.accepts(&token).await;
        world.hand.advance(Duration::from_secs(1));
        assert_eq!(world.code(&token).await, "expired");
    }
}

#[tokio::test]
async fn a_wall_clock_that_is_set_counts_at_once() {
    for world in worlds(|builder| builder).await {
        let token = world.user().sign();
        world.accepts(&token).await;
        world.hand.set(NOW + 4500 + 60);
        assert_eq!(world.code(&token).await, "expired");
        world.hand.set(NOW - 61);
        assert_eq!(world.code(&token).await, "not_yet_valid");
        world.hand.set(NOW);
        world.accepts(&token).await;
    }
}

#[tokio::test]
async fn an_identity_is_proven_anew_after_five_minutes_whatever_the_wall_clock_says() {
    for world in worlds(|builder| builder).await {
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
}

#[tokio::test]
async fn refusals_are_not_remembered() {
    for world in worlds(|builder| builder).await {
        let early = world.user().claim("nbf", NOW + 100).sign();
        assert_eq!(world.code(&early).await, "not_yet_valid");
        world.hand.advance(Duration::from_secs(40));
        world.accepts(&early).await;
    }
}

/// How many of 64 tokens that are proven one after the other are known afterwards, with so many bytes more in each.
async fn recalled_of_64(world: &World, padding: usize) -> usize {
    let padding = "x".repeat(padding);
    let token = |number: u32| {
        let token = world.user().claim("uti", number.to_string());
        token.claim("padding", padding.clone()).sign()
    };
    let tokens: Vec<_> = (0..64).map(token).collect();
    let mut first = Vec::new();
    for token in &tokens {
        first.push(world.accepts(token).await);
    }
    let mut recalled = 0;
    for (token, first) in tokens.iter().zip(&first).rev() {
        let again = world.accepts(token).await;
        recalled += usize::from(std::ptr::eq(first.grants(), again.grants()));
    }
    recalled
}

#[tokio::test]
async fn what_is_remembered_is_bounded() {
    for world in worlds(|builder| builder.cache_entries(8)).await {
        let recalled = recalled_of_64(&world, 0).await;
        assert!((1..=8).contains(&recalled), "{recalled} of 64");
    }
}

#[tokio::test]
async fn a_long_token_counts_as_several() {
    for world in worlds(|builder| builder.cache_entries(64)).await {
        let recalled = recalled_of_64(&world, 20_000).await;
        assert!((1..=11).contains(&recalled), "{recalled} tokens of 27 kB");
    }
}

#[tokio::test]
async fn the_bytes_may_be_said_and_bound_both() {
    let mebibyte = |builder: EngineBuilder| builder.cache_bytes(1 << 20);
    for world in worlds(|builder| mebibyte(builder).cache_entries(8)).await {
        let recalled = recalled_of_64(&world, 0).await;
        assert!((1..=8).contains(&recalled), "{recalled} of 64");
    }
    // In a mebibyte is room for no more than some of these, with what was read of them or alone.
    for world in worlds(|builder| mebibyte(builder).cache_entries(1000)).await {
        let recalled = recalled_of_64(&world, 20_000).await;
        assert!((4..=48).contains(&recalled), "{recalled} tokens of 27 kB");
    }
    let large = |builder: EngineBuilder| builder.cache_bytes(16 << 20).cache_entries(1000);
    for world in worlds(large).await {
        assert_eq!(recalled_of_64(&world, 20_000).await, 64);
    }
}

#[tokio::test]
async fn a_cache_of_none_remembers_nothing() {
    for world in worlds(|builder| builder.cache_entries(0)).await {
        let token = world.user().sign();
        let first = world.accepts(&token).await;
        let again = world.accepts(&token).await;
        assert!(!std::ptr::eq(first.grants(), again.grants()));
    }
}

#[tokio::test]
async fn a_key_that_is_gone_takes_its_tokens_along() {
    for world in worlds(|builder| builder).await {
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
}

#[tokio::test]
async fn a_key_that_changed_takes_its_tokens_along() {
    for world in worlds(|builder| builder.key_cooldown(Duration::from_secs(1))).await {
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
}

#[tokio::test]
async fn a_key_that_is_bound_to_an_issuer_afterwards_takes_its_tokens_along() {
    for world in worlds(|builder| builder.key_cooldown(Duration::from_secs(1))).await {
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
}

#[tokio::test]
async fn a_key_that_is_narrowed_to_an_algorithm_takes_the_tokens_of_others_along() {
    for world in worlds(|builder| {
        let both = [Algorithm::Rs256, Algorithm::Ps256];
        builder
            .algorithms(both)
            .key_cooldown(Duration::from_secs(1))
    })
    .await
    {
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
}

#[tokio::test]
async fn keys_that_are_too_old_take_their_tokens_along() {
    for world in worlds(|builder| builder).await {
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
}

#[tokio::test]
async fn an_identity_is_remembered_for_as_long_as_is_configured() {
    for age in [1, 3600] {
        let age = Duration::from_secs(age);
        for world in worlds(|builder| builder.cache_age(age)).await {
            let token = world.user().sign();
            let first = world.accepts(&token).await;
            world.hand.advance(age - Duration::from_millis(1));
            assert!(is_recalled(&world, &token, &first).await);
            world.hand.advance(Duration::from_millis(1));
            assert!(!is_recalled(&world, &token, &first).await);
        }
    }
}

#[tokio::test]
async fn what_was_read_of_a_token_counts_too() {
    // A list of ten thousand nothings is short in a token and long in memory.
    for world in worlds(|builder| builder.cache_entries(64)).await {
        let nothings = vec![json!([]); 5_000];
        let user = world.user().claim("nothings", nothings);
        let tokens: Vec<_> = (0..16)
            .map(|number| user.clone().claim("uti", number.to_string()).sign())
            .collect();
        let mut first = Vec::new();
        for token in &tokens {
            first.push(world.accepts(token).await);
        }
        let mut recalled = 0;
        for (token, first) in tokens.iter().zip(&first).rev() {
            recalled += usize::from(is_recalled(&world, token, first).await);
        }
        assert!(
            recalled <= 3,
            "{recalled} identities of 200 kB were recalled"
        );
    }
}

#[tokio::test]
async fn a_strict_cache_keeps_no_token() {
    let [whole, strict] = worlds(|builder| builder).await;
    let mut kept = Vec::new();
    for world in [whole, strict] {
        world.accepts(&world.user().sign()).await;
        let token = world.user().head("padding", "x".repeat(20_000)).sign();
        let (first, bytes) = bytes_kept(|| {
            let verified = pin!(world.engine.verify(&token));
            let Poll::Ready(Ok(identity)) = verified.poll(&mut Context::from_waker(Waker::noop()))
            else {
                panic!("a good token of a known key is verified at once");
            };
            identity
        });
        assert!(is_recalled(&world, &token, &first).await);
        kept.push(bytes);
    }
    assert!(kept[0] > 26_000 && kept[1] < 10_000, "{kept:?}");
}

#[tokio::test]
async fn who_is_purged_is_proven_anew_and_nobody_else() {
    let ada = Key::of_object(TENANT, "44444444-dddd-4ddd-8ddd-444444444444");
    for whom in [
        Whom::User(ada),
        Whom::Session("s1".to_owned()),
        Whom::Token("t1".to_owned()),
        Whom::Everybody,
    ] {
        for world in worlds(|builder| builder).await {
            let hers = world.user().claim("sid", "s1").claim("uti", "t1").sign();
            let other = "77777777-dddd-4ddd-8ddd-444444444444";
            let his = world.user().claim("oid", other).claim("sid", "s2");
            let his = his.claim("uti", "t2").sign();
            let (she, he) = (world.accepts(&hers).await, world.accepts(&his).await);
            assert!(is_recalled(&world, &hers, &she).await);
            world.engine.purge(&whom);
            assert!(!is_recalled(&world, &hers, &she).await, "{whom:?}");
            let is_everybody = whom == Whom::Everybody;
            assert_eq!(
                is_recalled(&world, &his, &he).await,
                !is_everybody,
                "{whom:?}"
            );
        }
    }
}

/// Nobody multiplies the work of one token: each of two who come with it at once may verify it, and then nobody.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_who_come_with_one_new_token_verify_it_twice_at_most() {
    for world in worlds(|builder| builder).await {
        for number in 0..50 {
            let token = world.user().claim("uti", number.to_string()).sign();
            let verify = || {
                let (engine, token) = (world.engine.clone(), token.clone());
                tokio::spawn(async move { engine.verify(&token).await.unwrap() })
            };
            let (one, other) = (verify(), verify());
            let proven = [one.await.unwrap(), other.await.unwrap()];
            for _ in 0..3 {
                let again = world.accepts(&token).await;
                let is_one_of_them =
                    |proven: &Identity| std::ptr::eq(proven.grants(), again.grants());
                assert!(proven.iter().any(is_one_of_them), "verified once more");
            }
        }
    }
}

/// Who is purged while their token is being verified is proven anew all the same.
#[tokio::test]
async fn what_was_being_proven_during_a_purge_is_not_remembered() {
    for world in worlds(|builder| builder).await {
        let set = json!({"keys": [Signer::first().jwk(), Signer::second().jwk()]});
        let set = set.to_string().into_bytes();
        world.authority.answer("/keys", Answer::Later(set));
        let token = world.user().signed_by(&Signer::second()).sign();
        let (engine, theirs) = (world.engine.clone(), token.clone());
        let verifying = tokio::spawn(async move { engine.verify(&theirs).await.unwrap() });
        while world.authority.requests("/keys") < 2 {
            tokio::task::yield_now().await;
        }
        world.engine.purge(&Whom::Everybody);
        world.authority.go_on();
        let first = verifying.await.unwrap();
        assert!(!is_recalled(&world, &token, &first).await);
        let second = world.accepts(&token).await;
        assert!(is_recalled(&world, &token, &second).await);
    }
}

async fn is_recalled(world: &World, token: &str, first: &Identity) -> bool {
    let again = world.accepts(token).await;
    std::ptr::eq(first.grants(), again.grants())
}

/// How much memory is kept of what something did.
fn bytes_kept<T>(something: impl FnOnce() -> T) -> (T, i64) {
    let mut kept = None;
    let counted = allocation_counter::measure(|| kept = Some(something()));
    (kept.unwrap(), counted.bytes_current)
}

#[tokio::test]
async fn the_age_has_bounds() {
    for age in [Duration::from_millis(999), Duration::from_secs(3601)] {
        let authority = Authority::start().await;
        let mistakes = authority.builder().cache_age(age).start().await;
        assert!(
            mistakes
                .unwrap_err()
                .to_string()
                .contains("`cache_age` must be 1 second to 1 hour")
        );
    }
}
