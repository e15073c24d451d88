//! Makes a token without a flow: a good one, or one in which one thing is spoilt.

use std::error::Error;

use serde_json::{Map, Value, json};

use super::bad::Bad;
use super::claims::{self, object};
use super::request::{Caller, TokenRequest};
use crate::directory::error::TokenError;
use crate::directory::registry;
use crate::directory::serve::Service;

/// A token, and what the answer of a token endpoint says of it.
#[derive(Debug)]
pub(in crate::directory) struct Minted {
    pub(in crate::directory) token: String,
    /// The full names of the scopes of a delegated token.
    pub(in crate::directory) scope: Option<String>,
}

impl Service {
    pub(in crate::directory) fn mint(&self, request: &TokenRequest) -> Result<Minted, TokenError> {
        let (caller, scope) = match &request.caller {
            Caller::App(name) => (self.app(name, request)?, None),
            Caller::User(name) => self.user(name, request)?,
        };
        let token = self
            .token(caller, request.bad)
            .map_err(TokenError::Signing)?;
        Ok(Minted { token, scope })
    }

    fn user(
        &self,
        name: &str,
        request: &TokenRequest,
    ) -> Result<(Map<String, Value>, Option<String>), TokenError> {
        let registry = &self.registry;
        let user = registry.user(name)?;
        let client = registry.client(request.client.as_deref())?;
        let scopes = registry::delegated(&request.scopes, registry)?;
        let prefix = registry.scope_prefix();
        let full: Vec<_> = scopes
            .iter()
            .map(|name| format!("{prefix}{name}"))
            .collect();
        let claims = claims::of_user(user, client, &scopes, registry);
        Ok((claims, Some(full.join(" "))))
    }

    fn app(&self, name: &str, request: &TokenRequest) -> Result<Map<String, Value>, TokenError> {
        let app = self.registry.app(name)?;
        registry::of_app(&request.scopes, &self.registry)?;
        if let Some(client) = &request.client {
            let message = format!("an app calls in its own name; leave the client `{client}` out");
            return Err(TokenError::Malformed(message));
        }
        if request.bad == Some(Bad::NoScope) {
            let message = "`no_scope` is for users; an app never has scopes".to_owned();
            return Err(TokenError::Malformed(message));
        }
        Ok(claims::of_app(app))
    }

    fn token(
        &self,
        caller: Map<String, Value>,
        bad: Option<Bad>,
    ) -> Result<String, Box<dyn Error + Send + Sync>> {
        let key = self.keys.current();
        let header = object(json!({ "alg": "RS256", "kid": key.kid, "typ": "JWT" }));
        let mut claims = claims::common(&self.site, &self.registry, self.now())?;
        claims.extend(caller);
        match bad {
            Some(bad) => self.sign_spoilt(header, claims, bad),
            None => Ok(key.sign(header, &Value::Object(claims).to_string())?),
        }
    }
}
