//! What was written in `permissions! { … }`, and the form in which it is told to `roles!`.

use proc_macro2::TokenStream;
use syn::parse::{Parse, ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Attribute, LitInt, LitStr, Token, bracketed};

use crate::blocks;
use crate::errors::Errors;
use crate::names::Name;
use crate::paths::Runtime;
use crate::wording;

/// The block as written.
pub(super) struct Declaration {
    /// `#![scopes("…")]`.
    pub(super) scopes: Vec<Name>,
    pub(super) entries: Vec<Entry>,
}

/// One permission as written.
pub(super) struct Entry {
    pub(super) name: Name,
    pub(super) description: String,
    pub(super) scopes: Vec<Name>,
}

pub(super) fn block(
    input: TokenStream,
    errors: &mut Errors,
) -> syn::Result<(Runtime, Declaration)> {
    let read = |input: ParseStream<'_>| {
        let runtime = input.parse()?;
        let scopes = head(input, errors)?;
        let entries = blocks::entries(input, errors, entry);
        Ok((runtime, Declaration { scopes, entries }))
    };
    read.parse2(input)
}

fn head(input: ParseStream<'_>, errors: &mut Errors) -> syn::Result<Vec<Name>> {
    let mut scopes = Vec::new();
    for attribute in Attribute::parse_inner(input)? {
        if attribute.path().is_ident("scopes") {
            scopes.extend(errors.keep(names(&attribute)).unwrap_or_default());
        } else {
            errors.push(syn::Error::new_spanned(
                attribute.path(),
                wording::PERMISSIONS_HEAD,
            ));
        }
    }
    Ok(scopes)
}

fn entry(input: ParseStream<'_>, errors: &mut Errors) -> syn::Result<Entry> {
    let mut lines = Vec::new();
    let mut scopes = Vec::new();
    for attribute in Attribute::parse_outer(input)? {
        if let Some(line) = blocks::doc(&attribute) {
            lines.push(line);
        } else if attribute.path().is_ident("scope") {
            scopes.extend(errors.keep(names(&attribute)).unwrap_or_default());
        } else {
            errors.push(syn::Error::new_spanned(
                attribute.path(),
                wording::SCOPE_ATTRIBUTE,
            ));
        }
    }
    Ok(Entry {
        name: input.parse()?,
        description: blocks::description(&lines),
        scopes,
    })
}

fn names(attribute: &Attribute) -> syn::Result<Vec<Name>> {
    let list = attribute.parse_args_with(Punctuated::<LitStr, Token![,]>::parse_terminated)?;
    Ok(list
        .iter()
        .map(|literal| Name::new(literal.value(), literal.span()))
        .collect())
}

/// A block as `roles!` is told of it: `"1f…" ["Documents.Read"] ["view" 0, "edit" 0]`, each permission with the
/// indices of its scopes.
pub(crate) struct Listed {
    pub(crate) unique: String,
    pub(crate) scopes: Vec<Name>,
    pub(crate) permissions: Vec<(Name, Vec<usize>)>,
}

impl Parse for Listed {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let unique = input.parse::<LitStr>()?.value();
        let (scopes, permissions);
        bracketed!(scopes in input);
        bracketed!(permissions in input);
        Ok(Self {
            unique,
            scopes: all(&scopes, Name::parse)?,
            permissions: all(&permissions, permission)?,
        })
    }
}

fn permission(input: ParseStream<'_>) -> syn::Result<(Name, Vec<usize>)> {
    let name = input.parse()?;
    let mut scopes = Vec::new();
    while input.peek(LitInt) {
        scopes.push(input.parse::<LitInt>()?.base10_parse()?);
    }
    Ok((name, scopes))
}

fn all<T>(
    input: ParseStream<'_>,
    one: fn(ParseStream<'_>) -> syn::Result<T>,
) -> syn::Result<Vec<T>> {
    let mut found = Vec::new();
    while !input.is_empty() {
        found.push(one(input)?);
    }
    Ok(found)
}
