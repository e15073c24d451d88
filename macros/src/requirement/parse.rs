//! What was written as a requirement. A broken term is reported and skipped, so that the next is read too.

use proc_macro2::{Ident, TokenStream};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream, Parser};
use syn::{Path, Token, bracketed, parenthesized};

use crate::blocks;
use crate::errors::Errors;
use crate::names::Name;
use crate::wording;

/// A requirement as written. The terms at the top are joined by `all`.
#[derive(Default)]
pub(super) struct Written {
    pub(super) policy: Option<Path>,
    pub(super) terms: Vec<Term>,
}

/// One term as written; lists with the word that opens them.
pub(super) enum Term {
    All(Ident, Vec<Term>),
    Any(Ident, Vec<Term>),
    Authenticated,
    /// What was reported already.
    Broken,
    Caller(CallerKind),
    Not(Ident, Vec<Term>),
    Permission(Name),
    /// Any of them.
    Role(Vec<Name>),
    Scope(Name),
}

/// `caller = "…"`.
#[derive(Clone, Copy)]
pub(super) enum CallerKind {
    Application,
    User,
}

pub(super) fn rule(input: TokenStream, errors: &mut Errors) -> Written {
    let read = |input: ParseStream<'_>| {
        let mut reader = Reader {
            errors,
            policy: None,
        };
        let terms = reader.terms(input, None);
        Ok(Written {
            policy: reader.policy,
            terms,
        })
    };
    // Whatever can fail was caught inside, and the input was read to its end.
    read.parse2(input).unwrap_or_default()
}

struct Reader<'a> {
    errors: &'a mut Errors,
    policy: Option<Path>,
}

impl Reader<'_> {
    /// Terms up to the end of the input; `inside` is the word of the list they stand in.
    fn terms(&mut self, input: ParseStream<'_>, inside: Option<&Ident>) -> Vec<Term> {
        let mut terms = Vec::new();
        while !input.is_empty() {
            match self.term(input, inside) {
                Ok(term) => {
                    terms.extend(term);
                    blocks::comma(input, self.errors);
                }
                Err(error) => {
                    self.errors.push(error);
                    terms.push(Term::Broken);
                    blocks::skip_to_next(input);
                }
            }
        }
        terms
    }

    /// One term; nothing for `policy = path`, which is none.
    fn term(
        &mut self,
        input: ParseStream<'_>,
        inside: Option<&Ident>,
    ) -> syn::Result<Option<Term>> {
        let word = input
            .call(Ident::parse_any)
            .map_err(|error| syn::Error::new(error.span(), wording::REQUIREMENT))?;
        Ok(Some(match word.to_string().as_str() {
            "authenticated" => Term::Authenticated,
            "role" => Term::Role(roles(input, &word)?),
            "permission" => Term::Permission(one_name(input, &word)?),
            "scope" => Term::Scope(one_name(input, &word)?),
            "caller" => Term::Caller(caller(input, &word)?),
            "all" => Term::All(word.clone(), self.list(input, &word)?),
            "any" => Term::Any(word.clone(), self.list(input, &word)?),
            "not" => Term::Not(word.clone(), self.list(input, &word)?),
            "policy" => {
                self.policy(input, &word, inside)?;
                return Ok(None);
            }
            other => {
                let message = wording::unknown_requirement(other);
                return Err(syn::Error::new(word.span(), message));
            }
        }))
    }

    fn list(&mut self, input: ParseStream<'_>, word: &Ident) -> syn::Result<Vec<Term>> {
        if !input.peek(syn::token::Paren) {
            let message = wording::takes_a_list(&word.to_string());
            return Err(syn::Error::new(word.span(), message));
        }
        let list;
        parenthesized!(list in input);
        Ok(self.terms(&list, Some(word)))
    }

    fn policy(
        &mut self,
        input: ParseStream<'_>,
        word: &Ident,
        inside: Option<&Ident>,
    ) -> syn::Result<()> {
        equals(input, word, wording::TAKES_A_PATH)?;
        let path = input
            .call(Path::parse_mod_style)
            .map_err(|error| syn::Error::new(error.span(), wording::TAKES_A_PATH))?;
        if let Some(list) = inside {
            let message = wording::policy_inside(&list.to_string());
            return Err(syn::Error::new(word.span(), message));
        }
        if self.policy.replace(path).is_some() {
            let message = wording::listed_twice("policy");
            return Err(syn::Error::new(word.span(), message));
        }
        Ok(())
    }
}

fn roles(input: ParseStream<'_>, word: &Ident) -> syn::Result<Vec<Name>> {
    let takes_a_name = wording::takes_a_name("role");
    equals(input, word, &takes_a_name)?;
    if !input.peek(syn::token::Bracket) {
        return Ok(vec![input.parse()?]);
    }
    let list;
    let brackets = bracketed!(list in input);
    let names = list.parse_terminated(Name::parse, Token![,])?;
    if names.is_empty() {
        return Err(syn::Error::new(brackets.span.join(), takes_a_name));
    }
    Ok(names.into_iter().collect())
}

fn one_name(input: ParseStream<'_>, word: &Ident) -> syn::Result<Name> {
    let kind = word.to_string();
    equals(input, word, &wording::takes_a_name(&kind))?;
    if input.peek(syn::token::Bracket) {
        return Err(input.error(wording::one_name(&kind)));
    }
    input.parse()
}

fn caller(input: ParseStream<'_>, word: &Ident) -> syn::Result<CallerKind> {
    equals(input, word, wording::CALLER_KINDS)?;
    let unknown = |span| syn::Error::new(span, wording::CALLER_KINDS);
    let kind: Name = input.parse().map_err(|error| unknown(error.span()))?;
    match kind.text() {
        "application" => Ok(CallerKind::Application),
        "user" => Ok(CallerKind::User),
        _ => Err(unknown(kind.span())),
    }
}

/// The `=` behind a word, and something behind the `=`.
fn equals(input: ParseStream<'_>, word: &Ident, takes: &str) -> syn::Result<()> {
    let written = input.parse::<Token![=]>().is_ok();
    if written && !input.is_empty() && !input.peek(Token![,]) {
        return Ok(());
    }
    Err(syn::Error::new(word.span(), takes))
}
