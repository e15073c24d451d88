//! Why there is no token: words for the log, which hold neither the secret nor a token.

use std::fmt;
use std::time::Duration;

/// Why an application was given no token.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum TokenError {
    /// The token of a person cannot be exchanged by this application; why. Nothing was asked.
    Assertion(&'static str),
    /// The person said no to the device.
    Declined,
    /// Nobody typed the code of the device in time: begin anew.
    Expired,
    /// The person has to do something before there is a token: sign in once more, by another means, or agree.
    InteractionRequired(Interaction),
    /// What was shown for it is good for nothing: the person's token has ended, or is not for this application.
    InvalidGrant(Refused),
    /// The scope is not one resource followed by `/.default`. Nothing was asked.
    Scope,
    /// The scopes are not scopes of one resource. Nothing was asked.
    Scopes,
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

/// What the authority wants of a person
/// ([claims challenges](https://learn.microsoft.com/entra/identity-platform/claims-challenge)).
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Interaction {
    pub(super) refused: Refused,
    pub(super) claims: Option<String>,
}

impl Interaction {
    /// What the authority said.
    #[must_use]
    pub fn refused(&self) -> &Refused {
        &self.refused
    }

    /// What the person's client has to ask for when they sign in again, an object of JSON as the authority wrote it: it is
    /// passed on to the client in a claims challenge. Nothing where signing in again is all that is wanted.
    #[must_use]
    pub fn claims(&self) -> Option<&str> {
        self.claims.as_deref()
    }
}

impl TokenError {
    /// What the person's client has to ask for when they sign in again, where that would help and the authority says what
    /// ([`Interaction::claims`]).
    #[must_use]
    pub fn claims(&self) -> Option<&str> {
        match self {
            Self::InteractionRequired(interaction) => interaction.claims(),
            _ => None,
        }
    }

    /// How long nobody asks again.
    pub(super) fn pause(&self) -> Duration {
        const REFUSED: Duration = Duration::from_secs(30);
        match self {
            Self::Unavailable(_, after) => *after,
            _ => REFUSED,
        }
    }
}

impl fmt::Display for TokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Scope => f.write_str(
                "an application asks for one resource and `/.default`, as in `api://resource/.default`",
            ),
            Self::Scopes => f.write_str(
                "scopes of one resource are asked for, with one blank between them and without `offline_access`, as in \
                 `api://resource/Documents.Read`",
            ),
            Self::Assertion(why) => write!(f, "the caller's token cannot be exchanged: it {why}"),
            Self::InteractionRequired(interaction) => write!(
                f,
                "the person has to act before there is a token: {}",
                interaction.refused
            ),
            Self::Declined => f.write_str("the person declined to sign in for this device"),
            Self::Expired => f.write_str("nobody typed the code in time; begin anew"),
            Self::InvalidGrant(refused) => {
                write!(f, "the authority takes nothing for a token that was shown: {refused}")
            }
            Self::Refused(refused) => write!(f, "the authority refuses the application: {refused}"),
            Self::Unavailable(reason, _) => write!(f, "no token can be had now: {reason}"),
        }
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`", self.error)?;
        self.number
            .map_or(Ok(()), |number| write!(f, " (AADSTS{number})"))
    }
}

impl std::error::Error for TokenError {}

/// What an application cannot ask for tokens with: which of its settings, and why.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("{what} {wrong}")]
pub struct ClientError {
    what: &'static str,
    wrong: String,
}

pub(super) fn wrong(what: &'static str, wrong: &str) -> ClientError {
    ClientError {
        what,
        wrong: wrong.to_owned(),
    }
}
