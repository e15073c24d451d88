//! How much of a rule has to be found out, which its shape tells before anything is known of its policy.

use super::facts::Facts;
use super::formula::{Atom, Formula, Kind};

/// The shape of a rule.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Shape {
    /// A user who has more roles and scopes meets it all the more.
    Growing,
    /// It depends.
    Mixed,
    /// Whatever the policy is, somebody can meet it, if the permissions that it cannot do without are granted: of which
    /// their own macros know.
    Settled,
}

impl Shape {
    /// Of the terms that are to be met at once.
    pub(crate) fn of(terms: &[Formula]) -> Self {
        let answers = Answers::of(terms);
        if answers.settle(terms) {
            Self::Settled
        } else if terms.iter().all(|term| answers.lets_grow(term)) {
            Self::Growing
        } else {
            Self::Mixed
        }
    }
}

/// Whether one of the terms is a permission that no role grants.
pub(crate) fn needs_what_none_grants(terms: &[Formula], facts: &Facts) -> bool {
    terms.iter().any(|term| {
        matches!(term, Formula::Has(Atom::Permission(permission)) if !facts.is_granted(*permission))
    })
}

/// The checkers and contexts of a rule.
struct Answers {
    /// Whether one of them is both asked for and denied, so that they are not free of each other.
    bound: bool,
}

impl Answers {
    fn of(terms: &[Formula]) -> Self {
        let (mut asked, mut denied) = (Vec::new(), Vec::new());
        for term in terms {
            collect(term, &mut asked, &mut denied);
        }
        Self {
            bound: asked.iter().any(|answer| denied.contains(answer)),
        }
    }

    /// Whether at most one of the terms has to do with roles, scopes or kinds of callers, and that one can be met.
    fn settle(&self, terms: &[Formula]) -> bool {
        let mut others = terms.iter().filter(|term| !self.is_free(term));
        match (others.next(), others.next()) {
            (None, _) | (Some(Formula::Has(_)), None) => true,
            (Some(only), None) => self.is_certain(only),
            _ => false,
        }
    }

    /// Whether the term can be met whatever else is: the guess is always the right one.
    fn is_free(&self, term: &Formula) -> bool {
        match term {
            Formula::Always => true,
            Formula::Has(Atom::Answer(_)) | Formula::Lacks(Atom::Answer(_)) => !self.bound,
            _ => false,
        }
    }

    /// Whether somebody meets it under every policy.
    fn is_certain(&self, term: &Formula) -> bool {
        match term {
            Formula::All(terms) => terms.iter().all(|term| self.is_free(term)),
            Formula::Any(terms) => terms.iter().any(|term| self.is_certain(term)),
            Formula::Has(Atom::Permission(_)) | Formula::Never => false,
            Formula::Has(Atom::Answer(_)) | Formula::Lacks(Atom::Answer(_)) => !self.bound,
            Formula::Always | Formula::Has(_) | Formula::Is(_) | Formula::Lacks(_) => true,
        }
    }

    fn lets_grow(&self, term: &Formula) -> bool {
        match term {
            Formula::All(terms) | Formula::Any(terms) => {
                terms.iter().all(|term| self.lets_grow(term))
            }
            Formula::Has(Atom::Answer(_)) | Formula::Lacks(Atom::Answer(_)) => !self.bound,
            Formula::Always | Formula::Has(_) | Formula::Is(Kind::User) => true,
            Formula::Is(Kind::Application) | Formula::Lacks(_) | Formula::Never => false,
        }
    }
}

fn collect(term: &Formula, asked: &mut Vec<usize>, denied: &mut Vec<usize>) {
    match term {
        Formula::All(terms) | Formula::Any(terms) => {
            for term in terms {
                collect(term, asked, denied);
            }
        }
        Formula::Has(Atom::Answer(answer)) => asked.push(*answer),
        Formula::Lacks(Atom::Answer(answer)) => denied.push(*answer),
        _ => {}
    }
}
