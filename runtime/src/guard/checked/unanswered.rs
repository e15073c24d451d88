//! What is said where checkers did not answer: the worst of their failures decides the status, the log is told of all.

use std::fmt;

use axum::extract::MatchedPath;
use http::StatusCode;
use http::request::Parts;

use super::checker::Failure;
use super::inquiry::Answered;
use crate::decision::checks;
use crate::identity::Grants;
use crate::policy::{Check, Expression, Requirement};

/// The checkers without whose answers a rule could not be decided, and what kept each from answering.
///
/// | status | what happened |
/// |---|---|
/// | 500 | a checker panicked, or an extractor among its arguments failed |
/// | 503 | a checker said that it cannot decide now |
/// | 403 | the request does not fit the extractors of a checker |
///
/// Of several, the first line of the table that is true counts.
#[derive(Debug)]
pub struct Unanswered(Vec<(&'static str, Failure)>);

impl Unanswered {
    /// The checkers that panicked, else those that leave the requirement untold. Nothing where it is told, or where a
    /// name of another policy leaves it untold, which is worse.
    pub(super) fn found(
        grants: &Grants,
        requirement: Requirement,
        answered: &Answered,
    ) -> Option<Self> {
        let panicked = |(_, failure): &(Check, &Failure)| matches!(failure, Failure::Panicked(_));
        let panicked: Vec<_> = answered.failures().filter(panicked).map(named).collect();
        if !panicked.is_empty() {
            return Some(Self(panicked));
        }
        let untold = checks::untold(grants, requirement, answered)
            .into_iter()
            .map(as_check)
            .collect::<Option<Vec<_>>>()?;
        let failures = answered.failures();
        let failures = failures.filter(|(check, _)| untold.contains(check));
        let failures: Vec<_> = failures.map(named).collect();
        (!failures.is_empty()).then_some(Self(failures))
    }

    /// What the caller is told.
    pub(crate) fn told(&self) -> (StatusCode, &'static str) {
        match self.worst() {
            Some(Failure::Unfit(..)) => (StatusCode::FORBIDDEN, "not permitted"),
            Some(Failure::Undecided(_)) => (StatusCode::SERVICE_UNAVAILABLE, "cannot decide now"),
            Some(Failure::Broken(..) | Failure::Panicked(_)) | None => {
                (StatusCode::INTERNAL_SERVER_ERROR, "internal error")
            }
        }
    }

    pub(crate) fn code(&self) -> &'static str {
        self.worst().map_or("undecided", Failure::code)
    }

    fn worst(&self) -> Option<&Failure> {
        let failures = self.0.iter().map(|(_, failure)| failure);
        failures.min_by_key(|failure| failure.rank())
    }
}

impl fmt::Display for Unanswered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, (checker, failure)) in self.0.iter().enumerate() {
            let between = if place == 0 { "" } else { "; " };
            write!(f, "{between}the checker `{checker}` {failure}")?;
        }
        Ok(())
    }
}

/// Logs the failures that a granted request did not turn on: they are faults all the same.
pub(super) fn log_needless(parts: &Parts, answered: &Answered) {
    let method = parts.method.as_str();
    let endpoint = parts
        .extensions
        .get::<MatchedPath>()
        .map_or("", MatchedPath::as_str);
    for (check, failure) in answered.failures() {
        let (checker, code) = (check.name(), failure.code());
        match failure {
            Failure::Unfit(..) => tracing::debug!(
                method,
                endpoint,
                checker = code,
                "the checker `{checker}` {failure}; the rule is met without it"
            ),
            _ => tracing::warn!(
                method,
                endpoint,
                checker = code,
                "the checker `{checker}` {failure}; the rule is met without it"
            ),
        }
    }
}

fn named((check, failure): (Check, &Failure)) -> (&'static str, Failure) {
    (check.name(), failure.clone())
}

fn as_check(term: &Expression) -> Option<Check> {
    match term {
        Expression::Check(check) => Some(*check),
        _ => None,
    }
}
