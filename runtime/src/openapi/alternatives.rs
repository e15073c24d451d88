//! The `security` that a rule amounts to: one scheme to an object, the alternatives side by side.
//!
//! A person comes through an application that carries scopes: `{oauth2: [scopes]}`. An application comes by itself and
//! carries roles: `{bearer: [roles]}`.

use utoipa::openapi::security::SecurityRequirement;

use super::schemes;
use crate::engine::Engine;
use crate::policy::alike::Callers;
use crate::policy::ways::Ways;
use crate::policy::{Role, Scope};
use crate::routing::Endpoint;

/// Finds the alternatives of one endpoint after the other.
pub(super) struct Alternatives<'a> {
    engine: &'a Engine,
    callers: Callers,
}

impl<'a> Alternatives<'a> {
    pub(super) fn new(engine: &'a Engine) -> Self {
        Self {
            engine,
            callers: Callers::of(engine.policy()),
        }
    }

    pub(super) fn of(&self, endpoint: &Endpoint) -> Vec<SecurityRequirement> {
        let ways = Ways::of(&self.callers, endpoint.requirements());
        let full = |scope: Scope| self.engine.full_scope(scope.name());
        let delegated = ways.people.into_iter().map(|scopes| {
            let names: Vec<_> = scopes.into_iter().map(full).collect();
            SecurityRequirement::new(schemes::DELEGATED, names)
        });
        let application = ways.applications.into_iter().map(|roles| {
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
}
