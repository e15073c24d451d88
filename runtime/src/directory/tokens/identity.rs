//! ID tokens of v2.0: who signed in, for the client alone
//! ([ID token claims](https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference)).

use std::error::Error;

use serde_json::{Map, Value, json};

use super::access::SignIn;
use super::claims::{self, object};
use crate::directory::flows::Openid;
use crate::directory::registry::{RegisteredApp, RegisteredUser};
use crate::directory::serve::Service;

/// A sign-in as a client is told of it.
#[derive(Clone, Copy, Debug)]
pub(in crate::directory) struct Signed<'s> {
    pub(in crate::directory) user: &'s RegisteredUser,
    pub(in crate::directory) client: &'s RegisteredApp,
    pub(in crate::directory) sign_in: SignIn<'s>,
    /// As the client sent it to the authorize endpoint.
    pub(in crate::directory) nonce: Option<&'s str>,
    pub(in crate::directory) openid: Openid,
}

impl Service {
    /// Signs an ID token. It is good for an hour.
    pub(in crate::directory) fn id_token(
        &self,
        signed: &Signed<'_>,
    ) -> Result<String, Box<dyn Error + Send + Sync>> {
        let key = self.keys.current();
        let header = object(json!({ "alg": "RS256", "kid": key.kid, "typ": "JWT" }));
        let (site, registry, client) = (&self.site, &self.registry, signed.client);
        let mut claims = claims::common(site, registry, &client.client_id, self.now(), HOUR)?;
        claims.extend(of(signed));
        if client.client_id == registry.client_id && !signed.user.roles.is_empty() {
            claims.insert("roles".to_owned(), json!(signed.user.roles));
        }
        Ok(key.sign(header, &Value::Object(claims).to_string())?)
    }
}

/// What it says of the user.
fn of(signed: &Signed<'_>) -> Map<String, Value> {
    let user = signed.user;
    let mut claims = object(json!({
        "login_hint": user.login_hint(),
        "sub": claims::pairwise(&user.object_id, &signed.client.client_id),
    }));
    claims::insert_home(&mut claims, user);
    claims::insert_sign_in(&mut claims, &signed.sign_in);
    if signed.openid.profile {
        claims.insert("name".to_owned(), user.display_name.clone().into());
        claims.insert("oid".to_owned(), user.object_id.clone().into());
        let name = user.user_name.clone();
        claims.insert("preferred_username".to_owned(), name.into());
    }
    if signed.openid.email {
        claims.insert("email".to_owned(), user.user_name.clone().into());
    }
    if let Some(nonce) = signed.nonce {
        claims.insert("nonce".to_owned(), nonce.into());
    }
    claims
}

const HOUR: u64 = 3_600;
