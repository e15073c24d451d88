//! What leaves a requirement untold, and which checker to ask next. A checker is asked only where its answer can still
//! change the decision: not beside a term that settles it, and not where the tables have said all there is to say.

use std::ops::ControlFlow;

use super::{Answers, Unasked, holds};
use crate::identity::Grants;
use crate::policy::{Check, Expression, Requirement};

/// The first checker that the decision waits for, in the order of writing.
pub(crate) fn next(
    grants: &Grants,
    requirement: Requirement,
    answers: &impl Answers,
) -> Option<Check> {
    awaited(grants, requirement.expression(), answers)
}

/// The first checker that a part which is only watched waits for: its answer changes nothing but what is logged.
pub(crate) fn next_watched(
    grants: &Grants,
    requirement: Requirement,
    answers: &impl Answers,
) -> Option<Check> {
    requirement
        .shadows()
        .then(|| watched(grants, requirement.expression(), answers))
        .flatten()
}

/// Whether the decision turns on checkers before any was asked.
pub(crate) fn await_one(grants: &Grants, requirement: Requirement) -> bool {
    next(grants, requirement, &Unasked).is_some()
}

/// The terms that leave the requirement untold, in the order of writing; none where it is told.
pub(crate) fn untold(
    grants: &Grants,
    requirement: Requirement,
    answers: &impl Answers,
) -> Vec<&'static Expression> {
    let mut terms = Vec::new();
    let _: ControlFlow<()> = walk(grants, requirement.expression(), answers, &mut |term| {
        terms.push(term);
        ControlFlow::Continue(())
    });
    terms
}

fn awaited(
    grants: &Grants,
    expression: &'static Expression,
    answers: &impl Answers,
) -> Option<Check> {
    let found = walk(grants, expression, answers, &mut |term| match term {
        Expression::Check(check) if answers.may_come(*check) => ControlFlow::Break(*check),
        _ => ControlFlow::Continue(()),
    });
    found.break_value()
}

fn watched(
    grants: &Grants,
    expression: &'static Expression,
    answers: &impl Answers,
) -> Option<Check> {
    match expression {
        Expression::All(terms) | Expression::Any(terms) => {
            terms.iter().find_map(|term| watched(grants, term, answers))
        }
        Expression::Not(term) => watched(grants, term, answers),
        Expression::Shadow(term) => {
            awaited(grants, term, answers).or_else(|| watched(grants, term, answers))
        }
        _ => None,
    }
}

/// Visits the single terms that leave an expression untold. A part that is told is not gone into: whatever is untold in
/// it changes nothing.
fn walk<B>(
    grants: &Grants,
    expression: &'static Expression,
    answers: &impl Answers,
    visit: &mut impl FnMut(&'static Expression) -> ControlFlow<B>,
) -> ControlFlow<B> {
    if holds(expression, grants, answers).is_some() {
        return ControlFlow::Continue(());
    }
    match expression {
        Expression::All(terms) | Expression::Any(terms) => terms
            .iter()
            .try_for_each(|term| walk(grants, term, answers, visit)),
        Expression::Not(term) => walk(grants, term, answers, visit),
        single => visit(single),
    }
}
