//! What both declaring blocks read alike: doc comments, entries that are skipped when broken, and names of which each
//! is declared once.

use std::collections::HashMap;

use proc_macro2::TokenTree;
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{Attribute, Expr, ExprLit, Ident, Lit, LitStr, Meta, Token, Visibility};

use crate::errors::Errors;
use crate::names::{self, Name};
use crate::raw::{Literal, Tokens};
use crate::wording;

/// The most names that a block declares of one kind: their numbers are sixteen bits wide.
pub(crate) const MOST_NAMES: usize = 65_535;

/// Reads entries separated by commas; a broken one is reported and skipped, so that the next is read too.
pub(crate) fn entries<T>(
    input: ParseStream<'_>,
    errors: &mut Errors,
    entry: impl Fn(ParseStream<'_>, &mut Errors) -> syn::Result<T>,
) -> Vec<T> {
    let mut entries = Vec::new();
    while !input.is_empty() {
        match entry(input, errors) {
            Ok(entry) => {
                entries.push(entry);
                comma(input, errors);
            }
            Err(error) => {
                errors.push(error);
                skip_to_next(input);
            }
        }
    }
    entries
}

/// The comma behind an item. Where it is missing, what follows is read as the next item, if it begins like one.
pub(crate) fn comma(input: ParseStream<'_>, errors: &mut Errors) {
    if input.is_empty() || input.parse::<Token![,]>().is_ok() {
        return;
    }
    errors.push(input.error(wording::COMMA));
    let begins_an_item = input.peek(Ident::peek_any) || input.peek(LitStr) || input.peek(Token![#]);
    if !begins_an_item {
        skip_to_next(input);
    }
}

/// Skips what is left of a broken item, up to its comma.
pub(crate) fn skip_to_comma(input: ParseStream<'_>) {
    while !input.is_empty() && !input.peek(Token![,]) {
        if input.parse::<TokenTree>().is_err() {
            return;
        }
    }
}

/// `pub` before a name.
pub(crate) fn refuse_visibility(input: ParseStream<'_>, errors: &mut Errors) -> syn::Result<()> {
    let written: Visibility = input.parse()?;
    if !matches!(written, Visibility::Inherited) {
        let message = wording::left_out(&written.to_token_stream().to_string());
        errors.push(syn::Error::new_spanned(written, message));
    }
    Ok(())
}

/// Skips what is left of a broken item, its comma included.
pub(crate) fn skip_to_next(input: ParseStream<'_>) {
    while !input.is_empty() {
        let at_comma = input.peek(Token![,]);
        if input.parse::<TokenTree>().is_err() || at_comma {
            return;
        }
    }
}

/// The entries whose name is not empty.
pub(crate) fn named<T: AsRef<Name>>(
    kind: &str,
    mut entries: Vec<T>,
    errors: &mut Errors,
) -> Vec<T> {
    entries.retain(|entry| {
        let name = entry.as_ref();
        let is_empty = name.text().trim().is_empty();
        if is_empty {
            errors.at(
                name.span(),
                wording::empty(&format!("the name of a {kind}")),
            );
        }
        !is_empty
    });
    entries
}

/// The entries with a name of their own, and an identifier of their own.
pub(crate) fn distinct<T: AsRef<Name>>(
    kind: &str,
    mut entries: Vec<T>,
    errors: &mut Errors,
) -> Vec<T> {
    let mut firsts: HashMap<String, Name> = HashMap::new();
    let mut is_first = |name: &Name, errors: &mut Errors| {
        let identifier = names::mangled(name.text());
        let Some(first) = firsts.get(&identifier) else {
            firsts.insert(identifier, name.clone());
            return true;
        };
        errors.at(
            name.span(),
            if first.text() == name.text() {
                wording::declared_twice(kind, name.text(), first.span().start().line)
            } else {
                wording::same_identifier(kind, first.text(), name.text(), &identifier)
            },
        );
        false
    };
    entries.retain(|entry| is_first(entry.as_ref(), errors));
    if let Some(beyond) = entries.get(MOST_NAMES) {
        errors.at(beyond.as_ref().span(), wording::TOO_MANY_NAMES);
        entries.truncate(MOST_NAMES);
    }
    entries
}

/// The text of a doc comment; nothing if the attribute is another.
pub(crate) fn doc(attribute: &Attribute) -> Option<String> {
    let Meta::NameValue(pair) = &attribute.meta else {
        return None;
    };
    match &pair.value {
        Expr::Lit(ExprLit {
            lit: Lit::Str(text),
            ..
        }) if pair.path.is_ident("doc") => Some(text.value()),
        _ => None,
    }
}

/// The lines of a doc comment as one description.
pub(crate) fn description(lines: &[String]) -> String {
    let trimmed: Vec<_> = lines.iter().map(|line| line.trim()).collect();
    trimmed.join("\n").trim().to_owned()
}

/// What has no description is described by a sentence, so that `missing_docs` is content.
pub(crate) fn described<'a>(description: &'a str, otherwise: &'a str) -> &'a str {
    if description.is_empty() {
        otherwise
    } else {
        description
    }
}

/// A name as the runtime's `named!` takes it, at its declaration, with its description and its number.
pub(crate) fn row(name: &Name, index: usize, doc: &str, rows: &mut Tokens) {
    rows.push(name.raw_declared_ident());
    rows.push(Literal::string(doc));
    rows.push(Literal::usize_unsuffixed(index));
}
