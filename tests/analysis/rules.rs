//! Random rules: as data, which the decision reads, and in the normal form of the analysis.

use proptest::prelude::*;
use rolecall::__private::{Demand, Expression, Permission, PolicyTable, Requirement};
use rolecall::policy::{AuthenticationContext, Role, Scope};

use crate::analysis::{Atom, Facts, Formula, Kind};
use crate::everyone::CONTEXTS;
use crate::policies::leak;

/// A rule over names by their numbers. A number beyond those declared counts round.
#[derive(Clone, Debug)]
pub(crate) enum Rule {
    All(Vec<Rule>),
    Any(Vec<Rule>),
    Authenticated,
    Caller(bool),
    Context(u8),
    Not(Box<Rule>),
    Permission(usize),
    Role(usize),
    Scope(usize),
}

pub(crate) fn rule() -> impl Strategy<Value = Rule> {
    let leaf = prop_oneof![
        4 => (0_usize..4).prop_map(Rule::Permission),
        4 => (0_usize..5).prop_map(Rule::Role),
        2 => (0_usize..3).prop_map(Rule::Scope),
        1 => any::<bool>().prop_map(Rule::Caller),
        1 => (1..=CONTEXTS).prop_map(Rule::Context),
        1 => Just(Rule::Authenticated),
    ];
    leaf.prop_recursive(3, 10, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..4).prop_map(Rule::All),
            prop::collection::vec(inner.clone(), 1..4).prop_map(Rule::Any),
            inner.prop_map(|rule| Rule::Not(Box::new(rule))),
        ]
    })
}

impl Rule {
    /// As the decision reads it.
    pub(crate) fn requirement(&self, policy: &'static PolicyTable) -> Requirement {
        Requirement::new(leak(Demand::of(self.expression(policy))))
    }

    fn expression(&self, policy: &'static PolicyTable) -> Expression {
        let each = |rules: &[Self]| -> &'static [Expression] {
            leak(
                rules
                    .iter()
                    .map(|rule| rule.expression(policy))
                    .collect::<Vec<_>>(),
            )
        };
        let set = policy.sets[0];
        match self {
            Self::All(rules) => Expression::All(each(rules)),
            Self::Any(rules) => Expression::Any(each(rules)),
            Self::Authenticated => Expression::Authenticated,
            Self::Caller(user) => Expression::Caller(if *user {
                rolecall::policy::Kind::User
            } else {
                rolecall::policy::Kind::Application
            }),
            Self::Context(number) => Expression::Acrs(AuthenticationContext::new(*number)),
            Self::Not(rule) => Expression::Not(leak(rule.expression(policy))),
            Self::Permission(number) => {
                Expression::Permission(Permission::new(set, of(*number, set.permissions.len())))
            }
            Self::Role(number) => {
                Expression::Role(Role::new(policy, of(*number, policy.roles.len())))
            }
            // Where none is declared, none is carried.
            Self::Scope(_) if set.scopes.is_empty() => Expression::Any(&[]),
            Self::Scope(number) => {
                Expression::Scope(Scope::new(set, of(*number, set.scopes.len())))
            }
        }
    }

    /// As the analysis reads it.
    pub(crate) fn formula(&self, facts: &Facts) -> Formula {
        let each = |rules: &[Self]| rules.iter().map(|rule| rule.formula(facts)).collect();
        let numbered = |number: usize, count: usize| usize::from(of(number, count));
        match self {
            Self::All(rules) => Formula::All(each(rules)),
            Self::Any(rules) => Formula::Any(each(rules)),
            Self::Authenticated => Formula::Always,
            Self::Caller(true) => Formula::Is(Kind::User),
            Self::Caller(false) => Formula::Is(Kind::Application),
            Self::Context(number) => Formula::Has(Atom::Answer(usize::from(*number))),
            Self::Not(rule) => rule.formula(facts).denied(),
            Self::Permission(number) => {
                Formula::Has(Atom::Permission(numbered(*number, facts.permissions.len())))
            }
            Self::Role(number) => Formula::Has(Atom::Role(numbered(*number, facts.roles.len()))),
            Self::Scope(_) if facts.scopes.is_empty() => Formula::Never,
            Self::Scope(number) => Formula::Has(Atom::Scope(numbered(*number, facts.scopes.len()))),
        }
    }
}

fn of(number: usize, count: usize) -> u16 {
    u16::try_from(number % count).unwrap()
}
