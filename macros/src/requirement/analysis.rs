//! Whether somebody can meet a rule under its policy: asked where the policy's hook has told what is known of it.

use std::cell::RefCell;
use std::rc::Rc;

use proc_macro2::{Literal, TokenStream, TokenTree};
use quote::quote;
use syn::LitStr;

use super::normal::{self, Asks, Leaf, List, Node};
use super::parse;
use super::written::CallerKind;
use crate::analysis::{self, Atom, Culprit, Facts, Formula, Kind, Why};
use crate::errors::Errors;
use crate::{warning, wording};

/// `[rule] "facts"`, and `warn` where redundant terms are to be warned of.
pub(crate) fn analyse(input: TokenStream) -> TokenStream {
    let mut input = input.into_iter();
    let (Some(TokenTree::Group(rule)), Some(TokenTree::Literal(facts))) =
        (input.next(), input.next())
    else {
        return TokenStream::new();
    };
    let warns = input.next().is_some();
    let facts = known(&facts);
    facts.map_or_else(TokenStream::new, |facts| {
        report(rule.stream(), &facts, warns)
    })
}

thread_local! {
    /// The policy that was asked last, as its literal was written: a crate asks the same one again and again.
    static LAST: RefCell<(String, Option<Rc<Facts>>)> = RefCell::default();
}

fn known(literal: &Literal) -> Option<Rc<Facts>> {
    let written = literal.to_string();
    LAST.with_borrow_mut(|(last, facts)| {
        if *last != written {
            let text = syn::parse_str::<LitStr>(&written);
            *facts = text
                .ok()
                .and_then(|text| Facts::from_text(&text.value()))
                .map(Rc::new);
            *last = written;
        }
        facts.clone()
    })
}

fn report(rule: TokenStream, facts: &Facts, warns: bool) -> TokenStream {
    let mut errors = Errors::default();
    let written = parse::rule(rule, &mut errors);
    let node = normal::rule(&written.terms);
    let mut names = Names {
        facts,
        answers: Vec::new(),
    };
    let terms: Option<Vec<_>> = node
        .conjuncts()
        .iter()
        .map(|term| names.formula(term))
        .collect();
    let mut warnings = TokenStream::new();
    // Where a name is none, or no role grants it, the name's own macro says so.
    if let Some(terms) = terms.filter(|_| !names.needs_what_none_grants(&node)) {
        match analysis::culprit(&terms, facts) {
            Some(culprit) => point_at(culprit, &node, &names, &mut errors),
            None if warns => names.warn(&node, &mut warnings),
            None => {}
        }
    }
    let errors = errors.into_compile_errors();
    quote!(#errors #warnings)
}

fn point_at(culprit: Culprit, node: &Node<'_>, names: &Names<'_>, errors: &mut Errors) {
    let terms = node.conjuncts();
    let Some(term) = terms.get(culprit.place) else {
        return;
    };
    let text = term.text();
    let message = match culprit.why {
        Why::Alone => wording::met_by_nobody(&text),
        Why::Against(other) => terms.get(other).map_or_else(String::new, |other| {
            let because = names.because(other, term).unwrap_or_default();
            wording::met_by_nobody_who_meets(&other.text(), &text, &because)
        }),
        Why::Together => wording::met_by_nobody_who_meets_the_rest(&text),
    };
    errors.at(term.span(), message);
}

/// What the words of a rule stand for.
struct Names<'a> {
    facts: &'a Facts,
    /// The checkers and contexts so far, each once.
    answers: Vec<String>,
}

