//! A name in a rule that the policy of an engine does not declare, and how to say so: `.with(engine)` refuses it, and
//! where nobody asked beforehand the guard logs it.

use std::fmt;

use super::requirement::{Expression, Requirement};
use super::table::{PermissionTable, PolicyTable};

/// A rule that is judged by an engine of another policy; a bug of the application.
///
/// Shown, it says what the rule requires, of which module or which version of a package, and the remedy.
#[derive(Clone, Copy, Debug)]
pub struct Foreign {
    requirement: Requirement,
    policy: &'static PolicyTable,
}

impl Foreign {
    /// A rule that a policy could not decide.
    pub(crate) fn new(requirement: Requirement, policy: &'static PolicyTable) -> Self {
        Self {
            requirement,
            policy,
        }
    }

    /// The rule, if it names anything that the policy does not declare.
    pub(crate) fn found(requirement: Requirement, policy: &'static PolicyTable) -> Option<Self> {
        let found = Self::new(requirement, policy);
        found.name().is_some().then_some(found)
    }

    /// The first name that the policy does not declare.
    fn name(self) -> Option<&'static Expression> {
        foreign_term(self.requirement.expression(), self.policy)
    }
}

impl fmt::Display for Foreign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(name) = self.name() else {
            return write!(f, "requires {}, which cannot be told", self.requirement);
        };
        write!(f, "requires {name}")?;
        match name {
            Expression::Permission(permission) => self.of_a_block(f, permission.table),
            Expression::Scope(scope) => self.of_a_block(f, scope.table),
            Expression::Role(role) => self.of_a_policy(f, role.table.module),
            _ => Ok(()),
        }
    }
}

impl Foreign {
    /// Of another version of a package that the policy reads, or of a module that it does not read.
    fn of_a_block(self, f: &mut fmt::Formatter<'_>, block: &PermissionTable) -> fmt::Result {
        let Some((package, required, read)) = self.versions(block) else {
            self.of_a_policy(f, block.module)?;
            return f.write_str(", or let its `roles!` read that module by `permissions = path;`");
        };
        write!(
            f,
            " of `{package}` {required}, and the policy reads `{package}` {read}; let one version serve both"
        )
    }

    fn of_a_policy(self, f: &mut fmt::Formatter<'_>, module: &str) -> fmt::Result {
        let policy = self.policy.module;
        write!(
            f,
            " of `{module}`, which the policy `{policy}` of the engine does not declare; start the engine with the \
             policy that does"
        )
    }

    /// The package of a block, its version, and the other version of it that the policy reads.
    fn versions(
        self,
        block: &PermissionTable,
    ) -> Option<(&'static str, &'static str, &'static str)> {
        let (package, required) = (block.package?, block.version?);
        let of_the_package = |set: &&&PermissionTable| set.package == Some(package);
        let read = self.policy.sets.iter().filter(of_the_package);
        let mut versions = read.filter_map(|set| set.version);
        let other = versions.find(|read| *read != required)?;
        Some((package, required, other))
    }
}

fn foreign_term(
    expression: &'static Expression,
    policy: &PolicyTable,
) -> Option<&'static Expression> {
    let known = match expression {
        Expression::All(terms) | Expression::Any(terms) => {
            return terms.iter().find_map(|term| foreign_term(term, policy));
        }
        Expression::Not(term) | Expression::Shadow(term) => return foreign_term(term, policy),
        Expression::Permission(permission) => policy.position(*permission).is_some(),
        Expression::Role(role) => std::ptr::eq(role.table, policy),
        Expression::Scope(scope) => policy.scope_position(*scope).is_some(),
        Expression::Acrs(_)
        | Expression::Authenticated
        | Expression::Caller(_)
        | Expression::Check(_) => true,
        Expression::Nobody => false,
    };
    (!known).then_some(expression)
}
