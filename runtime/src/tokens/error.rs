//! Why there is no token: words for the log, which hold neither the secret nor a token.

use std::fmt;
use std::time::Duration;

/// Why an application was given no token.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum TokenError {
    /// The scope is not one resource followed by `/.default`. Nothing was asked.
    Scope,
    /// The authority refuses the application: a wrong or expired secret, a resource that nobody consented to.
    Refused(Refused),
    /// No usable answer came: worth another try after this time.
    Unavailable(String, Duration),
}

/// What the authority said when it refused
/// ([error codes](https://learn.microsoft.com/entra/identity-platform/reference-error-codes)).
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Refused {
    pub(super) error: String,
    pub(super) number: Option<u64>,
}

impl Refused {
    /// The error of OAuth 2, escaped and cut: `invalid_client`.
    #[must_use]
    pub fn error(&self) -> &str {
        &self.error
    }

    /// Entra's own number for it, without the `AADSTS` before it.
    #[must_use]
    pub fn number(&self) -> Option<u64> {
        self.number
    }
}

impl fmt::Display for TokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Scope => f.write_str(
                "an application asks for one resource and `/.default`, as in `api://resource/.default`",
            ),
            Self::Refused(refused) => {
                write!(f, "the authority refuses the application: `{}`", refused.error)?;
                match refused.number {
                    Some(number) => write!(f, " (AADSTS{number})"),
                    None => Ok(()),
                }
            }
            Self::Unavailable(reason, _) => write!(f, "no token can be had now: {reason}"),
        }
    }
}

impl std::error::Error for TokenError {}
