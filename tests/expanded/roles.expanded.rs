#[doc(hidden)]
#[allow(unreachable_pub)]
pub static __PERMISSIONS: rolecall::__private::PermissionTable = rolecall::__private::PermissionTable {
    module: ::core::module_path!(),
    package: ::core::option_env!("CARGO_PKG_NAME"),
    version: ::core::option_env!("CARGO_PKG_VERSION"),
    unique: 0,
    permissions: &[
        rolecall::__private::PermissionRow {
            name: "view",
            description: "",
            scopes: &[0],
        },
        rolecall::__private::PermissionRow {
            name: "edit",
            description: "",
            scopes: &[],
        },
    ],
    scopes: &[
        rolecall::__private::ScopeRow {
            name: "Documents.Read",
        },
    ],
};
/// The permissions declared here.
#[allow(unreachable_pub, clippy::exhaustive_structs)]
#[derive(Clone, Copy, Debug)]
pub struct Permissions;
impl rolecall::__private::PermissionSet for Permissions {
    const TABLE: &'static rolecall::__private::PermissionTable = &__PERMISSIONS;
}
impl rolecall::__private::PermissionSource for Permissions {
    const MODULE: &'static str = __PERMISSIONS.module;
    const SETS: &'static [&'static rolecall::__private::PermissionTable] = &[
        &__PERMISSIONS,
    ];
}
impl rolecall::__private::Reads<Permissions> for Permissions {}
#[doc(hidden)]
#[allow(unreachable_pub)]
pub mod __alone {
    pub use super::Permissions as __Known;
}
#[allow(unused_imports)]
use self::__alone::*;
/// A name for each permission.
#[allow(unreachable_pub, dead_code, non_camel_case_types, non_upper_case_globals)]
pub mod permission {
    use super::Permissions as __Set;
    use rolecall::__private as __runtime;
    /// Every one of them, in the order of declaration.
    pub const ALL: &[__runtime::Permission] = &__runtime::Permission::every::<
        2,
    >(&[&super::__PERMISSIONS]);
    /// One of them, by its name: read from a text, and sent as one.
    pub type Name = __runtime::PermissionOf<super::__Known>;
    ///A permission.
    pub type view = __runtime::PermissionMarker<__Set, 0>;
    ///A permission.
    pub const view: view = view::NEW;
    ///A permission.
    pub type edit = __runtime::PermissionMarker<__Set, 1>;
    ///A permission.
    pub const edit: edit = edit::NEW;
}
/// A name for each delegated scope.
#[allow(
    unreachable_pub,
    dead_code,
    unused_imports,
    non_camel_case_types,
    non_upper_case_globals
)]
pub mod scope {
    use super::Permissions as __Set;
    use rolecall::__private as __runtime;
    /// Every one of them, in the order of declaration.
    pub const ALL: &[__runtime::Scope] = &__runtime::Scope::every::<
        1,
    >(&[&super::__PERMISSIONS]);
    /// One of them, by its name: read from a text, and sent as one.
    pub type Name = __runtime::ScopeOf<super::__Known>;
    ///A delegated scope.
    pub type Documents_Read = __runtime::ScopeMarker<__Set, 0>;
    ///A delegated scope.
    pub const Documents_Read: Documents_Read = Documents_Read::NEW;
}
#[doc(hidden)]
#[macro_export]
macro_rules! __rolecall_permissions_0 {
    ([$($callback:tt)*] $($rest:tt)*) => {
        $($callback)* ! { $($rest)* { "0"["Documents.Read"] ["view" true
        "edit" false] } }
    };
}
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_permissions_0 as __permissions_declared_here;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use rolecall::__private as __rolecall;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use self::{permission as __permission_set_0, scope as __scope_set_0};
#[doc(hidden)]
#[allow(unreachable_pub)]
pub static __ROLES: rolecall::__private::PolicyTable = rolecall::__private::PolicyTable {
    module: ::core::module_path!(),
    sets: &[&self::__PERMISSIONS],
    roles: &[
        rolecall::__private::RoleRow {
            name: "Viewer",
            description: "May look.",
            app_role: rolecall::__private::AppRole {
                value: "Viewer",
                id: ::core::option::Option::None,
                members: rolecall::__private::Members {
                    user: true,
                    application: false,
                },
                enabled: true,
            },
            roles: &[1],
            permissions: &[1],
        },
        rolecall::__private::RoleRow {
            name: "Admin",
            description: "",
            app_role: rolecall::__private::AppRole {
                value: "Documents.Admin",
                id: ::core::option::Option::None,
                members: rolecall::__private::Members {
                    user: true,
                    application: true,
                },
                enabled: true,
            },
            roles: &[3],
            permissions: &[3],
        },
    ],
    exclusive: &[],
    unique: 0,
};
/// The policy declared here: what an engine judges by.
#[allow(unreachable_pub, clippy::exhaustive_structs)]
#[derive(Clone, Copy, Debug)]
pub struct Policy;
impl rolecall::__private::Policy for Policy {
    const TABLE: &'static rolecall::__private::PolicyTable = &__ROLES;
}
impl rolecall::__private::Reads<self::Permissions> for Policy {}
#[doc(hidden)]
#[allow(unreachable_pub)]
pub type __Known = Policy;
/// A name for each role.
#[allow(
    unreachable_pub,
    dead_code,
    unused_imports,
    non_camel_case_types,
    non_upper_case_globals
)]
pub mod role {
    use super::Policy as __Policy;
    use rolecall::__private as __runtime;
    /// Every one of them, in the order of declaration.
    pub const ALL: &[__runtime::Role] = &__runtime::Role::every::<2>(&[&super::__ROLES]);
    /// One of them, by its name: read from a text, and sent as one.
    pub type Name = __runtime::RoleOf<__Policy>;
    ///May look.
    pub type Viewer = __runtime::RoleMarker<__Policy, 0>;
    ///May look.
    pub const Viewer: Viewer = Viewer::NEW;
    ///A role.
    pub type Admin = __runtime::RoleMarker<__Policy, 1>;
    ///A role.
    pub const Admin: Admin = Admin::NEW;
}
#[doc(hidden)]
#[macro_export]
macro_rules! __rolecall_unknown_0 {
    ($kind:ident [$($policy:tt)*] $name:tt) => {
        $($policy)* ::__rolecall::unknown! { $kind $name ["view" "edit"] ["Viewer"
        "Admin"] ["Documents.Read"] }
    };
}
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_unknown_0 as __unknown;
#[doc(hidden)]
#[macro_export]
macro_rules! __rolecall_permission_none_0 {
    ([$($policy:tt)*] $name:tt $($rest:tt)*) => {
        $($policy)* ::__unknown! { permission[$($policy)*] $name }
    };
}
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_permission_none_0 as __no_permission;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_permission_none_0 as __permission_0;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_permission_none_0 as __permission_1;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_permission_none_0 as __permission_2;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_permission_none_0 as __permission_3;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_permission_none_0 as __permission_4;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_permission_none_0 as __permission_5;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_permission_none_0 as __permission_6;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_permission_none_0 as __permission_7;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_permission_none_0 as __permission_8;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_permission_none_0 as __permission_9;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_permission_none_0 as __permission_10;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_permission_none_0 as __permission_11;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_permission_none_0 as __permission_12;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_permission_none_0 as __permission_13;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_permission_none_0 as __permission_14;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_permission_none_0 as __permission_15;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_permission_none_0 as __permission_16;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_permission_none_0 as __permission_17;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_permission_none_0 as __permission_18;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_permission_none_0 as __permission_19;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_permission_none_0 as __permission_20;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_permission_none_0 as __permission_21;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_permission_none_0 as __permission_22;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_permission_none_0 as __permission_23;
#[doc(hidden)]
#[macro_export]
macro_rules! __rolecall_permission_24_0 {
    ([$($policy:tt)*] "view" $name:ident $($alone:ident)?) => {
        $($policy)* ::__permission_set_0:: $name
    };
    ([$($policy:tt)*] $name:tt $($rest:tt)*) => {
        $($policy)* ::__unknown! { permission[$($policy)*] $name }
    };
}
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_permission_24_0 as __permission_24;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_permission_none_0 as __permission_25;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_permission_none_0 as __permission_26;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_permission_none_0 as __permission_27;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_permission_none_0 as __permission_28;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_permission_none_0 as __permission_29;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_permission_none_0 as __permission_30;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_permission_none_0 as __permission_31;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_permission_none_0 as __permission_32;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_permission_none_0 as __permission_33;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_permission_none_0 as __permission_34;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_permission_none_0 as __permission_35;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_permission_none_0 as __permission_36;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_permission_none_0 as __permission_37;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_permission_none_0 as __permission_38;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_permission_none_0 as __permission_39;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_permission_none_0 as __permission_40;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_permission_none_0 as __permission_41;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_permission_none_0 as __permission_42;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_permission_none_0 as __permission_43;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_permission_none_0 as __permission_44;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_permission_none_0 as __permission_45;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_permission_none_0 as __permission_46;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_permission_none_0 as __permission_47;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_permission_none_0 as __permission_48;
#[doc(hidden)]
#[macro_export]
macro_rules! __rolecall_permission_49_0 {
    ([$($policy:tt)*] "edit" $name:ident $($alone:ident)?) => {
        $($policy)* ::__permission_set_0:: $name
    };
    ([$($policy:tt)*] $name:tt $($rest:tt)*) => {
        $($policy)* ::__unknown! { permission[$($policy)*] $name }
    };
}
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_permission_49_0 as __permission_49;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_permission_none_0 as __permission_50;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_permission_none_0 as __permission_51;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_permission_none_0 as __permission_52;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_permission_none_0 as __permission_53;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_permission_none_0 as __permission_54;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_permission_none_0 as __permission_55;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_permission_none_0 as __permission_56;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_permission_none_0 as __permission_57;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_permission_none_0 as __permission_58;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_permission_none_0 as __permission_59;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_permission_none_0 as __permission_60;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_permission_none_0 as __permission_61;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_permission_none_0 as __permission_62;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_permission_none_0 as __permission_63;
#[doc(hidden)]
#[macro_export]
macro_rules! __rolecall_role_none_0 {
    ([$($policy:tt)*] $name:tt $($rest:tt)*) => {
        $($policy)* ::__unknown! { role[$($policy)*] $name }
    };
}
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_role_none_0 as __no_role;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_role_none_0 as __role_0;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_role_none_0 as __role_1;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_role_none_0 as __role_2;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_role_none_0 as __role_3;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_role_none_0 as __role_4;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_role_none_0 as __role_5;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_role_none_0 as __role_6;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_role_none_0 as __role_7;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_role_none_0 as __role_8;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_role_none_0 as __role_9;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_role_none_0 as __role_10;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_role_none_0 as __role_11;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_role_none_0 as __role_12;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_role_none_0 as __role_13;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_role_none_0 as __role_14;
#[doc(hidden)]
#[macro_export]
macro_rules! __rolecall_role_15_0 {
    ([$($policy:tt)*] "Viewer" $name:ident $($alone:ident)?) => {
        $($policy)* ::role:: $name
    };
    ([$($policy:tt)*] $name:tt $($rest:tt)*) => {
        $($policy)* ::__unknown! { role[$($policy)*] $name }
    };
}
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_role_15_0 as __role_15;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_role_none_0 as __role_16;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_role_none_0 as __role_17;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_role_none_0 as __role_18;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_role_none_0 as __role_19;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_role_none_0 as __role_20;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_role_none_0 as __role_21;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_role_none_0 as __role_22;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_role_none_0 as __role_23;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_role_none_0 as __role_24;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_role_none_0 as __role_25;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_role_none_0 as __role_26;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_role_none_0 as __role_27;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_role_none_0 as __role_28;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_role_none_0 as __role_29;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_role_none_0 as __role_30;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_role_none_0 as __role_31;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_role_none_0 as __role_32;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_role_none_0 as __role_33;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_role_none_0 as __role_34;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_role_none_0 as __role_35;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_role_none_0 as __role_36;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_role_none_0 as __role_37;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_role_none_0 as __role_38;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_role_none_0 as __role_39;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_role_none_0 as __role_40;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_role_none_0 as __role_41;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_role_none_0 as __role_42;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_role_none_0 as __role_43;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_role_none_0 as __role_44;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_role_none_0 as __role_45;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_role_none_0 as __role_46;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_role_none_0 as __role_47;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_role_none_0 as __role_48;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_role_none_0 as __role_49;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_role_none_0 as __role_50;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_role_none_0 as __role_51;
#[doc(hidden)]
#[macro_export]
macro_rules! __rolecall_role_52_0 {
    ([$($policy:tt)*] "Admin" $name:ident $($alone:ident)?) => {
        $($policy)* ::role:: $name
    };
    ([$($policy:tt)*] $name:tt $($rest:tt)*) => {
        $($policy)* ::__unknown! { role[$($policy)*] $name }
    };
}
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_role_52_0 as __role_52;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_role_none_0 as __role_53;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_role_none_0 as __role_54;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_role_none_0 as __role_55;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_role_none_0 as __role_56;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_role_none_0 as __role_57;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_role_none_0 as __role_58;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_role_none_0 as __role_59;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_role_none_0 as __role_60;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_role_none_0 as __role_61;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_role_none_0 as __role_62;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_role_none_0 as __role_63;
#[doc(hidden)]
#[macro_export]
macro_rules! __rolecall_scope_none_0 {
    ([$($policy:tt)*] $name:tt $($rest:tt)*) => {
        $($policy)* ::__unknown! { scope[$($policy)*] $name }
    };
}
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_scope_none_0 as __no_scope;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_scope_none_0 as __scope_0;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_scope_none_0 as __scope_1;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_scope_none_0 as __scope_2;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_scope_none_0 as __scope_3;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_scope_none_0 as __scope_4;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_scope_none_0 as __scope_5;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_scope_none_0 as __scope_6;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_scope_none_0 as __scope_7;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_scope_none_0 as __scope_8;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_scope_none_0 as __scope_9;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_scope_none_0 as __scope_10;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_scope_none_0 as __scope_11;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_scope_none_0 as __scope_12;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_scope_none_0 as __scope_13;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_scope_none_0 as __scope_14;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_scope_none_0 as __scope_15;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_scope_none_0 as __scope_16;
#[doc(hidden)]
#[macro_export]
macro_rules! __rolecall_scope_17_0 {
    ([$($policy:tt)*] "Documents.Read" $name:ident $($alone:ident)?) => {
        $($policy)* ::__scope_set_0:: $name
    };
    ([$($policy:tt)*] $name:tt $($rest:tt)*) => {
        $($policy)* ::__unknown! { scope[$($policy)*] $name }
    };
}
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_scope_17_0 as __scope_17;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_scope_none_0 as __scope_18;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_scope_none_0 as __scope_19;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_scope_none_0 as __scope_20;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_scope_none_0 as __scope_21;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_scope_none_0 as __scope_22;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_scope_none_0 as __scope_23;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_scope_none_0 as __scope_24;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_scope_none_0 as __scope_25;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_scope_none_0 as __scope_26;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_scope_none_0 as __scope_27;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_scope_none_0 as __scope_28;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_scope_none_0 as __scope_29;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_scope_none_0 as __scope_30;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_scope_none_0 as __scope_31;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_scope_none_0 as __scope_32;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_scope_none_0 as __scope_33;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_scope_none_0 as __scope_34;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_scope_none_0 as __scope_35;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_scope_none_0 as __scope_36;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_scope_none_0 as __scope_37;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_scope_none_0 as __scope_38;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_scope_none_0 as __scope_39;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_scope_none_0 as __scope_40;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_scope_none_0 as __scope_41;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_scope_none_0 as __scope_42;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_scope_none_0 as __scope_43;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_scope_none_0 as __scope_44;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_scope_none_0 as __scope_45;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_scope_none_0 as __scope_46;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_scope_none_0 as __scope_47;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_scope_none_0 as __scope_48;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_scope_none_0 as __scope_49;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_scope_none_0 as __scope_50;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_scope_none_0 as __scope_51;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_scope_none_0 as __scope_52;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_scope_none_0 as __scope_53;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_scope_none_0 as __scope_54;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_scope_none_0 as __scope_55;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_scope_none_0 as __scope_56;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_scope_none_0 as __scope_57;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_scope_none_0 as __scope_58;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_scope_none_0 as __scope_59;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_scope_none_0 as __scope_60;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_scope_none_0 as __scope_61;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_scope_none_0 as __scope_62;
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_scope_none_0 as __scope_63;
