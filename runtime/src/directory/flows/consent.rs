//! Whether a user has agreed that a client may act for them
//! ([consent](https://learn.microsoft.com/entra/identity-platform/permissions-consent-overview)).

use super::fault::Fault;
use super::scope::Scopes;
use crate::directory::registry::{RegisteredApp, RegisteredUser};
use crate::directory::serve::Service;
use crate::directory::state::consent_key;

impl Service {
    /// Refuses a token with a scope that is neither the client's from the start nor agreed to on the consent page.
    pub(super) fn must_have_consented(
        &self,
        user: &RegisteredUser,
        client: &RegisteredApp,
        scopes: &Scopes<'_>,
    ) -> Result<(), Fault> {
        let resource = scopes.resource;
        if resource.client_id != self.registry.client_id {
            return Ok(());
        }
        // A token for an application always carries one of its scopes.
        if scopes.names.is_empty() {
            return Err(Fault::ConsentMissing(resource.full(".default")));
        }
        let agreed = |name: &&String| {
            let place = consent_key(&user.name, &client.client_id, &resource.full(name));
            client.consented.contains(*name)
                || self.state.consents.get(&place, self.now()).is_some()
        };
        match scopes.names.iter().find(|name| !agreed(name)) {
            Some(missing) => Err(Fault::ConsentMissing(resource.full(missing))),
            None => Ok(()),
        }
    }
}
