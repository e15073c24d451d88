//! The hit path allocates nothing: neither the decision nor the whole guard of a caller who is known.

use std::convert::Infallible;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use axum::extract::{FromRequestParts, Request, State};
use axum::http::StatusCode;
use rolecall::__private::{All, Any, Checked, CheckedGuard, Guard};
use rolecall::decision::{Decision, decide};
use rolecall::directory::TokenRequest;
use rolecall::identity::Key;
use rolecall::{Identity, checker, require};
use rolecall::{Unproven, Whom};
use rolecall_tests::house::Town;
use rolecall_tests::signer::rsa_jwk;
use rolecall_tests::world::world_with;
use rolecall_tests::{Authority, Signer, TENANT, World, world};
use tower::{Layer, service_fn};

use crate::policy;

#[tokio::test]
async fn a_decision_allocates_nothing() {
    let town = Town::under(policy::Policy).await;
    let token = town.token(&TokenRequest::user("editor"));
    let editor = town.engine.verify(&token).await.expect("an editor");
    let nested = require!(any(
        role = "Admin",
        all(
            permission = "edit",
            not(scope = "Things.Read"),
            caller = "user"
        )
    ));
    let counted = allocation_counter::measure(|| {
        assert_eq!(
            decide(editor.grants(), require!(permission = "edit")),
            Decision::Granted
        );
        assert_eq!(
            decide(editor.grants(), require!(permission = "audit.read")),
            Decision::Refused
        );
        assert_eq!(decide(editor.grants(), nested), Decision::Refused);
    });
    assert_eq!(counted.count_total, 0);
}

type Rule = Any<(
    policy::role::Admin,
    All<(policy::permission::view, policy::scope::Things_Read)>,
)>;

/// How often a guard allocates on its way to let somebody pass.
async fn count<G: FromRequestParts<usize>>(
    request: Request,
) -> Result<axum::response::Response, Infallible> {
    let (mut parts, _) = request.into_parts();
    let counted = allocation_counter::measure(|| {
        let mut guard = pin!(G::from_request_parts(&mut parts, &1));
        let answer = guard.as_mut().poll(&mut Context::from_waker(Waker::noop()));
        assert!(
            matches!(answer, Poll::Ready(Ok(_))),
            "known callers pass at once"
        );
    });
    Ok(axum::response::IntoResponse::into_response(
        counted.count_total.to_string(),
    ))
}

#[tokio::test]
async fn the_guard_of_a_known_caller_answers_at_once_and_allocates_nothing() {
    let town = Town::under(policy::Policy).await;
    let token = town.token(&TokenRequest::user("viewer"));
    town.engine.verify(&token).await.expect("a viewer");
    let service = town.engine.layer().layer(service_fn(count::<Guard<Rule>>));
    let house = town.plain(axum::Router::new().fallback_service(service));
    let answer = house.holding(&token).get("/").await;
    assert_eq!((answer.status, answer.body.as_str()), (StatusCode::OK, "0"));
}

#[checker]
fn one(_: &Identity, State(number): State<usize>) -> bool {
    number == 1
}

#[checker]
async fn two(user: &Identity, State(number): State<usize>) -> Result<bool, String> {
    std::future::ready(()).await;
    Ok(user.may(policy::permission::view) && number < 2)
}

type CheckedRule = All<(
    policy::permission::view,
    Checked<(one,), 0>,
    Checked<(two,), 1>,
)>;

#[tokio::test]
async fn a_guard_that_asks_checkers_allocates_nothing_of_its_own() {
    let town = Town::under(policy::Policy).await;
    let token = town.token(&TokenRequest::user("viewer"));
    town.engine.verify(&token).await.expect("a viewer");
    let counted = service_fn(count::<CheckedGuard<CheckedRule, (one, two)>>);
    let service = town.engine.layer().layer(counted);
    let house = town.plain(axum::Router::new().fallback_service(service));
    let answer = house.holding(&token).get("/").await;
    assert_eq!((answer.status, answer.body.as_str()), (StatusCode::OK, "0"));
}

/// How often a future allocates that never waits.
fn allocations<T>(future: impl Future<Output = T>) -> (T, u64) {
    let (mut future, mut answer) = (pin!(future), None);
    let counted = allocation_counter::measure(|| {
        let Poll::Ready(ready) = future
            .as_mut()
            .poll(&mut Context::from_waker(Waker::noop()))
        else {
            panic!("it waits for something");
        };
        answer = Some(ready);
    });
    (answer.unwrap(), counted.count_total)
}

#[tokio::test]
async fn a_hundred_thousand_dots_are_refused_without_any_work() {
    let world = world_with(|builder| builder.max_token_bytes(1 << 20)).await;
    let token = world.user().sign();
    for dots in [
        ".".repeat(100_000),
        format!("{token}."),
        "a.".repeat(300_000),
    ] {
        let (answer, allocations) = allocations(world.engine.verify(&dots));
        match answer {
            Err(Unproven::Refused(fault)) => assert_eq!(fault.code(), "malformed"),
            other => panic!("{other:?}"),
        }
        assert_eq!(allocations, 0);
    }
}

#[tokio::test]
async fn keys_are_parsed_when_they_come_and_not_for_each_token() {
    let authority = Authority::start().await;
    let mut counts = Vec::new();
    for others in [0, 90] {
        let others = (0..others).map(|number| rsa_jwk(&format!("k{number}"), 256, &[1, 0, 1]));
        let keys: Vec<_> = others.chain([Signer::first().jwk()]).collect();
        authority.publish_keys(&keys);
        let world = World::of(authority.clone(), |builder| builder).await;
        world.accepts(&world.user().sign()).await;
        let token = world.user().claim("uti", "another").sign();
        let (answer, allocations) = allocations(world.engine.verify(&token));
        answer.unwrap();
        counts.push(allocations);
    }
    // Numbers vary by a few; ninety keys would make more of a difference.
    assert!(counts[1] < counts[0] + 45, "{counts:?}");
}

#[tokio::test]
async fn revocations_of_others_cost_no_allocation() {
    let world = world().await;
    let token = world.user().claim("sid", "s1").sign();
    world.accepts(&token).await;
    let others = Key::of_object(TENANT, "77777777-dddd-4ddd-8ddd-444444444444");
    for whom in [
        Whom::User(others),
        Whom::Session("s2".to_owned()),
        Whom::Token("t2".to_owned()),
    ] {
        world.engine.revoke(&whom);
    }
    let (answer, allocations) = allocations(world.engine.verify(&token));
    answer.unwrap();
    assert_eq!(allocations, 0);
}
