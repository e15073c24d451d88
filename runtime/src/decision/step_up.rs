//! Which authentication context a caller would have to meet, where such contexts alone are missing.

use super::explain::spared;
use super::{Answers, Decision, decide_with};
use crate::identity::Grants;
use crate::policy::{AuthenticationContext, Expression, Kind, Requirement};

/// The authentication context that a person is asked for next: the first one that is needed to meet every requirement.
/// Nothing where more than contexts is missing, and nothing for an application, which cannot sign in again.
pub(crate) fn step_up(
    grants: &Grants,
    requirements: &(impl Iterator<Item = Requirement> + Clone),
    answers: &impl Answers,
) -> Option<AuthenticationContext> {
    let met_by = |grants: &Grants| {
        let mut requirements = requirements.clone();
        requirements
            .all(|requirement| decide_with(grants, requirement, answers) == Decision::Granted)
    };
    let mut missing = Vec::new();
    for requirement in requirements.clone() {
        collect(requirement.expression(), answers, &mut missing);
    }
    missing.retain(|context| !grants.meets(*context));
    let can = grants.kind() == Kind::User && !missing.is_empty() && met_by(&grants.stepped_up());
    let needed = can.then(|| spared(missing, |some| met_by(&grants.having_met(some))))?;
    needed.first().copied()
}

/// The authentication contexts that are asked for, in the order of the requirement. Under a `not` none is.
fn collect(
    expression: &Expression,
    answers: &impl Answers,
    contexts: &mut Vec<AuthenticationContext>,
) {
    match expression {
        Expression::Acrs(context) => contexts.push(*context),
        Expression::All(terms) | Expression::Any(terms) => {
            for term in *terms {
                collect(term, answers, contexts);
            }
        }
        Expression::Shadow(term) if answers.enforces() => collect(term, answers, contexts),
        _ => {}
    }
}
