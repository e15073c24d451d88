//! On behalf of: an application exchanges the token that a user sent it for one to another application
//! ([on-behalf-of](https://learn.microsoft.com/entra/identity-platform/v2-oauth2-on-behalf-of-flow)).

use serde_json::{Map, Value};

use super::client::Client;
use super::fault::Fault;
use super::form::Form;
use super::given::{self, Line, Redeemed};
use super::request_id::guid;
use crate::directory::serve::Service;
use crate::directory::state::Grant;
use crate::directory::tokens::Unproven;

pub(super) fn redeemed(
    service: &Service,
    client: &Client<'_>,
    form: &Form,
) -> Result<Value, Fault> {
    client.must_be_confidential()?;
    must_be_on_behalf(form)?;
    let scope = form.require("scope")?;
    let claims = exchanged(service, client, form.require("assertion")?)?;
    let redeemed = Redeemed {
        grant: grant(service, client, &claims, scope)?,
        scope,
        line: Line::New { name: guid() },
    };
    given::delegated(service, client, redeemed, form)
}

fn must_be_on_behalf(form: &Form) -> Result<(), Fault> {
    match form.require("requested_token_use")? {
        "on_behalf_of" => Ok(()),
        other => Err(Fault::Malformed {
            name: "requested_token_use",
            value: other.to_owned(),
            expected: "the only one is `on_behalf_of`",
        }),
    }
}

/// What the token says that the user sent: one for the application that exchanges it.
fn exchanged(
    service: &Service,
    client: &Client<'_>,
    token: &str,
) -> Result<Map<String, Value>, Fault> {
    let own = &client.app.client_id;
    let mut resources = service.registry.resources.iter();
    let resource = resources.find(|resource| resource.client_id == *own);
    let uri = resource.map_or(own, |resource| &resource.uri);
    let claims = service.claims_of(token, &[own, uri]);
    let claims = claims.map_err(|unproven| match unproven {
        Unproven::Signature => Fault::BehalfInvalid("no key of this directory has signed it"),
        Unproven::Form => Fault::BehalfInvalid("it is not an access token, or not written as one"),
        Unproven::Issuer => Fault::BehalfInvalid("it is of another issuer or tenant"),
        Unproven::Audience => Fault::BehalfAudience(own.clone()),
        Unproven::Time => Fault::BehalfEnded,
    })?;
    let scopes = claims.get("scp").and_then(Value::as_str);
    let scopes = scopes.unwrap_or_default().trim();
    // An ID token is for the same application, and is not a key to another.
    match scopes.is_empty() {
        _ if claims.contains_key("idtyp") => Err(Fault::BehalfOfApp),
        true => Err(Fault::BehalfInvalid("it carries no scopes of a user")),
        false => Ok(claims),
    }
}

/// The same user, in the same session.
fn grant(
    service: &Service,
    client: &Client<'_>,
    claims: &Map<String, Value>,
    scope: &str,
) -> Result<Grant, Fault> {
    let text = |name| claims.get(name).and_then(Value::as_str);
    let user = text("oid").and_then(|id| service.registry.sign_in_name(id));
    let auth_time = claims.get("auth_time").and_then(Value::as_u64);
    Ok(Grant {
        user: user.ok_or(Fault::UnknownUser)?.name.clone(),
        client_id: client.app.client_id.clone(),
        scope: scope.to_owned(),
        nonce: None,
        sid: text("sid").map_or_else(guid, str::to_owned),
        auth_time: auth_time.unwrap_or_else(|| service.now()),
    })
}
