//! The two documents that a client of the directory reads first, with every member that Entra's have
//! ([metadata](https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc)).

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};

use crate::directory::serve::Service;
use crate::directory::tokens::SigningKey;

impl Service {
    /// The metadata document. Nothing in it leads away from the directory's own host.
    pub(in crate::directory) fn metadata(&self) -> Value {
        let site = &self.site;
        json!({
            "token_endpoint": site.oauth("token"),
            "token_endpoint_auth_methods_supported":
                ["client_secret_post", "private_key_jwt", "client_secret_basic"],
            "jwks_uri": site.keys(),
            "response_modes_supported": ["query", "fragment", "form_post"],
            "subject_types_supported": ["pairwise"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "response_types_supported": ["code", "id_token", "code id_token", "id_token token"],
            "scopes_supported": ["openid", "profile", "email", "offline_access"],
            "issuer": site.issuer(),
            "request_uri_parameter_supported": false,
            "userinfo_endpoint": format!("{}/oidc/userinfo", site.base()),
            "authorization_endpoint": site.oauth("authorize"),
            "device_authorization_endpoint": site.oauth("devicecode"),
            "http_logout_supported": true,
            "frontchannel_logout_supported": true,
            "end_session_endpoint": site.oauth("logout"),
            "claims_supported": CLAIMS,
            "kerberos_endpoint": site.under_tenant("kerberos"),
            "tenant_region_scope": "EU",
            "cloud_instance_name": site.host(),
            "cloud_graph_host_name": site.host(),
            "msgraph_host": site.host(),
            "rbac_url": site.base(),
        })
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
            "issuer": self.site.issuer_of("{tenantid}"),
            "cloud_instance_name": self.site.host(),
        })
    }
}

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
