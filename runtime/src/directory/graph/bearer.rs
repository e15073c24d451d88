//! The token that Graph is asked with, verified as Graph would: by the directory's own keys.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use http::header::AUTHORIZATION;
use http::request::Parts;
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use serde::Deserialize;

use super::fault::GraphFault;
use crate::directory::registry::{RegisteredUser, Registry};
use crate::directory::serve::Service;

/// Who asks, and for what they may ask.
#[derive(Deserialize)]
pub(super) struct Bearer {
    oid: String,
    scp: Option<String>,
    #[serde(default)]
    roles: Vec<String>,
    exp: u64,
    nbf: Option<u64>,
}

impl FromRequestParts<Arc<Service>> for Bearer {
    type Rejection = GraphFault;

    async fn from_request_parts(
        parts: &mut Parts,
        service: &Arc<Service>,
    ) -> Result<Self, GraphFault> {
        let header = parts.headers.get(AUTHORIZATION);
        let header = header.and_then(|value| value.to_str().ok());
        let (scheme, token) = header
            .and_then(|value| value.split_once(' '))
            .ok_or(GraphFault::Token("there is none"))?;
        if !scheme.eq_ignore_ascii_case("bearer") {
            return Err(GraphFault::Token("there is none"));
        }
        verified(token.trim(), service)
    }
}

impl Bearer {
    /// The user who asks about themself, with the right to.
    pub(super) fn me<'r>(&self, registry: &'r Registry) -> Result<&'r RegisteredUser, GraphFault> {
        if self.scp.is_none() {
            return Err(GraphFault::NobodysOwn);
        }
        self.needs(&[OWN, OTHERS].concat())?;
        find(&self.oid, registry)
    }

    /// A user whom somebody asks about, with the right to.
    pub(super) fn user<'r>(
        &self,
        id: &str,
        registry: &'r Registry,
    ) -> Result<&'r RegisteredUser, GraphFault> {
        let own = registry
            .sign_in_name(id)
            .filter(|user| user.object_id == self.oid);
        match own {
            Some(_) if self.scp.is_some() => self.needs(&[OWN, OTHERS].concat())?,
            _ => self.needs(OTHERS)?,
        }
        find(id, registry)
    }

    /// By a scope of the user's, or by a role of the application's.
    fn needs(&self, one_of: &[&str]) -> Result<(), GraphFault> {
        let scopes = self.scp.iter().flat_map(|scopes| scopes.split(' '));
        let roles = self.roles.iter().map(String::as_str);
        let mut held: Vec<_> = match self.scp {
            Some(_) => scopes.collect(),
            None => roles.collect(),
        };
        held.retain(|held| one_of.contains(held));
        if held.is_empty() {
            return Err(GraphFault::Denied(one_of.join(", ")));
        }
        Ok(())
    }
}

fn verified(token: &str, service: &Service) -> Result<Bearer, GraphFault> {
    let refused = |_| GraphFault::Token("it does not verify");
    let header = jsonwebtoken::decode_header(token).map_err(refused)?;
    let kid = header.kid.ok_or(GraphFault::Token("it names no key"))?;
    let key = service.keys.find(&kid);
    let key = key.ok_or(GraphFault::Token("its key is not in the key set"))?;
    let key = DecodingKey::from_rsa_components(&key.modulus, &key.exponent).map_err(refused)?;
    let claims = jsonwebtoken::decode::<Bearer>(token, &key, &rules(service));
    let bearer = claims.map_err(refused)?.claims;
    let now = service.now();
    if bearer.exp <= now || bearer.nbf.is_some_and(|begin| begin > now) {
        return Err(GraphFault::Token("its time is over, or has not come"));
    }
    Ok(bearer)
}

/// Times are compared with the directory's clock, which the library does not know.
fn rules(service: &Service) -> Validation {
    let mut rules = Validation::new(Algorithm::RS256);
    rules.set_audience(&GRAPH);
    rules.set_issuer(&[service.site.issuer(), &service.site.v1_issuer()]);
    rules.set_required_spec_claims(&["aud", "exp", "iss"]);
    rules.validate_exp = false;
    rules
}

fn find<'r>(id: &str, registry: &'r Registry) -> Result<&'r RegisteredUser, GraphFault> {
    let user = registry.sign_in_name(id);
    user.ok_or_else(|| GraphFault::UnknownUser(id.to_owned()))
}

/// What allows to read of oneself.
const OWN: &[&str] = &["User.Read"];
/// What allows to read of anybody.
const OTHERS: &[&str] = &[
    "GroupMember.Read.All",
    "Directory.Read.All",
    "User.Read.All",
];
const GRAPH: [&str; 2] = [
    "00000003-0000-0000-c000-000000000000",
    "https://graph.microsoft.com",
];
