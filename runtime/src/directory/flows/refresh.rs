//! The refresh grant: new tokens without the user
//! ([refresh](https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow#refresh-the-access-token)).

use serde_json::Value;

use super::client::Client;
use super::fault::Fault;
use super::form::Form;
use super::given::{self, Line, Redeemed};
use crate::directory::registry::AppKind;
use crate::directory::serve::Service;
use crate::directory::state::RefreshToken;

/// Gives the next refresh token too. The one that was sent stays good until its own end, as at Entra.
pub(super) fn redeemed(
    service: &Service,
    client: &Client<'_>,
    form: &Form,
) -> Result<Value, Fault> {
    let sent = form.require("refresh_token")?;
    let now = service.now();
    let token = service.state.refresh_tokens.get(sent, now);
    let token = token.ok_or(Fault::GrantEnded)?;
    check(&token, client, now)?;
    let RefreshToken {
        grant, ends, line, ..
    } = token;
    let scope = form.get("scope")?.unwrap_or(&grant.scope).to_owned();
    let redeemed = Redeemed {
        grant,
        scope: &scope,
        line: Line::Next { name: line, ends },
    };
    given::delegated(service, client, redeemed, form)
}

fn check(token: &RefreshToken, client: &Client<'_>, now: u64) -> Result<(), Fault> {
    if token.grant.client_id != client.app.client_id {
        return Err(Fault::GrantOfAnother);
    }
    match client.app.kind {
        _ if token.revoked => Err(Fault::Revoked),
        _ if token.ends > now => Ok(()),
        AppKind::SinglePage => Err(Fault::RefreshEndedForPage),
        _ => Err(Fault::RefreshEnded),
    }
}
