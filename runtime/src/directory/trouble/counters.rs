//! How often what was asked for. It shows whether a client keeps documents as long as it should, and no longer.

use std::collections::BTreeMap;

use serde::Serialize;

/// How often each document and endpoint was asked for, since the start or the last reset.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Counters {
    /// The metadata document.
    pub metadata: u64,
    /// The key set.
    pub keys: u64,
    /// The instance discovery document.
    pub instance: u64,
    /// What kind of account a user has.
    pub realm: u64,
    /// The authorize endpoint.
    pub authorize: u64,
    /// The token endpoint.
    pub token: u64,
    /// The same by `grant_type`; what is none of Entra's is `other`.
    pub grants: BTreeMap<&'static str, u64>,
    /// The device code endpoint.
    pub devicecode: u64,
    /// The logout endpoint.
    pub logout: u64,
    /// The stand-in for Microsoft Graph.
    pub graph: u64,
    /// Where a redirect on request leads to: whoever asks there has followed it.
    pub redirected: u64,
    /// Where bad tokens say that their key is: whoever asks there believes the header of a token.
    pub stranger: u64,
}

/// What is counted.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Endpoint {
    Metadata,
    Keys,
    Instance,
    Realm,
    Authorize,
    Token,
    DeviceCode,
    Logout,
    Graph,
    Stranger,
}

impl Endpoint {
    /// Whose path that is.
    pub(super) fn of(path: &str) -> Option<Self> {
        if path.starts_with("/v1.0/") {
            return Some(Self::Graph);
        }
        if path.starts_with(STRANGER) {
            return Some(Self::Stranger);
        }
        let known = ENDINGS.iter().find(|(ending, _)| path.ends_with(ending));
        known.map(|(_, endpoint)| *endpoint).or_else(|| {
            let realm = path.to_ascii_lowercase().contains("/userrealm/");
            realm.then_some(Self::Realm)
        })
    }
}

impl Counters {
    pub(super) fn count(&mut self, endpoint: Endpoint) {
        *match endpoint {
            Endpoint::Metadata => &mut self.metadata,
            Endpoint::Keys => &mut self.keys,
            Endpoint::Instance => &mut self.instance,
            Endpoint::Realm => &mut self.realm,
            Endpoint::Authorize => &mut self.authorize,
            Endpoint::Token => &mut self.token,
            Endpoint::DeviceCode => &mut self.devicecode,
            Endpoint::Logout => &mut self.logout,
            Endpoint::Graph => &mut self.graph,
            Endpoint::Stranger => &mut self.stranger,
        } += 1;
    }

    /// Counts a request to the token endpoint by what it brings.
    pub(super) fn count_grant(&mut self, grant_type: &str) {
        let known = GRANTS.iter().find(|(sent, _)| *sent == grant_type);
        let name = known.map_or("other", |(_, name)| name);
        *self.grants.entry(name).or_default() += 1;
    }

    /// Names and numbers, for the page.
    pub(in crate::directory) fn rows(&self) -> Vec<(&'static str, u64)> {
        vec![
            ("metadata", self.metadata),
            ("keys", self.keys),
            ("instance", self.instance),
            ("realm", self.realm),
            ("authorize", self.authorize),
            ("token", self.token),
            ("devicecode", self.devicecode),
            ("logout", self.logout),
            ("graph", self.graph),
            ("redirected", self.redirected),
            ("stranger", self.stranger),
        ]
    }
}

const ENDINGS: &[(&str, Endpoint)] = &[
    ("/.well-known/openid-configuration", Endpoint::Metadata),
    ("/discovery/v2.0/keys", Endpoint::Keys),
    ("/discovery/keys", Endpoint::Keys),
    ("/discovery/instance", Endpoint::Instance),
    ("/oauth2/v2.0/authorize", Endpoint::Authorize),
    ("/oauth2/v2.0/token", Endpoint::Token),
    ("/oauth2/v2.0/devicecode", Endpoint::DeviceCode),
    ("/oauth2/v2.0/logout", Endpoint::Logout),
];
const GRANTS: &[(&str, &str)] = &[
    ("authorization_code", "authorization_code"),
    ("client_credentials", "client_credentials"),
    ("device_code", "device_code"),
    ("password", "password"),
    ("refresh_token", "refresh_token"),
    (
        "urn:ietf:params:oauth:grant-type:device_code",
        "device_code",
    ),
    (
        "urn:ietf:params:oauth:grant-type:jwt-bearer",
        "on_behalf_of",
    ),
];
/// Where the key is that is in no key set.
pub(in crate::directory) const STRANGER: &str = "/_directory/stranger/";
