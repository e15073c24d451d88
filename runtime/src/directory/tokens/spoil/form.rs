//! Tokens that are wrong in the way in which they are written down, after they were signed.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde_json::json;

use crate::directory::tokens::bad::Bad;
use crate::directory::tokens::key::Mishap;

/// A token that was signed, written down otherwise.
pub(super) fn spoilt(token: String, bad: Bad) -> Result<String, Mishap> {
    let (message, signature) = token.rsplit_once('.').ok_or("no signature")?;
    let (header, payload) = message.split_once('.').ok_or("no payload")?;
    Ok(match bad {
        Bad::TwoParts => message.to_owned(),
        Bad::FiveParts => format!("{header}.{signature}.{payload}.{payload}.{signature}"),
        Bad::Dots => ".".repeat(30_000),
        Bad::Json => {
            json!({ "payload": payload, "protected": header, "signature": signature }).to_string()
        }
        Bad::Padding => format!("{token}=="),
        Bad::LineBreak => {
            let (first, rest) = signature.split_at(signature.len() / 2);
            format!("{message}.{first}\n{rest}")
        }
        Bad::TrailingBits => format!("{message}.{}", with_trailing_bits(signature)),
        Bad::Changed => format!("{header}.{}.{signature}", changed(payload)?),
        Bad::Signature | Bad::SignatureShort | Bad::SignatureZero => {
            format!("{message}.{}", bytes(signature, bad)?)
        }
        _ => token,
    })
}

/// 256 bytes leave four bits of the last character over; here they are not zero.
fn with_trailing_bits(signature: &str) -> String {
    let next = |last: char| match last {
        'A' => 'B',
        'Q' => 'R',
        'g' => 'h',
        _ => 'x',
    };
    let mut text = signature.to_owned();
    if let Some(last) = text.pop() {
        text.push(next(last));
    }
    text
}

/// The subject is the caller's own word for who it is, so that is what a forger would change.
fn changed(payload: &str) -> Result<String, Mishap> {
    let mut claims: serde_json::Value =
        serde_json::from_slice(&BASE64_URL_SAFE_NO_PAD.decode(payload)?)?;
    if let Some(claims) = claims.as_object_mut() {
        claims.insert("sub".to_owned(), "somebody else".into());
    }
    Ok(BASE64_URL_SAFE_NO_PAD.encode(claims.to_string()))
}

fn bytes(signature: &str, bad: Bad) -> Result<String, Mishap> {
    let mut bytes = BASE64_URL_SAFE_NO_PAD.decode(signature)?;
    match bad {
        Bad::SignatureShort => drop(bytes.pop()),
        Bad::SignatureZero => bytes.fill(0),
        _ => {
            if let Some(last) = bytes.last_mut() {
                *last ^= 1;
            }
        }
    }
    Ok(BASE64_URL_SAFE_NO_PAD.encode(bytes))
}
