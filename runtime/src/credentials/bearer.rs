//! `Authorization: Bearer token` ([RFC 6750, section 2.1](https://www.rfc-editor.org/rfc/rfc6750#section-2.1)): the only
//! place a token is read from, never a query or a body.

use http::HeaderMap;
use http::header::AUTHORIZATION;

use super::{Credentials, Unreadable};

/// Reads the header: the scheme in any case, one or more blanks, the token. A header of another scheme is no bearer
/// token, and since an `Authorization` header decides alone, nothing else is asked either.
pub(crate) fn read(headers: &HeaderMap) -> Credentials<'_> {
    let mut values = headers.get_all(AUTHORIZATION).iter();
    let Some(value) = values.next() else {
        return Credentials::Absent;
    };
    if values.next().is_some() {
        return Credentials::Refused(Unreadable::Two);
    }
    match std::str::from_utf8(value.as_bytes()) {
        Ok(text) if text.is_ascii() => read_value(text),
        _ => Credentials::Refused(Unreadable::NotText),
    }
}

fn read_value(value: &str) -> Credentials<'_> {
    let (scheme, rest) = value.split_at_checked(SCHEME.len()).unwrap_or((value, ""));
    if !scheme.eq_ignore_ascii_case(SCHEME) {
        return Credentials::Absent;
    }
    let token = rest.trim_matches(' ');
    match rest.bytes().next() {
        None => Credentials::Refused(Unreadable::NoToken),
        Some(b' ') if token.is_empty() => Credentials::Refused(Unreadable::NoToken),
        Some(b' ') if token.bytes().all(|byte| byte.is_ascii_graphic()) => {
            Credentials::Presented(token)
        }
        Some(b' ' | b'\t') => Credentials::Refused(Unreadable::Blank),
        Some(_) => Credentials::Absent,
    }
}

const SCHEME: &str = "Bearer";
