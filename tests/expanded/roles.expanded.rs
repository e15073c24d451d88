#[doc(hidden)]
#[allow(unreachable_pub)]
pub static __PERMISSIONS: rolecall::__private::PermissionTable = rolecall::__private::PermissionTable {
    module: ::core::module_path!(),
    package: ::core::option_env!("CARGO_PKG_NAME"),
    version: ::core::option_env!("CARGO_PKG_VERSION"),
    unique: 0,
    permissions: rolecall::__private::permission_rows!("view" ""[0] "edit" ""[]),
    scopes: rolecall::__private::scope_rows!("Documents.Read"),
};
/// The permissions declared here.
#[allow(
    unreachable_pub,
    missing_debug_implementations,
    missing_copy_implementations,
    clippy::exhaustive_structs
)]
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
    __runtime::named! {
        PermissionMarker < __Set > is Permission in super::__PERMISSIONS : view
        "A permission." 0 edit "A permission." 1
    }
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
    __runtime::named! {
        ScopeMarker < __Set > is Scope in super::__PERMISSIONS : Documents_Read
        "A delegated scope." 0
    }
}
#[doc(hidden)]
#[macro_export]
macro_rules! __rolecall_permissions_0 {
    ([$($callback:tt)*] $($rest:tt)*) => {
        $($callback)* ! { $($rest)* { "0"["Documents.Read"] ["view"[0]
        "edit"[]] } }
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
    roles: rolecall::__private::role_rows!(
        "Viewer" "May look." "Viewer"[] true false true[1] [1] "Admin" ""
        "Documents.Admin"[] true true true[3] [3]
    ),
    exclusive: &[],
    unique: 0,
};
/// The policy declared here: what an engine judges by.
#[allow(
    unreachable_pub,
    missing_debug_implementations,
    missing_copy_implementations,
    clippy::exhaustive_structs
)]
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
    __runtime::named! {
        RoleMarker < __Policy > is Role in super::__ROLES : Viewer "May look." 0 Admin
        "A role." 1
    }
}
#[doc(hidden)]
#[macro_export]
macro_rules! __rolecall_unknown_0 {
    ($kind:ident [$($policy:tt)*] $name:tt) => {
        $($policy)*:: __rolecall::unknown! { $kind $name ["view" "edit"] ["Viewer"
        "Admin"] ["Documents.Read"] }
    };
}
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_unknown_0 as __unknown;
#[doc(hidden)]
#[macro_export]
macro_rules! __rolecall_permission_0_0 {
    ("view"[$($policy:tt)*] $name:ident $($said:ident)?) => {
        $($policy)*:: __permission_set_0::$name
    };
    ("edit"[$($policy:tt)*] $name:ident $($said:ident)?) => {
        $($policy)*:: __permission_set_0::$name
    };
    ($name:tt [$($policy:tt)*] $($rest:tt)*) => {
        $($policy)*:: __unknown! { permission[$($policy)*] $name }
    };
}
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use {
    __rolecall_permission_0_0 as __permission_0,
    __rolecall_permission_0_0 as __permission_1,
    __rolecall_permission_0_0 as __permission_2,
    __rolecall_permission_0_0 as __permission_3,
    __rolecall_permission_0_0 as __permission_4,
    __rolecall_permission_0_0 as __permission_5,
    __rolecall_permission_0_0 as __permission_6,
    __rolecall_permission_0_0 as __permission_7,
    __rolecall_permission_0_0 as __permission_8,
    __rolecall_permission_0_0 as __permission_9,
    __rolecall_permission_0_0 as __permission_10,
    __rolecall_permission_0_0 as __permission_11,
    __rolecall_permission_0_0 as __permission_12,
    __rolecall_permission_0_0 as __permission_13,
    __rolecall_permission_0_0 as __permission_14,
    __rolecall_permission_0_0 as __permission_15,
    __rolecall_permission_0_0 as __permission_16,
    __rolecall_permission_0_0 as __permission_17,
    __rolecall_permission_0_0 as __permission_18,
    __rolecall_permission_0_0 as __permission_19,
    __rolecall_permission_0_0 as __permission_20,
    __rolecall_permission_0_0 as __permission_21,
    __rolecall_permission_0_0 as __permission_22,
    __rolecall_permission_0_0 as __permission_23,
    __rolecall_permission_0_0 as __permission_24,
    __rolecall_permission_0_0 as __permission_25,
    __rolecall_permission_0_0 as __permission_26,
    __rolecall_permission_0_0 as __permission_27,
    __rolecall_permission_0_0 as __permission_28,
    __rolecall_permission_0_0 as __permission_29,
    __rolecall_permission_0_0 as __permission_30,
    __rolecall_permission_0_0 as __permission_31,
};
#[doc(hidden)]
#[macro_export]
macro_rules! __rolecall_role_0_0 {
    ("Viewer"[$($policy:tt)*] $name:ident $($said:ident)?) => {
        $($policy)*:: role::$name
    };
    ("Admin"[$($policy:tt)*] $name:ident $($said:ident)?) => {
        $($policy)*:: role::$name
    };
    ($name:tt [$($policy:tt)*] $($rest:tt)*) => {
        $($policy)*:: __unknown! { role[$($policy)*] $name }
    };
}
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use {
    __rolecall_role_0_0 as __role_0,
    __rolecall_role_0_0 as __role_1,
    __rolecall_role_0_0 as __role_2,
    __rolecall_role_0_0 as __role_3,
    __rolecall_role_0_0 as __role_4,
    __rolecall_role_0_0 as __role_5,
    __rolecall_role_0_0 as __role_6,
    __rolecall_role_0_0 as __role_7,
    __rolecall_role_0_0 as __role_8,
    __rolecall_role_0_0 as __role_9,
    __rolecall_role_0_0 as __role_10,
    __rolecall_role_0_0 as __role_11,
    __rolecall_role_0_0 as __role_12,
    __rolecall_role_0_0 as __role_13,
    __rolecall_role_0_0 as __role_14,
    __rolecall_role_0_0 as __role_15,
    __rolecall_role_0_0 as __role_16,
    __rolecall_role_0_0 as __role_17,
    __rolecall_role_0_0 as __role_18,
    __rolecall_role_0_0 as __role_19,
    __rolecall_role_0_0 as __role_20,
    __rolecall_role_0_0 as __role_21,
    __rolecall_role_0_0 as __role_22,
    __rolecall_role_0_0 as __role_23,
    __rolecall_role_0_0 as __role_24,
    __rolecall_role_0_0 as __role_25,
    __rolecall_role_0_0 as __role_26,
    __rolecall_role_0_0 as __role_27,
    __rolecall_role_0_0 as __role_28,
    __rolecall_role_0_0 as __role_29,
    __rolecall_role_0_0 as __role_30,
    __rolecall_role_0_0 as __role_31,
};
#[doc(hidden)]
#[macro_export]
macro_rules! __rolecall_scope_0_0 {
    ("Documents.Read"[$($policy:tt)*] $name:ident $($said:ident)?) => {
        $($policy)*:: __scope_set_0::$name
    };
    ($name:tt [$($policy:tt)*] $($rest:tt)*) => {
        $($policy)*:: __unknown! { scope[$($policy)*] $name }
    };
}
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use {
    __rolecall_scope_0_0 as __scope_0,
    __rolecall_scope_0_0 as __scope_1,
    __rolecall_scope_0_0 as __scope_2,
    __rolecall_scope_0_0 as __scope_3,
    __rolecall_scope_0_0 as __scope_4,
    __rolecall_scope_0_0 as __scope_5,
    __rolecall_scope_0_0 as __scope_6,
    __rolecall_scope_0_0 as __scope_7,
    __rolecall_scope_0_0 as __scope_8,
    __rolecall_scope_0_0 as __scope_9,
    __rolecall_scope_0_0 as __scope_10,
    __rolecall_scope_0_0 as __scope_11,
    __rolecall_scope_0_0 as __scope_12,
    __rolecall_scope_0_0 as __scope_13,
    __rolecall_scope_0_0 as __scope_14,
    __rolecall_scope_0_0 as __scope_15,
    __rolecall_scope_0_0 as __scope_16,
    __rolecall_scope_0_0 as __scope_17,
    __rolecall_scope_0_0 as __scope_18,
    __rolecall_scope_0_0 as __scope_19,
    __rolecall_scope_0_0 as __scope_20,
    __rolecall_scope_0_0 as __scope_21,
    __rolecall_scope_0_0 as __scope_22,
    __rolecall_scope_0_0 as __scope_23,
    __rolecall_scope_0_0 as __scope_24,
    __rolecall_scope_0_0 as __scope_25,
    __rolecall_scope_0_0 as __scope_26,
    __rolecall_scope_0_0 as __scope_27,
    __rolecall_scope_0_0 as __scope_28,
    __rolecall_scope_0_0 as __scope_29,
    __rolecall_scope_0_0 as __scope_30,
    __rolecall_scope_0_0 as __scope_31,
};
#[doc(hidden)]
#[macro_export]
macro_rules! __rolecall_analysis_0 {
    (settled $($asked:tt)*) => {};
    (growing $($asked:tt)*) => {};
    ($shape:ident [$($policy:tt)*] $rule:tt) => {
        $($policy)*:: __rolecall::analyse! { $rule
        "2 6 Viewer1 3 5 Admin1 2 2 4 view1 3 1 0 4 edit1 2 0 1 e Documents.Read0 1 3 1 2 "
        }
    };
}
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_analysis_0 as __analysis;
