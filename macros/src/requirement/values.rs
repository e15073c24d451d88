//! What stands behind a word of a requirement: a name, a list of names, a path, a kind.

use proc_macro2::{Ident, TokenTree};
use syn::parse::{Parse, ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Path, Token, bracketed};

use super::written::{CallerKind, Scheme, Term};
use crate::names::Name;
use crate::{wording, words};

pub(super) fn path(input: ParseStream<'_>, word: &Ident, takes: &str) -> syn::Result<Path> {
    equals(input, word, takes)?;
    input
        .call(Path::parse_mod_style)
        .map_err(|error| syn::Error::new(error.span(), takes))
}

pub(super) fn schemes(input: ParseStream<'_>, word: &Ident) -> syn::Result<Vec<Scheme>> {
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
pub(super) fn acrs(input: ParseStream<'_>, word: &Ident) -> syn::Result<Term> {
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

pub(super) fn roles(input: ParseStream<'_>, word: &Ident) -> syn::Result<Vec<Name>> {
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

pub(super) fn one_name(input: ParseStream<'_>, word: &Ident) -> syn::Result<Name> {
    let kind = word.to_string();
    equals(input, word, &wording::takes_a_name(&kind))?;
    if input.peek(syn::token::Bracket) {
        let list: TokenTree = input.parse()?;
        let message = wording::one_name(&kind, &listed(&list));
        return Err(syn::Error::new(list.span(), message));
    }
    input.parse()
}

/// The names in a list that cannot stand there, as far as they are names.
fn listed(list: &TokenTree) -> Vec<String> {
    let TokenTree::Group(list) = list else {
        return Vec::new();
    };
    let names = Punctuated::<Name, Token![,]>::parse_terminated.parse2(list.stream());
    let names = names.into_iter().flatten();
    names.map(|name| name.text().to_owned()).collect()
}

pub(super) fn caller(input: ParseStream<'_>, word: &Ident) -> syn::Result<Term> {
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

/// Nothing stands behind the word.
pub(super) fn nothing(input: ParseStream<'_>, word: &Ident) -> syn::Result<()> {
    if input.peek(Token![=]) || input.peek(syn::token::Paren) {
        let message = wording::stands_alone(&word.to_string());
        return Err(syn::Error::new(word.span(), message));
    }
    Ok(())
}

/// The `=` behind a word, and something behind the `=`.
fn equals(input: ParseStream<'_>, word: &Ident, takes: &str) -> syn::Result<()> {
    if input.peek(Token![==]) {
        return Err(syn::Error::new(
            word.span(),
            wording::equal_once(&word.to_string()),
        ));
    }
    if input.peek(Token![!=]) {
        return Err(syn::Error::new(
            word.span(),
            wording::not_equal(&word.to_string()),
        ));
    }
    let written = input.parse::<Token![=]>().is_ok();
    if written && !input.is_empty() && !input.peek(Token![,]) {
        return Ok(());
    }
    Err(syn::Error::new(word.span(), takes))
}
