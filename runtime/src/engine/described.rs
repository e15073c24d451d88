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

    #[cfg(feature = "openapi")]
    /// A scope as a client of Entra asks for it: `api://…/Documents.Read`
    /// ([scopes](https://learn.microsoft.com/entra/identity-platform/scopes-oidc)). Other providers know the bare name.
    pub(crate) fn full_scope(&self, name: &str) -> String {
        let rules = &self.0.rules;
        let resource = rules
            .audiences
            .iter()
            .find(|audience| audience.contains("://"))
            .or(rules.audiences.first());
        match resource {
            Some(resource) if rules.authority.tenants_of_entra().is_some() => {
                format!("{resource}/{name}")
            }
            _ => name.to_owned(),
        }
    }
}
