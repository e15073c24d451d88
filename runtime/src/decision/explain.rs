//! Why a requirement was not met, and what would have been enough: for the log, not for the caller.

use std::collections::HashSet;
use std::fmt;

use super::{Answers, Decision, Unasked, decide_with, holds};
use crate::identity::Grants;
use crate::policy::{AuthenticationContext, Expression, Kind, Requirement, Role, Scope, words};

/// What was lacking when a decision refused.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Lack {
    terms: Vec<String>,
    scopes: Vec<Scope>,
    role: Option<Role>,
}

impl Lack {
    /// Explains a refusal of `requirement` to a caller with `grants`.
    #[must_use]
    pub fn of(grants: &Grants, requirement: Requirement) -> Self {
        Self::with(grants, requirement, &Unasked)
    }

    /// The same, where checkers may have answered.
    pub(crate) fn with(grants: &Grants, requirement: Requirement, answers: &impl Answers) -> Self {
        Self {
            terms: unmet(requirement.expression(), grants, answers),
            scopes: scopes_alone(grants, requirement, answers),
            role: smallest_role(grants, requirement, answers),
        }
    }

    /// Explains a refusal of whoever has not met an authentication context that every rule asks for.
    pub(crate) fn of_context(context: AuthenticationContext) -> Self {
        Self {
            terms: vec![Expression::Acrs(context).to_string()],
            scopes: Vec::new(),
            role: None,
        }
    }

    /// The scopes that alone were missing: with them in the token, the same caller would have passed. Empty where more
    /// than a scope was missing.
    #[must_use]
    pub fn scopes(&self) -> &[Scope] {
        &self.scopes
    }

    /// The role with the fewest permissions that would have been enough, where one alone would.
    #[must_use]
    pub fn role(&self) -> Option<Role> {
        self.role
    }
}

impl fmt::Display for Lack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "lacks {}", self.terms.join(", "))?;
        if !self.scopes.is_empty() {
            let names: Vec<_> = self.scopes.iter().map(|scope| scope.name()).collect();
            return write!(f, "; the scope `{}` in the token would do", names.join(" "));
        }
        match self.role {
            Some(role) => write!(f, "; the role `{role}` would do"),
            None => Ok(()),
        }
    }
}

/// The terms that failed, as short as they can be named. A checker without an answer
/// refused nobody, and neither did what unknown groups may bring.
fn unmet(expression: &'static Expression, grants: &Grants, answers: &impl Answers) -> Vec<String> {
    let of_each = |terms: &'static [Expression]| -> Vec<_> {
        let each = terms.iter().map(|term| unmet(term, grants, answers));
        each.flatten().collect()
    };
    match (holds(expression, grants, answers), expression) {
        (Some(true), _) | (None, Expression::Check(_) | Expression::Not(_)) => Vec::new(),
        (None, term) if grants.is_in_doubt(term) => Vec::new(),
        (_, Expression::All(terms)) => of_each(terms),
        (_, Expression::Any(terms)) => match of_each(terms) {
            none if none.is_empty() => none,
            alternatives => vec![alternatives.join(" or ")],
        },
        (_, Expression::Permission(permission)) => vec![permission.to_string()],
        (_, Expression::Shadow(term)) => unmet(term, grants, answers),
        (_, other) => vec![other.to_string()],
    }
}

/// The fewest scopes with which the same caller would pass; of equals, those declared first.
fn scopes_alone(grants: &Grants, requirement: Requirement, answers: &impl Answers) -> Vec<Scope> {
    let worth_trying = worth_trying(grants, requirement);
    let enough = |scopes: &[Scope]| {
        let carried = grants.scopes().chain(scopes.iter().copied());
        decide_with(&grants.with_scopes(carried), requirement, answers) == Decision::Granted
    };
    if grants.kind() != Kind::User || !enough(&worth_trying) {
        return Vec::new();
    }
    spared(worth_trying, enough)
}

/// What is left of all when none more can be spared, the last being spared first.
pub(super) fn spared<T: Copy + PartialEq>(all: Vec<T>, enough: impl Fn(&[T]) -> bool) -> Vec<T> {
    let mut needed = all.clone();
    for one in all.into_iter().rev() {
        let without: Vec<_> = needed
            .iter()
            .copied()
            .filter(|other| *other != one)
            .collect();
        if enough(&without) {
            needed = without;
        }
    }
    needed
}

/// The scopes that the requirement turns on, and one at all, without which a person's roles do not count. A refusal
/// must not cost more for every scope that is declared.
fn worth_trying(grants: &Grants, requirement: Requirement) -> Vec<Scope> {
    let mut scopes = Vec::new();
    collect_scopes(requirement.expression(), &mut scopes);
    scopes.extend(grants.policy().scopes().next());
    let mut seen = HashSet::new();
    scopes.retain(|scope| seen.insert(scope.name()));
    scopes
}

fn collect_scopes(expression: &Expression, scopes: &mut Vec<Scope>) {
    match expression {
        Expression::All(terms) | Expression::Any(terms) => {
            terms.iter().for_each(|term| collect_scopes(term, scopes));
        }
        Expression::Not(term) | Expression::Shadow(term) => collect_scopes(term, scopes),
        Expression::Permission(permission) => scopes.extend(permission.scopes()),
        Expression::Scope(scope) => scopes.push(*scope),
        _ => {}
    }
}

fn smallest_role(
    grants: &Grants,
    requirement: Requirement,
    answers: &impl Answers,
) -> Option<Role> {
    let promotions = grants.promotions();
    let would_do = |role: &Role| {
        let admitted = role
            .app_role()
            .is_some_and(|app_role| app_role.members.admit(grants.kind()));
        admitted && decide_with(&promotions.to(*role), requirement, answers) == Decision::Granted
    };
    let roles = grants.policy().roles().filter(would_do);
    roles.min_by_key(|role| role.row().map_or(0, |row| words::count(row.permissions)))
}
