//! What a rule asks the policy's hook, which knows whether the rule has to be looked at there.
//!
//! A rule is `settled` whatever the policy is, or by the name macros; or `growing`, so that more roles and scopes never
//! take it from a user; or `mixed`. Of one term nothing is asked.

use std::collections::HashSet;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::normal::{self, Asks, Leaf, Node};
use super::written::{CallerKind, Written};
use crate::paths::PolicyPath;

/// `input` is the rule as it was written, which is how it is passed on.
pub(super) fn hook(written: &Written, policy: &PolicyPath, input: &TokenStream) -> TokenStream {
    let Some(shape) = shape(&normal::rule(&written.terms)) else {
        return TokenStream::new();
    };
    let module = policy.module();
    let shape = Ident::new(shape, Span::call_site());
    quote!(#module::__analysis! { #shape [#module] [#input] })
}

fn shape(node: &Node<'_>) -> Option<&'static str> {
    let leaves = node.leaves();
    if leaves.len() < 2 {
        return None;
    }
    let free = Free::new(&leaves);
    Some(if free.settles(node) {
        "settled"
    } else if leaves.iter().all(|leaf| free.grows(leaf)) {
        "growing"
    } else {
        "mixed"
    })
}

/// Terms that can be met whatever the others are: what no role, scope or kind of caller has to do with.
struct Free {
    /// Whether some checker is both asked and denied.
    contradictory: bool,
}

impl Free {
    fn new(leaves: &[&Leaf<'_>]) -> Self {
        let checkers = |denied| -> HashSet<String> {
            let of_that_kind = leaves.iter().filter(|leaf| leaf.denied == denied);
            of_that_kind
                .filter(|leaf| matches!(leaf.asks, Asks::Check(_)))
                .map(|leaf| leaf.asks.text())
                .collect()
        };
        Self {
            contradictory: !checkers(true).is_disjoint(&checkers(false)),
        }
    }

    fn is_free(&self, leaf: &Leaf<'_>) -> bool {
        match leaf.asks {
            Asks::Acrs(_) | Asks::Authenticated | Asks::Nothing | Asks::Shadow => true,
            Asks::Check(_) => !self.contradictory,
            Asks::Caller(_) | Asks::Permission(_) | Asks::Role(_) | Asks::Scope(_) => false,
        }
    }

    /// Whether somebody meets it under every policy, permissions aside that it cannot do without: of those the name
    /// macros know whether a role grants them.
    fn settles(&self, node: &Node<'_>) -> bool {
        let is_bound = |node: &&Node<'_>| !matches!(node, Node::Leaf(leaf) if self.is_free(leaf));
        let mut bound = node.conjuncts().iter().filter(is_bound);
        match (bound.next(), bound.next()) {
            (None, _) => true,
            (Some(Node::Leaf(_)), None) => true,
            (Some(only), None) => self.is_certain(only),
            _ => false,
        }
    }

    /// The same, where it can do without its permissions.
    fn is_certain(&self, node: &Node<'_>) -> bool {
        match node {
            Node::Leaf(leaf) => {
                self.is_free(leaf) || leaf.denied || !matches!(leaf.asks, Asks::Permission(_))
            }
            Node::List(list) if list.all => {
                let mut bound = list.members.iter();
                let is_free =
                    |node: &Node<'_>| matches!(node, Node::Leaf(leaf) if self.is_free(leaf));
                bound.all(|member| is_free(member))
            }
            Node::List(list) => list.members.iter().any(|member| self.is_certain(member)),
        }
    }

    /// Whether a user who has more roles and scopes meets it all the more.
    fn grows(&self, leaf: &Leaf<'_>) -> bool {
        match leaf.asks {
            Asks::Caller(kind) => leaf.denied == (kind == CallerKind::Application),
            Asks::Permission(_) | Asks::Role(_) | Asks::Scope(_) => !leaf.denied,
            _ => self.is_free(leaf),
        }
    }
}
