//! A small policy for the suites of identity, as the macros would write it.

use rolecall::__private::{
    AppRole, Members, Permission, PermissionRow, PermissionTable, PolicyTable, Role, RoleRow,
    Scope, ScopeRow,
};

/// `view` and `edit`, which need the scopes below; `Viewer`, `Editor` for people, `Admin` for everybody.
#[derive(Clone, Copy, Debug)]
pub struct Policy;

impl rolecall::policy::Policy for Policy {
    const TABLE: &'static PolicyTable = &TABLE;
}

pub const VIEW: Permission = Permission::new(&PERMISSIONS, 0);
pub const EDIT: Permission = Permission::new(&PERMISSIONS, 1);
pub const READ: Scope = Scope::new(&PERMISSIONS, 0);
pub const VIEWER: Role = Role::new(&TABLE, 0);
pub const EDITOR: Role = Role::new(&TABLE, 1);
pub const ADMIN: Role = Role::new(&TABLE, 2);

static PERMISSIONS: PermissionTable = PermissionTable {
    module: "tests::policy",
    permissions: &[
        PermissionRow {
            name: "view",
            description: "Read documents.",
            scopes: &[0, 1],
        },
        PermissionRow {
            name: "edit",
            description: "Change documents.",
            scopes: &[1],
        },
    ],
    scopes: &[
        ScopeRow {
            name: "Documents.Read",
        },
        ScopeRow {
            name: "Documents.ReadWrite",
        },
    ],
};

static TABLE: PolicyTable = PolicyTable {
    module: "tests::policy",
    sets: &[&PERMISSIONS],
    roles: &[
        row("Viewer", "Viewer", false, &[0b001], &[0b01]),
        row("Editor", "Editor", false, &[0b011], &[0b11]),
        row("Admin", "Documents.Admin", true, &[0b111], &[0b11]),
    ],
};

const fn row(
    name: &'static str,
    value: &'static str,
    application: bool,
    roles: &'static [u64],
    permissions: &'static [u64],
) -> RoleRow {
    RoleRow {
        name,
        description: "",
        app_role: AppRole {
            value,
            id: None,
            members: Members {
                user: true,
                application,
            },
            enabled: true,
        },
        roles,
        permissions,
    }
}
