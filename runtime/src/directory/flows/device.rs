//! Sign-in on a device that has no browser: it is given a code that a person types elsewhere, and asks until they have
//! ([device code](https://learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code)).

use serde_json::{Value, json};

use super::client::Client;
use super::fault::Fault;
use super::form::Form;
use super::given::{self, Line, Redeemed};
use super::request_id::guid;
use super::scope::Scopes;
use crate::directory::registry::AppKind;
use crate::directory::serve::{Service, Tenant};
use crate::directory::state::{DeviceCode, Grant, Verdict};
use crate::directory::tokens::random;

/// Gives a code to type.
pub(super) fn begun(
    service: &Service,
    tenant: Tenant,
    client: &Client<'_>,
    form: &Form,
) -> Result<Value, Fault> {
    must_be_public(client)?;
    let scope = form.require("scope")?;
    Scopes::delegated(scope, client.app, &service.registry)?;
    let user_code = user_code()?;
    let code = DeviceCode {
        user_code: user_code.clone(),
        tenant,
        client_id: client.app.client_id.clone(),
        scope: scope.to_owned(),
        verdict: Verdict::Pending,
    };
    let (state, now) = (&service.state, service.now());
    let device_code = state.device_codes.keep(code, now, LIFETIME);
    let device_code = device_code.map_err(|_| Fault::System)?;
    let known = &state.known_device_codes;
    known.put(device_code.clone(), (), now, DAY);
    let page = format!("{}/devicelogin", service.site.base());
    Ok(json!({
        "user_code": user_code,
        "device_code": device_code,
        "verification_uri": page,
        "expires_in": LIFETIME,
        "interval": INTERVAL,
        "message": format!(
            "To sign in, use a web browser to open the page {page} and enter the code {user_code} to authenticate."
        ),
    }))
}

/// Gives the tokens once somebody has typed the code and agreed.
pub(super) fn redeemed(
    service: &Service,
    client: &Client<'_>,
    form: &Form,
) -> Result<Value, Fault> {
    must_be_public(client)?;
    // Some clients send it under the one name, some under the other, some under both.
    let name = match form.get("device_code")? {
        Some(name) => name,
        None => form.get("code")?.ok_or(Fault::Missing("device_code"))?,
    };
    let grant = granted(service, client, name)?;
    let scope = grant.scope.clone();
    let redeemed = Redeemed {
        grant,
        scope: &scope,
        line: Line::New { name: guid() },
    };
    given::delegated(service, client, redeemed, form)
}

/// Only who cannot keep a secret may sign people in this way.
fn must_be_public(client: &Client<'_>) -> Result<(), Fault> {
    match client.app.kind {
        AppKind::Public => Ok(()),
        _ => Err(Fault::SecretMissing),
    }
}

/// What was agreed to; the code is good for it once.
fn granted(service: &Service, client: &Client<'_>, name: &str) -> Result<Grant, Fault> {
    let (state, now) = (&service.state, service.now());
    let Some(code) = state.device_codes.get(name, now) else {
        return Err(match state.known_device_codes.get(name, now) {
            Some(()) => Fault::DeviceCodeEnded,
            None => Fault::DeviceCodeUnknown,
        });
    };
    if code.client_id != client.app.client_id {
        return Err(Fault::DeviceCodeUnknown);
    }
    match code.verdict {
        Verdict::Pending => Err(Fault::DevicePending),
        Verdict::Declined => Err(Fault::DeviceDeclined),
        Verdict::Granted(grant) => {
            state.known_device_codes.remove(name);
            let taken = state.device_codes.remove(name);
            taken.map(|_| grant).ok_or(Fault::DeviceCodeUnknown)
        }
    }
}

/// Nine letters and digits, of those that nobody takes for one another.
fn user_code() -> Result<String, Fault> {
    let bytes = random::<9>().map_err(|_| Fault::System)?;
    let place = |byte: u8| usize::from(byte) % ALPHABET.len();
    let letters = bytes.iter().filter_map(|byte| ALPHABET.get(place(*byte)));
    Ok(letters.map(|letter| char::from(*letter)).collect())
}

/// 32 of them, so that each is as likely as the next.
const ALPHABET: &[u8] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
/// How long a code can be typed, in seconds.
const LIFETIME: u64 = 900;
/// How long a device waits between two questions, in seconds. Nobody is refused for asking sooner.
const INTERVAL: u64 = 5;
const DAY: u64 = 86_400;
