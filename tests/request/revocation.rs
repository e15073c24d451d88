//! What is revoked opens nothing from the next request on, and a new sign-in opens it again.

use std::sync::Arc;
use std::time::Duration;

use axum::http::StatusCode;
use rolecall::identity::Key;
use rolecall::{Clock, Engine, Router, Unproven, Whom, get, protected};
use rolecall_tests::challenge;
use rolecall_tests::house::Caller;
use rolecall_tests::logs::Logs;
use rolecall_tests::world::world_with;
use rolecall_tests::{Answer, Authority, CLIENT, NOW, Signer, TENANT, Token, world};
use serde_json::json;

use crate::policy;

const ADA: &str = "44444444-dddd-4ddd-8ddd-444444444444";
const BOB: &str = "77777777-dddd-4ddd-8ddd-444444444444";

fn user(object: &str) -> Whom {
    Whom::User(Key::of_object(TENANT, object))
}

/// Ada in two sessions, Bob in one, and an application.
fn tokens(authority: &Authority) -> [Token; 4] {
    let ada = Token::of_user(&authority.issuer()).claim("sid", "s1");
    [
        ada.clone().claim("uti", "t1"),
        ada.clone().claim("sid", "s2").claim("uti", "t2"),
        ada.claim("oid", BOB).claim("sid", "s3").claim("uti", "t3"),
        Token::of_application(&authority.issuer()).claim("uti", "t4"),
    ]
}

#[tokio::test]
async fn whoever_is_revoked_is_refused_at_the_next_request_and_nobody_else() {
    let application = "66666666-ffff-4fff-8fff-666666666666";
    for strict in [false, true] {
        for (whom, revoked) in [
            (user(ADA), [true, true, false, false]),
            (user(BOB), [false, false, true, false]),
            (user(&BOB.to_uppercase()), [false, false, true, false]),
            (user(application), [false, false, false, true]),
            (Whom::Session("s1".to_owned()), [true, false, false, false]),
            (Whom::Token("t2".to_owned()), [false, true, false, false]),
            (Whom::Everybody, [true; 4]),
            (user("nobody"), [false; 4]),
            (Whom::Session("t1".to_owned()), [false; 4]),
            (Whom::Token("s1".to_owned()), [false; 4]),
            (Whom::Session(ADA.to_owned()), [false; 4]),
            (Whom::User(Key::of_subject(TENANT, ADA)), [false; 4]),
            (Whom::User(Key::of_object("", ADA)), [false; 4]),
        ] {
            let world = world_with(|builder| builder.strict_cache(strict)).await;
            let tokens = tokens(&world.authority).map(|token| token.sign());
            for token in &tokens {
                world.accepts(token).await;
            }
            world.engine.revoke(&whom);
            for (token, revoked) in tokens.iter().zip(revoked) {
                for _ in 0..3 {
                    if revoked {
                        assert_eq!(world.code(token).await, "revoked", "{whom:?}");
                    } else {
                        world.accepts(token).await;
                    }
                }
            }
        }
    }
}

/// One that was not seen before, too.
#[tokio::test]
async fn a_token_that_comes_after_its_revocation_is_refused() {
    let world = world().await;
    world.engine.revoke(&user(ADA));
    let token = world.user().sign();
    assert_eq!(world.code(&token).await, "revoked");
    // The signature comes first: who is revoked is nobody's business.
    let forged = world.user().forged_by(&Signer::second()).sign();
    assert_eq!(world.code(&forged).await, "signature");
}

#[tokio::test]
async fn what_is_issued_later_counts_again() {
    let world = world().await;
    world.hand.advance(Duration::from_secs(100));
    world.engine.revoke(&user(ADA));
    world.engine.revoke(&Whom::Session("s1".to_owned()));
    let issued = |time: u64| world.user().claim("sid", "s1").claim("iat", time).sign();
    // Clocks may differ by a minute, and a token be dated accordingly.
    for time in [NOW, NOW + 99, NOW + 100, NOW + 160] {
        assert_eq!(world.code(&issued(time)).await, "revoked");
    }
    world.hand.advance(Duration::from_secs(1));
    world.accepts(&issued(NOW + 161)).await;
    // The later of two counts, whichever was said first.
    world.hand.advance(Duration::from_secs(99));
    world.engine.revoke(&user(ADA));
    assert_eq!(world.code(&issued(NOW + 200)).await, "revoked");
    world.hand.set(NOW + 50);
    world.engine.revoke(&user(ADA));
    world.hand.set(NOW + 210);
    assert_eq!(world.code(&issued(NOW + 260)).await, "revoked");
    world.accepts(&issued(NOW + 261)).await;
}

