//! What was written in `permissions! { … }`, and the form in which it is told to `roles!`.

use proc_macro2::TokenStream;
use syn::parse::{Parse, ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Attribute, LitInt, LitStr, Token, bracketed};

use crate::blocks;
use crate::errors::Errors;
use crate::names::Name;
use crate::paths::{self, Runtime};
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

impl AsRef<Name> for Entry {
    fn as_ref(&self) -> &Name {
        &self.name
    }
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
            let head = format!("#![{}]", paths::text(attribute.path()));
            let message = wording::permissions_head(&head);
            errors.push(syn::Error::new_spanned(attribute.path(), message));
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
        } else if attribute.path().is_ident("app_role") {
            let message = wording::APP_ROLE_STANDS_ON_A_ROLE;
            errors.push(syn::Error::new_spanned(attribute.path(), message));
        } else {
            let message = wording::permission_attribute(&paths::text(attribute.path()));
            errors.push(syn::Error::new_spanned(attribute.path(), message));
        }
    }
    blocks::refuse_visibility(input, errors)?;
    let name = Name::declared(input, errors)?;
    refuse_description(input, errors);
    if input.peek(Token![:]) {
        return Err(syn::Error::new(
            name.span(),
            wording::role_in_permissions(name.text()),
        ));
    }
    Ok(Entry {
        name,
        description: blocks::description(&lines),
        scopes,
    })
}

/// `edit = "Change documents"`.
fn refuse_description(input: ParseStream<'_>, errors: &mut Errors) {
    let ahead = input.fork();
    let text = ahead
        .parse::<Token![=]>()
        .and_then(|_| ahead.parse::<LitStr>());
    if let Ok(text) = text {
        errors.at(text.span(), wording::description(&text.value()));
        blocks::skip_to_comma(input);
    }
}

/// The strings in `#[scope("A", "B")]`, one at least: an empty list would leave the permission without a cap.
fn names(attribute: &Attribute) -> syn::Result<Vec<Name>> {
    let list = attribute
        .parse_args_with(Punctuated::<LitStr, Token![,]>::parse_terminated)
        .ok()
        .filter(|list| !list.is_empty());
    let Some(list) = list else {
        let head = matches!(attribute.style, syn::AttrStyle::Inner(_));
        return Err(syn::Error::new_spanned(
            &attribute.meta,
            if head {
                wording::SCOPES_LIST
            } else {
                wording::SCOPE_LIST
            },
        ));
    };
    Ok(list.into_iter().map(Name::from).collect())
}

/// A block as `roles!` is told of it: `"1f…" ["Documents.Read"] ["view" [0] "audit.read" []]`, each permission
/// with the scopes that carry it.
pub(crate) struct Listed {
    pub(crate) unique: String,
    pub(crate) scopes: Vec<Name>,
    pub(crate) permissions: Vec<ListedPermission>,
}

/// One permission as `roles!` is told of it.
pub(crate) struct ListedPermission {
    pub(crate) name: Name,
    /// Places among the scopes of the block.
    pub(crate) scopes: Vec<usize>,
}

impl Parse for Listed {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let unique = input.parse::<LitStr>()?.value();
        let (scopes, permissions);
        bracketed!(scopes in input);
        bracketed!(permissions in input);
        Ok(Self {
            unique,
            scopes: all(&scopes)?,
            permissions: all(&permissions)?,
        })
    }
}

impl Parse for ListedPermission {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let name = input.parse()?;
        let scopes;
        bracketed!(scopes in input);
        let scopes = all::<LitInt>(&scopes)?;
        Ok(Self {
            name,
            scopes: scopes
                .iter()
                .map(LitInt::base10_parse)
                .collect::<Result<_, _>>()?,
        })
    }
}

fn all<T: Parse>(input: ParseStream<'_>) -> syn::Result<Vec<T>> {
    let mut found = Vec::new();
    while !input.is_empty() {
        found.push(input.parse()?);
    }
    Ok(found)
}
