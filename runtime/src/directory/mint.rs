//! Makes a token: a good one, in which then at most one thing is spoilt.

use std::error::Error;

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde_json::{Map, Value, json};

use super::bad::Bad;
use super::claims::{self, object};
use super::error::TokenError;
use super::key;
use super::registry;
use super::request::{Caller, TokenRequest};
use super::scopes;
use super::serve::Service;

/// A token, and what the answer of a token endpoint says of it.
#[derive(Debug)]
pub(super) struct Minted {
    pub(super) token: String,
    /// The full names of the scopes of a delegated token.
    pub(super) scope: Option<String>,
}

impl Service {
    pub(super) fn mint(&self, request: &TokenRequest) -> Result<Minted, TokenError> {
        let (caller, scope) = match &request.caller {
            Caller::App(name) => (self.app(name, request)?, None),
            Caller::User(name) => self.user(name, request)?,
        };
        let token = self
            .token(caller, request.bad)
            .map_err(TokenError::Signing)?;
        Ok(Minted { token, scope })
    }

    fn user(
        &self,
        name: &str,
        request: &TokenRequest,
    ) -> Result<(Map<String, Value>, Option<String>), TokenError> {
        let registry = &self.registry;
        let user = registry.user(name)?;
        let client = registry.client(request.client.as_deref())?;
        let scopes = scopes::delegated(&request.scopes, registry)?;
        let prefix = registry.scope_prefix();
        let full: Vec<_> = scopes
            .iter()
            .map(|name| format!("{prefix}{name}"))
            .collect();
        let claims = claims::of_user(user, client, &scopes, registry);
        Ok((claims, Some(full.join(" "))))
    }

    fn app(&self, name: &str, request: &TokenRequest) -> Result<Map<String, Value>, TokenError> {
        let app = self.registry.app(name)?;
        scopes::of_app(&request.scopes, &self.registry)?;
        if let Some(client) = &request.client {
            let message = format!("an app calls in its own name; leave the client `{client}` out");
            return Err(TokenError::Malformed(message));
        }
        if request.bad == Some(Bad::NoScope) {
            let message = "`no_scope` is for users; an app never has scopes".to_owned();
            return Err(TokenError::Malformed(message));
        }
        Ok(claims::of_app(app))
    }

    fn token(
        &self,
        caller: Map<String, Value>,
        bad: Option<Bad>,
    ) -> Result<String, Box<dyn Error + Send + Sync>> {
        let key = self.keys.current();
        let mut header = object(json!({ "alg": "RS256", "kid": key.kid, "typ": "JWT" }));
        let mut claims = claims::common(&self.site, &self.registry, self.clock.now())?;
        claims.extend(caller);
        if let Some(bad) = bad {
            header.extend(self.spoilt_header(bad));
            claims.extend(self.spoilt_claims(bad, &claims)?);
            claims.retain(|name, _| !withheld(bad).contains(&name.as_str()));
        }
        let payload = self.payload(claims, bad);
        let token = match bad {
            Some(Bad::AlgNone) => format!("{}.", key::unsigned(header, &payload)),
            Some(Bad::Hmac) => key.sign_with_public(header, &payload)?,
            Some(Bad::Key) => self.keys.stranger()?.sign(header, &payload)?,
            Some(Bad::Signature) => with_a_bit_flipped(&key.sign(header, &payload)?)?,
            _ => key.sign(header, &payload)?,
        };
        Ok(token)
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
        let now = self.clock.now();
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
            Bad::Version => self.version_one(good),
            _ => Value::Null,
        }))
    }

    /// What a v1.0 token says in other words, or says and a v2.0 token does not.
    fn version_one(&self, good: &Map<String, Value>) -> Value {
        let mut claims = json!({
            "aud": format!("api://{}", self.registry.client_id),
            "appid": good.get("azp"),
            "appidacr": good.get("azpacr"),
            "iss": self.site.v1_issuer(),
            "ver": "1.0",
        });
        if let (Some(name), Value::Object(members)) = (good.get("preferred_username"), &mut claims)
        {
            members.insert("acr".to_owned(), json!("1"));
            members.insert("amr".to_owned(), json!(["pwd"]));
            members.insert("unique_name".to_owned(), name.clone());
            members.insert("upn".to_owned(), name.clone());
        }
        claims
    }

    fn payload(&self, claims: Map<String, Value>, bad: Option<Bad>) -> String {
        let text = Value::Object(claims).to_string();
        match text.strip_prefix('{') {
            Some(rest) if bad == Some(Bad::Duplicate) => {
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
        Bad::Version => &["azp", "azpacr", "preferred_username"],
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
