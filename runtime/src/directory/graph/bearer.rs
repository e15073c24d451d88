//! The token that Graph is asked with, verified as Graph would: by the directory's own keys.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use http::request::Parts;
use serde::Deserialize;
use serde_json::Value;

use super::fault::GraphFault;
use crate::directory::registry::{RegisteredApp, RegisteredUser, Registry};
use crate::directory::serve::Service;
use crate::directory::tokens::{Unproven, bearer};

/// Who asks, and for what they may ask.
#[derive(Deserialize)]
pub(super) struct Bearer {
    oid: String,
    scp: Option<String>,
    #[serde(default)]
    roles: Vec<String>,
}

impl FromRequestParts<Arc<Service>> for Bearer {
    type Rejection = GraphFault;

    async fn from_request_parts(
        parts: &mut Parts,
        service: &Arc<Service>,
    ) -> Result<Self, GraphFault> {
        let token = bearer(&parts.headers).ok_or(GraphFault::Token("there is none"))?;
        verified(token, service)
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

    /// An application that somebody asks about, with the right to.
    pub(super) fn service_principal<'r>(
        &self,
        id: &str,
        registry: &'r Registry,
    ) -> Result<&'r RegisteredApp, GraphFault> {
        self.needs(APPLICATIONS)?;
        let found = registry.service_principal(id);
        found.ok_or_else(|| GraphFault::UnknownApplication(id.to_owned()))
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

/// What the token says, if it is one of this directory for Graph.
fn verified(token: &str, service: &Service) -> Result<Bearer, GraphFault> {
    let graph = service.registry.graph();
    let audiences = graph.map(|graph| [graph.client_id.as_str(), &graph.uri]);
    let claims = service.claims_of(token, &audiences.unwrap_or_default());
    let claims = claims.map_err(|unproven| GraphFault::Token(reason(unproven)))?;
    serde_json::from_value(Value::Object(claims))
        .map_err(|_| GraphFault::Token("it does not say whose it is"))
}

fn reason(unproven: Unproven) -> &'static str {
    match unproven {
        Unproven::Signature => "no key of the key set has signed it",
        Unproven::Form => "it is no access token",
        Unproven::Issuer => "it is of another issuer",
        Unproven::Audience => "it is not for Graph",
        Unproven::Time => "its time is over, or has not come",
    }
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
/// What allows to read of applications.
const APPLICATIONS: &[&str] = &["Application.Read.All", "Directory.Read.All"];
