//! From what was set of one authority to the rules that its tokens are held against.

use super::authority::authority;
use super::callers::Callers;
use super::error::Mistakes;
use super::settings::Settings;
use super::values::{self, is_entra};
use crate::entra::{Algorithm, Clients, Rules};

/// What was set of one authority, in code and elsewhere.
#[derive(Debug)]
pub(crate) struct AuthoritySettings {
    pub(crate) settings: Settings,
    pub(crate) callers: Callers,
    pub(crate) algorithms: Vec<Algorithm>,
}

impl Default for AuthoritySettings {
    fn default() -> Self {
        Self {
            settings: Settings::default(),
            callers: Callers::default(),
            algorithms: vec![Algorithm::Rs256],
        }
    }
}

impl AuthoritySettings {
    /// Whether it is Entra, as far as can be told.
    pub(super) fn is_entra(&self) -> bool {
        is_entra(&self.settings)
    }

    /// The rules, as far as they have any sense.
    pub(super) fn rules(&self, max_token_bytes: usize, mistakes: &mut Mistakes) -> Option<Rules> {
        let Self {
            settings,
            callers,
            algorithms,
        } = self;
        callers.check(mistakes);
        if algorithms.is_empty() {
            mistakes.add("`algorithms` must name at least one");
        }
        let authority = authority(settings, callers, mistakes);
        let client_id = values::client_id(settings, mistakes);
        let audiences = values::audiences(settings, client_id.as_deref(), mistakes);
        let listed = values::client_apps(settings, mistakes);
        let names = values::names(settings, mistakes);
        Some(Rules {
            authority: authority?,
            client_id,
            audiences,
            names,
            algorithms: algorithms.clone(),
            clients: Clients {
                listed,
                least_proof: callers.least_proof,
            },
            guests: callers.guests,
            ages: callers.ages,
            max_token_bytes,
        })
    }
}
