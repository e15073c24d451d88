//! One request before a rule with checkers: what they have answered, and whom to ask next.

use http::request::Parts;

use super::MOST;
use super::checker::{Failure, Reply};
use super::unanswered::Unanswered;
use crate::decision::{Answers, Decision, Enforced, checks, decide_with};
use crate::guard::demands::{Demands, Verdict};
use crate::guard::{Asked, Refusal, Rejection, Visit, answer};
use crate::identity::Identity;
use crate::policy::{Check, Requirement};

/// What is known of one request, and what is demanded of it.
pub(super) struct Inquiry {
    identity: Identity,
    requirement: Requirement,
    answered: Answered,
    /// The rule is met; what is asked now only the log wants to know.
    met: bool,
}

/// What the checkers of a rule have said, by their places.
#[derive(Default)]
pub(super) struct Answered([Option<(Check, Reply)>; MOST]);

impl Inquiry {
    /// Begins where the guard has proven who is calling.
    pub(super) fn into(parts: &Parts, requirement: Requirement) -> Result<Self, Rejection> {
        let visit = parts.extensions.get::<Visit>();
        match visit.and_then(|visit| visit.identity.clone()) {
            Some(identity) => Ok(Self {
                identity,
                requirement,
                answered: Answered::default(),
                met: false,
            }),
            None => Err(Rejection::new(parts, &Refusal::Absent)),
        }
    }

    pub(super) fn identity(&self) -> &Identity {
        &self.identity
    }

    /// The checker to ask next; none where the rule is met and nothing more is to be learned.
    pub(super) fn next(&mut self, parts: &Parts) -> Result<Option<Check>, Rejection> {
        match self.awaited() {
            Some(check) => Ok(Some(check)),
            None => self.close(parts).map(|()| None),
        }
    }

    /// The checker whose answer the decision waits for; or, where the rule is met, what the log is told of its shadows.
    fn awaited(&mut self) -> Option<Check> {
        let (grants, requirement) = (self.identity.grants(), self.requirement);
        if self.panicked().is_some() {
            return None;
        }
        match decide_with(grants, requirement, &self.answered) {
            Decision::Refused => None,
            Decision::Unknown => checks::next(grants, requirement, &self.answered),
            Decision::Granted => {
                self.met = true;
                let watched = requirement.shadows();
                let answers = Enforced(&self.answered);
                watched.then(|| checks::next(grants, requirement, &answers))?
            }
        }
    }

    /// Once all is said that can be said.
    fn close(&self, parts: &Parts) -> Result<(), Rejection> {
        let verdict = match self.panicked() {
            Some(panicked) => Verdict::Refused(Refusal::Unanswered(panicked)),
            None => Demands::new(&[], Some(self.requirement)).judge(&self.identity, &self.answered),
        };
        self.log_needless(parts, &verdict);
        answer(parts, verdict)
    }

    /// A panic closes the matter, unless it only was in what is watched.
    fn panicked(&self) -> Option<Unanswered> {
        let panicked = |(_, failure): &(_, &Failure)| matches!(failure, Failure::Panicked(_));
        let panicked = self.answered.failures().filter(panicked);
        (!self.met).then(|| Unanswered::of(panicked)).flatten()
    }

    /// Failures that the decision did not turn on are faults all the same.
    fn log_needless(&self, parts: &Parts, verdict: &Verdict) {
        let told = match verdict {
            Verdict::Refused(Refusal::Unanswered(told))
            | Verdict::Watched(Refusal::Unanswered(told)) => Some(told),
            _ => None,
        };
        for (check, failure) in self.answered.failures() {
            if !told.is_some_and(|told| told.tells_of(check)) {
                log(parts, check, failure);
            }
        }
    }

    pub(super) fn keep(&mut self, check: Check, reply: Reply) {
        self.answered.keep(check, reply);
    }
}

impl Answered {
    fn keep(&mut self, check: Check, reply: Reply) {
        if let Some(place) = self.0.get_mut(check.place()) {
            *place = Some((check, reply));
        }
    }

    /// The checkers that were asked and did not answer.
    pub(super) fn failures(&self) -> impl Iterator<Item = (Check, &Failure)> {
        let replies = self.0.iter().flatten();
        replies.filter_map(|(check, reply)| Some((*check, reply.failure()?)))
    }
}

impl Answers for Answered {
    fn of(&self, check: Check) -> Option<bool> {
        match self.0.get(check.place()) {
            Some(Some((_, reply))) => reply.answer(),
            _ => None,
        }
    }

    fn may_come(&self, check: Check) -> bool {
        matches!(self.0.get(check.place()), Some(None))
    }
}

fn log(parts: &Parts, check: Check, failure: &Failure) {
    let asked = Asked::of(parts);
    let (method, endpoint) = (asked.method(), asked.endpoint());
    let (checker, code) = (check.name(), failure.code());
    let fits = !matches!(failure, Failure::Unfit(..));
    if fits {
        tracing::warn!(
            method,
            endpoint,
            failure = code,
            "the checker `{checker}` {failure}; the decision did not turn on it"
        );
    } else {
        tracing::debug!(
            method,
            endpoint,
            failure = code,
            "the checker `{checker}` {failure}; the decision did not turn on it"
        );
    }
}
