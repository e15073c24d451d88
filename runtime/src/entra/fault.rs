//! Why a token proved nothing. These words are for the log: a caller is told `invalid_token` and no more, so that a
//! forger does not learn how far a forgery got.

use std::fmt;
use std::time::Duration;

/// Why nobody was proven.
#[derive(Clone, Debug, Eq, PartialEq)]
#[expect(
    clippy::exhaustive_enums,
    reason = "an answer of authentication is exhausted by whoever asks"
)]
pub enum Unproven {
    /// The token is bad: 401.
    Refused(Fault),
    /// The token could not be judged, because keys could not be had: 503, and worth another try.
    Unavailable(Unavailable),
}

/// The check that refused a token.
///
/// Shown, it is a sentence for the log, which never holds the token or a claim of it; a key id is shown escaped and
/// cut. [`code`](Self::code) is the same in one word, for searching and counting.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Fault {
    /// An access token, which opens an API and tells no application who signed in.
    AccessToken,
    /// The signature algorithm is not one of those configured.
    Algorithm,
    /// The token is for another audience.
    Audience,
    /// A claim has the wrong type or an impossible value.
    Claim(String),
    /// No application is named as the one that calls (`azp`, in version 1.0 `appid`).
    Client,
    /// The application that calls is none of those that may.
    ClientNotListed,
    /// The application that calls proved itself less strongly than is asked for (`azpacr`).
    ClientProof,
    /// The time of the token is over.
    Expired,
    /// The token is for Microsoft Graph; the audience to ask a token for instead.
    Graph(String),
    /// A guest of the tenant, where guests are not let in.
    Guest,
    /// A header member that changes what a token means, or forbids its use here.
    Header(&'static str),
    /// An ID token, which tells an application who signed in, and opens no API.
    IdToken,
    /// The token was issued by another authority.
    Issuer,
    /// The signing key belongs to another issuer.
    KeyIssuer,
    /// Neither a person through an application (`scp`) nor an application in its own name.
    Kind,
    /// Not a token in three parts of base64url and JSON; what about it is wrong.
    Malformed(&'static str),
    /// The ID token answers another sign-in than the one that was begun (`nonce`).
    Nonce,
    /// The time of the token has not come.
    NotYetValid,
    /// What the token stands for was revoked after it was issued.
    Revoked {
        /// The time (seconds since 1970) after which a token has to be issued to count again, where the client says that
        /// it understands such an answer (`xms_cc` with `cp1`).
        not_before: Option<u64>,
    },
    /// The signature is not one of the key that the token names.
    Signature,
    /// The token is longer than is looked at.
    Size,
    /// An ID token of Entra without `oid`, which comes with the scope `profile` alone.
    NoObject,
    /// Nobody is named as its subject (`oid`, `sub`).
    Subject,
    /// The token is of another tenant.
    Tenant,
    /// The application was asked about the tenant, and does not take it; its reason, escaped and cut.
    TenantRefused(String),
    /// The token, or the sign-in behind it, is older than is accepted.
    TooOld,
    /// The header says that it is something else than an access token (`typ`).
    Type,
    /// The authority has no such key; the key id, escaped and cut, where the token names one.
    UnknownKey(Option<String>),
    /// The token is of another version than its issuer stands for.
    Version,
    /// The token is of Entra's version 1.0, which is not taken unless
    /// [`version_one`](crate::EngineBuilder::version_one) says so.
    VersionOne,
}

/// What could not be reached, so that no token can be judged now.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Unavailable {
    what: &'static str,
    reason: String,
    retry_after: Duration,
}

