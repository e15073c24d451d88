//! What clients are told of the authorities: where to sign in, and how to ask for a scope. Whoever is not known is told
//! of the engine's own.

use std::fmt::{self, DebugStruct};

use super::Engine;
use crate::Identity;
use crate::entra::Trusted;

impl Engine {
    /// Where an authorization code is asked for and where it is redeemed, by Entra's v2.0 paths. Nothing for another
    /// OpenID provider, whose metadata says.
    #[cfg(feature = "openapi")]
    pub(crate) fn authorization_urls(&self) -> Option<(String, String)> {
        let own = self.0.authorities.first();
        Some((self.authorization_url()?, at(own, "/oauth2/v2.0/token")?))
    }

    /// Where somebody signs in who is not known.
    pub(crate) fn authorization_url(&self) -> Option<String> {
        authorization_url(self.0.authorities.first())
    }

    /// Where somebody signs in whose token was proven, though it may not count any more.
    pub(crate) fn authorization_url_of_token(&self, token: &str) -> Option<String> {
        authorization_url(self.0.authorities.of(token).ok()?)
    }

    /// Where somebody signs in who is known.
    pub(crate) fn authorization_url_of(&self, identity: &Identity) -> Option<String> {
        authorization_url(self.0.authorities.of_tenant(identity.tenant()?)?)
    }

    /// Where the authority describes itself.
    #[cfg(feature = "openapi")]
    pub(crate) fn metadata_url(&self) -> String {
        let own = self.0.authorities.first();
        own.rules.authority.metadata().to_string()
    }

    /// Who the documentation page signs in as.
    #[cfg(feature = "swagger")]
    pub(crate) fn docs_client_id(&self) -> Option<&str> {
        self.0.docs_client_id.as_deref()
    }

    /// A scope as a client of Entra asks for it: `api://…/Documents.Read`
    /// ([scopes](https://learn.microsoft.com/entra/identity-platform/scopes-oidc)). Other providers know the bare name.
    #[cfg(feature = "openapi")]
    pub(crate) fn full_scope(&self, name: &str) -> String {
        let rules = &self.0.authorities.first().rules;
        match self.resource() {
            Some(resource) if rules.authority.tenants_of_entra().is_some() => {
                format!("{resource}/{name}")
            }
            _ => name.to_owned(),
        }
    }

    /// What scopes are of: an App ID URI, but the bare client ID where the page's client is the API itself. To an
    /// application that asks for its own scopes Entra answers AADSTS90009 otherwise.
    #[cfg(feature = "openapi")]
    fn resource(&self) -> Option<&String> {
        let rules = &self.0.authorities.first().rules;
        let own = rules.client_id.as_ref();
        if own.is_some() && own == self.0.docs_client_id.as_ref() {
            return own;
        }
        let audiences = &rules.audiences;
        let uri = audiences.iter().find(|audience| audience.contains("://"));
        uri.or(audiences.first())
    }
}

/// An authority, as the log may see it.
pub(super) struct Shown<'a>(pub(super) &'a Trusted);

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Authority");
        show(self.0, &mut shown);
        shown.finish_non_exhaustive()
    }
}

/// Adds what was configured of an authority.
pub(super) fn show(trusted: &Trusted, shown: &mut DebugStruct<'_, '_>) {
    let rules = &trusted.rules;
    shown
        .field("issuer", &rules.authority.issuer())
        .field("metadata", &rules.authority.metadata().as_str())
        .field("client_id", &rules.client_id)
        .field("audiences", &rules.audiences)
        .field("claims", &rules.names)
        .field("algorithms", &rules.algorithms);
}

fn authorization_url(trusted: &Trusted) -> Option<String> {
    at(trusted, "/oauth2/v2.0/authorize")
}

fn at(trusted: &Trusted, path: &str) -> Option<String> {
    let sign_in = trusted.rules.authority.tenants_of_entra()?.sign_in();
    Some(format!("{sign_in}{path}"))
}