#[tokio::test]
async fn when_there_are_too_many_more_is_refused_and_never_less() {
    let logs = Logs::capture();
    let world = world().await;
    let ada = world.user().claim("iat", NOW - 100).sign();
    let bob = world.user().claim("oid", BOB).claim("iat", NOW + 5_000);
    let bob = bob.claim("nbf", NOW).claim("exp", NOW + 9_000).sign();
    world.engine.revoke(&user(ADA));
    for number in 0..10_000 {
        if number % 100 == 0 {
            assert_eq!(world.code(&ada).await, "revoked", "{number}");
        }
        world.engine.revoke(&user(&format!("user {number}")));
        if number % 5 == 4 {
            world.hand.advance(Duration::from_secs(1));
        }
    }
    assert_eq!(world.code(&ada).await, "revoked");
    assert!(logs.text().contains("more than 10000 revocations"));
    // Nobody revoked Carla, but her token is of the time that had to be closed altogether.
    let carla = "88888888-dddd-4ddd-8ddd-444444444444";
    let carla = world.user().claim("oid", carla).claim("exp", NOW + 9_000);
    assert_eq!(world.code(&carla.clone().sign()).await, "revoked");
    world.accepts(&carla.claim("iat", NOW + 1_900).sign()).await;
    world.hand.set(NOW + 5_000);
    world.accepts(&bob).await;
}

/// Revoked and verified at once, again and again: whoever comes after `revoke` has returned is refused.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_verification_under_way_outlives_a_revocation() {
    let world = Arc::new(world().await);
    for number in 0..20 {
        let object = format!("44444444-dddd-4ddd-8ddd-{number:012}");
        let token = world.user().claim("oid", object.clone()).sign();
        let callers: Vec<_> = (0..50)
            .map(|_| {
                let (engine, token) = (world.engine.clone(), token.clone());
                tokio::spawn(async move { engine.verify(&token).await.is_ok() })
            })
            .collect();
        tokio::task::yield_now().await;
        world.engine.revoke(&user(&object));
        assert_eq!(world.code(&token).await, "revoked");
        for caller in callers {
            caller.await.unwrap();
            assert_eq!(world.code(&token).await, "revoked");
        }
    }
}

/// The same where it cannot be a matter of luck: the verification waits for its key while its user is revoked.
#[tokio::test]
async fn who_is_revoked_while_the_key_is_fetched_is_refused() {
    let world = world().await;
    let set = json!({"keys": [Signer::first().jwk(), Signer::second().jwk()]});
    let set = set.to_string().into_bytes();
    world.authority.answer("/keys", Answer::Later(set));
    let token = world.user().signed_by(&Signer::second()).sign();
    let (engine, theirs) = (world.engine.clone(), token.clone());
    let verifying = tokio::spawn(async move { engine.verify(&theirs).await });
    while world.authority.requests("/keys") < 2 {
        tokio::task::yield_now().await;
    }
    world.engine.revoke(&user(ADA));
    world.authority.go_on();
    match verifying.await.unwrap() {
        Err(Unproven::Refused(fault)) => assert_eq!(fault.code(), "revoked"),
        other => panic!("{other:?}"),
    }
}

#[protected(permission = "view")]
async fn read() -> &'static str {
    "read"
}

#[tokio::test]
async fn a_client_that_understands_is_told_from_when_on_and_others_that_the_token_is_bad() {
    let authority = Authority::start().await;
    let (clock, hand) = Clock::by_hand(NOW);
    let builder = Engine::builder(policy::Policy)
        .tenant_id(TENANT)
        .client_id(CLIENT)
        .authority(authority.base())
        .clock(clock);
    let engine = builder.start().await.unwrap();
    let router = Router::new().route("/read", get(read));
    let router = router.with(engine.clone()).unwrap();
    let of_user = Token::of_user(&authority.issuer())
        .claim("roles", json!(["Viewer"]))
        .claim("scp", "Things.Read");
    let caller = |token: &Token| Caller::of(router.clone()).holding(&token.sign());
    let able = caller(&of_user.clone().claim("xms_cc", json!(["cp1"])));
    let unable = caller(&of_user.clone().claim("xms_cc", json!(["other"])));
    let silent = caller(&of_user);
    let application = Token::of_application(&authority.issuer());
    let application = application.claim("roles", json!(["Admin"]));
    let application = caller(&application.claim("xms_cc", json!(["cp1"])));
    for known in [&able, &unable, &silent, &application] {
        assert_eq!(known.get("/read").await.status, StatusCode::OK);
    }
    hand.advance(Duration::from_secs(10));
    engine.revoke(&Whom::Everybody);

    let answer = able.get("/read").await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    let time = json!({"essential": true, "value": (NOW + 70).to_string()});
    let wanted = json!({"access_token": {"nbf": time}});
    assert_eq!(challenge::claims(&answer), wanted);
    let sign_in = format!(
        r#", authorization_uri="{}/{TENANT}/oauth2/v2.0/authorize""#,
        authority.base()
    );
    let challenge = answer.header("www-authenticate").unwrap();
    assert!(challenge.ends_with(&sign_in), "{challenge}");

    for other in [unable, silent, application] {
        let answer = other.get("/read").await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
        let challenge = answer.header("www-authenticate");
        assert_eq!(challenge, Some(r#"Bearer error="invalid_token""#));
    }
}
