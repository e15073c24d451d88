//! A requirement as it was written, each term with the place that an error about it points at.

use proc_macro2::{Ident, Span};
use syn::Path;
use syn::spanned::Spanned;

use crate::names::Name;

/// A requirement as written. The terms at the top are joined by `all`.
#[derive(Default)]
pub(super) struct Written {
    /// The word `conceal`.
    pub(super) conceal: Option<Ident>,
    pub(super) policy: Option<Path>,
    /// The kinds of credentials that `schemes = […]` names.
    pub(super) schemes: Option<Vec<Scheme>>,
    pub(super) terms: Vec<Term>,
}

/// One term as written; lists with the word that opens them.
pub(super) enum Term {
    Acrs(Name, u8),
    All(Ident, Vec<Term>),
    Any(Ident, Vec<Term>),
    Authenticated(Ident),
    /// What was reported already.
    Broken(Span),
    Caller(Name, CallerKind),
    Check(Path),
    Not(Ident, Vec<Term>),
    Permission(Name),
    /// Any of them.
    Role(Vec<Name>),
    Scope(Name),
    Shadow(Ident, Vec<Term>),
    /// No word of the language; perhaps a declared name, which the policy knows.
    Unknown(Name),
}

/// `caller = "…"`.
#[derive(Clone, Copy, Eq, PartialEq)]
pub(super) enum CallerKind {
    Application,
    User,
}

/// One of `schemes = ["…"]`, as the runtime counts it.
#[derive(Clone, Copy)]
pub(super) struct Scheme {
    pub(super) bit: u8,
}

impl Term {
    /// Where an error about the term points.
    pub(super) fn span(&self) -> Span {
        match self {
            Self::All(word, _)
            | Self::Any(word, _)
            | Self::Not(word, _)
            | Self::Shadow(word, _)
            | Self::Authenticated(word) => word.span(),
            Self::Broken(span) => *span,
            Self::Check(path) => path.span(),
            Self::Role(names) => names.first().map_or_else(Span::call_site, Name::span),
            Self::Acrs(name, _)
            | Self::Caller(name, _)
            | Self::Permission(name)
            | Self::Scope(name)
            | Self::Unknown(name) => name.span(),
        }
    }
}
