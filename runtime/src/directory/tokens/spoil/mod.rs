//! What makes a token bad. Header and claims come in good, and one thing about them, about their text, about the
//! signature or about the form goes wrong; the file of each says what.

mod claims;
mod form;
mod header;
mod signature;
mod text;

use serde_json::{Map, Value};

use super::bad::Bad;
use super::key::Mishap;
use crate::directory::serve::Service;

impl Service {
    /// Signs a token with this header and these claims, spoilt.
    pub(super) fn sign_spoilt(
        &self,
        mut header: Map<String, Value>,
        mut claims: Map<String, Value>,
        bad: Bad,
    ) -> Result<String, Mishap> {
        header.extend(self.spoilt_header(bad)?);
        header.retain(|name, _| !header::withheld(bad).contains(&name.as_str()));
        claims.extend(self.spoilt_claims(bad, &claims)?);
        claims.retain(|name, _| !claims::withheld(bad).contains(&name.as_str()));
        let good = Value::Object(claims.clone()).to_string();
        let payload = match bad {
            Bad::Nested => self.keys.current().sign(header.clone(), &good)?.into(),
            _ => self.spoilt_payload(claims, bad),
        };
        let message = text::message(&text::header(header, bad), &payload, bad);
        let token = self.spoilt_signature(&message, bad)?;
        form::spoilt(token, bad)
    }
}
