//! Makes a token without a flow: a good one, or one in which one thing is spoilt.

use serde_json::{Map, Value};

use super::access::{Access, Proof};
use super::bad::Bad;
use super::claims;
use super::request::{Caller, TokenRequest, contexts};
use crate::directory::error::TokenError;
use crate::directory::registry::{self, RegisteredApp};
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
        let (access, caller, scope) = match &request.caller {
            Caller::App(name) => self.app(name, request)?,
            Caller::User(name) => self.user(name, request)?,
        };
        let token = self
            .access(&access, caller, request.bad)
            .map_err(TokenError::Signing)?;
        Ok(Minted { token, scope })
    }

    fn user(&self, name: &str, request: &TokenRequest) -> Result<Parts<'_>, TokenError> {
        let registry = &self.registry;
        let user = registry.user(name)?;
        let client = registry.client(request.client.as_deref())?;
        let scopes = registry::delegated(&request.scopes, registry)?;
        let prefix = registry.scope_prefix();
        let full: Vec<_> = scopes
            .iter()
            .map(|name| format!("{prefix}{name}"))
            .collect();
        let access = self.to_the_application(client, request)?;
        let mut claims = claims::of_user(&access, user, &scopes.join(" "), registry);
        claims::insert_contexts(&mut claims, &contexts(request)?);
        Ok((access, claims, Some(full.join(" "))))
    }

    fn app(&self, name: &str, request: &TokenRequest) -> Result<Parts<'_>, TokenError> {
        let app = self.registry.app(name)?;
        registry::of_app(&request.scopes, &self.registry)?;
        if let Some(client) = &request.client {
            let message = format!("an app calls in its own name; leave the client `{client}` out");
            return Err(TokenError::Malformed(message));
        }
        if !request.contexts.is_empty() {
            let message = "an app meets no authentication context; leave `acrs` out".to_owned();
            return Err(TokenError::Malformed(message));
        }
        if request.bad == Some(Bad::NoScope) {
            let message = "`no_scope` is for users; an app never has scopes".to_owned();
            return Err(TokenError::Malformed(message));
        }
        let access = self.to_the_application(app, request)?;
        let claims = claims::of_app(&access, &self.registry);
        Ok((access, claims, None))
    }

    /// For the protected application, in the format that it wants unless another is asked for, for an hour.
    fn to_the_application<'s>(
        &'s self,
        client: &'s RegisteredApp,
        request: &TokenRequest,
    ) -> Result<Access<'s>, TokenError> {
        let resource = self
            .registry
            .own()
            .ok_or_else(|| TokenError::Malformed("the directory has no application".to_owned()))?;
        Ok(Access {
            resource,
            client,
            proof: Proof::expected_of(client),
            version: request.version.unwrap_or(resource.version),
            lifetime: HOUR,
        })
    }
}

/// What is asked for, what the token says of its caller, and the scopes by their full names.
type Parts<'s> = (Access<'s>, Map<String, Value>, Option<String>);

/// Always the same, so that what a shell is given does not differ from one call to the next.
const HOUR: u64 = 3_600;
