//! The envelope of a token: three parts of strict base64url, and a header in which nothing is taken on trust.
//!
//! The header says which key and which algorithm; both only choose among what the configuration and the authority
//! already gave. Keys that a header brings along (`jwk`, `jku`, `x5u`, `x5c`) are never looked at.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Map, Value};

use super::fault::Fault;
use super::json;

/// A token taken apart, its parts decoded.
pub(super) struct Envelope<'a> {
    pub(super) header: Header,
    pub(super) payload: Vec<u8>,
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
            payload: decoded(payload)?,
            signature: decoded(signature)?,
            message: message.as_bytes(),
        })
    }
}

impl Header {
    pub(super) fn read(text: &[u8]) -> Result<Self, Fault> {
        let members = json::object(text).map_err(Fault::Malformed)?;
        Ok(Self {
            algorithm: string(&members, "alg")?.ok_or(Fault::Algorithm)?,
            key_id: key_id(&members)?,
            nonce: members.contains_key("nonce"),
            typ: string(&members, "typ")?,
            refused: REFUSED.into_iter().find(|name| members.contains_key(*name)),
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

const REFUSED: [&str; 3] = ["crit", "zip", "b64"];

fn key_id(members: &Map<String, Value>) -> Result<Option<String>, Fault> {
    const LONGEST: usize = 256;
    let key_id = string(members, "kid")?;
    match key_id {
        Some(id) if id.len() > LONGEST => Err(Fault::Malformed("its key id is too long")),
        other => Ok(other),
    }
}

fn string(members: &Map<String, Value>, name: &str) -> Result<Option<String>, Fault> {
    match members.get(name) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.clone())),
        Some(_) => Err(Fault::Malformed("a header member has the wrong type")),
    }
}

/// No padding, no blanks, no `+` or `/`, and no bits beyond the last byte.
fn decoded(part: &str) -> Result<Vec<u8>, Fault> {
    URL_SAFE_NO_PAD
        .decode(part)
        .map_err(|_| Fault::Malformed("a part is not base64url"))
}
