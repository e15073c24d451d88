//! What clients are told of the authority: where to sign in, and how to ask for a scope.

use super::Engine;

impl Engine {
    /// Where an authorization code is asked for and where it is redeemed, by Entra's v2.0 paths. Nothing for another
    /// OpenID provider, whose metadata says.
    pub(crate) fn authorization_urls(&self) -> Option<(String, String)> {
        let sign_in = self.0.rules.authority.tenants_of_entra()?.sign_in();
        Some((
            format!("{sign_in}/oauth2/v2.0/authorize"),
            format!("{sign_in}/oauth2/v2.0/token"),
        ))
    }

    /// Where the authority describes itself.
    #[cfg(feature = "openapi")]
    pub(crate) fn metadata_url(&self) -> String {
        self.0.rules.authority.metadata().to_string()
    }

    /// Who the documentation page signs in as.
    #[cfg(feature = "swagger")]
    pub(crate) fn docs_client_id(&self) -> Option<&str> {
        self.0.docs_client_id.as_deref()
    }

    #[cfg(feature = "openapi")]
    /// A scope as a client of Entra asks for it: `api://…/Documents.Read`
    /// ([scopes](https://learn.microsoft.com/entra/identity-platform/scopes-oidc)). Other providers know the bare name.
    pub(crate) fn full_scope(&self, name: &str) -> String {
        match self.resource() {
            Some(resource) if self.0.rules.authority.tenants_of_entra().is_some() => {
                format!("{resource}/{name}")
            }
            _ => name.to_owned(),
        }
    }

    /// What scopes are of: an App ID URI, but the bare client ID where the page's client is the API itself. To an
    /// application that asks for its own scopes Entra answers AADSTS90009 otherwise.
    #[cfg(feature = "openapi")]
    fn resource(&self) -> Option<&String> {
        let own = self.0.client_id.as_ref();
        if own.is_some() && own == self.0.docs_client_id.as_ref() {
            return own;
        }
        let audiences = &self.0.rules.audiences;
        let uri = audiences.iter().find(|audience| audience.contains("://"));
        uri.or(audiences.first())
    }
}
