//! `Authorization: Bearer token` ([RFC 6750, section 2.1](https://www.rfc-editor.org/rfc/rfc6750#section-2.1)): the only
//! place a token is read from, never a query or a body.

use http::HeaderMap;
use http::header::AUTHORIZATION;

use super::{Credentials, Unreadable};

/// Reads the header: the scheme in any case, one or more blanks, the token. A header of another scheme is no bearer
/// token, and since an `Authorization` header decides alone, nothing else is asked either.
///
/// The token is not looked into here: most were proven a moment ago, and are found again by their bytes alone.
pub(crate) fn read(headers: &HeaderMap) -> Credentials<'_> {
    let mut values = headers.get_all(AUTHORIZATION).iter();
    let Some(value) = values.next() else {
        return Credentials::Absent;
    };
    if values.next().is_some() {
        return Credentials::Refused(Unreadable::Two);
    }
    let (scheme, rest) = value
        .as_bytes()
        .split_at_checked(SCHEME.len())
        .unwrap_or_default();
    match rest {
        _ if !scheme.eq_ignore_ascii_case(SCHEME) => Credentials::Absent,
        [] => Credentials::Refused(Unreadable::NoToken),
        [b' ', token @ ..] => presented(token),
        [b'\t', ..] => Credentials::Refused(Unreadable::Blank),
        _ => Credentials::Absent,
    }
}

/// The token as text, for those who verify it.
pub(crate) fn text(token: &[u8]) -> Result<&str, Unreadable> {
    match std::str::from_utf8(token) {
        Ok(text) if is_graphic(token) => Ok(text),
        Ok(text) if text.is_ascii() => Err(Unreadable::Blank),
        _ => Err(Unreadable::NotText),
    }
}

/// Whether every byte is one that can be seen. In pieces, each looked at to its end, which a processor does many bytes at a
/// time.
fn is_graphic(token: &[u8]) -> bool {
    let is_graphic = |piece: &[u8]| {
        let bytes = piece.iter().map(u8::is_ascii_graphic);
        bytes.fold(true, |all, one| all & one)
    };
    token.chunks(64).all(is_graphic)
}

fn presented(token: &[u8]) -> Credentials<'_> {
    let mut token = token;
    while let [b' ', rest @ ..] | [rest @ .., b' '] = token {
        token = rest;
    }
    match token {
        [] => Credentials::Refused(Unreadable::NoToken),
        token => Credentials::Presented(token),
    }
}

const SCHEME: &[u8] = b"Bearer";
