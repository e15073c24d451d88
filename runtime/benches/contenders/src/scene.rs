//! Who issues tokens to whom: all that a contender is told, in this process or, as JSON, in its own.

use std::time::{SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::authority;
use crate::signer::{Algorithm, Signer, bent};

pub const TENANT: &str = "11111111-aaaa-4aaa-8aaa-111111111111";
pub const CLIENT: &str = "22222222-bbbb-4bbb-8bbb-222222222222";
/// The role that the endpoint asks for.
pub const ROLE: &str = "Editor";

/// The tenant and the tokens of three callers.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Scene {
    pub authority: String,
    pub issuer: String,
    pub keys: Value,
    /// An editor's, RS256, of Entra's v2 shape.
    pub good: String,
    /// The same with a bent signature.
    pub bent: String,
    /// Of somebody who is no editor.
    pub viewer: String,
}

/// Starts an authority, and keeps its keys.
pub fn set() -> (Scene, Signer) {
    let signer = Signer::generate();
    let keys = signer.key_set();
    let authority = authority::start(keys.clone());
    let issuer = format!("{authority}/{TENANT}/v2.0");
    let good = signer.sign(Algorithm::Rs256, &claims(&issuer, &[ROLE, "Auditor"]));
    let scene = Scene {
        bent: bent(&good),
        viewer: signer.sign(Algorithm::Rs256, &claims(&issuer, &["Viewer"])),
        authority,
        issuer,
        keys,
        good,
    };
    (scene, signer)
}

/// What Entra says of a person in a token of version 2.0, valid for an hour.
pub fn claims(issuer: &str, roles: &[impl Serialize]) -> Value {
    let now = now();
    json!({
        "aud": CLIENT, "iss": issuer, "iat": now, "nbf": now, "exp": now + 3600,
        "acct": 0, "aio": "AXQAi/8TAAAAtmW3oYzq1rX0yC5bZ7nLk2uQv9sJ4dF6hG8wEaRcTxYpMiNjOlKbVgUfDe",
        "azp": "33333333-cccc-4ccc-8ccc-333333333333", "azpacr": "0",
        "email": "ada.test@contoso.example", "family_name": "Test", "given_name": "Ada",
        "name": "Ada Test", "oid": "44444444-dddd-4ddd-8ddd-444444444444",
        "preferred_username": "ada.test@contoso.example",
        "rh": "1.AXQAqqqqqqqqqkqKqhERERERESIiIiK7u7tLi7siIiIiIiIAAAA.", "roles": roles,
        "scp": "Documents.Read Documents.ReadWrite",
        "sid": "55555555-eeee-4eee-8eee-555555555555",
        "sub": "q1W2e3R4t5Y6u7I8o9P0aSdFgHjKlZxCvBnM1234567", "tid": TENANT,
        "uti": "a1B2c3D4e5F6g7H8i9J0AA", "ver": "2.0",
        "xms_ftd": "Zk3vQ8mXr1pT5wYnLb7cHs2dJf9gKa4eUo6iRx0qVzM",
    })
}

/// Seconds since 1970.
pub fn now() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .expect("a time after 1970")
        .as_secs()
}
