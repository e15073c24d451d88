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

/// The alternatives of an endpoint, of which each is enough, if any is.
pub(super) struct Found {
    pub(super) security: Vec<SecurityRequirement>,
    pub(super) can_be_met: bool,
}

impl<'a> Alternatives<'a> {
    pub(super) fn new(engine: &'a Engine) -> Self {
        Self {
            engine,
            callers: Callers::of(engine.policy()),
        }
    }

    pub(super) fn of(&self, endpoint: &Endpoint) -> Found {
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
        let mut security: Vec<_> = delegated.chain(application).collect();
        let can_be_met = !security.is_empty();
        if !can_be_met {
            // Nothing at all would say that everybody may.
            security.push(any(schemes::BEARER));
        }
        Found {
            security,
            can_be_met,
        }
    }
}

/// Whoever is known, and whoever is not.
pub(super) fn of_everybody() -> Vec<SecurityRequirement> {
    vec![
        any(schemes::DELEGATED),
        any(schemes::BEARER),
        SecurityRequirement::default(),
    ]
}

/// The scheme by itself, with nothing to bring along.
fn any(scheme: &str) -> SecurityRequirement {
    SecurityRequirement::new::<_, [&str; 0], _>(scheme, [])
}