impl Fault {
    /// One word for the log: `expired`, `signature`, `audience`, `issuer`, `tenant`, `unknown_key`, `malformed`,
    /// `algorithm`, `type`, `not_yet_valid`, `version`, `client`, `subject`, `id_token`, `claim`, `kind`, `key_issuer`,
    /// `guest`, `revoked`; of an ID token `access_token` and `nonce` too.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::AccessToken => "access_token",
            Self::Algorithm => "algorithm",
            Self::Audience | Self::Graph(_) => "audience",
            Self::Claim(_) => "claim",
            Self::Client | Self::ClientNotListed | Self::ClientProof => "client",
            Self::Expired | Self::TooOld => "expired",
            Self::Guest => "guest",
            Self::IdToken => "id_token",
            Self::Issuer | Self::VersionOne => "issuer",
            Self::KeyIssuer => "key_issuer",
            Self::Kind => "kind",
            Self::Header(_) | Self::Malformed(_) | Self::Size => "malformed",
            Self::Nonce => "nonce",
            Self::NotYetValid => "not_yet_valid",
            Self::Revoked { .. } => "revoked",
            Self::Signature => "signature",
            Self::NoObject | Self::Subject => "subject",
            Self::Tenant | Self::TenantRefused(_) => "tenant",
            Self::Type => "type",
            Self::UnknownKey(_) => "unknown_key",
            Self::Version => "version",
        }
    }

    /// A key id is the sender's word: it is escaped and cut before it goes anywhere.
    pub(super) fn unknown_key(key_id: Option<&str>) -> Self {
        Self::UnknownKey(key_id.map(shown))
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AccessToken => {
                f.write_str("an access token was sent where an ID token belongs")
            }
            Self::Algorithm => f.write_str("the signature algorithm is not one of those allowed"),
            Self::Audience => f.write_str("the token is for another audience"),
            Self::Claim(name) => write!(f, "the claim `{name}` cannot be used"),
            Self::Client => f.write_str("the token names no calling application (`azp`)"),
            Self::ClientNotListed => {
                f.write_str("the calling application (`azp`) is none of those that may call")
            }
            Self::ClientProof => f.write_str(
                "the calling application proved itself less strongly than is asked for (`azpacr`)",
            ),
            Self::Expired => f.write_str("the token has expired"),
            Self::Graph(audience) => write!(
                f,
                "the token is for Microsoft Graph, which alone can check it; ask for one for `{audience}`"
            ),
            Self::Guest => f.write_str("the token is of a guest of the tenant"),
            Self::Header(member) => write!(f, "the header member `{member}` is not accepted"),
            Self::IdToken => f.write_str("an ID token was sent where an access token belongs"),
            Self::Issuer => f.write_str("the token was issued by another authority"),
            Self::KeyIssuer => f.write_str("the signing key belongs to another issuer"),
            Self::Kind => f.write_str(
                "the token has no scope, and is not one of an application in its own name",
            ),
            Self::Malformed(what) => write!(f, "the token is malformed: {what}"),
            Self::Nonce => f.write_str("the token answers another sign-in (`nonce`)"),
            Self::NotYetValid => f.write_str("the token is not valid yet"),
            Self::Revoked { .. } => f.write_str("the token was revoked"),
            Self::Signature => f.write_str("the signature does not verify"),
            Self::Size => f.write_str("the token is longer than is accepted"),
            Self::NoObject => f.write_str("the token names no object (`oid`); ask for the scope `profile`"),
            Self::Subject => f.write_str("the token names no subject (`oid` or `sub`)"),
            Self::Tenant => f.write_str("the token is of another tenant"),
            Self::TenantRefused(reason) => write!(f, "the tenant is not taken: {reason}"),
            Self::TooOld => f.write_str("the token, or the sign-in behind it, is too old"),
            Self::Type => f.write_str("the header says that it is no access token (`typ`)"),
            Self::UnknownKey(Some(id)) => write!(f, "the authority has no key `{id}`"),
            Self::UnknownKey(None) => f.write_str("the token does not say which key signed it"),
            Self::Version => f.write_str("the version of the token (`ver`) is not that of its issuer"),
            Self::VersionOne => f.write_str(
                "the token is of version 1.0; set `requestedAccessTokenVersion` to 2 in the app registration",
            ),
        }
    }
}

impl std::error::Error for Fault {}

impl Unavailable {
    pub(super) fn new(reason: impl Into<String>, retry_after: Duration) -> Self {
        Self {
            what: "keys unreachable",
            reason: reason.into(),
            retry_after,
        }
    }

    /// The application could not say whether it takes a tenant.
    pub(super) fn of_tenant_check(reason: &str, retry_after: Duration) -> Self {
        Self {
            what: "the tenant check cannot tell",
            reason: reason.to_owned(),
            retry_after,
        }
    }

    /// Microsoft Graph did not tell the groups of somebody.
    pub(super) fn of_groups(reason: &str, retry_after: Duration) -> Self {
        Self {
            what: "Microsoft Graph did not tell the groups",
            reason: reason.to_owned(),
            retry_after,
        }
    }

    /// When it is worth trying again.
    #[must_use]
    pub fn retry_after(&self) -> Duration {
        self.retry_after
    }
}

impl fmt::Display for Unavailable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.what, self.reason)
    }
}

impl std::error::Error for Unavailable {}

impl From<Fault> for Unproven {
    fn from(fault: Fault) -> Self {
        Self::Refused(fault)
    }
}

impl From<Unavailable> for Unproven {
    fn from(unavailable: Unavailable) -> Self {
        Self::Unavailable(unavailable)
    }
}

impl fmt::Display for Unproven {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(fault) => fault.fmt(f),
            Self::Unavailable(unavailable) => unavailable.fmt(f),
        }
    }
}

impl std::error::Error for Unproven {}

/// Somebody else's word, fit for one line of a log.
pub(crate) fn shown(word: &str) -> String {
    const LENGTH: usize = 64;
    word.escape_default().take(LENGTH).collect()
}
