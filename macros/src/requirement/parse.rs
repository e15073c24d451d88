//! What was written as a requirement. A broken term is reported and skipped, so that the next is read too.

use proc_macro2::{Ident, Span, TokenStream};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{LitStr, Path, Token, bracketed, parenthesized};

use crate::blocks;
use crate::errors::Errors;
use crate::names::Name;
use crate::wording;

/// A requirement as written. The terms at the top are joined by `all`.
pub(super) struct Written {
    pub(super) policy: Option<Path>,
    pub(super) terms: Vec<Term>,
}

/// One term as written.
pub(super) enum Term {
    All(Span, Vec<Term>),
    Any(Span, Vec<Term>),
    Authenticated,
    Caller(CallerKind),
    Not(Span, Vec<Term>),
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
    // What can fail was caught inside; what is left is an input that ends too late, which cannot be.
    read.parse2(input).unwrap_or(Written {
        policy: None,
        terms: Vec::new(),
    })
}

struct Reader<'a> {
    errors: &'a mut Errors,
    policy: Option<Path>,
}

impl Reader<'_> {
    /// Terms up to the end of the input; `inside` is the word of the list they stand in.
    fn terms(&mut self, input: ParseStream<'_>, inside: Option<&str>) -> Vec<Term> {
        let mut terms = Vec::new();
        while !input.is_empty() {
            match self.term(input, inside) {
                Ok(term) => terms.extend(term),
                Err(error) => {
                    self.errors.push(error);
                    blocks::skip_to_next(input);
                    continue;
                }
            }
            if !input.is_empty() && input.parse::<Token![,]>().is_err() {
                self.errors.push(input.error("expected `,`"));
                blocks::skip_to_next(input);
            }
        }
        terms
    }

    /// One term; nothing for `policy = path`, which is none.
    fn term(&mut self, input: ParseStream<'_>, inside: Option<&str>) -> syn::Result<Option<Term>> {
        let word = input.call(Ident::parse_any)?;
        let term = match word.to_string().as_str() {
            "authenticated" => Term::Authenticated,
            "role" => Term::Role(roles(input)?),
            "permission" => Term::Permission(one_name(input, &word)?),
            "scope" => Term::Scope(one_name(input, &word)?),
            "caller" => Term::Caller(caller(input)?),
            "all" => Term::All(word.span(), self.list(input, &word)?),
            "any" => Term::Any(word.span(), self.list(input, &word)?),
            "not" => Term::Not(word.span(), self.list(input, &word)?),
            "policy" => {
                self.policy(input, &word, inside)?;
                return Ok(None);
            }
            other => {
                return Err(syn::Error::new(
                    word.span(),
                    wording::unknown_requirement(other),
                ));
            }
        };
        Ok(Some(term))
    }

    fn list(&mut self, input: ParseStream<'_>, word: &Ident) -> syn::Result<Vec<Term>> {
        let word = word.to_string();
        if !input.peek(syn::token::Paren) {
            return Err(input.error(wording::takes_a_list(&word)));
        }
        let list;
        parenthesized!(list in input);
        Ok(self.terms(&list, Some(&word)))
    }

    fn policy(
        &mut self,
        input: ParseStream<'_>,
        word: &Ident,
        inside: Option<&str>,
    ) -> syn::Result<()> {
        input.parse::<Token![=]>()?;
        let path = input.call(Path::parse_mod_style)?;
        if let Some(list) = inside {
            return Err(syn::Error::new(word.span(), wording::policy_inside(list)));
        }
        if self.policy.replace(path).is_some() {
            return Err(syn::Error::new(
                word.span(),
                wording::listed_twice("policy"),
            ));
        }
        Ok(())
    }
}

fn roles(input: ParseStream<'_>) -> syn::Result<Vec<Name>> {
    equals(input, "role")?;
    if !input.peek(syn::token::Bracket) {
        return Ok(vec![input.parse()?]);
    }
    let list;
    let brackets = bracketed!(list in input);
    let names: Vec<Name> = list
        .parse_terminated(<Name as syn::parse::Parse>::parse, Token![,])?
        .into_iter()
        .collect();
    if names.is_empty() {
        return Err(syn::Error::new(
            brackets.span.join(),
            wording::takes_a_name("role"),
        ));
    }
    Ok(names)
}

fn one_name(input: ParseStream<'_>, word: &Ident) -> syn::Result<Name> {
    let word = word.to_string();
    equals(input, &word)?;
    if input.peek(syn::token::Bracket) {
        return Err(input.error(wording::one_name(&word)));
    }
    input.parse()
}

fn caller(input: ParseStream<'_>) -> syn::Result<CallerKind> {
    equals(input, "caller")?;
    let kind: LitStr = input
        .parse()
        .map_err(|error| syn::Error::new(error.span(), wording::CALLER_KINDS))?;
    match kind.value().as_str() {
        "application" => Ok(CallerKind::Application),
        "user" => Ok(CallerKind::User),
        _ => Err(syn::Error::new(kind.span(), wording::CALLER_KINDS)),
    }
}

fn equals(input: ParseStream<'_>, word: &str) -> syn::Result<()> {
    if !input.peek(Token![=]) {
        return Err(input.error(wording::takes_a_name(word)));
    }
    input.parse::<Token![=]>().map(drop)
}
