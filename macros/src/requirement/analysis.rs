//! Whether somebody can meet a rule under its policy: asked where the policy's hook has told what is known of it.

use std::cell::RefCell;
use std::rc::Rc;

use proc_macro2::{Literal, TokenStream, TokenTree};
use quote::quote;

use super::meaning::{Meaning, Numbers};
use super::normal::{self, Asks, Leaf, List, Node};
use super::parse;
use super::written::CallerKind;
use crate::analysis::{self, Culprit, Facts, Kind, Role, Why};
use crate::errors::Errors;
use crate::{text, warning, wording};

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
            *facts = text::of_literal(&written)
                .and_then(|text| Facts::from_text(&text))
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
    let mut warnings = TokenStream::new();
    let terms = Meaning::with(facts).of_all(node.conjuncts());
    // Where a name is none, or no role grants it, the name's own macro says so.
    if let Some(terms) = terms.filter(|terms| !analysis::needs_what_none_grants(terms, facts)) {
        match analysis::culprit(&terms, facts) {
            Some(culprit) => point_at(culprit, node.conjuncts(), facts, &mut errors),
            None if warns => warn(&node, facts, &mut warnings),
            None => {}
        }
    }
    let errors = errors.into_compile_errors();
    quote!(#errors #warnings)
}

fn point_at(culprit: Culprit, terms: &[Node<'_>], facts: &Facts, errors: &mut Errors) {
    let Some(term) = terms.get(culprit.place) else {
        return;
    };
    let text = term.text();
    let message = match culprit.why {
        Why::Alone => wording::met_by_nobody(&text),
        Why::Against(other) => terms.get(other).map_or_else(String::new, |other| {
            let because = because(other, term, facts).unwrap_or_default();
            wording::met_by_nobody_who_meets(&other.text(), &text, &because)
        }),
        Why::Together => wording::met_by_nobody_who_meets_the_rest(&text),
    };
    errors.at(term.span(), message);
}

/// The reason, where it is one of the plain ones.
fn because(one: &Node<'_>, other: &Node<'_>, facts: &Facts) -> Option<String> {
    let (Node::Leaf(one), Node::Leaf(other)) = (one, other) else {
        return None;
    };
    match ((one.asks, one.denied), (other.asks, other.denied)) {
        ((Asks::Role(has), false), (Asks::Role(lacks), true))
        | ((Asks::Role(lacks), true), (Asks::Role(has), false)) => {
            Some(wording::includes(has, lacks))
        }
        ((Asks::Role(one), false), (Asks::Role(other), false)) => {
            Some(two_roles(one, other, facts).to_owned())
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

fn two_roles(one: &str, other: &str, mut facts: &Facts) -> &'static str {
    let mut had_by = |name: &str| facts.role(name).and_then(|role| facts.roles.get(role));
    let (one, other) = (had_by(one), had_by(other));
    let can_both_be = |kind| {
        let admitted = facts.admitted(kind);
        let can_be = |role: &Role| role.had_by.meets(admitted);
        one.is_some_and(can_be) && other.is_some_and(can_be)
    };
    if can_both_be(Kind::User) || can_both_be(Kind::Application) {
        wording::EXCLUSIVE
    } else {
        wording::FOR_DIFFERENT_KINDS
    }
}

/// Every list of the rule, from the outermost on.
fn warn(node: &Node<'_>, facts: &Facts, warnings: &mut TokenStream) {
    let Node::List(list) = node else {
        return;
    };
    let members = Meaning::with(facts)
        .of_all(&list.members)
        .unwrap_or_default();
    for place in analysis::redundant(&members, list.all, facts) {
        warnings.extend(list.members.get(place).and_then(|one| redundant(one, list)));
    }
    for member in &list.members {
        warn(member, facts, warnings);
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
