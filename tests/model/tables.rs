//! The documents against the model: what the OpenAPI document calls enough is enough, nothing of it can be spared, and
//! whoever could pass finds a way; and every cell of the matrix is true.

use std::collections::BTreeSet;

use proptest::prelude::*;
use random::POLICIES;

use crate::cases::try_all;
use crate::naive::{self, Caller, Rule};
use crate::question::{Question, question_in};
use crate::told::{Alternative, Told};

/// All sets of a policy's roles are tried, so they may not be too many.
const MOST_ROLES: usize = 8;

#[test]
fn each_alternative_of_the_document_is_enough() {
    try_all("alternatives", 5, &small(true), |question| {
        let told = Told::of(&question);
        prop_assert!(!told.alternatives.is_empty());
        for alternative in &told.alternatives {
            // Where nobody can pass, the document still has to say that credentials are needed.
            let nobody = *alternative == Alternative::Application(BTreeSet::new());
            prop_assert!(
                passes(&question, alternative) || nobody && told.alternatives.len() == 1,
                "{:?}",
                alternative
            );
        }
        Ok(())
    });
}

#[test]
fn nothing_of_an_alternative_can_be_spared_where_nothing_is_denied() {
    try_all("spared", 5, &small(false), |question| {
        for alternative in Told::of(&question).alternatives {
            for less in alternative.with_one_less() {
                prop_assert!(
                    !passes(&question, &less),
                    "{:?} would do for {:?}",
                    less,
                    alternative
                );
            }
        }
        Ok(())
    });
}

#[test]
fn whoever_could_pass_finds_a_way_where_nothing_is_denied() {
    try_all("found", 5, &small(false), |question| {
        let alternatives = Told::of(&question).alternatives;
        let written = &question.pair().written;
        let scopes = naive::scopes(written).into_iter().map(str::to_owned);
        let a_person_could = passes(&question, &Alternative::Person(scopes.collect()));
        let says_so = |one: &Alternative| matches!(one, Alternative::Person(_));
        prop_assert_eq!(a_person_could, alternatives.iter().any(says_so));

        let mut sets = sets_of_values(&question).into_iter();
        let an_application_could = sets.any(|roles| may(&question, true, roles, BTreeSet::new()));
        let found = alternatives
            .iter()
            .any(|one| matches!(one, Alternative::Application(_)) && passes(&question, one));
        prop_assert_eq!(an_application_could, found);
        Ok(())
    });
}

#[test]
fn every_cell_of_the_matrix_is_true_where_nothing_is_denied() {
    try_all("cells", 5, &small(false), |question| {
        let told = Told::of(&question);
        for role in question.pair().written.roles {
            let cell = told.cells[role.name].as_str();
            prop_assert_eq!(cell, Some(cell_of(&question, role).1), "{}", role.name);
        }
        Ok(())
    });
}

/// With `not` a way through may be missed, and none is made up.
#[test]
fn no_cell_of_the_matrix_promises_too_much() {
    try_all("promises", 5, &small(true), |question| {
        let told = Told::of(&question);
        for role in question.pair().written.roles {
            let worth = ["no", "checked", "yes"];
            let told = worth.iter().position(|cell| told.cells[role.name] == *cell);
            let (best, _) = cell_of(&question, role);
            prop_assert!(told.is_some_and(|told| told <= best), "{}", role.name);
        }
        Ok(())
    });
}

/// Questions that only name what their policy declares, about policies of few roles.
pub fn small(with_not: bool) -> impl Strategy<Value = Question> {
    let mut policies: Vec<_> = (0..POLICIES.len()).collect();
    policies.retain(|policy| POLICIES[*policy].written.roles.len() <= MOST_ROLES);
    let known = |question: &Question| !names_another(&question.rule);
    question_in(policies, with_not)
        .prop_filter("names of another policy are refused at the start", known)
        .prop_map(|mut question| {
            question.answers.fill(None);
            question
        })
}

fn names_another(rule: &Rule) -> bool {
    match rule {
        Rule::All(rules) | Rule::Any(rules) => rules.iter().any(names_another),
        Rule::Not(rule) | Rule::Shadow(rule) => names_another(rule),
        Rule::Elsewhere(_) => true,
        _ => false,
    }
}

/// Whether somebody passes this way: a person with some of the roles, or an application with just these.
fn passes(question: &Question, alternative: &Alternative) -> bool {
    match alternative {
        Alternative::Person(scopes) => {
            let mut sets = sets_of_values(question).into_iter();
            sets.any(|roles| may(question, false, roles, scopes.clone()))
        }
        Alternative::Application(names) => {
            let roles = question.pair().written.roles.iter();
            let held = roles.filter(|role| names.contains(role.name));
            let values = held.map(|role| role.value.to_owned()).collect();
            may(question, true, values, BTreeSet::new())
        }
    }
}

fn sets_of_values(question: &Question) -> Vec<BTreeSet<String>> {
    let roles = question.pair().written.roles.iter();
    subsets(&roles.map(|role| role.value.to_owned()).collect::<Vec<_>>())
}

/// Whether such a caller passes, if every checker that is asked agrees.
fn may(
    question: &Question,
    application: bool,
    roles: BTreeSet<String>,
    scopes: BTreeSet<String>,
) -> bool {
    judged(question, application, roles, scopes) != Some(false)
}

fn judged(
    question: &Question,
    application: bool,
    roles: BTreeSet<String>,
    scopes: BTreeSet<String>,
) -> Option<bool> {
    let caller = Caller {
        application,
        roles,
        scopes,
        // The documents speak of callers who have met them all.
        contexts: (1..4).collect(),
        unknown: BTreeSet::new(),
    };
    naive::holds(
        &question.rule,
        &question.pair().written,
        &caller,
        &question.answers,
    )
}

/// The best that a holder of one role can do, with any scopes: its worth, and what it is called.
fn cell_of(question: &Question, role: &random::Role) -> (usize, &'static str) {
    let value = || BTreeSet::from([role.value.to_owned()]);
    // An application in its own name carries none.
    let application = role
        .application
        .then(|| judged(question, true, value(), BTreeSet::new()));
    let scopes = if role.user {
        sets_of_scopes(question)
    } else {
        Vec::new()
    };
    let people = scopes
        .into_iter()
        .map(|scopes| judged(question, false, value(), scopes));
    let worth = |opinion| match opinion {
        Some(false) => (0, "no"),
        None => (1, "checked"),
        Some(true) => (2, "yes"),
    };
    people
        .chain(application)
        .map(worth)
        .max()
        .unwrap_or((0, "no"))
}

fn sets_of_scopes(question: &Question) -> Vec<BTreeSet<String>> {
    let scopes = naive::scopes(&question.pair().written).into_iter();
    subsets(&scopes.map(str::to_owned).collect::<Vec<_>>())
}

fn subsets(all: &[String]) -> Vec<BTreeSet<String>> {
    let set = |bits: usize| {
        let chosen = all
            .iter()
            .enumerate()
            .filter(|(place, _)| bits >> place & 1 == 1);
        chosen.map(|(_, name)| name.clone()).collect()
    };
    (0..1 << all.len()).map(set).collect()
}
