//! What was written as a requirement. A broken term is reported and skipped, so that the next is read too.

use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream, Parser};
use syn::{Path, Token, bracketed, parenthesized};

use super::written::{CallerKind, Scheme, Term, Written};
use crate::errors::Errors;
use crate::names::Name;
use crate::{blocks, wording, words};

pub(super) fn rule(input: TokenStream, errors: &mut Errors) -> Written {
    let read = |input: ParseStream<'_>| {
        let mut reader = Reader {
            errors,
            whole: Written::default(),
        };
        let terms = reader.terms(input, None);
        Ok(Written {
            terms,
            ..reader.whole
        })
    };
    // Whatever can fail was caught inside, and the input was read to its end.
    read.parse2(input).unwrap_or_default()
}

struct Reader<'a> {
    errors: &'a mut Errors,
    /// What is said of the rule as a whole.
    whole: Written,
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
                    terms.push(Term::Broken(error.span()));
                    self.errors.push(error);
                    blocks::skip_to_next(input);
                }
            }
        }
        terms
    }

    /// One term; nothing for what is said of the rule as a whole.
    fn term(
        &mut self,
        input: ParseStream<'_>,
        inside: Option<&Ident>,
    ) -> syn::Result<Option<Term>> {
        let word = input
            .call(Ident::parse_any)
            .map_err(|error| syn::Error::new(error.span(), wording::REQUIREMENT))?;
        Ok(Some(match word.to_string().as_str() {
            "acrs" => acrs(input, &word)?,
            "all" => Term::All(word.clone(), self.list(input, &word)?),
            "any" => Term::Any(word.clone(), self.list(input, &word)?),
            "authenticated" => Term::Authenticated(word),
            "caller" => caller(input, &word)?,
            "check" => Term::Check(path(input, &word, wording::TAKES_A_CHECKER)?),
            "not" => Term::Not(word.clone(), self.list(input, &word)?),
            "permission" => Term::Permission(one_name(input, &word)?),
            "role" => Term::Role(roles(input, &word)?),
            "scope" => Term::Scope(one_name(input, &word)?),
            "shadow" => Term::Shadow(word.clone(), self.list(input, &word)?),
            "conceal" | "policy" | "schemes" => {
                self.of_the_whole(input, &word, inside)?;
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

    /// `conceal`, `policy = path` or `schemes = […]`: each once, and at the top.
    fn of_the_whole(
        &mut self,
        input: ParseStream<'_>,
        word: &Ident,
        inside: Option<&Ident>,
    ) -> syn::Result<()> {
        let whole = &mut self.whole;
        let said = match word.to_string().as_str() {
            "conceal" => whole.conceal.replace(word.clone()).is_some(),
            "policy" => {
                let path = path(input, word, wording::TAKES_A_PATH)?;
                whole.policy.replace(path).is_some()
            }
            _ => whole.schemes.replace(schemes(input, word)?).is_some(),
        };
        if let Some(list) = inside {
            let message = wording::of_the_whole(&word.to_string(), &list.to_string());
            return Err(syn::Error::new(word.span(), message));
        }
        if said {
            let message = wording::listed_twice(&word.to_string());
            return Err(syn::Error::new(word.span(), message));
        }
        Ok(())
    }
}

fn path(input: ParseStream<'_>, word: &Ident, takes: &str) -> syn::Result<Path> {
    equals(input, word, takes)?;
    input
        .call(Path::parse_mod_style)
        .map_err(|error| syn::Error::new(error.span(), takes))
}

fn schemes(input: ParseStream<'_>, word: &Ident) -> syn::Result<Vec<Scheme>> {
    equals(input, word, wording::TAKES_SCHEMES)?;
    if !input.peek(syn::token::Bracket) {
        return Err(syn::Error::new(input.span(), wording::TAKES_SCHEMES));
    }
    let list;
    let brackets = bracketed!(list in input);
    let mut found: Vec<Scheme> = Vec::new();
    for name in list.parse_terminated(Name::parse, Token![,])? {
        let Some(place) = words::SCHEMES
            .iter()
            .position(|known| *known == name.text())
        else {
            return Err(syn::Error::new(
                name.span(),
                wording::unknown_scheme(name.text()),
            ));
        };
        let bit = 1 << place;
        if found.iter().any(|known| known.bit == bit) {
            return Err(syn::Error::new(
                name.span(),
                wording::listed_twice(name.text()),
            ));
        }
        found.push(Scheme { bit });
    }
    if found.is_empty() {
        return Err(syn::Error::new(
            brackets.span.join(),
            wording::TAKES_SCHEMES,
        ));
    }
    Ok(found)
}

/// `acrs = "c1"`.
fn acrs(input: ParseStream<'_>, word: &Ident) -> syn::Result<Term> {
    equals(input, word, wording::TAKES_A_CONTEXT)?;
    let name: Name = input
        .parse()
        .map_err(|error| syn::Error::new(error.span(), wording::TAKES_A_CONTEXT))?;
    let number = name.text().strip_prefix('c').filter(|number| {
        let digits = number.bytes().all(|digit| digit.is_ascii_digit());
        digits && number.len() <= 2 && !number.starts_with('0')
    });
    match number.and_then(|number| number.parse().ok()) {
        Some(number) => Ok(Term::Acrs(name, number)),
        None => Err(syn::Error::new(name.span(), wording::TAKES_A_CONTEXT)),
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
        let list: TokenTree = input.parse()?;
        return Err(syn::Error::new(list.span(), wording::one_name(&kind)));
    }
    input.parse()
}

fn caller(input: ParseStream<'_>, word: &Ident) -> syn::Result<Term> {
    equals(input, word, wording::CALLER_KINDS)?;
    let unknown = |span| syn::Error::new(span, wording::CALLER_KINDS);
    let name: Name = input.parse().map_err(|error| unknown(error.span()))?;
    let kind = match name.text() {
        "application" => CallerKind::Application,
        "user" => CallerKind::User,
        _ => return Err(unknown(name.span())),
    };
    Ok(Term::Caller(name, kind))
}

/// The `=` behind a word, and something behind the `=`.
fn equals(input: ParseStream<'_>, word: &Ident, takes: &str) -> syn::Result<()> {
    let written = input.parse::<Token![=]>().is_ok();
    if written && !input.is_empty() && !input.peek(Token![,]) {
        return Ok(());
    }
    Err(syn::Error::new(word.span(), takes))
}
