//! Where everything is: one base URL, and Entra's paths under it.

use std::net::SocketAddr;

use url::form_urlencoded;

use super::registry::Registry;
use super::request::TokenRequest;

/// The URLs of a directory. They follow from where it listens, never from a request.
#[derive(Debug)]
pub(super) struct Site {
    host: String,
    base: String,
    tenant: String,
    issuer: String,
}

impl Site {
    pub(super) fn new(bound: SocketAddr, registry: &Registry) -> Self {
        let host = bound.to_string();
        let base = format!("http://{host}");
        Self {
            issuer: format!("{base}/{}/v2.0", registry.tenant_id),
            tenant: registry.tenant_id.clone(),
            host,
            base,
        }
    }

    /// Host and port, which stand where Entra names one of its clouds.
    pub(super) fn host(&self) -> &str {
        &self.host
    }

    pub(super) fn base(&self) -> &str {
        &self.base
    }

    pub(super) fn issuer(&self) -> &str {
        &self.issuer
    }

    /// The issuer of v2.0 tokens of some tenant; `{tenantid}` is the one that stands for any.
    pub(super) fn issuer_of(&self, tenant: &str) -> String {
        format!("{}/{tenant}/v2.0", self.base)
    }

    /// The issuer of v1.0 tokens.
    pub(super) fn v1_issuer(&self) -> String {
        format!("{}/{}/", self.base, self.tenant)
    }

    pub(super) fn metadata(&self) -> String {
        format!("{}/.well-known/openid-configuration", self.issuer)
    }

    pub(super) fn keys(&self) -> String {
        self.under_tenant("discovery/v2.0/keys")
    }

    /// An endpoint of OAuth: `authorize`, `token`, `devicecode`, `logout`.
    pub(super) fn oauth(&self, endpoint: &str) -> String {
        self.under_tenant(&format!("oauth2/v2.0/{endpoint}"))
    }

    pub(super) fn under_tenant(&self, path: &str) -> String {
        format!("{}/{}/{path}", self.base, self.tenant)
    }

    /// Where a token can be had without a flow.
    pub(super) fn token(&self, request: &TokenRequest) -> String {
        let query = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(request.parameters())
            .finish();
        format!("{}{TOKEN}?{query}", self.base)
    }
}

/// No tenant's path can begin like this one.
pub(super) const TOKEN: &str = "/_directory/token";
