//! Whether a user has agreed that a client may act for them
//! ([consent](https://learn.microsoft.com/entra/identity-platform/permissions-consent-overview)).

use super::fault::Fault;
use super::scope::Scopes;
use crate::directory::registry::{RegisteredApp, RegisteredUser};
use crate::directory::serve::Service;
use crate::directory::state::consent_key;

impl Service {
    /// The first scope that the user has not agreed to, and nobody has beforehand. Only those of the protected
    /// application are asked about.
    pub(in crate::directory) fn missing_consent(
        &self,
        user: &RegisteredUser,
        client: &RegisteredApp,
        scopes: &Scopes<'_>,
    ) -> Option<String> {
        if scopes.resource.client_id != self.registry.client_id {
            return None;
        }
        let consents = &self.state.consents;
        let agreed = |full: &str| {
            let key = consent_key(&user.name, &client.client_id, full);
            consents.get(&key, self.now()).is_some()
        };
        let asked = scopes.names.iter();
        asked
            .filter(|name| !client.consented.contains(name))
            .map(|name| scopes.resource.full(name))
            .find(|full| !agreed(full))
    }

    /// Refuses a token with a scope that the user has not agreed to, or for the protected application without any.
    pub(super) fn must_have_consented(
        &self,
        user: &RegisteredUser,
        client: &RegisteredApp,
        scopes: &Scopes<'_>,
    ) -> Result<(), Fault> {
        let resource = scopes.resource;
        if scopes.names.is_empty() && !resource.is_graph() {
            return Err(Fault::ConsentMissing(resource.full(".default")));
        }
        match self.missing_consent(user, client, scopes) {
            Some(missing) => Err(Fault::ConsentMissing(missing)),
            None => Ok(()),
        }
    }
}
