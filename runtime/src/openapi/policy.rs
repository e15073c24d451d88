//! The policy as data at the root of the document: with it, `x-requirement` can be judged by whoever has the document
//! alone. It names what is declared and nobody who holds it.

use serde_json::{Map, Value, json};

use crate::engine::Engine;
use crate::policy::table::PolicyTable;
use crate::policy::{Kind, Members, Permission, Role, Scope};

/// `{"roles": {"Editor": {…}}, "permissions": {"edit": {…}}, "scopes": […], "exclusive": […]}`. A person whose application
/// carries none of the scopes, where there are any, holds no role.
pub(super) fn of(engine: &Engine) -> Value {
    let policy = engine.policy();
    let roles: Map<_, _> = policy.roles().map(|it| role(it, policy)).collect();
    let permissions = policy.permissions();
    let permissions: Map<_, _> = permissions.map(|it| permission(it, engine)).collect();
    let scopes = policy.scope_names();
    let scopes: Vec<_> = scopes
        .map(|scope| engine.full_scope(scope.name()))
        .collect();
    json!({
        "roles": roles,
        "permissions": permissions,
        "scopes": scopes,
        "exclusive": exclusive(policy),
    })
}

/// Sets of roles of which nobody may hold two.
fn exclusive(policy: &'static PolicyTable) -> Vec<Vec<&'static str>> {
    let names = |members: &&'static [u16]| {
        let roles = members.iter().map(|index| Role::new(policy, *index));
        roles.map(Role::name).collect()
    };
    policy.exclusive.iter().map(names).collect()
}

/// What it brings, by itself and by the roles that it includes; and how an authority names it, and gives it to whom.
fn role(role: Role, policy: &'static PolicyTable) -> (String, Value) {
    let roles = policy.roles();
    let included = roles.filter(|other| role.includes(*other) && *other != role);
    let brought = policy
        .permissions()
        .filter(|permission| role.grants(*permission));
    let mut said = json!({
        "description": role.description(),
        "includes": included.map(Role::name).collect::<Vec<_>>(),
        "permissions": brought.map(Permission::name).collect::<Vec<_>>(),
    });
    if let (Some(app_role), Some(members)) = (role.app_role(), said.as_object_mut()) {
        members.insert("value".to_owned(), json!(app_role.value));
        members.insert("members".to_owned(), json!(members_of(app_role.members)));
    }
    (role.name().to_owned(), said)
}

fn members_of(members: Members) -> Vec<&'static str> {
    let kinds = [Kind::User, Kind::Application].into_iter();
    kinds
        .filter(|kind| members.admit(*kind))
        .map(Kind::name)
        .collect()
}

/// The scopes that carry it, as a client asks for them; where none are named, any of the policy does.
fn permission(permission: Permission, engine: &Engine) -> (String, Value) {
    let full = |scope: Scope| engine.full_scope(scope.name());
    let said = json!({
        "description": permission.description(),
        "scopes": permission.scopes().map(full).collect::<Vec<_>>(),
    });
    (permission.name().to_owned(), said)
}
