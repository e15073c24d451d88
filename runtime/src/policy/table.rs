//! The statics that `permissions!` and `roles!` write.
//!
//! A table is known by its address: two policies never mix, however alike their names are, because a name carries the
//! address of the table it was declared in. That is why these are `static` and never `const`.

use std::collections::HashSet;

use super::permission::{Permission, Scope};
use super::role::{AppRole, Role};
use super::words;

/// One `permissions!` block.
#[doc(hidden)]
#[derive(Debug)]
#[expect(
    clippy::exhaustive_structs,
    reason = "the macros write it in users' crates"
)]
pub struct PermissionTable {
    /// `module_path!()` of the block.
    pub module: &'static str,
    /// The package that declares it and its version, as cargo tells them.
    pub package: Option<&'static str>,
    pub version: Option<&'static str>,
    /// Tells one block from another where addresses cannot be compared, which is in constants.
    pub unique: u64,
    pub permissions: &'static [PermissionRow],
    pub scopes: &'static [ScopeRow],
}

/// One permission of a block.
#[doc(hidden)]
#[derive(Debug)]
#[expect(
    clippy::exhaustive_structs,
    reason = "the macros write it in users' crates"
)]
pub struct PermissionRow {
    pub name: &'static str,
    pub description: &'static str,
    /// Indices of the scopes any of which lets an application use the permission on a user's behalf.
    pub scopes: &'static [u16],
}

/// One delegated scope of a block.
#[doc(hidden)]
#[derive(Debug)]
#[expect(
    clippy::exhaustive_structs,
    reason = "the macros write it in users' crates"
)]
pub struct ScopeRow {
    pub name: &'static str,
}

/// One `roles!` block: the roles and the permission tables they grant from.
#[doc(hidden)]
#[derive(Debug)]
#[expect(
    clippy::exhaustive_structs,
    reason = "the macros write it in users' crates"
)]
pub struct PolicyTable {
    /// `module_path!()` of the block.
    pub module: &'static str,
    /// The permission tables, in the order in which their words follow one another in [`RoleRow::permissions`].
    pub sets: &'static [&'static PermissionTable],
    pub roles: &'static [RoleRow],
    /// Sets of roles, of which no identity may hold two: indices into `roles`.
    pub exclusive: &'static [&'static [u16]],
    /// Tells one policy from another where addresses cannot be compared, which is in constants.
    pub unique: u64,
}

/// One role of a block, its inclusions already followed to the end.
#[doc(hidden)]
#[derive(Debug)]
#[expect(
    clippy::exhaustive_structs,
    reason = "the macros write it in users' crates"
)]
pub struct RoleRow {
    pub name: &'static str,
    pub description: &'static str,
    pub app_role: AppRole,
    /// The role itself and all that it includes.
    pub roles: &'static [u64],
    /// What it grants: the words of each set, one set after the other.
    pub permissions: &'static [u64],
}

/// A policy: what an [`Engine`](crate::Engine) judges by. Every `roles!` block leaves one behind, named `Policy`.
///
/// ```
/// mod policy {
///     rolecall::permissions! { view }
///     rolecall::roles! { Viewer: [view] }
/// }
/// use rolecall::policy::Policy as _;
///
/// let names: Vec<_> = policy::Policy::roles().map(|role| role.name()).collect();
/// assert_eq!(names, ["Viewer"]);
/// ```
pub trait Policy {
    #[doc(hidden)]
    const TABLE: &'static PolicyTable;

    /// Every role, in the order of declaration.
    #[must_use]
    fn roles() -> impl Iterator<Item = Role> {
        Self::TABLE.roles()
    }

    /// Every permission that the policy knows, in the order of declaration, block by block.
    #[must_use]
    fn permissions() -> impl Iterator<Item = Permission> {
        Self::TABLE.permissions()
    }

    /// Every delegated scope that the policy knows, in the order of declaration, block by block. Where two blocks declare
    /// one, it stands here twice.
    #[must_use]
    fn scopes() -> impl Iterator<Item = Scope> {
        Self::TABLE.scopes()
    }
}

/// A policy is a name without content, so a reference to it does as well.
impl<P: Policy> Policy for &P {
    const TABLE: &'static PolicyTable = P::TABLE;
}

impl PermissionTable {
    pub(crate) fn permissions(&'static self) -> impl Iterator<Item = Permission> {
        (0..self.permissions.len()).map(move |index| Permission::new(self, index_u16(index)))
    }

