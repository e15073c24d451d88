//! Whether a role by itself is enough for a rule, which a strict policy refuses.

use super::written::Term;

/// Whether the rule can be met by a role with no permission or scope beside it: such a role is not capped by what the
/// caller's application may do.
pub(super) fn is_enough(terms: &[Term]) -> bool {
    Freely::all(terms).by_role
}

/// How a term can be met without naming a permission or scope.
#[derive(Clone, Copy)]
struct Freely {
    at_all: bool,
    by_role: bool,
}

impl Freely {
    fn of(term: &Term) -> Self {
        match term {
            Term::Broken(_) | Term::Permission(_) | Term::Scope(_) | Term::Unknown(_) => Self {
                at_all: false,
                by_role: false,
            },
            Term::Role(_) => Self {
                at_all: true,
                by_role: true,
            },
            Term::Acrs(..)
            | Term::Authenticated(_)
            | Term::Caller(..)
            | Term::Check(_)
            | Term::Not(..)
            | Term::Shadow(..) => Self {
                at_all: true,
                by_role: false,
            },
            Term::All(_, terms) => Self::all(terms),
            Term::Any(_, terms) => Self {
                at_all: terms.iter().any(|term| Self::of(term).at_all),
                by_role: terms.iter().any(|term| Self::of(term).by_role),
            },
        }
    }

    fn all(terms: &[Term]) -> Self {
        let at_all = terms.iter().all(|term| Self::of(term).at_all);
        Self {
            at_all,
            by_role: at_all && terms.iter().any(|term| Self::of(term).by_role),
        }
    }
}
