//! Where the bytes of strangers are read, as plain functions: for those who throw nonsense at them and hold what comes
//! out against another reader. Nothing that is said here is proven, and no promise is kept between releases.

use http::HeaderMap;
use http::header::{AUTHORIZATION, HeaderValue};

use super::algorithm::Algorithm;
use super::authority::Authority;
use super::jose::Header;
use super::keys::{Keys, LeftOut};
use super::metadata::Metadata;
use crate::credentials::{Credentials, bearer};

/// The algorithm and key id of a token's header, if every check on headers lets it pass.
#[must_use]
pub fn header(text: &[u8]) -> Option<(String, Option<String>)> {
    let header = Header::read(text).ok()?;
    header.refuse_extensions().ok()?;
    header.refuse_other_types().ok()?;
    Some((header.algorithm, header.key_id))
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
