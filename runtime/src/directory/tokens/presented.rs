//! The directory's own tokens, when they are presented to it again: on behalf of somebody, and at the stand-in for
//! Graph. They are read as strictly as an application reads them, and nothing is believed before a key of the served set
//! has verified the signature.

use http::HeaderMap;
use http::header::AUTHORIZATION;
use jsonwebtoken::errors::ErrorKind;
use jsonwebtoken::jwk::JwkSet;
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header};
use serde_json::{Map, Value};

use crate::directory::serve::Service;
use crate::entra::well_written;

/// Why a token proves nothing.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(in crate::directory) enum Unproven {
    /// No key of the set has signed it.
    Signature,
    /// It is not an access token, or is not written as one is.
    Form,
    /// It is of another issuer or tenant.
    Issuer,
    Audience,
    /// It has ended, or not begun.
    Time,
}

/// The token that a request is sent with.
pub(in crate::directory) fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

impl Service {
    /// The claims of an access token for one of these audiences.
    pub(in crate::directory) fn claims_of(
        &self,
        token: &str,
        audiences: &[&str],
    ) -> Result<Map<String, Value>, Unproven> {
        well_written(token).map_err(|_| Unproven::Form)?;
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
        self.in_time(self.of_the_tenant(claims.claims)?)
    }

    /// Tenant and format must be those that the issuer stands for, and a client must be named.
    fn of_the_tenant(&self, claims: Map<String, Value>) -> Result<Map<String, Value>, Unproven> {
        let text = |name| claims.get(name).and_then(Value::as_str).unwrap_or_default();
        let (version, client) = if text("iss") == self.site.issuer() {
            ("2.0", "azp")
        } else {
            ("1.0", "appid")
        };
        match text("tid") == self.registry.tenant_id {
            false => Err(Unproven::Issuer),
            true if text("ver") != version || text(client).is_empty() => Err(Unproven::Form),
            true => Ok(claims),
        }
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
        let begun = ["iat", "nbf"].map(|name| time(name).is_none_or(|begin| begin <= now));
        let ended = time("exp").is_none_or(|end| end <= now);
        if begun == [true; 2] && !ended {
            Ok(claims)
        } else {
            Err(Unproven::Time)
        }
    }
}
