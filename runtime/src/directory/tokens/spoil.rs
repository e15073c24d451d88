//! How a token is spoilt: each kind in the one thing that its sentence names.

use std::error::Error;

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde_json::{Map, Value, json};

use super::bad::Bad;
use super::claims::{self, object};
use super::key;
use crate::directory::registry;
use crate::directory::serve::Service;

impl Service {
    /// Signs a token with this header and these claims, spoilt.
    pub(super) fn sign_spoilt(
        &self,
        mut header: Map<String, Value>,
        mut claims: Map<String, Value>,
        bad: Bad,
    ) -> Result<String, Box<dyn Error + Send + Sync>> {
        let key = self.keys.current();
        header.extend(self.spoilt_header(bad));
        claims.extend(self.spoilt_claims(bad, &claims)?);
        claims.retain(|name, _| !withheld(bad).contains(&name.as_str()));
        let payload = self.spoilt_payload(claims, bad);
        Ok(match bad {
            Bad::AlgNone => format!("{}.", key::unsigned(header, &payload)),
            Bad::Hmac => key.sign_with_public(header, &payload)?,
            Bad::Key => self.keys.stranger()?.sign(header, &payload)?,
            Bad::Signature => with_a_bit_flipped(&key.sign(header, &payload)?)?,
            _ => key.sign(header, &payload)?,
        })
    }

    fn spoilt_header(&self, bad: Bad) -> Map<String, Value> {
        object(match bad {
            Bad::AlgNone => json!({ "alg": "none" }),
            Bad::Crit => json!({ "crit": [EXTENSION], EXTENSION: true }),
            Bad::Graph => json!({ "nonce": "graph" }),
            Bad::Hmac => json!({ "alg": "HS256" }),
            Bad::Kid => json!({ "kid": "not-in-the-set" }),
            Bad::Typ => json!({ "typ": "dpop+jwt" }),
            Bad::Version => json!({ "x5t": self.keys.current().kid }),
            _ => Value::Null,
        })
    }

    fn spoilt_claims(
        &self,
        bad: Bad,
        good: &Map<String, Value>,
    ) -> Result<Map<String, Value>, Box<dyn Error + Send + Sync>> {
        let now = self.now();
        let (tenant, other) = (&self.registry.tenant_id, &self.registry.other_tenant_id);
        Ok(object(match bad {
            Bad::Audience => json!({ "aud": registry::id("application", "another one") }),
            Bad::Expired => {
                let (begin, end) = (now.saturating_sub(3 * HOUR), now.saturating_sub(HOUR));
                json!({ "iat": begin, "nbf": begin, "exp": end })
            }
            Bad::Graph => json!({ "aud": GRAPH }),
            Bad::IdToken => {
                json!({ "nonce": key::opaque::<16>()?, "at_hash": key::opaque::<16>()? })
            }
            Bad::Issuer => json!({ "iss": format!("https://issuer.invalid/{tenant}/v2.0") }),
            Bad::NotYet => json!({ "nbf": now + HOUR, "exp": now + 2 * HOUR }),
            Bad::Tenant => json!({ "iss": self.site.issuer_of(other), "tid": other }),
            Bad::Version => return Ok(claims::version_one(good, &self.site, &self.registry)),
            _ => Value::Null,
        }))
    }

    fn spoilt_payload(&self, claims: Map<String, Value>, bad: Bad) -> String {
        let text = Value::Object(claims).to_string();
        match text.strip_prefix('{') {
            Some(rest) if bad == Bad::Duplicate => {
                format!("{{\"tid\":\"{}\",{rest}", self.registry.other_tenant_id)
            }
            _ => text,
        }
    }
}

/// The claims that a bad token leaves out.
fn withheld(bad: Bad) -> &'static [&'static str] {
    match bad {
        Bad::NoScope => &["scp"],
        Bad::Version => claims::TWO_ALONE,
        _ => &[],
    }
}

fn with_a_bit_flipped(token: &str) -> Result<String, Box<dyn Error + Send + Sync>> {
    let (message, signature) = token
        .rsplit_once('.')
        .ok_or("a token without a signature")?;
    let mut bytes = BASE64_URL_SAFE_NO_PAD.decode(signature)?;
    if let Some(last) = bytes.last_mut() {
        *last ^= 1;
    }
    Ok(format!(
        "{message}.{}",
        BASE64_URL_SAFE_NO_PAD.encode(bytes)
    ))
}

const EXTENSION: &str = "urn:example:unknown";
const GRAPH: &str = "00000003-0000-0000-c000-000000000000";
const HOUR: u64 = 3_600;
