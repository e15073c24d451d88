//! What a request carries to say who is calling, before anybody has believed it.
//!
//! A scheme has three answers: nothing of its kind was sent, something was sent, or what was sent is no credential at
//! all. The last ends the matter: bad credentials never fall through to another scheme.

pub(crate) mod bearer;

/// What a scheme found.
#[derive(Debug, PartialEq)]
pub(crate) enum Credentials<'a> {
    Absent,
    Presented(&'a [u8]),
    Refused(Unreadable),
}

/// Why a header is no credential. The caller is told that the request is invalid; the log is told this.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Unreadable {
    Blank,
    NotText,
    NoToken,
    Two,
}

impl Unreadable {
    pub(crate) fn describe(self) -> &'static str {
        match self {
            Self::Blank => "a blank or control character within the token",
            Self::NotText => "an `Authorization` header that is not ASCII",
            Self::NoToken => "`Bearer` without a token",
            Self::Two => "two `Authorization` headers",
        }
    }
}
