//! The second half of the code flow: a code, and the proof that it came back to where it was asked for
//! ([redeem a code](https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow#redeem-a-code-for-an-access-token)).

use std::mem;

use aws_lc_rs::digest;
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde_json::Value;

use super::client::Client;
use super::fault::Fault;
use super::form::Form;
use super::given::{self, Line, Redeemed};
use crate::directory::serve::Service;
use crate::directory::state::{Code, Grant};

pub(super) fn redeemed(
    service: &Service,
    client: &Client<'_>,
    form: &Form,
) -> Result<Value, Fault> {
    let name = form.require("code")?;
    let code = service.state.codes.get(name, service.now());
    let code = code.ok_or(Fault::GrantEnded)?;
    check(&code, client, form)?;
    let grant = taken(service, name)?;
    let scope = form.get("scope")?.unwrap_or(&grant.scope).to_owned();
    let line = Line::New {
        name: name.to_owned(),
    };
    let redeemed = Redeemed {
        grant,
        scope: &scope,
        line,
    };
    given::delegated(service, client, redeemed, form)
}

fn check(code: &Code, client: &Client<'_>, form: &Form) -> Result<(), Fault> {
    if code.grant.client_id != client.app.client_id {
        return Err(Fault::GrantOfAnother);
    }
    if form.require("redirect_uri")? != code.redirect_uri {
        return Err(Fault::RedirectUriChanged);
    }
    let verifier = form.require("code_verifier")?;
    let hash = digest::digest(&digest::SHA256, verifier.as_bytes());
    if BASE64_URL_SAFE_NO_PAD.encode(hash) == code.challenge {
        Ok(())
    } else {
        Err(Fault::PkceMismatch)
    }
}

/// Takes the code in one step. Whoever comes second is perhaps a thief, and perhaps the first was: what the code gave is
/// taken back.
fn taken(service: &Service, name: &str) -> Result<Grant, Fault> {
    let (codes, now) = (&service.state.codes, service.now());
    let first = codes.change(name, now, |code| {
        let before = mem::replace(&mut code.redeemed, true);
        (!before).then(|| code.grant.clone())
    });
    if let Some(grant) = first.flatten() {
        return Ok(grant);
    }
    let tokens = &service.state.refresh_tokens;
    tokens.retain(|token| token.line != name);
    Err(Fault::CodeRedeemed)
}
