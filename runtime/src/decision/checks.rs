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
    let expression = requirement.expression();
    let found = walk(grants, expression, answers, &mut |term| match term {
        Expression::Check(check) if answers.may_come(*check) => ControlFlow::Break(*check),
        _ => ControlFlow::Continue(()),
    });
    found.break_value()
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
        Expression::Not(term) | Expression::Shadow(term) => walk(grants, term, answers, visit),
        single => visit(single),
    }
}
