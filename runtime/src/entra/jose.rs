//! The envelope of a token: three parts of strict base64url, and a header in which nothing is taken on trust.
//!
//! The header says which key and which algorithm; both only choose among what the configuration and the authority
//! already gave. Keys that a header brings along (`jwk`, `jku`, `x5u`, `x5c`) are never looked at.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::fault::Fault;
use super::json::{self, Way};
use super::said::{Said, WrongType};
use crate::identity::RawClaims;

/// A token taken apart, its parts decoded.
pub(super) struct Envelope<'a> {
    pub(super) header: Header,
    pub(super) payload: Arc<RawClaims>,
    pub(super) signature: Vec<u8>,
    /// What was signed: header and payload as they were sent.
    pub(super) message: &'a [u8],
}

/// What counts of a header.
pub(super) struct Header {
    pub(super) algorithm: String,
    pub(super) key_id: Option<String>,
    pub(super) nonce: bool,
    typ: Option<String>,
    refused: Option<&'static str>,
}

impl<'a> Envelope<'a> {
    /// Takes `token` apart. Length and dots are looked at first, so that no work is done in proportion to nonsense.
    pub(super) fn open(token: &'a str, limit: usize) -> Result<Self, Fault> {
        if token.len() > limit {
            return Err(Fault::Size);
        }
        if token.bytes().filter(|byte| *byte == b'.').count() != 2 {
            return Err(Fault::Malformed("it does not have three parts"));
        }
        let parts = token.rsplit_once('.').and_then(|(message, signature)| {
            let (header, payload) = message.split_once('.')?;
            Some((message, header, payload, signature))
        });
        let Some((message, header, payload, signature)) = parts else {
            return Err(Fault::Malformed("it does not have three parts"));
        };
        Ok(Self {
            header: Header::read(&decoded(header)?)?,
            payload: Arc::new(RawClaims::new(decoded(payload)?)),
            signature: decoded(signature)?,
            message: message.as_bytes(),
        })
    }
}

/// The members of a header that anybody asks for.
#[derive(Default)]
struct Members<'a> {
    algorithm: Said<'a>,
    key_id: Said<'a>,
    typ: Said<'a>,
    nonce: Said<'a>,
    critical: Said<'a>,
    compression: Said<'a>,
    encoding: Said<'a>,
}

impl<'a> json::Members<'a> for Members<'a> {
    fn place(&mut self, name: &str) -> Option<(&mut Said<'a>, Way)> {
        let place = match name {
            "alg" => &mut self.algorithm,
            "kid" => &mut self.key_id,
            "typ" => &mut self.typ,
            "nonce" => &mut self.nonce,
            "crit" => &mut self.critical,
            "zip" => &mut self.compression,
            "b64" => &mut self.encoding,
            _ => return None,
        };
        Some((place, Way::Plain))
    }

    fn pass(&mut self, _: &str) {}
}

impl Members<'_> {
    fn refused(&self) -> Option<&'static str> {
        let refused = [
            ("crit", &self.critical),
            ("zip", &self.compression),
            ("b64", &self.encoding),
        ];
        let mut refused = refused.into_iter().filter(|(_, said)| said.is_there());
        refused.next().map(|(name, _)| name)
    }
}

impl Header {
    pub(super) fn read(text: &[u8]) -> Result<Self, Fault> {
        let mut members = Members::default();
        json::read(text, &mut members).map_err(Fault::Malformed)?;
        Ok(Self {
            algorithm: text_of(&members.algorithm)?.ok_or(Fault::Algorithm)?,
            key_id: key_id(&members.key_id)?,
            nonce: members.nonce.is_there(),
            typ: text_of(&members.typ)?,
            refused: members.refused(),
        })
    }

    /// Members that change what the rest means (RFC 7515 4.1.11, RFC 7516 4.1.3, RFC 7797) are not understood here.
    pub(super) fn refuse_extensions(&self) -> Result<(), Fault> {
        self.refused
            .map_or(Ok(()), |member| Err(Fault::Header(member)))
    }

    /// Absent, `JWT` or `at+jwt`: a logout token, a proof of possession or an event is no access token.
    pub(super) fn refuse_other_types(&self) -> Result<(), Fault> {
        const TYPES: [&str; 3] = ["JWT", "at+jwt", "application/at+jwt"];
        match &self.typ {
            None => Ok(()),
            Some(typ) if TYPES.iter().any(|known| known.eq_ignore_ascii_case(typ)) => Ok(()),
            Some(_) => Err(Fault::Type),
        }
    }
}

fn key_id(said: &Said<'_>) -> Result<Option<String>, Fault> {
    const LONGEST: usize = 256;
    match text_of(said)? {
        Some(id) if id.len() > LONGEST => Err(Fault::Malformed("its key id is too long")),
        other => Ok(other),
    }
}

fn text_of(said: &Said<'_>) -> Result<Option<String>, Fault> {
    match said.text() {
        Ok(text) => Ok(text.map(|text| text.clone().into_owned())),
        Err(WrongType) => Err(Fault::Malformed("a header member has the wrong type")),
    }
}

/// No padding, no blanks, no `+` or `/`, and no bits beyond the last byte.
fn decoded(part: &str) -> Result<Vec<u8>, Fault> {
    URL_SAFE_NO_PAD
        .decode(part)
        .map_err(|_| Fault::Malformed("a part is not base64url"))
}
