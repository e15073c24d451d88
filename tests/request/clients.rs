//! Which applications may call, how they must have proved themselves, and how old what they bring may be.

use std::time::Duration;

use rolecall::Fault;
use rolecall::entra::ClientProof;
use rolecall_tests::world::world_with;
use rolecall_tests::{NOW, Token, World, world};
use serde_json::{Value, json};

/// Those of `World::user` and `World::application`.
const OF_USER: &str = "33333333-cccc-4ccc-8ccc-333333333333";
const OF_APPLICATION: &str = "55555555-eeee-4eee-8eee-555555555555";

#[tokio::test]
async fn an_application_that_is_not_listed_may_not_call() {
    let world = world_with(|builder| builder.client_apps([OF_USER])).await;
    world.accepts(&world.user().sign()).await;
    let refused = world.refuses(&world.application().sign()).await;
    assert_eq!(refused, Fault::ClientNotListed);
    for near in [
        OF_USER.to_uppercase(),
        format!("{OF_USER} "),
        format!("{{{OF_USER}}}"),
        OF_USER.replace('-', ""),
        OF_USER[..35].to_owned(),
        format!("{OF_USER},{OF_APPLICATION}"),
    ] {
        let token = world.user().claim("azp", near.clone()).sign();
        let refused = world.refuses(&token).await;
        assert_eq!(refused, Fault::ClientNotListed, "{near}");
    }
    // Another claim does not stand in for it.
    let token = world
        .application()
        .claim("client_id", OF_USER)
        .claim("appid", OF_USER);
    assert_eq!(world.refuses(&token.sign()).await, Fault::ClientNotListed);

    let world = world_with(|builder| builder.client_apps([OF_USER, OF_APPLICATION])).await;
    world.accepts(&world.user().sign()).await;
    world.accepts(&world.application().sign()).await;
}

#[tokio::test]
async fn an_application_is_listed_in_any_case_and_compared_in_lower_case() {
    let world = world_with(|builder| builder.client_apps([OF_USER.to_uppercase()])).await;
    world.accepts(&world.user().sign()).await;
}

#[tokio::test]
async fn applications_of_another_openid_provider_are_listed_as_they_are_written() {
    let world = World::elsewhere(|builder| builder.client_apps(["Portal", "batch"])).await;
    let token = Token::of_stranger(&world.authority.base());
    for name in ["azp", "client_id"] {
        for listed in ["Portal", "batch"] {
            world
                .accepts(&token.clone().claim(name, listed).sign())
                .await;
        }
        for other in ["portal", "Portal ", ""] {
            let token = token.clone().claim(name, other).sign();
            assert_eq!(
                world.refuses(&token).await,
                Fault::ClientNotListed,
                "{other}"
            );
        }
    }
    let refused = world.refuses(&token.sign()).await;
    assert_eq!(refused, Fault::ClientNotListed);
}

#[tokio::test]
async fn an_application_proves_itself_at_least_as_well_as_is_asked_for() {
    let proofs = [
        ClientProof::Public,
        ClientProof::Secret,
        ClientProof::Certificate,
    ];
    for (least, asked) in proofs.into_iter().enumerate() {
        let world = world_with(|builder| builder.client_proof(asked)).await;
        for (sent, proof) in proofs.into_iter().enumerate() {
            let token = world.user().claim("azpacr", sent.to_string()).sign();
            if sent < least {
                assert_eq!(world.refuses(&token).await, Fault::ClientProof);
            } else {
                assert_eq!(world.accepts(&token).await.client_proof(), Some(proof));
            }
        }
        let silent = world.user().without("azpacr").sign();
        assert_eq!(world.refuses(&silent).await, Fault::ClientProof);
    }
    let world = world().await;
    let silent = world.user().without("azpacr").sign();
    assert_eq!(world.accepts(&silent).await.client_proof(), None);
}

