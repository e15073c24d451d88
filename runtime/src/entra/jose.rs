//! The envelope of a token: three parts of strict base64url, and a header in which nothing is taken on trust.
//!
//! The header says which key and which algorithm; both only choose among what the configuration and the authority
//! already gave. Keys that a header brings along (`jwk`, `jku`, `x5u`, `x5c`) are never looked at.

use std::sync::Arc;

use super::base64url;
use super::fault::Fault;
use super::json::{self, Way};
use super::said::{Said, WrongType};
use crate::identity::RawClaims;

/// A token taken apart, its parts decoded.
pub(super) struct Envelope<'a> {
    pub(super) header: Header,
    pub(super) payload: Arc<RawClaims>,
    pub(super) signature: base64url::Few,
    /// What was signed: header and payload as they were sent.
    pub(super) message: &'a [u8],
}

/// What counts of a header.
pub(super) struct Header {
    pub(super) algorithm: String,
    pub(super) key_id: Option<String>,
    pub(super) nonce: bool,
    typ: Type,
    refused: Option<&'static str>,
}

impl<'a> Envelope<'a> {
    /// Takes `token` apart. Length and dots are looked at first, so that no work is done in proportion to nonsense.
    pub(super) fn open(token: &'a str, limit: usize) -> Result<Self, Fault> {
        if token.len() > limit {
            return Err(Fault::Size);
        }
        let parts = parts(token).ok_or(Fault::Malformed("it does not have three parts"))?;
        Ok(Self {
            header: Header::read(&few(parts.header)?)?,
            payload: Arc::new(RawClaims::new(decoded(parts.payload)?)),
            signature: few(parts.signature)?,
            message: parts.message.as_bytes(),
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
            algorithm: text_of(&members.algorithm)?
                .ok_or(Fault::Algorithm)?
                .to_owned(),
            key_id: key_id(&members.key_id)?,
            nonce: members.nonce.is_there(),
            typ: Type::of(&members.typ)?,
            refused: members.refused(),
        })
    }

    /// Members that change what the rest means (RFC 7515 4.1.11, RFC 7516 4.1.3, RFC 7797) are not understood here.
    pub(super) fn refuse_extensions(&self) -> Result<(), Fault> {
        self.refused
            .map_or(Ok(()), |member| Err(Fault::Header(member)))
    }

    /// A logout token, a proof of possession or an event is no access token.
    pub(super) fn refuse_other_types(&self) -> Result<(), Fault> {
        match self.typ {
            Type::Any | Type::AccessToken => Ok(()),
            Type::Other => Err(Fault::Type),
        }
    }

    /// The same for ID tokens, which have no type of their own
    /// ([RFC 9068 section 2.1](https://www.rfc-editor.org/rfc/rfc9068#section-2.1) gives access tokens one).
    pub(super) fn refuse_other_types_than_id_tokens(&self) -> Result<(), Fault> {
        match self.typ {
            Type::Any => Ok(()),
            Type::AccessToken => Err(Fault::AccessToken),
            Type::Other => Err(Fault::Type),
        }
    }
}

/// What a header says that it is the header of.
enum Type {
    /// Absent or `JWT`: a token of any kind.
    Any,
    /// `at+jwt`.
    AccessToken,
    Other,
}

impl Type {
    fn of(said: &Said<'_>) -> Result<Self, Fault> {
        let typ = text_of(said)?.unwrap_or("JWT");
        let is = |known: &str| typ.eq_ignore_ascii_case(known);
        Ok(match () {
            () if is("JWT") => Self::Any,
            () if is("at+jwt") || is("application/at+jwt") => Self::AccessToken,
            () => Self::Other,
        })
    }
}

/// The parts of a token, as they were sent.
struct Parts<'a> {
    header: &'a str,
    payload: &'a str,
    signature: &'a str,
    message: &'a str,
}

/// Divides a token at its dots, of which there have to be two.
fn parts(token: &str) -> Option<Parts<'_>> {
    let mut dots = memchr::memchr_iter(b'.', token.as_bytes());
    let (first, second) = (dots.next()?, dots.next()?);
    if dots.next().is_some() {
        return None;
    }
    Some(Parts {
        header: token.get(..first)?,
        payload: token.get(first + 1..second)?,
        signature: token.get(second + 1..)?,
        message: token.get(..second)?,
    })
}

fn key_id(said: &Said<'_>) -> Result<Option<String>, Fault> {
    const LONGEST: usize = 256;
    match text_of(said)? {
        Some(id) if id.len() > LONGEST => Err(Fault::Malformed("its key id is too long")),
        id => Ok(id.map(str::to_owned)),
    }
}

fn text_of<'s>(said: &'s Said<'_>) -> Result<Option<&'s str>, Fault> {
    said.text()
        .map_err(|WrongType| Fault::Malformed("a header member has the wrong type"))
}

fn decoded(part: &str) -> Result<Vec<u8>, Fault> {
    base64url::decoded(part).ok_or(NO_BASE64URL)
}

fn few(part: &str) -> Result<base64url::Few, Fault> {
    base64url::few(part).ok_or(NO_BASE64URL)
}

const NO_BASE64URL: Fault = Fault::Malformed("a part is not base64url");
