//! The `security` that a rule amounts to: one scheme to an object, the alternatives side by side.
//!
//! A person comes through an application that carries scopes: `{oauth2: [scopes]}`. An application comes by itself and
//! carries roles: `{bearer: [roles]}`. Which of them are enough is found by asking the decision itself.

use utoipa::openapi::security::SecurityRequirement;

use super::schemes;
use crate::engine::Engine;
use crate::identity::Grants;
use crate::policy::table::PolicyTable;
use crate::policy::{Cell, Kind, Role, Scope};
use crate::routing::Endpoint;

pub(super) fn of(endpoint: &Endpoint, engine: &Engine) -> Vec<SecurityRequirement> {
    let policy = engine.policy();
    let delegated = scope_sets(endpoint, policy).into_iter().map(|scopes| {
        let names: Vec<_> = scopes
            .into_iter()
            .map(|scope| engine.full_scope(scope.name()))
            .collect();
        SecurityRequirement::new(schemes::DELEGATED, names)
    });
    let application = role_sets(endpoint, policy).into_iter().map(|roles| {
        let names: Vec<_> = roles.into_iter().map(Role::name).collect();
        SecurityRequirement::new(schemes::BEARER, names)
    });
    let mut alternatives: Vec<_> = delegated.chain(application).collect();
    if alternatives.is_empty() {
        alternatives.push(SecurityRequirement::new::<_, [&str; 0], _>(
            schemes::BEARER,
            [],
        ));
    }
    alternatives
}

/// The smallest sets of scopes with which some person passes.
fn scope_sets(endpoint: &Endpoint, policy: &'static PolicyTable) -> Vec<Vec<Scope>> {
    let roles: Vec<_> = role_choices(policy, Kind::User);
    let passes = |scopes: &[Scope]| {
        roles.iter().any(|held| {
            meets(
                endpoint,
                &Grants::of(
                    policy,
                    Kind::User,
                    held.iter().copied(),
                    scopes.iter().copied(),
                ),
            )
        })
    };
    smallest(&policy.scope_names().collect::<Vec<_>>(), &passes)
}

/// The smallest sets of roles with which an application passes.
fn role_sets(endpoint: &Endpoint, policy: &'static PolicyTable) -> Vec<Vec<Role>> {
    let assignable: Vec<_> = assignable(policy, Kind::Application).collect();
    let passes = |roles: &[Role]| {
        meets(
            endpoint,
            &Grants::of(policy, Kind::Application, roles.iter().copied(), []),
        )
    };
    smallest(&assignable, &passes)
}

/// Every role by itself, and none, and all of them: enough for rules that grow with roles.
fn role_choices(policy: &'static PolicyTable, kind: Kind) -> Vec<Vec<Role>> {
    let mut choices: Vec<_> = assignable(policy, kind).map(|role| vec![role]).collect();
    choices.push(assignable(policy, kind).collect());
    choices.push(Vec::new());
    choices
}

fn assignable(policy: &'static PolicyTable, kind: Kind) -> impl Iterator<Item = Role> {
    policy.roles().filter(move |role| {
        role.app_role()
            .is_some_and(|app_role| app_role.members.admit(kind))
    })
}

/// Nothing if that is enough; else each one that is enough by itself; else what is left of all when none can be spared.
fn smallest<T: Copy + PartialEq>(all: &[T], passes: &dyn Fn(&[T]) -> bool) -> Vec<Vec<T>> {
    if passes(&[]) {
        return vec![Vec::new()];
    }
    let singles: Vec<_> = all
        .iter()
        .filter(|one| passes(&[**one]))
        .map(|one| vec![*one])
        .collect();
    if !singles.is_empty() || !passes(all) {
        return singles;
    }
    let mut needed = all.to_vec();
    for one in all {
        let without: Vec<_> = needed
            .iter()
            .copied()
            .filter(|other| other != one)
            .collect();
        if passes(&without) {
            needed = without;
        }
    }
    vec![needed]
}

/// Whether they may pass; where checkers are asked, whether they do if those agree.
fn meets(endpoint: &Endpoint, grants: &Grants) -> bool {
    Cell::of(grants, endpoint.requirements()) != Cell::No
}
