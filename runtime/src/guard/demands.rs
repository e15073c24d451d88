//! All that one request has to meet, and whether somebody meets it.

use super::checked::Consulted;
use super::refusal::Refusal;
use crate::decision::{self, Decision, Enforced, GroupsUnreachable, Lack, Overage, checks};
use crate::identity::{Groups, Identity};
use crate::policy::{AuthenticationContext, CredentialKinds, Foreign, Kind, Requirement};

/// The requirements of the groups around a handler, the outermost first, and the handler's own.
#[derive(Clone, Copy)]
pub(super) struct Demands<'a> {
    groups: &'a [Requirement],
    own: Option<Requirement>,
    /// One of them conceals, and with it all of them do.
    pub(super) conceal: bool,
    /// The kinds of credentials that count: those that count for each of them.
    pub(super) credential_kinds: CredentialKinds,
    /// Something in one of them is only watched.
    shadow: bool,
}

/// What came of it.
pub(super) enum Verdict {
    Passes,
    Refused(Refusal),
    /// Passes, and would have been refused if nothing were only watched.
    Watched(Refusal),
}

impl<'a> Demands<'a> {
    #[inline]
    pub(super) fn new(groups: &'a [Requirement], own: Option<Requirement>) -> Self {
        let mut demands = Self {
            groups,
            own,
            conceal: false,
            credential_kinds: CredentialKinds::ALL,
            shadow: false,
        };
        for requirement in demands.iter() {
            demands.conceal |= requirement.conceals();
            demands.credential_kinds = demands.credential_kinds.and(requirement.credential_kinds());
            demands.shadow |= requirement.shadows();
        }
        demands
    }

    /// Nothing is demanded: a public handler in no group.
    pub(super) fn is_empty(self) -> bool {
        self.groups.is_empty() && self.own.is_none()
    }

    /// Whether `identity` meets them all: the first that it does not meet is the answer.
    #[inline]
    pub(super) fn judge(self, identity: &Identity, answers: &impl Consulted) -> Verdict {
        let counting = self.credential_kinds;
        if !counting.contains(identity.credential_kind()) {
            return Verdict::Refused(Refusal::absent(counting));
        }
        if let Some(context) = identity.wanted_context() {
            return Verdict::Refused(lacks_context(identity, context));
        }
        if let Some(refusal) = self.refusal(identity, answers) {
            return Verdict::Refused(refusal);
        }
        if self.shadow {
            return self.watch(identity, answers);
        }
        Verdict::Passes
    }

    /// What would have come of it if nothing were only watched.
    #[cold]
    fn watch(self, identity: &Identity, answers: &impl Consulted) -> Verdict {
        let refusal = self.refusal(identity, &Enforced(answers));
        refusal.map_or(Verdict::Passes, Verdict::Watched)
    }

    #[inline]
    fn refusal(self, identity: &Identity, answers: &impl Consulted) -> Option<Refusal> {
        let grants = identity.grants();
        self.iter().find_map(|requirement| {
            match decision::decide_with(grants, requirement, answers) {
                Decision::Granted => None,
                Decision::Refused => Some(self.lacking(identity, requirement, answers)),
                Decision::Unknown => Some(untold(identity, requirement, answers)),
            }
        })
    }

    #[cold]
    fn lacking(
        self,
        identity: &Identity,
        requirement: Requirement,
        answers: &impl Consulted,
    ) -> Refusal {
        let grants = identity.grants();
        let context = decision::step_up(grants, &self.iter(), answers);
        match context.filter(|_| can_step_up(identity)) {
            Some(context) => Refusal::StepUp(context),
            None => Refusal::Lacks(Lack::with(grants, requirement, answers)),
        }
    }

    fn iter(self) -> impl Iterator<Item = Requirement> + Clone + use<'a> {
        self.groups.iter().copied().chain(self.own)
    }
}

/// Why it cannot be told whether a requirement is met: names of another policy, else checkers that did not answer, else
/// groups that are not known. The worst of them is told.
#[cold]
fn untold(identity: &Identity, requirement: Requirement, answers: &impl Consulted) -> Refusal {
    let grants = identity.grants();
    let untold = checks::untold(grants, requirement, answers);
    let (in_doubt, others): (Vec<_>, Vec<_>) = untold
        .into_iter()
        .partition(|term| grants.is_in_doubt(term));
    if others.is_empty() && !in_doubt.is_empty() {
        return unknown_groups(identity, Overage::of(&in_doubt));
    }
    let unanswered = answers.unanswered(&others);
    let foreign = || Refusal::Foreign(Foreign::new(requirement, grants.policy()));
    unanswered.map_or_else(foreign, Refusal::Unanswered)
}

#[cold]
fn unknown_groups(identity: &Identity, overage: Overage) -> Refusal {
    match identity.groups() {
        Groups::Unreachable(why) => {
            Refusal::GroupsUnreachable(GroupsUnreachable::new(overage, why.clone()))
        }
        _ => Refusal::Overage(overage),
    }
}

/// Whoever lacks what the engine asks of every token: a person can sign in for it.
#[cold]
pub(super) fn lacks_context(identity: &Identity, context: AuthenticationContext) -> Refusal {
    if answers_challenges(identity) {
        Refusal::StepUp(context)
    } else {
        Refusal::Lacks(Lack::of_context(context))
    }
}

/// Whether somebody can come back with another token: a person can sign in for it, an application has nobody who would.
pub(super) fn answers_challenges(identity: &Identity) -> bool {
    identity.kind() == Kind::User && can_step_up(identity)
}

/// A client that declares what it can do, and not that it can answer a claims challenge (`cp1`), is not sent one
/// ([client capabilities](https://learn.microsoft.com/entra/identity-platform/claims-challenge#client-capabilities)).
/// Most registrations do not ask for the claim; then nothing is known.
fn can_step_up(identity: &Identity) -> bool {
    identity.capabilities().is_none_or(|declared| {
        declared
            .iter()
            .any(|capability| capability.eq_ignore_ascii_case("cp1"))
    })
}
