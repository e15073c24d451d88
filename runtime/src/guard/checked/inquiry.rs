//! One request before a rule with checkers: what they have answered, and whom to ask next.

use http::request::Parts;

use super::MOST;
use super::checker::{Failure, Reply};
use super::unanswered::{self, Unanswered};
use crate::decision::{Answers, Decision, checks, decide_with};
use crate::guard::{Refusal, Rejection, Visit, refused};
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
        let (grants, requirement) = (self.identity.grants(), self.requirement);
        if !self.met && self.answered.panicked() {
            return Err(self.refuse(parts));
        }
        match decide_with(grants, requirement, &self.answered) {
            Decision::Granted => {
                self.met = true;
                let watched = checks::next_watched(grants, requirement, &self.answered);
                if watched.is_none() {
                    unanswered::log_needless(parts, &self.answered);
                }
                Ok(watched)
            }
            Decision::Refused => Err(self.refuse(parts)),
            Decision::Unknown => checks::next(grants, requirement, &self.answered)
                .map(Some)
                .ok_or_else(|| self.refuse(parts)),
        }
    }

    pub(super) fn keep(&mut self, check: Check, reply: Reply) {
        self.answered.keep(check, reply);
    }

    #[cold]
    fn refuse(&self, parts: &Parts) -> Rejection {
        let (identity, requirement) = (&self.identity, self.requirement);
        let refusal = Unanswered::found(identity.grants(), requirement, &self.answered)
            .map(Refusal::Unanswered)
            .or_else(|| refused(identity, requirement, &self.answered))
            .unwrap_or(Refusal::Foreign(requirement));
        Rejection::new(parts, &refusal)
    }
}

impl Answered {
    fn keep(&mut self, check: Check, reply: Reply) {
        if let Some(place) = self.0.get_mut(check.place()) {
            *place = Some((check, reply));
        }
    }

    fn panicked(&self) -> bool {
        let mut failures = self.failures();
        failures.any(|(_, failure)| matches!(failure, Failure::Panicked(_)))
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
