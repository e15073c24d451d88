//! What roles bring: those that they include, and permissions.

use crate::policy::table::{PolicyTable, RoleRow};
use crate::policy::words::{self, Words};

/// Roles and permissions, as words of one policy.
#[derive(Clone, Debug)]
pub(super) struct Brought {
    pub(super) roles: Words,
    pub(super) permissions: Words,
}

impl Brought {
    /// All that the roles bring, whatever is exclusive.
    pub(super) fn by(policy: &PolicyTable, roles: impl Iterator<Item = &'static RoleRow>) -> Self {
        let mut brought = Self {
            roles: words::empty(policy.roles.len()),
            permissions: words::empty(policy.permission_bits()),
        };
        // A row has followed what it includes to the end.
        roles.for_each(|row| {
            words::unite(&mut brought.roles, row.roles);
            words::unite(&mut brought.permissions, row.permissions);
        });
        brought
    }

    /// The same with those permissions alone that scopes let through.
    pub(super) fn capped(mut self, usable: &[u64]) -> Self {
        words::intersect(&mut self.permissions, usable);
        self
    }

    /// What of it is not among these, if any role is.
    pub(super) fn beyond(mut self, roles: &[u64], permissions: &[u64]) -> Option<Self> {
        words::subtract(&mut self.roles, roles);
        words::subtract(&mut self.permissions, permissions);
        (!words::is_empty(&self.roles)).then_some(self)
    }
}
