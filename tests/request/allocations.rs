//! The hit path allocates nothing: neither the decision nor the whole guard of a caller who is known.

use std::convert::Infallible;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use axum::extract::{FromRequestParts, Request, State};
use axum::http::StatusCode;
use rolecall::__private::{All, Any, Checked, CheckedGuard, Guard};
use rolecall::decision::{Decision, decide};
use rolecall::directory::TokenRequest;
use rolecall::{Identity, checker, require};
use rolecall_tests::house::Town;
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
