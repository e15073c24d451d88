//! A random question: who asks for what under which policy. Each is put to the model and to the tables.

use std::collections::BTreeSet;

use proptest::collection::{btree_set, vec};
use proptest::prelude::*;
use proptest::sample::select;
use random::{POLICIES, Pair};
use rolecall::policy::{
    AuthenticationContext, Expression, Kind, Permission, Requirement, Role, Scope,
};

use crate::naive::{self, Caller, Rule};

/// How many checkers a rule may ask.
pub const CHECKERS: usize = 3;

#[derive(Clone, Debug)]
pub struct Question {
    pub policy: usize,
    pub caller: Caller,
    pub rule: Rule,
    pub answers: Vec<Option<bool>>,
}

impl Question {
    pub fn pair(&self) -> &'static Pair {
        &POLICIES[self.policy]
    }

    /// What the model says.
    pub fn naive(&self) -> Option<bool> {
        naive::holds(
            &self.rule,
            &self.pair().written,
            &self.caller,
            &self.answers,
        )
    }

    pub fn requirement(&self) -> Requirement {
        let expression = expression(&self.rule, self.policy);
        let demand = rolecall::__private::Demand::of(expression);
        Requirement::new(Box::leak(Box::new(demand)))
    }
}

/// Any question at all.
pub fn question() -> impl Strategy<Value = Question> {
    let policies = (0..POLICIES.len()).collect();
    question_in(policies, true)
}

/// A question in which nothing is denied: no `not`, and no roles that exclude one another.
pub fn question_without_denial() -> impl Strategy<Value = Question> {
    let mut policies: Vec<_> = (0..POLICIES.len()).collect();
    policies.retain(|policy| POLICIES[*policy].written.exclusive.is_empty());
    question_in(policies, false)
}

/// Any question under these policies, with `not` or without.
pub fn question_in(policies: Vec<usize>, with_not: bool) -> impl Strategy<Value = Question> {
    let answer = select(vec![None, Some(false), Some(true)]);
    select(policies).prop_flat_map(move |policy| {
        let answers = vec(answer.clone(), CHECKERS);
        (caller(policy), rule(policy, with_not), answers).prop_map(
            move |(caller, rule, answers)| Question {
                policy,
                caller,
                rule,
                answers,
            },
        )
    })
}

/// Somebody with roles and scopes, declared and not.
pub fn caller(policy: usize) -> impl Strategy<Value = Caller> {
    let written = &POLICIES[policy].written;
    let mut values: Vec<_> = written.roles.iter().map(|role| role.value).collect();
    // The name is no value where another is declared, and case counts.
    values.extend(written.roles.iter().map(|role| role.name));
    values.extend(["role0", "Nobody.Declared.This", ""]);
    let mut scopes: Vec<_> = naive::scopes(written).into_iter().collect();
    scopes.extend(["scope.0", "Else.Where"]);
    let contexts = btree_set(1..4_u8, 0..3);
    let (roles, scopes) = (
        btree_set(select(values.clone()), 0..5),
        btree_set(select(scopes), 0..4),
    );
    let unknown = prop_oneof![
        2 => Just(BTreeSet::new()),
        1 => btree_set(select(values), 1..4),
    ];
    let drawn = (any::<bool>(), roles, scopes, contexts, unknown);
    drawn.prop_map(|(application, roles, scopes, contexts, unknown)| {
        Caller {
            unknown: owned(unknown),
            application,
            roles: owned(roles),
            // An application in its own name carries none.
            scopes: if application {
                BTreeSet::new()
            } else {
                owned(scopes)
            },
            contexts,
        }
    })
}

fn owned(names: BTreeSet<&str>) -> BTreeSet<String> {
    names.into_iter().map(str::to_owned).collect()
}

fn rule(policy: usize, with_not: bool) -> impl Strategy<Value = Rule> {
    let lists = move |inner: BoxedStrategy<Rule>| {
        let several = vec(inner.clone(), 0..5);
        let mut joined = vec![
            several.clone().prop_map(Rule::All).boxed(),
            several.prop_map(Rule::Any).boxed(),
            inner
                .clone()
                .prop_map(|rule| Rule::Shadow(Box::new(rule)))
                .boxed(),
        ];
        if with_not {
            joined.push(inner.prop_map(|rule| Rule::Not(Box::new(rule))).boxed());
        }
        proptest::strategy::Union::new(joined)
    };
    term(policy).prop_recursive(4, 24, 4, lists)
}

