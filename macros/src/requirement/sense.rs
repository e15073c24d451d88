//! What contradicts itself whatever the policy says: the same term twice, a term beside its denial, an application with
//! scopes.

use super::normal::{Asks, Leaf, List, Node};
use super::written::CallerKind;
use crate::errors::Errors;
use crate::wording;

/// The whole rule, list by list.
pub(super) fn rule(node: &Node<'_>, errors: &mut Errors) {
    match node {
        Node::Leaf(leaf) => term(leaf, errors),
        Node::List(list) => {
            members(list, errors);
            list.members.iter().for_each(|member| rule(member, errors));
        }
    }
}

fn term(leaf: &Leaf<'_>, errors: &mut Errors) {
    if leaf.denied && matches!(leaf.asks, Asks::Authenticated) {
        errors.at(leaf.span, wording::NOT_AUTHENTICATED);
    }
}

/// One mistake for each member: with the first of those before it that it does not go with.
fn members(list: &List<'_>, errors: &mut Errors) {
    let mut seen: Vec<Member<'_>> = Vec::with_capacity(list.members.len());
    for node in &list.members {
        let member = Member::new(node);
        let mistake = seen
            .iter()
            .find_map(|earlier| earlier.against(&member, list));
        match mistake {
            Some(message) => errors.at(node.span(), message),
            None => seen.push(member),
        }
    }
}

/// A member of a list, and what it says.
struct Member<'a> {
    node: &'a Node<'a>,
    key: String,
}

impl<'a> Member<'a> {
    fn new(node: &'a Node<'a>) -> Self {
        let key = node.key();
        Self { node, key }
    }

    /// What is wrong with `later` in the same list.
    fn against(&self, later: &Self, list: &List<'_>) -> Option<String> {
        if self.is_unread() || later.is_unread() {
            return None;
        }
        if self.key == later.key {
            return Some(wording::term_twice(&later.node.text()));
        }
        let (Node::Leaf(one), Node::Leaf(other)) = (self.node, later.node) else {
            return None;
        };
        if one.denied != other.denied && one.asks.text() == other.asks.text() {
            let (one, other) = (self.node.text(), later.node.text());
            return Some(if list.all {
                wording::contradiction(&one, &other)
            } else {
                wording::always(&one, &other)
            });
        }
        callers(one, other, list.all).map(str::to_owned)
    }

    fn is_unread(&self) -> bool {
        matches!(
            self.node,
            Node::Leaf(Leaf {
                asks: Asks::Nothing | Asks::Shadow,
                ..
            })
        )
    }
}

/// What two terms that are asked for say of the kind of caller.
fn callers(one: &Leaf<'_>, other: &Leaf<'_>, all: bool) -> Option<&'static str> {
    use CallerKind::{Application, User};
    if one.denied || other.denied {
        return None;
    }
    match (one.asks, other.asks) {
        (Asks::Caller(Application), Asks::Caller(User))
        | (Asks::Caller(User), Asks::Caller(Application)) => Some(if all {
            wording::TWO_CALLERS
        } else {
            wording::EVERY_CALLER
        }),
        (Asks::Caller(Application), Asks::Scope(_))
        | (Asks::Scope(_), Asks::Caller(Application))
            if all =>
        {
            Some(wording::APPLICATION_WITH_SCOPE)
        }
        _ => None,
    }
}
