//! A requirement as a type, every name in it looked up through the policy's name macros.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote};
use syn::Path;

use super::alone;
use super::written::{CallerKind, Scheme, Term, Written};
use crate::names::{self, Name};
use crate::paths::{PolicyPath, Tokens};

/// A list longer than this is nested, which means the same.
const LONGEST: usize = 8;

/// A rule as types.
pub(super) struct Rule {
    /// The requirement.
    pub(super) rule: TokenStream,
    /// Its checkers, each once, in the order in which the requirement counts them.
    pub(super) checkers: Vec<Path>,
}

/// The types of the whole rule. One that is not sound holds for nobody, and still looks its names up.
pub(super) fn rule(written: &Written, policy: &PolicyPath, sound: bool) -> Rule {
    let mut checkers = Vec::new();
    collect_checkers(&written.terms, &mut checkers);
    let expand = Expand {
        policy,
        runtime: policy.runtime(),
        alone: sound && alone::is_enough(&written.terms),
        checkers: &checkers,
    };
    let mut terms = expand.each(&written.terms, Place::TOP);
    if !sound {
        terms.push(expand.nobody());
    }
    let rule = expand.modified(expand.list("All", terms), written);
    Rule { rule, checkers }
}

fn collect_checkers(terms: &[Term], checkers: &mut Vec<Path>) {
    for term in terms {
        match term {
            Term::Check(path) if place_of(path, checkers).is_none() => checkers.push(path.clone()),
            Term::All(_, terms)
            | Term::Any(_, terms)
            | Term::Not(_, terms)
            | Term::Shadow(_, terms) => collect_checkers(terms, checkers),
            _ => {}
        }
    }
}

fn place_of(path: &Path, checkers: &[Path]) -> Option<usize> {
    let written = |path: &Path| path.to_token_stream().to_string();
    checkers
        .iter()
        .position(|known| written(known) == written(path))
}

struct Expand<'a> {
    policy: &'a PolicyPath,
    runtime: &'a Tokens,
    /// Whether a role alone is enough, which a strict policy refuses.
    alone: bool,
    checkers: &'a [Path],
}

/// Where a term stands.
#[derive(Clone, Copy)]
struct Place {
    /// Whether the rule cannot be met without it.
    needed: bool,
    /// Inside an odd number of `not`.
    denied: bool,
}

impl Place {
    const TOP: Self = Self {
        needed: true,
        denied: false,
    };

    /// Inside a list. Denied, `any` is an `all` of denials.
    fn inside(self, all: bool, terms: &[Term]) -> Self {
        let needed = self.needed && (all != self.denied || terms.len() == 1);
        Self { needed, ..self }
    }

    fn inside_not(self) -> Self {
        let denied = !self.denied;
        Self { denied, ..self }
    }

    fn inside_shadow(self) -> Self {
        let needed = false;
        Self { needed, ..self }
    }
}

impl Expand<'_> {
    fn each(&self, terms: &[Term], place: Place) -> Vec<TokenStream> {
        terms.iter().map(|term| self.term(term, place)).collect()
    }

    fn term(&self, term: &Term, place: Place) -> TokenStream {
        let runtime = &self.runtime;
        match term {
            Term::Acrs(_, number) => quote!(#runtime::Acrs<#number>),
            Term::All(_, terms) => self.terms("All", terms, place.inside(true, terms)),
            Term::Any(_, terms) => self.terms("Any", terms, place.inside(false, terms)),
            Term::Authenticated(_) => quote!(#runtime::Authenticated),
            Term::Broken(_) => self.nobody(),
            Term::Caller(_, CallerKind::Application) => quote!(#runtime::CallerApplication),
            Term::Caller(_, CallerKind::User) => quote!(#runtime::CallerUser),
            Term::Check(path) => {
                let place =
                    place_of(path, self.checkers).and_then(|place| u8::try_from(place).ok());
                // In parentheses it can only be a type, so that a function without `#[checker]` is one mistake, not two.
                quote!(#runtime::Checked<(#path,), #place>)
            }
            Term::Not(_, terms) => {
                let inner = self.terms("All", terms, place.inside_not());
                quote!(#runtime::Not<#inner>)
            }
            Term::Permission(name) => {
                let needed = (place.needed && !place.denied).then_some("needed");
                self.named("permission", name, needed)
            }
            Term::Role(names) => {
                let alone = (self.alone && !place.denied).then_some("alone");
                let role = |name| self.named("role", name, alone);
                self.list("Any", names.iter().map(role).collect())
            }
            Term::Scope(name) => self.named("scope", name, None),
            Term::Shadow(_, terms) => {
                let inner = self.terms("All", terms, place.inside_shadow());
                quote!(#runtime::Shadow<#inner>)
            }
            Term::Unknown(name) => {
                let (module, literal) = (self.policy.module(), name.literal());
                quote!(#module::__unknown!(requirement [#module] #literal))
            }
        }
    }

    /// With what is said of the rule as a whole, if anything is.
    fn modified(&self, rule: TokenStream, written: &Written) -> TokenStream {
        if written.conceal.is_none() && written.schemes.is_none() {
            return rule;
        }
        let runtime = &self.runtime;
        let conceals = written.conceal.is_some();
        let bits = |schemes: &Vec<Scheme>| schemes.iter().fold(0, |bits, scheme| bits | scheme.bit);
        let credentials = written.schemes.as_ref().map_or(u8::MAX, bits);
        quote!(#runtime::Modified<#rule, #conceals, #credentials>)
    }

    fn terms(&self, word: &str, terms: &[Term], place: Place) -> TokenStream {
        self.list(word, self.each(terms, place))
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

    /// A name is a term by itself. `said` is what the name's own macro may refuse it for.
    fn named(&self, kind: &str, name: &Name, said: Option<&str>) -> TokenStream {
        let module = self.policy.module();
        let lookup = format_ident!("__{kind}_{}", names::bucket(name.text()));
        let (literal, ident) = (name.literal(), name.ident());
        let said = said.map(|said| Ident::new(said, name.span()));
        quote!(#module::#lookup!(#literal [#module] #ident #said))
    }
}
