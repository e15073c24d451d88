#[doc(hidden)]
#[allow(unreachable_pub)]
pub static __PERMISSIONS: rolecall::__private::PermissionTable = rolecall::__private::PermissionTable {
    module: ::core::module_path!(),
    package: ::core::option_env!("CARGO_PKG_NAME"),
    version: ::core::option_env!("CARGO_PKG_VERSION"),
    unique: 0,
    permissions: rolecall::__private::permission_rows!(
        "view" "Read documents."[0 1] "audit.read" "Read the audit trail."[]
    ),
    scopes: rolecall::__private::scope_rows!(
        "Documents.Read" "Documents.ReadWrite" "access_as_user"
    ),
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
        "Read documents." 0 audit_read "Read the audit trail." 1
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
        3,
    >(&[&super::__PERMISSIONS]);
    /// One of them, by its name: read from a text, and sent as one.
    pub type Name = __runtime::ScopeOf<super::__Known>;
    __runtime::named! {
        ScopeMarker < __Set > is Scope in super::__PERMISSIONS : Documents_Read
        "A delegated scope." 0 Documents_ReadWrite "A delegated scope." 1 access_as_user
        "A delegated scope." 2
    }
}
#[doc(hidden)]
#[macro_export]
macro_rules! __rolecall_permissions_0 {
    ([$($callback:tt)*] $($rest:tt)*) => {
        $($callback)* ! { $($rest)* { "0"["Documents.Read"
        "Documents.ReadWrite" "access_as_user"] ["view"[0 1] "audit.read"[]] } }
    };
}
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use __rolecall_permissions_0 as __permissions_declared_here;
