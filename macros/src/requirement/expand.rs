//! A requirement as a type, every name in it looked up through the policy's name macros.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};

use super::check;
use super::parse::{CallerKind, Term, Written};
use crate::names::{self, Name};
use crate::paths::PolicyPath;

/// A list longer than this is nested, which means the same.
const LONGEST: usize = 8;

/// The type of the whole rule. One that is not sound holds for nobody, and still looks its names up.
pub(super) fn rule(written: &Written, policy: &PolicyPath, sound: bool) -> TokenStream {
    let alone = sound && check::role_alone(&written.terms);
    let expand = Expand {
        policy,
        runtime: policy.runtime(),
        alone: alone.then(|| Ident::new("alone", Span::call_site())),
    };
    let mut terms: Vec<_> = written.terms.iter().map(|term| expand.term(term)).collect();
    if !sound {
        terms.push(expand.nobody());
    }
    expand.list("All", terms)
}

struct Expand<'a> {
    policy: &'a PolicyPath,
    runtime: TokenStream,
    alone: Option<Ident>,
}

impl Expand<'_> {
    fn term(&self, term: &Term) -> TokenStream {
        let runtime = &self.runtime;
        match term {
            Term::All(_, terms) => self.terms("All", terms),
            Term::Any(_, terms) => self.terms("Any", terms),
            Term::Authenticated => quote!(#runtime::Authenticated),
            Term::Broken => self.nobody(),
            Term::Caller(CallerKind::Application) => quote!(#runtime::CallerApplication),
            Term::Caller(CallerKind::User) => quote!(#runtime::CallerUser),
            Term::Not(_, terms) => {
                let inner = self.terms("All", terms);
                quote!(#runtime::Not<#inner>)
            }
            Term::Permission(name) => self.named("HasPermission", "permission", name, None),
            Term::Role(names) => {
                let roles = names
                    .iter()
                    .map(|name| self.named("HasRole", "role", name, self.alone.as_ref()));
                self.list("Any", roles.collect())
            }
            Term::Scope(name) => self.named("HasScope", "scope", name, None),
        }
    }

    fn terms(&self, word: &str, terms: &[Term]) -> TokenStream {
        self.list(word, terms.iter().map(|term| self.term(term)).collect())
    }

    /// One term stands for itself; more than fit are nested; none holds for nobody.
    fn list(&self, word: &str, mut terms: Vec<TokenStream>) -> TokenStream {
        let runtime = &self.runtime;
        let list = format_ident!("{word}");
        while terms.len() > LONGEST {
            terms = terms
                .chunks(LONGEST)
                .map(|some| self.list(word, some.to_vec()))
                .collect();
        }
        match terms.as_slice() {
            [] => self.nobody(),
            [one] => one.clone(),
            _ => quote!(#runtime::#list<(#(#terms,)*)>),
        }
    }

    fn nobody(&self) -> TokenStream {
        let runtime = &self.runtime;
        quote!(#runtime::Nobody)
    }

    fn named(&self, term: &str, kind: &str, name: &Name, alone: Option<&Ident>) -> TokenStream {
        let (runtime, module) = (&self.runtime, self.policy.module());
        let term = format_ident!("{term}");
        let lookup = format_ident!("__{kind}_{}", names::bucket(name.text()));
        let (literal, ident) = (name.literal(), name.ident());
        quote!(#runtime::#term<#module::#lookup!([#module] #literal #ident #alone)>)
    }
}
