//! May they? One pure function over what an identity was granted and what a handler requires.
//!
//! No input or output, no clock, no HTTP. The answer has three values on the way: a term that belongs to another policy,
//! a checker that has not answered, and what groups may bring that are not known, cannot be told; and what cannot be
//! told never becomes a grant, not through `not` either.

pub(crate) mod checks;
pub(crate) mod explain;
mod overage;
mod step_up;

pub use self::explain::Lack;
pub use self::overage::{GroupsUnreachable, Overage};
pub(crate) use self::step_up::step_up;
use crate::identity::Grants;
use crate::policy::{Check, Expression, Requirement};

/// The answer to one question.
#[derive(Clone, Debug, Eq, PartialEq)]
#[expect(
    clippy::exhaustive_enums,
    reason = "an authorization answer is exhausted by whoever asks"
)]
pub enum Decision {
    /// They may.
    Granted,
    /// They may not. [`explain`](Lack::of) says why, which costs more than the decision.
    Refused,
    /// It cannot be told: the requirement names what another policy declares, asks a checker that has not answered, or
    /// turns on a role that the caller's groups may bring, which are not known. Nobody passes.
    Unknown,
}

/// Decides whether grants meet a requirement.
///
/// Constant in the number of permissions and roles declared, and free of allocation.
///
/// ```
/// # mod policy { rolecall::permissions! { edit } rolecall::roles! { Editor: [edit] } }
/// # use rolecall::{Identity, protected, require};
/// use rolecall::decision::{Decision, decide};
///
/// #[protected(authenticated)]
/// async fn may_edit(user: Identity) -> String {
///     format!("{}", decide(user.grants(), require!(permission = "edit")) == Decision::Granted)
/// }
/// # fn main() {}
/// ```
#[inline]
#[must_use]
pub fn decide(grants: &Grants, requirement: Requirement) -> Decision {
    decide_with(grants, requirement, &Unasked)
}

/// The same, where checkers may have answered.
#[inline]
pub(crate) fn decide_with(
    grants: &Grants,
    requirement: Requirement,
    answers: &impl Answers,
) -> Decision {
    match holds(requirement.expression(), grants, answers) {
        Some(true) => Decision::Granted,
        Some(false) => Decision::Refused,
        None => Decision::Unknown,
    }
}

/// The same with given answers of checkers, by their places: no answer where there is none. It is for the suites, which
/// hold another opinion against this one.
#[doc(hidden)]
#[must_use]
pub fn decide_answered(
    grants: &Grants,
    requirement: Requirement,
    answers: &[Option<bool>],
) -> Decision {
    decide_with(grants, requirement, &answers)
}

impl Answers for &[Option<bool>] {
    fn of(&self, check: Check) -> Option<bool> {
        self.get(check.place()).copied().flatten()
    }
}

/// What the checkers of a rule have answered so far.
pub(crate) trait Answers {
    /// The answer of one of them; nothing where it was not asked, or could not decide.
    fn of(&self, check: Check) -> Option<bool>;

    /// Whether it was not asked yet, so that an answer may come.
    fn may_come(&self, check: Check) -> bool {
        self.of(check).is_none()
    }

    /// Whether what is only watched is decided too.
    fn enforces(&self) -> bool {
        false
    }
}

/// No checker was asked.
pub(crate) struct Unasked;

impl Answers for Unasked {
    fn of(&self, _: Check) -> Option<bool> {
        None
    }
}

/// The same answers, and nothing is only watched: what the requirement would come to without its `shadow(…)`.
pub(crate) struct Enforced<'a, A>(pub(crate) &'a A);

impl<A: Answers> Answers for Enforced<'_, A> {
    fn of(&self, check: Check) -> Option<bool> {
        self.0.of(check)
    }

    fn may_come(&self, check: Check) -> bool {
        self.0.may_come(check)
    }

    fn enforces(&self) -> bool {
        true
    }
}

/// Kleene's three values: `None` is "cannot be told".
#[inline]
pub(crate) fn holds(
    expression: &Expression,
    grants: &Grants,
    answers: &impl Answers,
) -> Option<bool> {
    match expression {
        Expression::Permission(permission) => grants.may(*permission),
        other => told(other, grants, answers),
    }
}

/// Apart from permissions, which most rules are: what they come to is decided where it is asked.
#[inline(never)]
fn told(expression: &Expression, grants: &Grants, answers: &impl Answers) -> Option<bool> {
    match expression {
        Expression::Permission(permission) => grants.may(*permission),
        Expression::Role(role) => grants.has_role(*role),
        Expression::Scope(scope) => grants.has_scope(*scope),
        Expression::Authenticated => Some(true),
        Expression::Shadow(_) if !answers.enforces() => Some(true),
        Expression::Acrs(context) => Some(grants.meets(*context)),
        Expression::Caller(kind) => Some(grants.kind() == *kind),
        Expression::Check(check) => answers.of(*check),
        Expression::Nobody => None,
        Expression::Not(term) => holds(term, grants, answers).map(|held| !held),
        Expression::All(terms) => settled_by(false, terms, grants, answers),
        Expression::Any(terms) => settled_by(true, terms, grants, answers),
        Expression::Shadow(term) => holds(term, grants, answers),
    }
}

/// One term with the value `settling` settles the whole; if none has it, one that cannot be told leaves it untold.
#[inline]
fn settled_by(
    settling: bool,
    terms: &[Expression],
    grants: &Grants,
    answers: &impl Answers,
) -> Option<bool> {
    let mut answer = Some(!settling);
    for term in terms {
        match holds(term, grants, answers) {
            Some(held) if held == settling => return Some(settling),
            Some(_) => {}
            None => answer = None,
        }
    }
    answer
}
