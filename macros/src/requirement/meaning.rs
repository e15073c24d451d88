//! What a rule means to the analysis: its words as numbers.

use super::normal::{Asks, Leaf, Node};
use super::written::CallerKind;
use crate::analysis::{Atom, Facts, Formula, Kind};

/// Where the numbers come from.
pub(super) trait Numbers {
    /// Nothing where the name is none.
    fn permission(&mut self, name: &str) -> Option<usize>;
    fn role(&mut self, name: &str) -> Option<usize>;
    fn scope(&mut self, name: &str) -> Option<usize>;
}

/// As the policy counts them.
impl Numbers for &Facts {
    fn permission(&mut self, name: &str) -> Option<usize> {
        let mut permissions = self.permissions.iter();
        permissions.position(|permission| permission.name == name)
    }

    fn role(&mut self, name: &str) -> Option<usize> {
        self.roles.iter().position(|role| role.name == name)
    }

    fn scope(&mut self, name: &str) -> Option<usize> {
        self.scopes.iter().position(|scope| scope == name)
    }
}

/// As they come, where nothing is known of the policy yet.
#[derive(Default)]
pub(super) struct AsTheyCome(Vec<String>);

impl AsTheyCome {
    fn number(&mut self, name: &str) -> usize {
        let known = self.0.iter().position(|known| known == name);
        known.unwrap_or_else(|| {
            self.0.push(name.to_owned());
            self.0.len() - 1
        })
    }
}

impl Numbers for AsTheyCome {
    fn permission(&mut self, name: &str) -> Option<usize> {
        Some(self.number(name))
    }

    fn role(&mut self, name: &str) -> Option<usize> {
        Some(self.number(name))
    }

    fn scope(&mut self, name: &str) -> Option<usize> {
        Some(self.number(name))
    }
}

/// The reader of a rule.
#[derive(Default)]
pub(super) struct Meaning<N> {
    pub(super) numbers: N,
    /// The checkers and contexts so far.
    answers: AsTheyCome,
}

impl<N: Numbers> Meaning<N> {
    pub(super) fn with(numbers: N) -> Self {
        Self {
            numbers,
            answers: AsTheyCome::default(),
        }
    }

    /// Nothing where a name is none.
    pub(super) fn of_all(&mut self, nodes: &[Node<'_>]) -> Option<Vec<Formula>> {
        nodes.iter().map(|node| self.of(node)).collect()
    }

    fn of(&mut self, node: &Node<'_>) -> Option<Formula> {
        match node {
            Node::Leaf(leaf) => self.leaf(leaf),
            Node::List(list) => {
                let members = self.of_all(&list.members)?;
                Some(if list.all {
                    Formula::All(members)
                } else {
                    Formula::Any(members)
                })
            }
        }
    }

    fn leaf(&mut self, leaf: &Leaf<'_>) -> Option<Formula> {
        let formula = match leaf.asks {
            Asks::Acrs(_) | Asks::Check(_) => {
                Formula::Has(Atom::Answer(self.answers.number(&leaf.asks.text())))
            }
            Asks::Authenticated | Asks::Shadow => Formula::Always,
            Asks::Caller(CallerKind::Application) => Formula::Is(Kind::Application),
            Asks::Caller(CallerKind::User) => Formula::Is(Kind::User),
            Asks::Nothing => return None,
            Asks::Permission(name) => {
                Formula::Has(Atom::Permission(self.numbers.permission(name)?))
            }
            Asks::Role(name) => Formula::Has(Atom::Role(self.numbers.role(name)?)),
            Asks::Scope(name) => Formula::Has(Atom::Scope(self.numbers.scope(name)?)),
        };
        Some(if leaf.denied {
            formula.denied()
        } else {
            formula
        })
    }
}
