//! What the tables decide against what the model says: for callers who might be, and for callers with tokens.

use std::collections::BTreeSet;

use proptest::prelude::*;
use rolecall::decision::{Decision, Lack};
use rolecall::identity::Grants;
use rolecall::policy::{AuthenticationContext, Kind, Role, Scope};

use crate::cases::try_all;
use crate::naive::{self, Caller, Names};
use crate::question::{Question, question, question_without_denial};

#[test]
fn the_tables_decide_as_the_model_does() {
    try_all("decisions", 100, &question(), |question| {
        let grants = grants(&question, &question.caller);
        prop_assert_eq!(decided(&question, &grants), question.naive());
        held_alike(&question, &grants)
    });
}

/// Kleene's order: nobody is worse off for a role more.
#[test]
fn a_role_more_never_takes_a_right_away_where_nothing_is_denied() {
    let strategy = (question_without_denial(), any::<prop::sample::Index>());
    try_all("a role more", 100, &strategy, |(question, more)| {
        let roles = question.pair().written.roles;
        let mut promoted = question.caller.clone();
        promoted.roles.insert(more.get(roles).value.to_owned());
        let before = decided(&question, &grants(&question, &question.caller));
        let after = decided(&question, &grants(&question, &promoted));
        prop_assert!(
            worth(before) <= worth(after),
            "{:?} became {:?}",
            before,
            after
        );

        let (less, more) = (&question.caller, &promoted);
        let pair = question.pair();
        let held = |caller| naive::permissions(&pair.written, caller);
        prop_assert!(held(less).is_subset(&held(more)));
        let (less, more) = (grants(&question, less), grants(&question, more));
        let more: Vec<_> = more.permissions().collect();
        prop_assert!(
            less.permissions()
                .all(|permission| more.contains(&permission))
        );
        Ok(())
    });
}

/// The explanation of a refusal is for the log; it must be true.
#[test]
fn what_an_explanation_names_would_have_been_enough() {
    try_all("explanations", 25, &question(), |mut question| {
        question.answers.fill(None);
        let refused = grants(&question, &question.caller);
        if decided(&question, &refused) != Some(false) {
            return Ok(());
        }
        let lack = Lack::of(&refused, question.requirement());
        let smallest = roles_that_would_do(&question).min();
        let named = lack
            .role()
            .map(|role| naive::granted(&question.pair().written, role.name()).len());
        prop_assert_eq!(named, smallest, "{:?}", lack.role());

        let scopes: Names = lack.scopes().iter().map(|scope| scope.name()).collect();
        prop_assert_eq!(scopes.len(), lack.scopes().len(), "each once");
        if scopes.is_empty() {
            return Ok(());
        }
        prop_assert_eq!(
            carrying(&question, &scopes),
            Some(true),
            "with {:?}",
            scopes
        );
        for scope in &scopes {
            let mut fewer = scopes.clone();
            fewer.remove(scope);
            prop_assert_ne!(carrying(&question, &fewer), Some(true), "without {}", scope);
        }
        Ok(())
    });
}

/// How many permissions each role grants that would have been enough.
fn roles_that_would_do(question: &Question) -> impl Iterator<Item = usize> {
    let written = &question.pair().written;
    let before = naive::roles(written, &question.caller);
    let would_do = move |role: &&random::Role| {
        let mut promoted = question.clone();
        promoted.caller.roles.insert(role.value.to_owned());
        let after = naive::roles(written, &promoted.caller);
        // Nobody is advised to lose a role to one that excludes it.
        promoted.naive() == Some(true) && before.is_subset(&after)
    };
    let roles = written.roles.iter().filter(would_do);
    roles.map(|role| naive::granted(written, role.name).len())
}

/// The same question with these scopes in the token too.
fn carrying(question: &Question, scopes: &Names) -> Option<bool> {
    let mut carrying = question.clone();
    let names = scopes.iter().map(ToString::to_string);
    carrying.caller.scopes.extend(names);
    carrying.naive()
}

fn decided(question: &Question, grants: &Grants) -> Option<bool> {
    let requirement = question.requirement();
    match rolecall::__private::decide_answered(grants, requirement, &question.answers) {
        Decision::Granted => Some(true),
        Decision::Refused => Some(false),
        Decision::Unknown => None,
    }
}

fn worth(decision: Option<bool>) -> u8 {
    match decision {
        Some(false) => 0,
        None => 1,
        Some(true) => 2,
    }
}

/// Roles, permissions and scopes, all of them.
fn held_alike(question: &Question, grants: &Grants) -> Result<(), TestCaseError> {
    let (pair, caller) = (question.pair(), &question.caller);
    let roles: Names = grants.roles().map(Role::name).collect();
    prop_assert_eq!(roles, naive::roles(&pair.written, caller));
    let permissions: Names = grants
        .permissions()
        .map(|permission| permission.name())
        .collect();
    prop_assert_eq!(permissions, naive::permissions(&pair.written, caller));
    let scopes: Names = grants.scopes().map(Scope::name).collect();
    let declared = naive::scopes(&pair.written).into_iter();
    let carried: Names = declared
        .filter(|scope| caller.scopes.contains(*scope))
        .collect();
    prop_assert_eq!(scopes, carried);
    Ok(())
}

/// The caller as a supposition. What is not declared here is given as what another policy declares.
fn grants(question: &Question, caller: &Caller) -> Grants {
    let made = &question.pair().made;
    let kind = if caller.application {
        Kind::Application
    } else {
        Kind::User
    };
    let other = &random::POLICIES[(question.policy + 1) % random::POLICIES.len()].made;
    let of_values = |values: &BTreeSet<String>| -> Vec<_> {
        let mut roles = (made.roles)();
        roles.retain(|role| {
            role.app_role()
                .is_some_and(|app_role| values.contains(app_role.value))
        });
        roles
    };
    let (mut roles, mut unknown) = (of_values(&caller.roles), of_values(&caller.unknown));
    let mut scopes: Vec<_> = (made.scopes)();
    scopes.retain(|scope| caller.scopes.contains(scope.name()));
    if caller.roles.contains("Nobody.Declared.This") {
        roles.extend((other.roles)());
    }
    if caller.unknown.contains("Nobody.Declared.This") {
        unknown.extend((other.roles)());
    }
    if caller.scopes.contains("Else.Where") {
        scopes.extend((other.scopes)());
    }
    let contexts = caller.contexts.iter();
    (made.hypothetical)(kind, roles, scopes)
        .meeting(contexts.map(|number| AuthenticationContext::new(*number)))
        .with_unknown_groups(unknown)
}
