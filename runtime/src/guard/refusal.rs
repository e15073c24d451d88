//! Why somebody was sent away: the true sentence, for the log. What they are told is in `rejection`.

use std::fmt;

use http::StatusCode;

use super::checked::Unanswered;
use super::claims_challenge::ClaimsChallenge;
use crate::credentials::Unreadable;
use crate::decision::{GroupsUnreachable, Lack, Overage};
use crate::entra::{Unproven, shown};
use crate::policy::{AuthenticationContext, CredentialKind, CredentialKinds, Foreign};

/// Why a request was refused.
#[derive(Debug)]
#[non_exhaustive]
pub enum Refusal {
    /// No credentials were sent.
    Absent,
    /// A handler wants a token with these claims.
    Claims {
        /// What the token shall bring.
        wanted: ClaimsChallenge,
        /// Whether the caller can come back with one.
        answerable: bool,
    },
    /// The rule names what another policy declares; a bug of the application.
    Foreign(Foreign),
    /// The rule turns on groups of the caller that Microsoft Graph was to tell, and did not.
    GroupsUnreachable(GroupsUnreachable),
    /// The caller is known and may not.
    Lacks(Lack),
    /// What a router knows of its endpoints was asked of a router that is not rolecall's; a bug of the application.
    NoTable,
    /// A protected handler without an engine; a bug of the application.
    NotConfigured,
    /// The rule turns on groups of the caller that are not known.
    Overage(Overage),
    /// The caller may, once they have signed in for this authentication context.
    StepUp(AuthenticationContext),
    /// The rule turns on checkers that did not answer.
    Unanswered(Unanswered),
    /// No credentials of the kinds that count here; others are as absent.
    Uncounted(CredentialKinds),
    /// The credentials prove nothing, or could not be checked.
    Unproven(Unproven),
    /// The header is no credential at all.
    Unreadable(&'static str),
}

impl Refusal {
    pub(crate) fn unproven(why: Unproven) -> Self {
        Self::Unproven(why)
    }

    pub(crate) fn unreadable(why: Unreadable) -> Self {
        Self::Unreadable(why.describe())
    }

    /// None of the kinds that count were sent.
    pub(crate) fn absent(counting: CredentialKinds) -> Self {
        if counting.contains(CredentialKind::Bearer) {
            Self::Absent
        } else {
            Self::Uncounted(counting)
        }
    }

    /// Whether it tells one who is known that they may not: what a rule may conceal.
    pub(super) fn is_of_somebody_known(&self) -> bool {
        match self {
            Self::Lacks(_) | Self::Overage(_) => true,
            Self::Claims { answerable, .. } => !answerable,
            Self::Unanswered(unanswered) => unanswered.told().0 == StatusCode::FORBIDDEN,
            _ => false,
        }
    }

    /// One word for it, which log queries can count.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Absent | Self::Uncounted(_) => "absent",
            Self::Claims { .. } => "claims",
            Self::Foreign(_) => "foreign_policy",
            Self::GroupsUnreachable(_) => "groups_unreachable",
            Self::Lacks(_) => "not_permitted",
            Self::NoTable => "no_endpoint_table",
            Self::NotConfigured => "guard_not_configured",
            Self::Overage(_) => "overage",
            Self::StepUp(_) => "acrs",
            Self::Unanswered(unanswered) => unanswered.code(),
            Self::Unproven(Unproven::Refused(fault)) => fault.code(),
            Self::Unproven(Unproven::Unavailable(_)) => "unavailable",
            Self::Unreadable(_) => "malformed_header",
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Absent => f.write_str("no credentials"),
            Self::Claims { wanted, answerable } => {
                let remedy = if *answerable {
                    "a token that brings them would do"
                } else {
                    "and the caller cannot answer a claims challenge"
                };
                write!(f, "lacks the claims {}; {remedy}", shown(&wanted.to_string()))
            }
            Self::Foreign(foreign) => write!(f, "the rule {foreign}"),
            Self::GroupsUnreachable(unreachable) => unreachable.fmt(f),
            Self::Lacks(lack) => lack.fmt(f),
            Self::NoTable => f.write_str(
                "there is no endpoint table here: the matrix and the document are known to a `rolecall::Router`",
            ),
            Self::NotConfigured => f.write_str(
                "guard not configured: a protected handler is mounted without an engine; finish the router by \
                 `.with(engine)`, or a router of axum's own by `.layer(engine.layer())`",
            ),
            Self::Overage(overage) => overage.fmt(f),
            Self::StepUp(context) => {
                write!(f, "lacks acrs = \"{context}\"; signing in for it would do")
            }
            Self::Unanswered(unanswered) => unanswered.fmt(f),
            Self::Uncounted(kinds) => write!(f, "no credentials that count here: [{kinds}]"),
            Self::Unproven(why) => why.fmt(f),
            Self::Unreadable(why) => f.write_str(why),
        }
    }
}
