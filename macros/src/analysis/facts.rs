//! What is known of a policy: by which roles everything comes, and who may be assigned them.

use super::formula::{Atom, Kind};
use super::set::Set;

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
    pub(crate) users: Set,
    /// The roles that applications may be assigned.
    pub(crate) applications: Set,
}

/// A role.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Role {
    pub(crate) name: String,
    /// The role itself and every one that includes it.
    pub(crate) had_by: Set,
}

/// A permission.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Permission {
    pub(crate) name: String,
    /// The roles that grant it.
    pub(crate) had_by: Set,
    /// The scopes any of which lets it through for a user; none if it needs none.
    pub(crate) scopes: Vec<usize>,
}

impl Facts {
    /// The roles any of which brings it; none of a scope or an answer.
    pub(crate) fn had_by(&self, atom: Atom) -> Option<&Set> {
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
    pub(crate) fn admitted(&self, kind: Kind) -> &Set {
        match kind {
            Kind::Application => &self.applications,
            Kind::User => &self.users,
        }
    }

    /// Whether the permission is granted by some role.
    pub(crate) fn is_granted(&self, permission: usize) -> bool {
        let had_by = self.had_by(Atom::Permission(permission));
        had_by.is_some_and(|roles| !roles.is_empty())
    }

    /// What rules name.
    pub(crate) fn role(&self, name: &str) -> Option<Atom> {
        let place = self.roles.iter().position(|role| role.name == name)?;
        Some(Atom::Role(place))
    }

    /// What rules name.
    pub(crate) fn permission(&self, name: &str) -> Option<Atom> {
        let mut permissions = self.permissions.iter();
        let place = permissions.position(|permission| permission.name == name)?;
        Some(Atom::Permission(place))
    }

    /// What rules name.
    pub(crate) fn scope(&self, name: &str) -> Option<Atom> {
        let place = self.scopes.iter().position(|scope| scope == name)?;
        Some(Atom::Scope(place))
    }
}