impl Names<'_> {
    /// Nothing where a name is none.
    fn formula(&mut self, node: &Node<'_>) -> Option<Formula> {
        match node {
            Node::Leaf(leaf) => self.leaf(leaf),
            Node::List(list) => {
                let members: Option<_> = list.members.iter().map(|one| self.formula(one)).collect();
                members.map(if list.all { Formula::All } else { Formula::Any })
            }
        }
    }

    fn leaf(&mut self, leaf: &Leaf<'_>) -> Option<Formula> {
        let formula = match leaf.asks {
            Asks::Authenticated | Asks::Shadow => Formula::Always,
            Asks::Caller(CallerKind::Application) => Formula::Is(Kind::Application),
            Asks::Caller(CallerKind::User) => Formula::Is(Kind::User),
            _ => Formula::Has(self.atom(leaf.asks)?),
        };
        Some(if leaf.denied {
            formula.denied()
        } else {
            formula
        })
    }

    fn atom(&mut self, asks: Asks<'_>) -> Option<Atom> {
        match asks {
            Asks::Acrs(_) | Asks::Check(_) => Some(self.answer(asks.text())),
            Asks::Permission(name) => self.facts.permission(name),
            Asks::Role(name) => self.facts.role(name),
            Asks::Scope(name) => self.facts.scope(name),
            Asks::Authenticated | Asks::Caller(_) | Asks::Nothing | Asks::Shadow => None,
        }
    }

    fn answer(&mut self, text: String) -> Atom {
        let known = self.answers.iter().position(|known| *known == text);
        if known.is_none() {
            self.answers.push(text);
        }
        Atom::Answer(known.unwrap_or(self.answers.len().saturating_sub(1)))
    }

    fn needs_what_none_grants(&self, node: &Node<'_>) -> bool {
        let is_ungranted = |name| {
            let permission = self.facts.permission(name);
            matches!(permission, Some(Atom::Permission(place)) if !self.facts.is_granted(place))
        };
        node.conjuncts().iter().any(|term| {
            matches!(term, Node::Leaf(Leaf { asks: Asks::Permission(name), denied: false, .. })
                if is_ungranted(name))
        })
    }

    /// The reason, where it is one of the plain ones.
    fn because(&self, one: &Node<'_>, other: &Node<'_>) -> Option<String> {
        let (Node::Leaf(one), Node::Leaf(other)) = (one, other) else {
            return None;
        };
        match ((one.asks, one.denied), (other.asks, other.denied)) {
            ((Asks::Role(has), false), (Asks::Role(lacks), true))
            | ((Asks::Role(lacks), true), (Asks::Role(has), false)) => {
                Some(wording::includes(has, lacks))
            }
            ((Asks::Role(one), false), (Asks::Role(other), false)) => {
                Some(self.two_roles(one, other).to_owned())
            }
            ((Asks::Role(role), false), (Asks::Caller(kind), false))
            | ((Asks::Caller(kind), false), (Asks::Role(role), false)) => {
                Some(wording::not_for(role, kind == CallerKind::User))
            }
            ((Asks::Role(role), false), (Asks::Scope(_), false))
            | ((Asks::Scope(_), false), (Asks::Role(role), false)) => {
                Some(wording::not_for(role, true))
            }
            _ => None,
        }
    }

    fn two_roles(&self, one: &str, other: &str) -> &'static str {
        let can_be = |name: &str, kind| {
            let role = self
                .facts
                .role(name)
                .and_then(|role| self.facts.had_by(role));
            role.is_some_and(|roles| roles.meets(self.facts.admitted(kind)))
        };
        let mut kinds = [Kind::User, Kind::Application].into_iter();
        if kinds.any(|kind| can_be(one, kind) && can_be(other, kind)) {
            wording::EXCLUSIVE
        } else {
            wording::FOR_DIFFERENT_KINDS
        }
    }

    /// Every list of the rule, from the outermost on.
    fn warn(&mut self, node: &Node<'_>, warnings: &mut TokenStream) {
        let Node::List(list) = node else {
            return;
        };
        let members: Option<Vec<_>> = list.members.iter().map(|one| self.formula(one)).collect();
        for place in analysis::redundant(&members.unwrap_or_default(), list.all, self.facts) {
            warnings.extend(list.members.get(place).and_then(|one| redundant(one, list)));
        }
        list.members
            .iter()
            .for_each(|member| self.warn(member, warnings));
    }
}

/// What is only watched says nothing yet, and is there for that.
fn redundant(member: &Node<'_>, list: &List<'_>) -> Option<TokenStream> {
    if let Node::Leaf(Leaf {
        asks: Asks::Shadow, ..
    }) = member
    {
        return None;
    }
    let note = wording::redundant(&member.text(), list.all);
    Some(warning::at(member.span(), "redundant", &note))
}
