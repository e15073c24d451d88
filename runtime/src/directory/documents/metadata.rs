//! The two documents that a client of the directory reads first, with every member that Entra's have
//! ([metadata](https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc)).
//!
//! Each path has its own: that of the tenant names the tenant by its GUID, however it was asked for; those that stand for
//! several name themselves, and an issuer in which the tenant is left open.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};

use crate::directory::serve::{Service, Tenant};
use crate::directory::tokens::SigningKey;

impl Service {
    /// The metadata document of v2.0. Nothing in it leads away from the directory's own host.
    pub(in crate::directory) fn metadata(&self, tenant: Tenant) -> Value {
        let site = &self.site;
        let under = |path: &str| site.under(self.segment(tenant), path);
        json!({
            "token_endpoint": under("oauth2/v2.0/token"),
            "token_endpoint_auth_methods_supported":
                ["client_secret_post", "private_key_jwt", "client_secret_basic"],
            "jwks_uri": under("discovery/v2.0/keys"),
            "response_modes_supported": ["query", "fragment", "form_post"],
            "subject_types_supported": ["pairwise"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "response_types_supported": ["code", "id_token", "code id_token", "id_token token"],
            "scopes_supported": ["openid", "profile", "email", "offline_access"],
            "issuer": site.issuer_of(self.issuing(tenant)),
            "request_uri_parameter_supported": false,
            "userinfo_endpoint": format!("{}/oidc/userinfo", site.base()),
            "authorization_endpoint": under("oauth2/v2.0/authorize"),
            "device_authorization_endpoint": under("oauth2/v2.0/devicecode"),
            "http_logout_supported": true,
            "frontchannel_logout_supported": true,
            "end_session_endpoint": under("oauth2/v2.0/logout"),
            "claims_supported": CLAIMS,
            "kerberos_endpoint": under("kerberos"),
            "tenant_region_scope": region(tenant),
            "cloud_instance_name": site.host(),
            "cloud_graph_host_name": site.host(),
            "msgraph_host": site.host(),
            "rbac_url": site.base(),
        })
    }

    /// The metadata document of v1.0, for who verifies tokens of that format. The endpoints that it names are those of
    /// v2.0: there are no others here.
    pub(super) fn metadata_of_version_one(&self, tenant: Tenant) -> Value {
        let mut document = self.metadata(tenant);
        let other = json!({
            "issuer": self.site.v1_issuer_of(self.issuing(tenant)),
            "jwks_uri": self.site.under(self.segment(tenant), "discovery/keys"),
            "microsoft_multi_refresh_token": true,
        });
        if let (Some(members), Value::Object(other)) = (document.as_object_mut(), other) {
            members.extend(other);
            members.remove("request_uri_parameter_supported");
        }
        document
    }

    /// The key set: the key that signs, and those that did before.
    pub(in crate::directory) fn key_set(&self) -> Value {
        let keys = self.keys.published();
        json!({ "keys": keys.iter().map(|key| self.jwk(key)).collect::<Vec<_>>() })
    }

    /// A key as the key set has it. None names its algorithm, and each may sign for any tenant, as Entra's do.
    pub(in crate::directory) fn jwk(&self, key: &SigningKey) -> Value {
        json!({
            "kty": "RSA",
            "use": "sig",
            "kid": key.kid,
            "x5t": key.kid,
            "n": key.modulus,
            "e": key.exponent,
            "x5c": [BASE64_STANDARD.encode(&key.certificate)],
            "issuer": self.site.issuer_of(ANY_TENANT),
            "cloud_instance_name": self.site.host(),
        })
    }

    /// The same keys in the words of v1.0, which name no issuer.
    pub(super) fn key_set_of_version_one(&self) -> Value {
        let mut set = self.key_set();
        let keys = set.get_mut("keys").and_then(Value::as_array_mut);
        let keys = keys.into_iter().flatten();
        for key in keys.filter_map(Value::as_object_mut) {
            key.remove("issuer");
        }
        set
    }

    /// What stands for the tenant in URLs.
    pub(super) fn segment(&self, tenant: Tenant) -> &str {
        match tenant {
            Tenant::Own => &self.registry.tenant_id,
            Tenant::Common => "common",
            Tenant::Organizations => "organizations",
            Tenant::Consumers => "consumers",
        }
    }

    /// What stands for the tenant in an issuer.
    fn issuing(&self, tenant: Tenant) -> &str {
        match tenant {
            Tenant::Own => &self.registry.tenant_id,
            Tenant::Common | Tenant::Organizations => ANY_TENANT,
            Tenant::Consumers => PERSONAL_ACCOUNTS,
        }
    }
}

/// Only one tenant lies in one region.
fn region(tenant: Tenant) -> Option<&'static str> {
    (tenant == Tenant::Own).then_some("EU")
}

const ANY_TENANT: &str = "{tenantid}";
/// The tenant of all personal accounts at Microsoft.
const PERSONAL_ACCOUNTS: &str = "9188040d-6c67-4c5b-b112-36a304b66dad";
const CLAIMS: [&str; 18] = [
    "sub",
    "iss",
    "cloud_instance_name",
    "cloud_instance_host_name",
    "cloud_graph_host_name",
    "msgraph_host",
    "aud",
    "exp",
    "iat",
    "auth_time",
    "acr",
    "nonce",
    "preferred_username",
    "name",
    "tid",
    "ver",
    "at_hash",
    "c_hash",
];
