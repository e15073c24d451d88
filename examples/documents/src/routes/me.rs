//! The caller's own view of themselves: what a client asks to know which buttons to show.

use axum::Json;
use rolecall::policy::{Permission, Role, Scope};
use rolecall::{Identity, protected};
use serde::Serialize;
use utoipa::ToSchema;

/// Who is calling, and what they may do now.
#[derive(Serialize, ToSchema)]
pub(super) struct Me {
    /// What the caller is known by for good.
    key: String,
    /// A name to show.
    name: Option<String>,
    /// `user` or `application`.
    kind: &'static str,
    /// The tenant that vouches for the caller.
    tenant: Option<String>,
    /// The roles held, the included ones among them.
    roles: Vec<&'static str>,
    /// What may be done now, through the client that is calling.
    permissions: Vec<&'static str>,
    /// What the client that is calling may do on a user's behalf.
    scopes: Vec<&'static str>,
}

/// Tells who is calling, and what they may do.
#[protected(authenticated)]
#[utoipa::path(
    get,
    path = "/me",
    tag = "caller",
    responses((status = 200, description = "The caller.", body = Me))
)]
pub(super) async fn me(caller: Identity) -> Json<Me> {
    Json(Me {
        key: caller.key().to_string(),
        name: caller.name().map(str::to_owned),
        kind: caller.kind().name(),
        tenant: caller.tenant().map(str::to_owned),
        roles: caller.roles().map(Role::name).collect(),
        permissions: caller.permissions().map(Permission::name).collect(),
        scopes: caller.scopes().map(Scope::name).collect(),
    })
}
