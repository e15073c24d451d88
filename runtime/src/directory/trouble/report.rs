//! Everything there is to know of a directory, as JSON, and the deeds that are more than a switch.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::kind::Document;
use crate::directory::error::TokenError;
use crate::directory::registry::{RegisteredApp, RegisteredUser};
use crate::directory::serve::Service;
use crate::directory::state::Verdict;
use crate::directory::tokens::{Mishap, OldKeys, object};

impl Service {
    /// Signs with a new key from now on; it is made where nobody waits for it.
    pub(in crate::directory) async fn rotate(self: &Arc<Self>, old: OldKeys) -> Result<(), Mishap> {
        let service = Arc::clone(self);
        tokio::task::spawn_blocking(move || service.keys.rotate(old)).await?
    }

    /// Takes back everything that the user's sign-ins have led to, and returns how many refresh tokens those were. An
    /// access token holds until it ends, as Entra's do.
    pub(in crate::directory) fn revoke(&self, user: &str) -> Result<usize, TokenError> {
        let user = &self.registry.user(user)?.name;
        let state = &self.state;
        state.sessions.retain(|session| session.user != *user);
        state.codes.retain(|code| code.grant.user != *user);
        state.device_codes.retain(
            |code| !matches!(&code.verdict, Verdict::Granted(grant) if grant.user == *user),
        );
        let of_the_user = state.refresh_tokens.change_all(
            |token| token.grant.user == *user && !token.revoked,
            |token| token.revoked = true,
        );
        Ok(of_the_user)
    }

    /// Everything: who and what there is, and how it stands.
    pub(super) fn report(&self) -> Value {
        let mut all = self.holdings();
        all.extend(self.standing());
        Value::Object(all)
    }

    /// What a switch can change.
    pub(super) fn standing(&self) -> Map<String, Value> {
        object(json!({
            "keys": self.kids(),
            "given": self.given(),
            "trouble": self.troubles(),
            "counters": self.desk.counters(),
            "clock": { "now": self.now(), "ahead": self.desk.ahead() },
        }))
    }

    /// What stays as it was at the start.
    fn holdings(&self) -> Map<String, Value> {
        let (site, registry) = (&self.site, &self.registry);
        object(json!({
            "application": {
                "name": registry.application,
                "client_id": registry.client_id,
                "secret": registry.middle_tier.secret(),
                "scopes": registry.scopes,
            },
            "tenant_id": registry.tenant_id,
            "issuer": site.issuer(),
            "metadata": site.metadata(),
            "users": registry.users.iter().map(user).collect::<Vec<_>>(),
            "apps": registry.apps.iter().map(app).collect::<Vec<_>>(),
            "clients": registry.clients.iter().map(app).collect::<Vec<_>>(),
        }))
    }

    /// The ids of the keys of the key set, the one that signs first.
    pub(in crate::directory) fn kids(&self) -> Vec<String> {
        let keys = self.keys.published();
        keys.iter().map(|key| key.kid.clone()).collect()
    }

    fn given(&self) -> Map<String, Value> {
        let counts = self.state.counts(self.now());
        let named = counts.map(|(name, count)| (name.replace(' ', "_"), count.into()));
        named.into_iter().collect()
    }

    fn troubles(&self) -> Map<String, Value> {
        let all = Document::ALL.iter();
        all.map(|document| {
            let kind = self.desk.ailing(*document);
            (document.name().to_owned(), kind.name().into())
        })
        .collect()
    }
}

fn user(user: &RegisteredUser) -> Value {
    json!({
        "name": user.name,
        "display_name": user.display_name,
        "user_name": user.user_name,
        "object_id": user.object_id,
        "guest": user.is_guest(),
        "roles": user.roles,
        "groups": user.groups,
    })
}

fn app(app: &RegisteredApp) -> Value {
    json!({
        "name": app.name,
        "display_name": app.display_name,
        "kind": app.kind.name(),
        "client_id": app.client_id,
        "object_id": app.object_id,
        "secret": app.secret(),
        "roles": app.roles,
        "consented": app.consented,
    })
}