/// A single term. Names stand in more often than the rest.
fn term(policy: usize) -> BoxedStrategy<Rule> {
    let written = &POLICIES[policy].written;
    let permissions = written.sources.iter().flat_map(|source| source.permissions);
    let named: Vec<Rule> = permissions
        .map(|permission| Rule::Permission(permission.name))
        .chain(written.roles.iter().map(|role| Rule::Role(role.name)))
        .collect();
    let scopes = naive::scopes(written).into_iter();
    let scopes: Vec<_> = scopes
        .flat_map(|name| (0..2).map(move |which| Rule::Scope(name, which)))
        .collect();
    let other = prop_oneof![
        Just(Rule::Authenticated),
        any::<bool>().prop_map(Rule::Application),
        (1..4_u8).prop_map(Rule::Acrs),
        (0..CHECKERS).prop_map(Rule::Check),
        (0..4_usize).prop_map(Rule::Elsewhere),
    ];
    let mut kinds = vec![(2, other.boxed()), (5, select(named).boxed())];
    if !scopes.is_empty() {
        kinds.push((1, select(scopes).boxed()));
    }
    proptest::strategy::Union::new_weighted(kinds).boxed()
}

/// The rule as the macros would leave it. A test may forget to give memory back.
fn expression(rule: &Rule, policy: usize) -> Expression {
    let one =
        |rule: &Rule| -> &'static Expression { Box::leak(Box::new(expression(rule, policy))) };
    let each = |rules: &[Rule]| -> &'static [Expression] {
        rules
            .iter()
            .map(|rule| expression(rule, policy))
            .collect::<Vec<_>>()
            .leak()
    };
    match rule {
        Rule::Acrs(number) => Expression::Acrs(AuthenticationContext::new(*number)),
        Rule::All(rules) => Expression::All(each(rules)),
        Rule::Any(rules) => Expression::Any(each(rules)),
        Rule::Application(true) => Expression::Caller(Kind::Application),
        Rule::Application(false) => Expression::Caller(Kind::User),
        Rule::Authenticated => Expression::Authenticated,
        Rule::Check(place) => {
            let place = u8::try_from(*place).expect("few checkers");
            Expression::Check(rolecall::__private::Check::new("checker", place))
        }
        Rule::Elsewhere(which) => elsewhere(*which, policy),
        Rule::Not(rule) => Expression::Not(one(rule)),
        Rule::Permission(name) => Expression::Permission(permission(policy, name)),
        Rule::Role(name) => Expression::Role(role(policy, name)),
        Rule::Scope(name, which) => Expression::Scope(scope(policy, name, *which)),
        Rule::Shadow(rule) => Expression::Shadow(one(rule)),
    }
}

/// A name of the next policy that declares any, however alike it is to one of this policy.
fn elsewhere(which: usize, policy: usize) -> Expression {
    let others = (1..POLICIES.len()).map(|step| &POLICIES[(policy + step) % POLICIES.len()].made);
    let found = others.into_iter().find_map(|made| match which {
        0 => (made.permissions)().pop().map(Expression::Permission),
        1 => (made.roles)().pop().map(Expression::Role),
        2 => (made.scopes)().pop().map(Expression::Scope),
        _ => Some(Expression::Nobody),
    });
    found.expect("some policy declares some")
}

pub fn permission(policy: usize, name: &str) -> Permission {
    let all = (POLICIES[policy].made.permissions)();
    let mut named = all
        .into_iter()
        .filter(|permission| permission.name() == name);
    named.next().expect("a declared permission")
}

pub fn role(policy: usize, name: &str) -> Role {
    let all = (POLICIES[policy].made.roles)();
    let mut named = all.into_iter().filter(|role| role.name() == name);
    named.next().expect("a declared role")
}

/// One of the scopes of that name, of which each block may declare one.
fn scope(policy: usize, name: &str, which: usize) -> Scope {
    let all = (POLICIES[policy].made.scopes)();
    let named: Vec<_> = all
        .into_iter()
        .filter(|scope| scope.name() == name)
        .collect();
    named[which % named.len()]
}
