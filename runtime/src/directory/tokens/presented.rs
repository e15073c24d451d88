//! The directory's own tokens, when they are presented to it again: on behalf of somebody, and at the stand-in for
//! Graph. The signature is verified by a key of the served set before anything is read.

use jsonwebtoken::errors::ErrorKind;
use jsonwebtoken::jwk::JwkSet;
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header};
use serde_json::{Map, Value};

use crate::directory::serve::Service;

/// Why a token proves nothing.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(in crate::directory) enum Unproven {
    /// It is not a token, or no key of the set has signed it.
    Signature,
    Issuer,
    Audience,
    /// It has ended, or not begun.
    Time,
}

impl Service {
    /// The claims of an access token for one of these audiences.
    pub(in crate::directory) fn claims_of(
        &self,
        token: &str,
        audiences: &[&str],
    ) -> Result<Map<String, Value>, Unproven> {
        let key = self.key_of(token).ok_or(Unproven::Signature)?;
        let mut rules = Validation::new(Algorithm::RS256);
        rules.set_audience(audiences);
        rules.set_issuer(&[self.site.issuer(), &self.site.v1_issuer()]);
        rules.set_required_spec_claims(&["exp", "iss", "aud"]);
        // Times are compared with the directory's clock, which may have been moved.
        rules.validate_exp = false;
        let token = decode::<Map<String, Value>>(token, &key, &rules);
        let claims = token.map_err(|error| match error.kind() {
            ErrorKind::InvalidAudience => Unproven::Audience,
            ErrorKind::InvalidIssuer => Unproven::Issuer,
            _ => Unproven::Signature,
        })?;
        self.in_time(claims.claims)
    }

    /// The claims of a token that may have ended, for whomever it was: it proves that it was given, and no more.
    pub(in crate::directory) fn claims_of_ended(&self, token: &str) -> Option<Map<String, Value>> {
        let mut rules = Validation::new(Algorithm::RS256);
        rules.set_issuer(&[self.site.issuer(), &self.site.v1_issuer()]);
        rules.set_required_spec_claims(&["iss"]);
        rules.validate_exp = false;
        rules.validate_aud = false;
        let token = decode::<Map<String, Value>>(token, &self.key_of(token)?, &rules);
        token.ok().map(|token| token.claims)
    }

    /// The key that the token names, if it is in the set.
    fn key_of(&self, token: &str) -> Option<DecodingKey> {
        let header = decode_header(token).ok()?;
        let set: JwkSet = serde_json::from_value(self.key_set()).ok()?;
        DecodingKey::from_jwk(set.find(&header.kid?)?).ok()
    }

    fn in_time(&self, claims: Map<String, Value>) -> Result<Map<String, Value>, Unproven> {
        let now = self.now();
        let time = |name| claims.get(name).and_then(Value::as_u64);
        let begun = time("nbf").is_none_or(|begin| begin <= now);
        let ended = time("exp").is_none_or(|end| end <= now);
        if begun && !ended {
            Ok(claims)
        } else {
            Err(Unproven::Time)
        }
    }
}
