//! A token to bend: it begins honest, and each call makes it a little less so.

use serde_json::{Value, json};

use crate::signer::{Signer, encoded};
use crate::{CLIENT, NOW, TENANT};

/// Header, payload and key of a token that is not signed yet.
#[derive(Clone)]
pub struct Token {
    pub header: Value,
    pub payload: Value,
    pub signer: Signer,
    algorithm: String,
}

impl Token {
    /// Ada, through an application, as an editor.
    pub fn of_user(issuer: &str) -> Self {
        Self::new(json!({
            "aud": CLIENT, "iss": issuer, "iat": NOW, "nbf": NOW, "exp": NOW + 4500,
            "aio": "AXQAi/8TAAAA", "azp": "33333333-cccc-4ccc-8ccc-333333333333", "azpacr": "0",
            "name": "Ada Test", "oid": "44444444-dddd-4ddd-8ddd-444444444444",
            "preferred_username": "ada@contoso.test", "rh": "0.AX", "roles": ["Editor"],
            "scp": "Documents.Read Documents.ReadWrite", "sub": "q1_pairwise", "tid": TENANT,
            "uti": "u1", "ver": "2.0",
        }))
    }

    /// A daemon in its own name.
    pub fn of_application(issuer: &str) -> Self {
        Self::new(json!({
            "aud": CLIENT, "iss": issuer, "iat": NOW, "nbf": NOW, "exp": NOW + 3900,
            "aio": "E2ZgYAAA", "azp": "55555555-eeee-4eee-8eee-555555555555", "azpacr": "2",
            "idtyp": "app", "oid": "66666666-ffff-4fff-8fff-666666666666",
            "sub": "66666666-ffff-4fff-8fff-666666666666", "rh": "0.AX", "roles": ["Documents.Admin"],
            "tid": TENANT, "uti": "u2", "ver": "2.0",
        }))
    }

    /// Ada, in a token of version 1.0.
    pub fn of_version_one(issuer: &str) -> Self {
        Self::new(json!({
            "aud": format!("api://{CLIENT}"), "iss": issuer, "iat": NOW, "nbf": NOW, "exp": NOW + 4500,
            "acr": "1", "aio": "A", "amr": ["pwd", "mfa"],
            "appid": "33333333-cccc-4ccc-8ccc-333333333333", "appidacr": "1", "family_name": "Test",
            "given_name": "Ada", "ipaddr": "192.0.2.1", "name": "Ada Test",
            "oid": "44444444-dddd-4ddd-8ddd-444444444444", "rh": "0.A", "roles": ["Editor"],
            "scp": "Documents.Read Documents.ReadWrite", "sub": "q1_pairwise", "tid": TENANT,
            "unique_name": "ada@contoso.test", "upn": "ada@contoso.test", "uti": "u3", "ver": "1.0",
        }))
    }

    /// Somebody at another OpenID provider.
    pub fn of_stranger(issuer: &str) -> Self {
        Self::new(json!({
            "aud": "documents", "iss": issuer, "iat": NOW, "exp": NOW + 3600,
            "sub": "248289761001", "scope": "openid Documents.Read", "roles": ["Editor"],
        }))
    }

    fn new(payload: Value) -> Self {
        let signer = Signer::first();
        Self {
            header: json!({"typ": "JWT", "alg": "RS256", "kid": signer.id}),
            payload,
            signer,
            algorithm: "RS256".to_owned(),
        }
    }

    pub fn claim(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.payload[name] = value.into();
        self
    }

    pub fn without(mut self, name: &str) -> Self {
        self.payload.as_object_mut().unwrap().remove(name);
        self
    }

    pub fn head(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.header[name] = value.into();
        self
    }

    pub fn without_head(mut self, name: &str) -> Self {
        self.header.as_object_mut().unwrap().remove(name);
        self
    }

    /// Signs with another key, and says so.
    pub fn signed_by(mut self, signer: &Signer) -> Self {
        self.signer = signer.clone();
        self.head("kid", signer.id.clone())
    }

    /// Signs with another key, and does not say so.
    pub fn forged_by(mut self, signer: &Signer) -> Self {
        self.signer = signer.clone();
        self
    }

    /// Signs by another algorithm, and says so.
    pub fn by(mut self, algorithm: &str) -> Self {
        self.algorithm = algorithm.to_owned();
        self.head("alg", algorithm)
    }

    pub fn sign(&self) -> String {
        self.sign_texts(self.header.to_string(), self.payload.to_string())
    }

    /// The same with the payload replaced by any bytes.
    pub fn sign_payload(&self, payload: impl AsRef<[u8]>) -> String {
        self.sign_texts(self.header.to_string(), payload)
    }

    /// The same with the header replaced by any bytes.
    pub fn sign_header(&self, header: impl AsRef<[u8]>) -> String {
        self.sign_texts(header, self.payload.to_string())
    }

    pub fn sign_texts(&self, header: impl AsRef<[u8]>, payload: impl AsRef<[u8]>) -> String {
        self.sign_message(&format!("{}.{}", encoded(header), encoded(payload)))
    }

    pub fn sign_message(&self, message: &str) -> String {
        let signature = self.signer.sign(&self.algorithm, message.as_bytes());
        format!("{message}.{}", encoded(signature))
    }
}