    pub(crate) fn scopes(&'static self) -> impl Iterator<Item = Scope> {
        (0..self.scopes.len()).map(move |index| Scope::new(self, index_u16(index)))
    }
}

impl PolicyTable {
    pub(crate) fn roles(&'static self) -> impl Iterator<Item = Role> {
        (0..self.roles.len()).map(move |index| Role::new(self, index_u16(index)))
    }

    pub(crate) fn permissions(&'static self) -> impl Iterator<Item = Permission> {
        self.sets.iter().flat_map(|set| set.permissions())
    }

    pub(crate) fn scopes(&'static self) -> impl Iterator<Item = Scope> {
        self.sets.iter().flat_map(|set| set.scopes())
    }

    /// Each scope once by its name, which is all that a token tells.
    pub(crate) fn scope_names(&'static self) -> impl Iterator<Item = Scope> {
        let mut seen = HashSet::new();
        self.scopes().filter(move |scope| seen.insert(scope.name()))
    }

    /// Whether any delegated scope is declared, so that delegated tokens are capped by theirs.
    pub(crate) fn declares_scopes(&self) -> bool {
        self.sets.iter().any(|set| !set.scopes.is_empty())
    }

    /// Where the permission stands in the words of this policy; nothing if it is not of this policy.
    #[inline]
    pub(crate) fn position(&self, permission: Permission) -> Option<usize> {
        let before = self.bits_before(permission.table, |set| set.permissions.len())?;
        Some(before + permission.index())
    }

    /// Where the scope stands in the words of this policy; nothing if it is not of this policy.
    #[inline]
    pub(crate) fn scope_position(&self, scope: Scope) -> Option<usize> {
        let before = self.bits_before(scope.table, |set| set.scopes.len())?;
        Some(before + scope.index())
    }

    /// Where a token that carries the scope has it in the words of this policy: in each block that declares one of the
    /// name. Nowhere if the scope is not of this policy.
    pub(crate) fn scope_positions(&'static self, scope: Scope) -> impl Iterator<Item = usize> {
        let own = self.scope_position(scope);
        let others = self
            .sets
            .iter()
            .filter(move |set| own.is_some() && !std::ptr::eq(**set, scope.table));
        let namesakes = others
            .flat_map(|set| set.scopes())
            .filter(move |other| other.name() == scope.name());
        own.into_iter()
            .chain(namesakes.filter_map(|other| self.scope_position(other)))
    }

    /// How many bits the permissions take, each set beginning with a new word.
    pub(crate) fn permission_bits(&self) -> usize {
        self.bits(|set| set.permissions.len())
    }

    /// How many bits the scopes take, each set beginning with a new word.
    pub(crate) fn scope_bits(&self) -> usize {
        self.bits(|set| set.scopes.len())
    }

    /// Where the permissions stand that need a scope of which none is among these.
    pub(crate) fn capped<'w>(
        &'static self,
        scopes: &'w [u64],
    ) -> impl Iterator<Item = usize> + use<'w> {
        let mut before = (0, 0);
        self.sets.iter().flat_map(move |set| {
            let (permissions, first) = before;
            before.0 += words::needed(set.permissions.len()) * 64;
            before.1 += words::needed(set.scopes.len()) * 64;
            let carries = move |scope: &u16| words::contains(scopes, first + usize::from(*scope));
            let rows = set.permissions.iter().enumerate();
            let rows = rows
                .filter(move |(_, row)| !row.scopes.is_empty() && !row.scopes.iter().any(carries));
            rows.map(move |(index, _)| permissions + index)
        })
    }

    fn bits(&self, members: fn(&PermissionTable) -> usize) -> usize {
        self.sets
            .iter()
            .map(|set| words::needed(members(set)) * 64)
            .sum()
    }

    #[inline]
    fn bits_before(
        &self,
        table: &PermissionTable,
        members: impl Fn(&PermissionTable) -> usize,
    ) -> Option<usize> {
        let mut before = 0;
        for set in self.sets {
            if std::ptr::eq(*set, table) {
                return Some(before);
            }
            before += words::needed(members(set)) * 64;
        }
        None
    }
}

/// The macros refuse blocks of more than 65,535 names, so nothing is cut here.
fn index_u16(index: usize) -> u16 {
    u16::try_from(index).unwrap_or(u16::MAX)
}
