//! What code written by the macros may name, and nobody else. No promise is kept here between releases: the two crates
//! are pinned to each other.

pub use crate::decision::decide_answered;
pub use crate::guard::{
    Answer, CheckedGuard, Checker, Checks, Guard, Reply, answered, answering, extracted,
};
pub use crate::identity::Identity;
pub use crate::policy::names::{
    DeclaredName, PermissionOf, PermissionSource, Reads, RoleOf, ScopeOf,
};
pub use crate::policy::permission::{Permission, Scope};
pub use crate::policy::requirement::{
    AuthenticationContext, Check, Demand, Expression, Requirement,
};
pub use crate::policy::role::{AppRole, Members, Role};
pub use crate::policy::table::{
    PermissionRow, PermissionTable, Policy, PolicyTable, RoleRow, ScopeRow,
};
pub use crate::policy::terms::{
    Access, Acrs, All, Any, Authenticated, Bytes, CallerApplication, CallerUser, Checked,
    CheckerName, Chunk, Closed, End, Modified, Nobody, Not, PermissionMarker, PermissionSet,
    Public, Reason, RoleMarker, Rule, ScopeMarker, Shadow, Term, Words,
};
pub use crate::{
    __named as named, __option as option, __permission_rows as permission_rows,
    __role_rows as role_rows, __scope_rows as scope_rows,
};
pub use axum::extract::FromRequestParts;
pub use http::request::Parts;
pub use rolecall_macros::{
    analyse, needs_what_none_grants, permissions_impl, role_alone, roles_impl, roles_with, unknown,
};
#[cfg(feature = "openapi")]
pub use utoipa_axum::routes as utoipa_axum_routes;
