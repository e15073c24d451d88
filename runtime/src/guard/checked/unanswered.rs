//! What is said where checkers did not answer: the worst of their failures decides the status, the log is told of all.

use std::fmt;

use http::StatusCode;

use super::checker::Failure;
use super::inquiry::Answered;
use crate::decision::{Answers, Enforced, Unasked};
use crate::policy::{Check, Expression};

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
pub struct Unanswered(Vec<(Check, Failure)>);

/// Answers that know why some of them are missing.
pub(crate) trait Consulted: Answers {
    /// What kept the checkers among these terms from answering; nothing where other terms are among them, which is worse.
    fn unanswered(&self, untold: &[&'static Expression]) -> Option<Unanswered>;
}

impl Consulted for Unasked {
    fn unanswered(&self, _: &[&'static Expression]) -> Option<Unanswered> {
        None
    }
}

impl<A: Consulted> Consulted for Enforced<'_, A> {
    fn unanswered(&self, untold: &[&'static Expression]) -> Option<Unanswered> {
        self.0.unanswered(untold)
    }
}

impl Consulted for Answered {
    fn unanswered(&self, untold: &[&'static Expression]) -> Option<Unanswered> {
        let checks = untold.iter().map(|term| match term {
            Expression::Check(check) => Some(*check),
            _ => None,
        });
        let checks: Vec<_> = checks.collect::<Option<_>>()?;
        let failures = self.failures();
        Unanswered::of(failures.filter(|(check, _)| checks.contains(check)))
    }
}

impl Unanswered {
    /// These failures; nothing of none.
    pub(super) fn of<'a>(failures: impl Iterator<Item = (Check, &'a Failure)>) -> Option<Self> {
        let failures: Vec<_> = failures
            .map(|(check, failure)| (check, failure.clone()))
            .collect();
        (!failures.is_empty()).then_some(Self(failures))
    }

    /// Whether it tells what kept this checker from answering.
    pub(super) fn tells_of(&self, check: Check) -> bool {
        self.0.iter().any(|(told, _)| *told == check)
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
        for (place, (check, failure)) in self.0.iter().enumerate() {
            let between = if place == 0 { "" } else { "; " };
            write!(f, "{between}the checker `{}` {failure}", check.name())?;
        }
        Ok(())
    }
}
