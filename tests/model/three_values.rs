//! Yes, no, and what cannot be told: Kleene's tables, and that nobody passes by what cannot be told.

use axum::http::StatusCode;
use rolecall::decision::{Decision, Lack};
use rolecall::identity::Grants;
use rolecall::policy::{Expression, Kind, Requirement};
use rolecall::{Router, get, protected, require};
use rolecall_tests::house::Town;

#[expect(deprecated, reason = "a role that grants nothing is meant here")]
mod policy {
    rolecall::permissions! { view }
    rolecall::roles! { Viewer: [view], Editor: [view], Admin: Editor, Auditor: [] }
}

mod other {
    rolecall::permissions! { view }
    rolecall::roles! { Viewer: [view] }
}

type Value = Option<bool>;
const YES: Value = Some(true);
const NO: Value = Some(false);
const UNTOLD: Value = None;

/// Checker 0, checker 1: what they and their joint come to.
const TABLE: [(Value, Value, Value, Value); 9] = [
    (YES, YES, YES, YES),
    (YES, NO, NO, YES),
    (YES, UNTOLD, UNTOLD, YES),
    (NO, YES, NO, YES),
    (NO, NO, NO, NO),
    (NO, UNTOLD, NO, UNTOLD),
    (UNTOLD, YES, UNTOLD, YES),
    (UNTOLD, NO, NO, UNTOLD),
    (UNTOLD, UNTOLD, UNTOLD, UNTOLD),
];

const fn check(place: u8) -> Expression {
    Expression::Check(rolecall::__private::Check::new("checker", place))
}

const BOTH: Expression = Expression::All(&[check(0), check(1)]);
const EITHER: Expression = Expression::Any(&[check(0), check(1)]);

const CHECK: Expression = check(0);

fn decided(expression: Expression, answers: &[Value]) -> Value {
    let demand = Box::leak(Box::new(rolecall::__private::Demand::of(expression)));
    let nobody_special = Grants::hypothetical(policy::Policy, Kind::User, [], []);
    let requirement = Requirement::new(demand);
    match rolecall::__private::decide_answered(&nobody_special, requirement, answers) {
        Decision::Granted => YES,
        Decision::Refused => NO,
        Decision::Unknown => UNTOLD,
    }
}

#[test]
fn all_and_any_follow_kleenes_tables() {
    for (one, two, all, any) in TABLE {
        assert_eq!(decided(BOTH, &[one, two]), all, "all of {one:?}, {two:?}");
        assert_eq!(decided(EITHER, &[one, two]), any, "any of {one:?}, {two:?}");
    }
}

#[test]
fn what_cannot_be_told_cannot_be_denied_either() {
    for (value, denied) in [(YES, NO), (NO, YES), (UNTOLD, UNTOLD)] {
        assert_eq!(decided(Expression::Not(&CHECK), &[value]), denied);
    }
    // De Morgan's laws hold for three values too.
    for (one, two, all, any) in TABLE {
        let flip = |value: Value| value.map(|held| !held);
        assert_eq!(decided(Expression::Not(&BOTH), &[one, two]), flip(all));
        assert_eq!(decided(Expression::Not(&EITHER), &[one, two]), flip(any));
    }
}

#[test]
fn a_checker_without_an_answer_is_untold() {
    assert_eq!(decided(check(0), &[]), UNTOLD);
    assert_eq!(decided(check(2), &[YES, YES]), UNTOLD);
}

#[test]
fn what_is_only_watched_always_holds() {
    for value in [YES, NO, UNTOLD] {
        assert_eq!(decided(Expression::Shadow(&CHECK), &[value]), YES);
    }
}

#[protected(policy = policy, not(role = "Auditor"))]
async fn not_for_auditors() {}

#[protected(policy = other, not(permission = "view"))]
async fn denied_elsewhere() {}

#[protected(policy = other, any(authenticated, permission = "view"))]
async fn settled() {}

#[tokio::test]
async fn not_of_nobody_lets_nobody_pass() {
    let town = Town::under(policy::Policy).await;
    let house = town.house(Router::new().route("/", get(not_for_auditors)));
    assert_eq!(
        house.anonymous().get("/").await.status,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(house.user("viewer").get("/").await.status, StatusCode::OK);
    assert_eq!(
        house.user("auditor").get("/").await.status,
        StatusCode::FORBIDDEN
    );
}

#[tokio::test]
async fn what_cannot_be_told_lets_nobody_pass_unless_another_term_settles_it() {
    let town = Town::under(policy::Policy).await;
    let routes = axum::Router::new()
        .route("/denied", axum::routing::get(denied_elsewhere))
        .route("/settled", axum::routing::get(settled))
        .layer(town.engine.layer());
    let house = town.plain(routes);
    for name in ["viewer", "admin", "nobody"] {
        let answer = house.user(name).get("/denied").await;
        assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR, "{name}");
    }
    assert_eq!(
        house.user("nobody").get("/settled").await.status,
        StatusCode::OK
    );
    assert_eq!(
        house.anonymous().get("/settled").await.status,
        StatusCode::UNAUTHORIZED
    );
}

/// A viewer, one of whose groups may make them an editor.
fn perhaps_editor() -> Grants {
    let viewer = Grants::hypothetical(
        policy::Policy,
        Kind::User,
        [policy::role::Viewer.into()],
        [],
    );
    viewer.with_unknown_groups([policy::role::Editor.into()])
}

macro_rules! decided {
    ($($rule:tt)+) => {
        match rolecall::decision::decide(&perhaps_editor(), require!(policy = policy, $($rule)+)) {
            Decision::Granted => YES,
            Decision::Refused => NO,
            Decision::Unknown => UNTOLD,
        }
    };
}

#[test]
fn what_unknown_groups_may_bring_is_untold() {
    assert_eq!(decided!(role = "Viewer"), YES);
    assert_eq!(decided!(role = "Editor"), UNTOLD);
    assert_eq!(decided!(role = "Admin"), NO);
    assert_eq!(decided!(not(role = "Editor")), UNTOLD);
    assert_eq!(decided!(not(role = "Admin")), YES);
    assert_eq!(decided!(any(role = "Editor", permission = "view")), YES);
    assert_eq!(decided!(any(role = "Editor", role = "Admin")), UNTOLD);
    assert_eq!(decided!(all(role = "Editor", role = "Admin")), NO);
    assert_eq!(decided!(all(role = "Editor", role = "Viewer")), UNTOLD);
    assert_eq!(decided!(not(all(role = "Editor", role = "Admin"))), YES);
}

#[test]
fn what_is_unknown_is_not_listed_as_held() {
    let roles: Vec<_> = perhaps_editor().roles().map(|role| role.name()).collect();
    assert_eq!(roles, ["Viewer"]);
}

/// What unknown groups may bring is not lacking, and an explanation does not say so.
#[test]
fn an_explanation_speaks_of_what_is_known() {
    let requirement = require!(policy = policy, all(role = "Editor", role = "Auditor"));
    let lack = Lack::of(&perhaps_editor(), requirement);
    assert_eq!(lack.role(), None);
    assert_eq!(lack.to_string(), r#"lacks role = "Auditor""#);
}