#[tokio::test]
async fn a_proof_that_is_none_is_refused_even_where_none_is_asked_for() {
    let world = world().await;
    for odd in [
        json!("3"),
        json!(""),
        json!("00"),
        json!(" 2"),
        json!(2),
        json!(["2"]),
        json!(null),
    ] {
        let token = world.user().claim("azpacr", odd.clone()).sign();
        let refused = world.refuses(&token).await;
        assert_eq!(refused, Fault::Claim("azpacr".to_owned()), "{odd}");
    }
}

#[tokio::test]
async fn a_token_that_is_too_old_is_refused_though_it_lives() {
    let world = world_with(|builder| builder.max_token_age(Duration::from_mins(20))).await;
    let issued = |at: u64| world.user().claim("iat", at).sign();
    world.accepts(&issued(NOW - 1_200)).await;
    world.accepts(&issued(NOW - 1_259)).await;
    for at in [NOW - 1_260, NOW - 3_600, 0] {
        assert_eq!(world.refuses(&issued(at)).await, Fault::TooOld, "{at}");
    }
    let robot = world.application().claim("iat", NOW - 1_260).sign();
    assert_eq!(world.refuses(&robot).await, Fault::TooOld);
}

#[tokio::test]
async fn what_is_remembered_grows_too_old_as_well() {
    let world = world_with(|builder| builder.max_token_age(Duration::from_mins(20))).await;
    let token = world.user().claim("iat", NOW - 1_200).sign();
    world.accepts(&token).await;
    world.hand.advance(Duration::from_secs(59));
    world.accepts(&token).await;
    world.hand.advance(Duration::from_secs(1));
    assert_eq!(world.refuses(&token).await, Fault::TooOld);

    let world = world_with(|builder| builder.max_sign_in_age(Duration::from_mins(10))).await;
    let token = world.user().claim("auth_time", NOW - 600).sign();
    world.accepts(&token).await;
    world.hand.advance(Duration::from_secs(59));
    world.accepts(&token).await;
    world.hand.advance(Duration::from_secs(1));
    assert_eq!(world.refuses(&token).await, Fault::TooOld);
}

#[tokio::test]
async fn a_sign_in_that_is_too_old_is_refused_of_people() {
    let world = world_with(|builder| builder.max_sign_in_age(Duration::from_hours(1))).await;
    let signed_in = |at: u64| world.user().claim("auth_time", at).sign();
    for at in [NOW + 60, NOW, NOW - 3_600, NOW - 3_659] {
        world.accepts(&signed_in(at)).await;
    }
    for at in [NOW - 3_660, NOW - 86_400, 0] {
        assert_eq!(world.refuses(&signed_in(at)).await, Fault::TooOld, "{at}");
    }
    let unusable = Fault::Claim("auth_time".to_owned());
    assert_eq!(world.refuses(&world.user().sign()).await, unusable);
    world.accepts(&world.application().sign()).await;
}

#[tokio::test]
async fn of_two_ages_the_first_to_be_reached_counts() {
    let both = |token, sign_in| {
        world_with(move |builder| {
            builder
                .max_token_age(Duration::from_mins(token))
                .max_sign_in_age(Duration::from_mins(sign_in))
        })
    };
    for world in [both(10, 60).await, both(60, 10).await] {
        let token = world.user().claim("auth_time", NOW).sign();
        world.accepts(&token).await;
        world.hand.advance(Duration::from_secs(660));
        assert_eq!(world.refuses(&token).await, Fault::TooOld);
    }
}

#[tokio::test]
async fn a_time_of_sign_in_that_is_none_is_refused_of_everybody() {
    let odd: [Value; 6] = [
        json!(null),
        json!(NOW.to_string()),
        json!(-1),
        json!(1_u64 << 53),
        json!([NOW]),
        json!(true),
    ];
    let world = world().await;
    for odd in odd {
        for token in [world.user(), world.application()] {
            let refused = world
                .refuses(&token.claim("auth_time", odd.clone()).sign())
                .await;
            assert_eq!(refused, Fault::Claim("auth_time".to_owned()), "{odd}");
        }
    }
    let from_the_future = world.user().claim("auth_time", NOW + 61).sign();
    assert_eq!(world.refuses(&from_the_future).await, Fault::NotYetValid);
}
