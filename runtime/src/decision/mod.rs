//! May they? One pure function over what an identity was granted and what a handler requires.
//!
//! No input or output, no clock, no HTTP. The answer has three values on the way: a term that belongs to another policy
//! cannot be told, and what cannot be told never becomes a grant, not through `not` either.

pub(crate) mod explain;

pub use self::explain::Lack;
use crate::identity::Grants;
use crate::policy::{Expression, Requirement};

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
    /// The requirement names what another policy declares, so it cannot be told. Nobody passes.
    Foreign,
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
    match holds(requirement.expression(), grants) {
        Some(true) => Decision::Granted,
        Some(false) => Decision::Refused,
        None => Decision::Foreign,
    }
}

/// Kleene's three values: `None` is "cannot be told".
#[inline]
pub(crate) fn holds(expression: &Expression, grants: &Grants) -> Option<bool> {
    match expression {
        Expression::Permission(permission) => grants.may(*permission),
        Expression::Role(role) => grants.has_role(*role),
        Expression::Scope(scope) => grants.has_scope(*scope),
        Expression::Authenticated => Some(true),
        Expression::Caller(kind) => Some(grants.kind() == *kind),
        Expression::Nobody => None,
        Expression::Not(_) | Expression::All(_) | Expression::Any(_) => joined(expression, grants),
    }
}

/// Apart from the single terms, which most rules are: they pay for no recursion.
#[inline(never)]
fn joined(expression: &Expression, grants: &Grants) -> Option<bool> {
    match expression {
        Expression::Not(term) => holds(term, grants).map(|held| !held),
        Expression::All(terms) => settled_by(false, terms, grants),
        Expression::Any(terms) => settled_by(true, terms, grants),
        single => holds(single, grants),
    }
}

/// One term with the value `settling` settles the list; else one unknown leaves it unknown.
#[inline]
fn settled_by(settling: bool, terms: &[Expression], grants: &Grants) -> Option<bool> {
    let mut answer = Some(!settling);
    for term in terms {
        match holds(term, grants) {
            Some(held) if held == settling => return Some(settling),
            Some(_) => {}
            None => answer = None,
        }
    }
    answer
}
