//! What a rule asks about, each once, and the ways in which it can be denied.

use super::facts::Facts;
use super::formula::{Atom, Formula, Kind};

/// What is asked about, and how.
#[derive(Clone, Copy, Debug)]
pub(super) struct Literal {
    pub(super) atom: Atom,
    pub(super) asked: bool,
    denied: bool,
    /// Denied where there is no way around it.
    needs_denial: bool,
}

/// One way in which something is had or denied.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Way {
    /// A checker or context that agrees, or does not.
    Answers(bool),
    /// No role may bring it.
    NoRole,
    /// No scope may let it through.
    NoScope,
    /// Had where roles and scopes bring it.
    Open,
}

/// Everything that the terms ask about.
pub(super) fn of(terms: &[&Formula]) -> Vec<Literal> {
    let mut literals = Vec::new();
    for term in terms {
        read(term, true, &mut literals);
    }
    literals
}

/// `needed` says that the rule cannot be met without this part.
fn read(part: &Formula, needed: bool, literals: &mut Vec<Literal>) {
    match part {
        Formula::All(parts) => {
            for part in parts {
                read(part, needed, literals);
            }
        }
        Formula::Any(parts) => {
            for part in parts {
                read(part, needed && parts.len() == 1, literals);
            }
        }
        Formula::Has(atom) => note(*atom, literals, |literal| literal.asked = true),
        Formula::Lacks(atom) => note(*atom, literals, |literal| {
            literal.denied = true;
            literal.needs_denial |= needed;
        }),
        Formula::Always | Formula::Is(_) | Formula::Never => {}
    }
}

fn note(atom: Atom, literals: &mut Vec<Literal>, said: impl FnOnce(&mut Literal)) {
    if let Some(known) = literals.iter_mut().find(|literal| literal.atom == atom) {
        return said(known);
    }
    let mut literal = Literal {
        atom,
        asked: false,
        denied: false,
        needs_denial: false,
    };
    said(&mut literal);
    literals.push(literal);
}

impl Literal {
    /// Every way that makes a difference for a caller of this kind.
    pub(super) fn ways(&self, kind: Kind, facts: &Facts) -> Vec<Way> {
        if let Atom::Answer(_) = self.atom {
            let may = [(self.asked, true), (self.denied, false)];
            let ways = may.into_iter().filter(|(occurs, _)| *occurs);
            return ways.map(|(_, answer)| Way::Answers(answer)).collect();
        }
        let mut ways = Vec::new();
        if self.denied {
            ways.extend(self.denials(kind, facts));
        }
        if ways.is_empty() || !self.needs_denial {
            ways.push(Way::Open);
        }
        ways
    }

    fn denials(&self, kind: Kind, facts: &Facts) -> Vec<Way> {
        let is_user = kind == Kind::User;
        match self.atom {
            Atom::Permission(permission) if is_user && !facts.scopes_of(permission).is_empty() => {
                vec![Way::NoRole, Way::NoScope]
            }
            Atom::Permission(_) | Atom::Role(_) => vec![Way::NoRole],
            Atom::Scope(_) if is_user => vec![Way::NoScope],
            // An application carries none.
            Atom::Answer(_) | Atom::Scope(_) => Vec::new(),
        }
    }
}
