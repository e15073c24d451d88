//! What the token endpoint gives to those who have shown what they must: the tokens, and what is said of them
//! ([successful response](https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow#successful-response-2)).

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde_json::{Map, Value, json};

use super::client::Client;
use super::fault::Fault;
use super::form::Form;
use super::scope::{Openid, Scopes};
use crate::directory::registry::{AppKind, RegisteredUser, Registry, Resource};
use crate::directory::serve::Service;
use crate::directory::state::{Grant, RefreshToken};
use crate::directory::tokens::{Access, SignIn, Signed, object};

/// A user's agreement that is being redeemed.
#[derive(Debug)]
pub(super) struct Redeemed<'r> {
    pub(super) grant: Grant,
    /// As asked for now, else as it was agreed to.
    pub(super) scope: &'r str,
    pub(super) line: Line,
}

/// The refresh tokens that follow from one sign-in, each from the one before.
#[derive(Debug)]
pub(super) enum Line {
    /// None has been given yet.
    New { name: String },
    /// The next one is given.
    Next { name: String, ends: u64 },
}

/// Tokens in a user's name.
pub(super) fn delegated(
    service: &Service,
    client: &Client<'_>,
    redeemed: Redeemed<'_>,
    form: &Form,
) -> Result<Value, Fault> {
    let Redeemed { grant, scope, line } = redeemed;
    let user = service.registry.user(&grant.user);
    let user = user.map_err(|_| Fault::UnknownUser)?;
    let scopes = Scopes::delegated(scope, client.app, &service.registry)?;
    service.must_have_consented(user, client.app, &scopes)?;
    let access = access(scopes.resource, client)?;
    let token = service
        .access_of_user(&access, user, &scopes.claim(), Some(&grant.sign_in()))
        .map_err(|_| Fault::System)?;
    let mut answer = answer(&access, &token);
    answer.insert("scope".to_owned(), scopes.full().into());
    if scopes.openid.openid {
        let token = id_token(service, client, user, &grant, scopes.openid)?;
        answer.insert("id_token".to_owned(), token.into());
    }
    if form.get("client_info")? == Some("1") {
        let info = client_info(user, &service.registry);
        answer.insert("client_info".to_owned(), info.into());
    }
    if scopes.openid.offline_access || matches!(line, Line::Next { .. }) {
        let token = refresh_token(service, client, grant, line)?;
        answer.insert("refresh_token".to_owned(), token.into());
    }
    Ok(Value::Object(answer))
}

/// A token in the client's own name.
pub(super) fn own(
    service: &Service,
    client: &Client<'_>,
    resource: &Resource,
) -> Result<Value, Fault> {
    let access = access(resource, client)?;
    let token = service.access_of_app(&access).map_err(|_| Fault::System)?;
    Ok(Value::Object(answer(&access, &token)))
}

fn access<'s>(resource: &'s Resource, client: &Client<'s>) -> Result<Access<'s>, Fault> {
    Access::of(resource, client.app, client.proof).map_err(|_| Fault::System)
}

fn answer(access: &Access<'_>, token: &str) -> Map<String, Value> {
    // One less than the life of the token, as Entra counts.
    let expires_in = access.lifetime.saturating_sub(1);
    object(json!({
        "token_type": "Bearer",
        "expires_in": expires_in,
        "ext_expires_in": expires_in,
        "access_token": token,
    }))
}

fn id_token(
    service: &Service,
    client: &Client<'_>,
    user: &RegisteredUser,
    grant: &Grant,
    openid: Openid,
) -> Result<String, Fault> {
    let signed = Signed {
        user,
        client: client.app,
        sign_in: grant.sign_in(),
        nonce: grant.nonce.as_deref(),
        openid,
    };
    service.id_token(&signed).map_err(|_| Fault::System)
}

/// Whom the tokens are of, for clients that keep several accounts apart.
pub(in crate::directory) fn client_info(user: &RegisteredUser, registry: &Registry) -> String {
    let info = json!({ "uid": user.object_id, "utid": registry.tenant_id });
    BASE64_URL_SAFE_NO_PAD.encode(info.to_string())
}

fn refresh_token(
    service: &Service,
    client: &Client<'_>,
    grant: Grant,
    line: Line,
) -> Result<String, Fault> {
    let now = service.now();
    let page = client.app.kind == AppKind::SinglePage;
    let (name, ends) = match line {
        Line::Next { name, ends } if page => (name, ends),
        Line::New { name } if page => (name, now + DAY),
        Line::New { name } | Line::Next { name, .. } => (name, now + QUARTER),
    };
    let token = RefreshToken {
        // An ID token echoes a nonce once.
        grant: Grant {
            nonce: None,
            ..grant
        },
        ends,
        line: name,
        revoked: false,
    };
    // It is remembered longer than it is good, so that its end can be told from a token that never was.
    let tokens = &service.state.refresh_tokens;
    let kept = tokens.keep(token, now, ends.saturating_sub(now) + QUARTER);
    kept.map_err(|_| Fault::System)
}

impl Grant {
    fn sign_in(&self) -> SignIn<'_> {
        SignIn {
            sid: &self.sid,
            auth_time: self.auth_time,
        }
    }
}

/// The refresh tokens of a page, in seconds: a day in all, however often they are renewed.
const DAY: u64 = 24 * 3_600;
/// Those of others: 90 days from each renewal.
const QUARTER: u64 = 90 * DAY;
