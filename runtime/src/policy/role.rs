//! A role: one row of a `roles!` block, and its Entra side.

use std::fmt;
use std::hash::{Hash, Hasher};

use serde::{Serialize, Serializer};
use uuid::Uuid;

use super::permission::{Permission, identity_of_a_row};
use super::requirement::Kind;
use super::table::{PolicyTable, RoleRow};
use super::words;

/// A named set of permissions, as declared in a `roles!` block.
///
/// Two roles are equal when they are the same declaration; equal names of different blocks are not.
///
/// ```
/// mod policy {
///     rolecall::permissions! { view, edit }
///     rolecall::roles! {
///         Viewer: [view],
///         Editor: Viewer + [edit],
///     }
/// }
/// use rolecall::policy::Role;
///
/// let editor = Role::from(policy::role::Editor);
/// assert!(editor.includes(policy::role::Viewer) && editor.grants(policy::permission::view));
/// ```
#[derive(Clone, Copy)]
pub struct Role {
    pub(crate) table: &'static PolicyTable,
    index: u16,
}

impl Role {
    #[doc(hidden)]
    #[must_use]
    pub const fn new(table: &'static PolicyTable, index: u16) -> Self {
        Self { table, index }
    }

    /// The declared name. It is used everywhere inside; the app role's value only at Entra's edge.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.row().map_or("", |row| row.name)
    }

    /// The doc comment of the declaration; empty if it has none.
    #[must_use]
    pub fn description(self) -> &'static str {
        self.row().map_or("", |row| row.description)
    }

    /// The role as an entry of `appRoles` in Entra's app registration.
    #[must_use]
    pub fn app_role(self) -> Option<&'static AppRole> {
        self.row().map(|row| &row.app_role)
    }

    /// The identifier of the app role: the declared one, else a UUID version 5 of the policy's module and the value,
    /// so that it is the same in every build.
    #[must_use]
    pub fn app_role_id(self) -> Option<Uuid> {
        let app_role = self.app_role()?;
        match app_role.id {
            Some(declared) => Uuid::parse_str(declared).ok(),
            None => Some(derived_id(self.table.module, app_role.value)),
        }
    }

    /// Whether the role is `role`, or includes it.
    #[must_use]
    pub fn includes(self, role: impl Into<Role>) -> bool {
        let role = role.into();
        std::ptr::eq(self.table, role.table)
            && self
                .row()
                .is_some_and(|row| words::contains(row.roles, role.index()))
    }

    /// Whether a holder of the role has `permission`, by itself or through a role that it includes.
    #[must_use]
    pub fn grants(self, permission: impl Into<Permission>) -> bool {
        self.table
            .position(permission.into())
            .is_some_and(|position| {
                self.row()
                    .is_some_and(|row| words::contains(row.permissions, position))
            })
    }

    pub(crate) fn index(self) -> usize {
        usize::from(self.index)
    }

    pub(crate) fn row(self) -> Option<&'static RoleRow> {
        self.table.roles.get(self.index())
    }
}

identity_of_a_row!(Role, of PolicyTable::roles);

/// The Entra side of a role: an entry of `appRoles`, arriving in the `roles` claim.
///
/// Declared by `#[app_role(value = "…", id = "GUID", members = [User, Application], enabled = false)]`; see
/// [app manifest](https://learn.microsoft.com/entra/identity-platform/reference-microsoft-graph-app-manifest).
#[derive(Debug)]
#[expect(
    clippy::exhaustive_structs,
    reason = "the macros write it in users' crates"
)]
pub struct AppRole {
    /// What the `roles` claim carries. Default: the role's name.
    pub value: &'static str,
    /// The declared identifier. Default: derived, see [`Role::app_role_id`].
    pub id: Option<&'static str>,
    /// Who may be assigned the role. Default: users.
    pub members: Members,
    /// Whether new assignments are possible. Default: yes. A disabled role still counts for those who hold it.
    pub enabled: bool,
}

/// Who may be assigned an app role (`allowedMemberTypes`).
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[expect(
    clippy::exhaustive_structs,
    reason = "the macros write it in users' crates"
)]
pub struct Members {
    /// Users, and groups of users.
    pub user: bool,
    /// Applications, by client credentials.
    pub application: bool,
}

impl Members {
    /// Whether a caller of this kind may hold the role.
    #[must_use]
    pub fn admit(self, kind: Kind) -> bool {
        match kind {
            Kind::User => self.user,
            Kind::Application => self.application,
        }
    }
}

fn derived_id(module: &str, value: &str) -> Uuid {
    const NAMESPACE: Uuid = Uuid::from_u128(0x2f1d_5c0a_7b34_4d1e_9a66_51c3_d0e8_4b70);
    Uuid::new_v5(&NAMESPACE, format!("{module}\n{value}").as_bytes())
}
