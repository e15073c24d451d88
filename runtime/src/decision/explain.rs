//! Why a requirement was not met, and what would have been enough: for the log, not for the caller.

use std::fmt;

use super::{Decision, decide, holds};
use crate::identity::Grants;
use crate::policy::{Expression, Kind, Requirement, Role, Scope};

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
        Self {
            terms: unmet(requirement.expression(), grants),
            scopes: scopes_alone(grants, requirement),
            role: smallest_role(grants, requirement),
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

/// The terms that failed, as short as they can be named.
fn unmet(expression: &'static Expression, grants: &Grants) -> Vec<String> {
    if holds(expression, grants) == Some(true) {
        return Vec::new();
    }
    match expression {
        Expression::All(terms) => terms.iter().flat_map(|term| unmet(term, grants)).collect(),
        Expression::Any(terms) => {
            let alternatives: Vec<_> = terms.iter().flat_map(|term| unmet(term, grants)).collect();
            vec![alternatives.join(" or ")]
        }
        Expression::Permission(permission) => vec![permission.to_string()],
        other => vec![other.to_string()],
    }
}

/// The fewest scopes with which the same caller would pass; of equals, those declared first.
fn scopes_alone(grants: &Grants, requirement: Requirement) -> Vec<Scope> {
    let every: Vec<_> = grants.policy().scopes().collect();
    let enough = |scopes: &[Scope]| {
        let carried = grants.scopes().chain(scopes.iter().copied());
        decide(&grants.with_scopes(carried), requirement) == Decision::Granted
    };
    if grants.kind() != Kind::User || !enough(&every) {
        return Vec::new();
    }
    let mut needed = every.clone();
    for scope in every.into_iter().rev() {
        let without: Vec<_> = needed
            .iter()
            .copied()
            .filter(|other| *other != scope)
            .collect();
        if enough(&without) {
            needed = without;
        }
    }
    needed
}

fn smallest_role(grants: &Grants, requirement: Requirement) -> Option<Role> {
    let policy = grants.policy();
    let kind = grants.kind();
    let would_do = |role: &Role| {
        let admitted = role
            .app_role()
            .is_some_and(|app_role| app_role.members.admit(kind));
        let roles = grants.roles().chain([*role]);
        let with_it = Grants::of(policy, kind, roles, grants.scopes());
        admitted && decide(&with_it, requirement) == Decision::Granted
    };
    policy.roles().filter(would_do).min_by_key(|role| {
        policy
            .permissions()
            .filter(|permission| role.grants(*permission))
            .count()
    })
}
