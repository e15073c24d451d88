//! Why it cannot be told what a caller may do whose groups are too many for the token: for the log, not for the caller.

use std::fmt;
use std::time::Duration;

use crate::entra::Unavailable;
use crate::policy::Expression;

/// What a rule turns on that groups may bring, for a caller whose groups are not known
/// ([groups overage](https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference#groups-overage-claim)).
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Overage(Vec<String>);

impl Overage {
    /// A decision that these terms leave untold, each of which comes with unknown groups.
    pub(crate) fn of(terms: &[&'static Expression]) -> Self {
        let mut told = Vec::new();
        for term in terms.iter().map(ToString::to_string) {
            if !told.contains(&term) {
                told.push(term);
            }
        }
        Self(told)
    }
}

impl fmt::Display for Overage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the token names no groups, since they are too many, and it turns on them whether {} holds; let the app \
             registration emit the groups alone that are assigned to the application (`ApplicationGroup`), assign \
             the role itself, or let the groups be asked for (`EngineBuilder::graph`)",
            self.0.join(", ")
        )
    }
}

/// The same, where Microsoft Graph was to tell the groups, and did not.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct GroupsUnreachable {
    overage: Overage,
    why: Unavailable,
}

impl GroupsUnreachable {
    pub(crate) fn new(overage: Overage, why: Unavailable) -> Self {
        Self { overage, why }
    }

    /// When it is worth trying again.
    #[must_use]
    pub fn retry_after(&self) -> Duration {
        self.why.retry_after()
    }
}

impl fmt::Display for GroupsUnreachable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let terms = self.overage.0.join(", ");
        write!(f, "{}; it turns on them whether {terms} holds", self.why)
    }
}
