//! Where the bytes of strangers are read, as plain functions: for those who throw nonsense at them and hold what comes
//! out against another reader. Nothing that is said here is proven, and no promise is kept between releases.

use std::sync::Arc;

use http::HeaderMap;
use http::header::{AUTHORIZATION, HeaderValue};
use serde_json::{Value, json};

use super::algorithm::Algorithm;
use super::authority::Authority;
use super::base64url;
use super::claims::{Claims, Names};
use super::fault::Fault;
use super::issuer::Version;
use super::jose::Header;
use super::keys::{Keys, LeftOut};
use super::metadata::Metadata;
use super::payload::Payload;
use crate::credentials::{Credentials, bearer};
use crate::identity::RawClaims;

/// The bytes that a part of a token stands for.
#[must_use]
pub fn base64url(text: &str) -> Option<Vec<u8>> {
    base64url::decoded(text)
}

/// The algorithm and key id of a token's header, if every check on headers lets it pass.
#[must_use]
pub fn header(text: &[u8]) -> Option<(String, Option<String>)> {
    let header = Header::read(text).ok()?;
    header.refuse_extensions().ok()?;
    header.refuse_other_types().ok()?;
    Some((header.algorithm, header.key_id))
}

/// What is read of a payload whose claim `roles` carries roles and the first of `scopes` that is there carries scopes.
///
/// # Errors
///
/// The text is no payload, or the first claim that is not of its type.
pub fn payload(text: &[u8], roles: &str, scopes: &[&str]) -> Result<Value, Fault> {
    let names = Names {
        roles: roles.to_owned(),
        scopes: scopes.iter().copied().map(str::to_owned).collect(),
    };
    let sent = Arc::new(RawClaims::new(text.to_vec()));
    let mut payload = Payload::empty(&names);
    let claims = Claims::read(&sent, &mut payload)?;
    let proof = claims.client_proof.map(|proof| format!("{proof:?}"));
    Ok(json!({
        "iss": claims.issuer, "aud": claims.audience, "iat": claims.lifetime.issued, "nbf": claims.lifetime.not_before,
        "exp": claims.lifetime.expires, "auth_time": claims.lifetime.authenticated, "ver": claims.version,
        "tid": claims.tenant, "client": claims.client(), "azpacr": proof, "acct": claims.is_invited,
        "idp": claims.identity_provider, "idtyp": claims.kind, "oid": claims.object, "sub": claims.subject,
        "scopes": claims.scopes, "roles": claims.roles(), "groups": claims.groups(), "overage": claims.overage,
        "acrs": claims.contexts(), "amr": claims.methods(), "xms_cc": claims.capabilities(), "sid": claims.session,
        "id": claims.token_id, "name": claims.name, "id_token": claims.refuse_id_token(None).is_err(),
        "policy": claims.policy().map_err(|fault| fault.to_string()),
        "first": in_version_one(claims).map_err(|fault| fault.to_string()),
    }))
}

fn in_version_one(mut claims: Claims<'_>) -> Result<Value, Fault> {
    claims.read_as("a tenant", Version::One)?;
    let proof = claims.client_proof.map(|proof| format!("{proof:?}"));
    Ok(json!({"client": claims.client(), "appidacr": proof, "name": claims.name}))
}

/// How many keys of a key set could sign.
#[must_use]
pub fn key_set(text: &[u8]) -> usize {
    let allowed = [Algorithm::Rs256, Algorithm::Es256];
    Keys::read(text, &allowed, None, &mut LeftOut::default()).map_or(0, |keys| keys.len())
}

/// Where the keys are, by a metadata document of `issuer`.
#[must_use]
pub fn metadata(text: &[u8], issuer: &str) -> Option<String> {
    let authority = Authority::openid(issuer).ok()?;
    let metadata = Metadata::read(text, &authority).ok()?;
    Some(metadata.keys.to_string())
}

/// The token of an `Authorization` header that is one of a bearer token.
#[must_use]
pub fn authorization(value: &[u8]) -> Option<String> {
    let mut headers = HeaderMap::new();
    headers.insert(AUTHORIZATION, HeaderValue::from_bytes(value).ok()?);
    match bearer::read(&headers) {
        Credentials::Presented(token) => bearer::text(token).ok().map(str::to_owned),
        Credentials::Absent | Credentials::Refused(_) => None,
    }
}
