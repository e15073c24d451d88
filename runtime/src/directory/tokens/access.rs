//! Access tokens: for which resource, through which client, and for whom
//! ([access tokens](https://learn.microsoft.com/entra/identity-platform/access-tokens)).

use std::error::Error;

use aws_lc_rs::error::Unspecified;
use serde_json::{Map, Value, json};

use super::bad::Bad;
use super::claims::{self, object};
use super::key;
use crate::directory::registry::{RegisteredApp, RegisteredUser, Resource, TokenVersion};
use crate::directory::serve::Service;

/// What a token is for, and through whom.
#[derive(Clone, Copy, Debug)]
pub(in crate::directory) struct Access<'s> {
    pub(in crate::directory) resource: &'s Resource,
    pub(in crate::directory) client: &'s RegisteredApp,
    pub(in crate::directory) proof: Proof,
    /// The format, which the resource decides.
    pub(in crate::directory) version: TokenVersion,
    /// How long it is good from now on, in seconds.
    pub(in crate::directory) lifetime: u64,
}

/// How the client has proved that it is itself.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(in crate::directory) enum Proof {
    Nothing,
    Secret,
    Certificate,
}

/// When and in which session a user signed in.
#[derive(Clone, Copy, Debug)]
pub(in crate::directory) struct SignIn<'s> {
    /// The session's GUID.
    pub(in crate::directory) sid: &'s str,
    /// In seconds since 1970.
    pub(in crate::directory) auth_time: u64,
}

impl Service {
    /// Signs a user's token, with the scopes in one string.
    pub(in crate::directory) fn access_of_user(
        &self,
        access: &Access<'_>,
        user: &RegisteredUser,
        scope: &str,
        sign_in: Option<&SignIn<'_>>,
    ) -> Result<String, Box<dyn Error + Send + Sync>> {
        let mut caller = claims::of_user(access, user, scope, &self.registry);
        if let Some(sign_in) = sign_in {
            claims::insert_sign_in(&mut caller, sign_in);
        }
        self.access(access, caller, None)
    }

    /// Signs an application's token in its own name.
    pub(in crate::directory) fn access_of_app(
        &self,
        access: &Access<'_>,
    ) -> Result<String, Box<dyn Error + Send + Sync>> {
        self.access(access, claims::of_app(access, &self.registry), None)
    }

    /// Signs a token that says this of its caller, and may be spoilt.
    pub(super) fn access(
        &self,
        access: &Access<'_>,
        caller: Map<String, Value>,
        bad: Option<Bad>,
    ) -> Result<String, Box<dyn Error + Send + Sync>> {
        let (site, registry, resource) = (&self.site, &self.registry, access.resource);
        let key = self.keys.current();
        let mut header = object(json!({ "alg": "RS256", "kid": key.kid, "typ": "JWT" }));
        let (now, lifetime) = (self.now(), access.lifetime);
        let mut claims = claims::common(site, registry, &resource.client_id, now, lifetime)?;
        claims.extend(caller);
        if access.version == TokenVersion::One {
            claims::into_version_one(&mut claims, &resource.uri, site, registry);
            header.insert("x5t".to_owned(), key.kid.clone().into());
        }
        if resource.is_graph() {
            header.insert("nonce".to_owned(), key::opaque::<32>()?.into());
        }
        match bad {
            Some(bad) => self.sign_spoilt(header, claims, bad),
            None => Ok(key.sign(header, &Value::Object(claims).to_string())?),
        }
    }
}

impl<'s> Access<'s> {
    /// For a resource as it wants its tokens, with a lifetime as Entra gives: some time between 60 and 90 minutes.
    pub(in crate::directory) fn of(
        resource: &'s Resource,
        client: &'s RegisteredApp,
        proof: Proof,
    ) -> Result<Self, Unspecified> {
        let random = u64::from(u16::from_le_bytes(key::random()?));
        Ok(Self {
            resource,
            client,
            proof,
            version: resource.version,
            lifetime: SHORTEST + random % (LONGEST - SHORTEST + 1),
        })
    }
}

impl Proof {
    /// What a client of that kind has to show, if it shows a secret and no certificate.
    pub(super) fn expected_of(client: &RegisteredApp) -> Self {
        if client.kind.is_confidential() {
            Self::Secret
        } else {
            Self::Nothing
        }
    }

    /// As the claim `azpacr` says it.
    pub(super) fn claim(self) -> &'static str {
        match self {
            Self::Nothing => "0",
            Self::Secret => "1",
            Self::Certificate => "2",
        }
    }
}

const SHORTEST: u64 = 3_600;
const LONGEST: u64 = 5_400;
