//! What is known of a policy: by which roles everything comes, and who may be assigned them.

use std::collections::HashSet;

use super::formula::{Atom, Kind};
use crate::bits::Bits;

/// A policy without mistakes.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Facts {
    pub(crate) roles: Vec<Role>,
    pub(crate) permissions: Vec<Permission>,
    /// Their names, each once.
    pub(crate) scopes: Vec<String>,
    /// Sets of roles of which nobody may hold two.
    pub(crate) exclusive: Vec<Vec<usize>>,
    /// The roles that users may be assigned.
    pub(crate) users: Bits,
    /// The roles that applications may be assigned.
    pub(crate) applications: Bits,
}

/// A role.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Role {
    pub(crate) name: String,
    /// The role itself and every one that includes it.
    pub(crate) had_by: Bits,
}

/// A permission.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Permission {
    pub(crate) name: String,
    /// The roles that grant it.
    pub(crate) had_by: Bits,
    /// The scopes any of which lets it through for a user; none if it needs none.
    pub(crate) scopes: Vec<usize>,
}

impl Facts {
    /// The roles any of which brings it; none of a scope or an answer.
    pub(crate) fn had_by(&self, atom: Atom) -> Option<&Bits> {
        match atom {
            Atom::Answer(_) | Atom::Scope(_) => None,
            Atom::Permission(permission) => Some(&self.permissions.get(permission)?.had_by),
            Atom::Role(role) => Some(&self.roles.get(role)?.had_by),
        }
    }

    /// The scopes that let a permission through.
    pub(crate) fn scopes_of(&self, permission: usize) -> &[usize] {
        let permission = self.permissions.get(permission);
        permission.map_or(&[], |permission| permission.scopes.as_slice())
    }

    /// The roles that a caller of this kind may be assigned.
    pub(crate) fn admitted(&self, kind: Kind) -> &Bits {
        match kind {
            Kind::Application => &self.applications,
            Kind::User => &self.users,
        }
    }

    /// Whether a user who is assigned every role that there is has all that there is.
    pub(crate) fn is_all_for_users(&self) -> bool {
        let mut permissions = self.permissions.iter();
        let mut roles = 0..self.roles.len();
        self.exclusive.is_empty()
            && permissions.all(|permission| !permission.had_by.is_empty())
            && roles.all(|role| self.users.contains(role))
    }

    /// No role.
    pub(super) fn no_roles(&self) -> Bits {
        Bits::empty(self.roles.len().div_ceil(64))
    }

    /// The names of the permissions that no role grants.
    pub(crate) fn ungranted(&self) -> HashSet<&str> {
        let ungranted = self.permissions.iter();
        let ungranted = ungranted.filter(|permission| permission.had_by.is_empty());
        ungranted
            .map(|permission| permission.name.as_str())
            .collect()
    }

    /// Whether the permission is granted by some role.
    pub(crate) fn is_granted(&self, permission: usize) -> bool {
        let had_by = self.had_by(Atom::Permission(permission));
        had_by.is_some_and(|roles| !roles.is_empty())
    }
}
