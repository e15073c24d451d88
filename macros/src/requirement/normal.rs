//! A rule in its normal form: `not` carried inwards, lists of one kind taken apart, a list of one term the term. The
//! runtime takes expressions apart in the same way, so that both count the same terms.

use proc_macro2::Span;
use syn::Path;

use super::written::{CallerKind, Term};
use crate::paths;

/// A term, or a list of them.
pub(super) enum Node<'a> {
    Leaf(Leaf<'a>),
    List(List<'a>),
}

/// One term, asked for or denied.
pub(super) struct Leaf<'a> {
    pub(super) asks: Asks<'a>,
    pub(super) denied: bool,
    pub(super) span: Span,
}

/// What a term asks for.
#[derive(Clone, Copy)]
pub(super) enum Asks<'a> {
    Acrs(u8),
    Authenticated,
    Caller(CallerKind),
    Check(&'a Path),
    /// Nothing that could be read, or that is known to be declared.
    Nothing,
    Permission(&'a str),
    Role(&'a str),
    Scope(&'a str),
    Shadow,
}

/// Terms joined by `all` or by `any`: two or more.
pub(super) struct List<'a> {
    pub(super) all: bool,
    pub(super) members: Vec<Node<'a>>,
    pub(super) span: Span,
}

/// The rule, its terms joined by `all`.
pub(super) fn rule(terms: &[Term]) -> Node<'_> {
    joined(terms, false, Span::call_site())
}

fn node(term: &Term, denied: bool) -> Node<'_> {
    let leaf = |asks| {
        let span = term.span();
        Node::Leaf(Leaf { asks, denied, span })
    };
    match term {
        Term::Acrs(_, number) => leaf(Asks::Acrs(*number)),
        Term::All(_, terms) => joined(terms, denied, term.span()),
        Term::Any(_, terms) => list(denied, nodes(terms, denied), term.span()),
        Term::Authenticated(_) => leaf(Asks::Authenticated),
        Term::Broken(_) | Term::Unknown(_) => leaf(Asks::Nothing),
        Term::Caller(_, kind) => leaf(Asks::Caller(*kind)),
        Term::Check(path) => leaf(Asks::Check(path)),
        Term::Not(_, terms) => joined(terms, !denied, term.span()),
        Term::Permission(name) => leaf(Asks::Permission(name.text())),
        Term::Role(names) => {
            let roles = names.iter().map(|name| {
                let (asks, span) = (Asks::Role(name.text()), name.span());
                Node::Leaf(Leaf { asks, denied, span })
            });
            list(denied, roles.collect(), term.span())
        }
        Term::Scope(name) => leaf(Asks::Scope(name.text())),
        Term::Shadow(..) => leaf(Asks::Shadow),
    }
}

fn joined(terms: &[Term], denied: bool, span: Span) -> Node<'_> {
    list(!denied, nodes(terms, denied), span)
}

fn nodes(terms: &[Term], denied: bool) -> Vec<Node<'_>> {
    terms.iter().map(|term| node(term, denied)).collect()
}

fn list(all: bool, nodes: Vec<Node<'_>>, span: Span) -> Node<'_> {
    let mut members = Vec::with_capacity(nodes.len());
    for node in nodes {
        match node {
            Node::List(inner) if inner.all == all => members.extend(inner.members),
            node => members.push(node),
        }
    }
    match members.pop() {
        Some(only) if members.is_empty() => only,
        Some(last) => {
            members.push(last);
            Node::List(List { all, members, span })
        }
        None => Node::Leaf(Leaf {
            asks: Asks::Nothing,
            denied: false,
            span,
        }),
    }
}

impl Node<'_> {
    /// Where an error about it points.
    pub(super) fn span(&self) -> Span {
        match self {
            Self::Leaf(leaf) => leaf.span,
            Self::List(list) => list.span,
        }
    }

    /// In the words of the rule; what is joined by a comma at the top, by `all`.
    pub(super) fn text(&self) -> String {
        match self {
            Self::Leaf(leaf) if leaf.denied => format!("not({})", leaf.asks.text()),
            Self::Leaf(leaf) => leaf.asks.text(),
            Self::List(list) => {
                let members: Vec<_> = list.members.iter().map(Self::text).collect();
                format!("{}({})", list.word(), members.join(", "))
            }
        }
    }

    /// The same for nodes that say the same, in whatever order.
    pub(super) fn key(&self) -> String {
        match self {
            Self::Leaf(_) => self.text(),
            Self::List(list) => {
                let mut members: Vec<_> = list.members.iter().map(Self::key).collect();
                members.sort_unstable();
                format!("{}({})", list.word(), members.join(", "))
            }
        }
    }

    pub(super) fn is_leaf(&self) -> bool {
        matches!(self, Self::Leaf(_))
    }

    /// What has to be met at once; a term by itself.
    pub(super) fn conjuncts(&self) -> &[Self] {
        match self {
            Self::List(list) if list.all => &list.members,
            _ => std::slice::from_ref(self),
        }
    }
}

impl List<'_> {
    pub(super) fn word(&self) -> &'static str {
        if self.all { "all" } else { "any" }
    }
}

impl Asks<'_> {
    /// In the words of the rule.
    pub(super) fn text(self) -> String {
        match self {
            Self::Acrs(number) => format!("acrs = \"c{number}\""),
            Self::Authenticated => "authenticated".to_owned(),
            Self::Caller(CallerKind::Application) => "caller = \"application\"".to_owned(),
            Self::Caller(CallerKind::User) => "caller = \"user\"".to_owned(),
            Self::Check(path) => format!("check = {}", paths::text(path)),
            Self::Nothing => String::new(),
            Self::Permission(name) => format!("permission = \"{name}\""),
            Self::Role(name) => format!("role = \"{name}\""),
            Self::Scope(name) => format!("scope = \"{name}\""),
            Self::Shadow => "shadow(…)".to_owned(),
        }
    }
}
