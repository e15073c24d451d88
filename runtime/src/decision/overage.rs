//! Why it cannot be told what a caller may do whose groups are too many for the token: for the log, not for the caller.

use std::fmt;

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
             registration emit the groups alone that are assigned to the application (`ApplicationGroup`), or assign \
             the role itself",
            self.0.join(", ")
        )
    }
}
