//! What names are looked up in: the rows of one policy, in the order of declaration, and where each stands.

use std::collections::HashSet;

use crate::policy::permission::{Permission, Scope};
use crate::policy::role::Role;
use crate::policy::table::{PermissionTable, Policy};

/// Where permissions and scopes are looked up: all the blocks that a policy reads, or a block without roles.
#[doc(hidden)]
pub trait PermissionSource {
    const MODULE: &'static str;
    const SETS: &'static [&'static PermissionTable];
}

impl<P: Policy> PermissionSource for P {
    const MODULE: &'static str = P::TABLE.module;
    const SETS: &'static [&'static PermissionTable] = P::TABLE.sets;
}

/// Whether the permissions of `S` are among those that are looked up.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "the policy does not read the permissions of this name",
    note = "name their module at the head of its `roles!`: `permissions = path;`"
)]
pub trait Reads<S> {}

pub(super) fn roles<P: Policy>() -> impl Iterator<Item = Role> {
    P::TABLE.roles()
}

pub(super) fn permissions<P: PermissionSource>() -> impl Iterator<Item = Permission> {
    P::SETS.iter().flat_map(|set| set.permissions())
}

/// Each name once, though two blocks may declare the same.
pub(super) fn scopes<P: PermissionSource>() -> impl Iterator<Item = Scope> {
    let mut seen = HashSet::new();
    let every = P::SETS.iter().flat_map(|set| set.scopes());
    every.filter(move |scope| seen.insert(scope.name()))
}

pub(super) fn place_of_role<P: Policy>(role: Role) -> Option<usize> {
    std::ptr::eq(P::TABLE, role.table).then(|| role.index())
}

pub(super) fn place_of_permission<P: PermissionSource>(
    permission: Permission,
) -> Option<(usize, usize)> {
    Some((set_of::<P>(permission.table)?, permission.index()))
}

pub(super) fn place_of_scope<P: PermissionSource>(scope: Scope) -> Option<(usize, usize)> {
    Some((set_of::<P>(scope.table)?, scope.index()))
}

fn set_of<P: PermissionSource>(table: &PermissionTable) -> Option<usize> {
    P::SETS.iter().position(|set| std::ptr::eq(*set, table))
}
