//! Headers in which one member is wrong.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Map, Value, json};

use crate::directory::serve::Service;
use crate::directory::tokens::bad::Bad;
use crate::directory::tokens::claims::object;
use crate::directory::tokens::key::Mishap;
use crate::directory::trouble::STRANGER;

impl Service {
    /// The members that are not as they should be.
    pub(super) fn spoilt_header(&self, bad: Bad) -> Result<Map<String, Value>, Mishap> {
        if let Some(algorithm) = algorithm(bad) {
            return Ok(object(json!({ "alg": algorithm })));
        }
        let kid = &self.keys.current().kid;
        Ok(object(match bad {
            Bad::Jwk | Bad::Jku | Bad::X5c | Bad::X5u => self.key_brought_along(bad)?,
            Bad::Crit => json!({ "crit": [EXTENSION], EXTENSION: true }),
            Bad::CritEmpty => json!({ "crit": [] }),
            Bad::B64 => json!({ "b64": false }),
            Bad::Zip => json!({ "zip": "DEF" }),
            Bad::Typ => json!({ "typ": "dpop+jwt" }),
            Bad::TypLogout => json!({ "typ": "logout+jwt" }),
            Bad::TypEvent => json!({ "typ": "secevent+jwt" }),
            Bad::TypNumber => json!({ "typ": 1 }),
            Bad::Kid => json!({ "kid": "not-in-the-set" }),
            Bad::KidEmpty => json!({ "kid": "" }),
            Bad::KidCase => json!({ "kid": with_cases_swapped(kid) }),
            Bad::KidNumber => json!({ "kid": 1 }),
            Bad::KidPath => json!({ "kid": "../../../../../../dev/null" }),
            Bad::KidSql => json!({ "kid": "' OR '1'='1" }),
            Bad::KidUrl => json!({ "kid": format!("{}{STRANGER}keys", self.site.base()) }),
            Bad::KidLong => json!({ "kid": "k".repeat(1_000) }),
            Bad::KidHuge => json!({ "kid": "k".repeat(1_000_000) }),
            Bad::Stranger => json!({ "kid": self.keys.stranger()?.kid }),
            Bad::Graph => json!({ "nonce": "graph" }),
            Bad::Nested => json!({ "cty": "JWT" }),
            Bad::Version => json!({ "x5t": kid }),
            _ => Value::Null,
        }))
    }

    /// The key that signed, or where it is. Whoever asks there is counted.
    fn key_brought_along(&self, bad: Bad) -> Result<Value, Mishap> {
        let key = self.keys.stranger()?;
        let below = format!("{}{STRANGER}", self.site.base());
        Ok(match bad {
            Bad::Jwk => json!({ "jwk": self.jwk(key) }),
            Bad::Jku => json!({ "jku": format!("{below}keys") }),
            Bad::X5c => json!({ "x5c": [BASE64_STANDARD.encode(&key.certificate)] }),
            _ => json!({ "x5u": format!("{below}certificate") }),
        })
    }
}

/// The members that are left out.
pub(super) fn withheld(bad: Bad) -> &'static [&'static str] {
    match bad {
        Bad::AlgMissing => &["alg"],
        _ => &[],
    }
}

/// What the header says of the algorithm, where that is not RS256.
fn algorithm(bad: Bad) -> Option<&'static str> {
    Some(match bad {
        Bad::AlgNone | Bad::AlgNoneSigned => "none",
        Bad::AlgNoneTitle => "None",
        Bad::AlgNoneUpper => "NONE",
        Bad::AlgNoneMixed => "nOnE",
        Bad::AlgCase => "rs256",
        Bad::Hmac | Bad::HmacDer | Bad::HmacModulus => "HS256",
        Bad::Hs384 => "HS384",
        Bad::Hs512 => "HS512",
        Bad::Rs384 => "RS384",
        Bad::Rs512 => "RS512",
        Bad::Ps256 => "PS256",
        Bad::Ps384 => "PS384",
        Bad::Ps512 => "PS512",
        Bad::Es256 => "ES256",
        Bad::Es384 => "ES384",
        Bad::EdDsa => "EdDSA",
        _ => return None,
    })
}

fn with_cases_swapped(text: &str) -> String {
    let swapped = |letter: char| match letter {
        lower if lower.is_ascii_lowercase() => lower.to_ascii_uppercase(),
        other => other.to_ascii_lowercase(),
    };
    text.chars().map(swapped).collect()
}

const EXTENSION: &str = "urn:example:unknown";
