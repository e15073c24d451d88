//! What was written in `roles! { … }`.

use proc_macro2::{TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::meta::ParseNestedMeta;
use syn::parse::{Parse, ParseStream, Parser};
use syn::{Attribute, Ident, LitBool, LitStr, Token, bracketed};

use super::heads::{self, Heads};
use crate::blocks;
use crate::errors::Errors;
use crate::names::Name;
use crate::{paths, wording};

/// The block as written.
#[derive(Default)]
pub(super) struct Declaration {
    pub(super) heads: Heads,
    pub(super) entries: Vec<Entry>,
}

/// One role as written.
pub(super) struct Entry {
    pub(super) name: Name,
    pub(super) description: String,
    pub(super) app_role: AppRole,
    pub(super) terms: Vec<Term>,
}

impl AsRef<Name> for Entry {
    fn as_ref(&self) -> &Name {
        &self.name
    }
}

/// One term of a role.
pub(super) enum Term {
    Every,
    Permissions(Vec<Name>),
    Role(Name),
}

/// `#[app_role(…)]` as written.
#[derive(Default)]
pub(super) struct AppRole {
    pub(super) value: Option<Name>,
    pub(super) id: Option<Name>,
    pub(super) members: Option<Members>,
    pub(super) enabled: Option<bool>,
}

/// Who may be assigned an app role.
#[derive(Clone, Copy, Default)]
pub(super) struct Members {
    pub(super) user: bool,
    pub(super) application: bool,
}

pub(super) fn block(block: TokenStream, errors: &mut Errors) -> Declaration {
    let written = {
        let errors = &mut *errors;
        let read = |input: ParseStream<'_>| {
            let heads = heads::read(input, errors)?;
            let entries = blocks::entries(input, errors, entry);
            Ok(Declaration { heads, entries })
        };
        read.parse2(block)
    };
    errors.keep(written).unwrap_or_default()
}

fn entry(input: ParseStream<'_>, errors: &mut Errors) -> syn::Result<Entry> {
    let mut lines = Vec::new();
    let mut app_role = AppRole::default();
    for attribute in Attribute::parse_outer(input)? {
        if let Some(line) = blocks::doc(&attribute) {
            lines.push(line);
        } else if attribute.path().is_ident("app_role") {
            errors.keep(app_role.read_all(&attribute));
        } else if attribute.path().is_ident("scope") {
            let message = wording::SCOPE_STANDS_ON_A_PERMISSION;
            errors.push(syn::Error::new_spanned(attribute.path(), message));
        } else {
            let message = wording::role_attribute(&paths::text(attribute.path()));
            errors.push(syn::Error::new_spanned(attribute.path(), message));
        }
    }
    blocks::refuse_visibility(input, errors)?;
    let name = Name::declared(input, errors)?;
    let mut terms = Vec::new();
    // A role that is known by its name, though what it grants cannot be read, is not unknown where others name it.
    if let Err(error) = read_terms(&name, input, &mut terms) {
        errors.push(error);
        blocks::skip_to_comma(input);
    }
    Ok(Entry {
        name,
        description: blocks::description(&lines),
        app_role,
        terms,
    })
}

fn read_terms(name: &Name, input: ParseStream<'_>, terms: &mut Vec<Term>) -> syn::Result<()> {
    if !input.peek(Token![:]) {
        return Err(syn::Error::new(
            name.span(),
            wording::role_colon(name.text()),
        ));
    }
    input.parse::<Token![:]>()?;
    terms.push(term(name, input)?);
    while input.peek(Token![+]) {
        input.parse::<Token![+]>()?;
        terms.push(term(name, input)?);
    }
    if input.peek(Token![|]) || input.peek(Token![&]) {
        return Err(input.error(wording::JOINED_BY_PLUS));
    }
    Ok(())
}

fn term(role: &Name, input: ParseStream<'_>) -> syn::Result<Term> {
    if input.is_empty() || input.peek(Token![,]) {
        return Err(syn::Error::new(role.span(), wording::ROLE_TERM));
    }
    if input.peek(syn::token::Bracket) {
        let list;
        bracketed!(list in input);
        return permissions(&list).map(Term::Permissions);
    }
    if input.peek(Token![*]) {
        return Err(input.error(wording::EVERY_PERMISSION));
    }
    if !input.peek(Ident::peek_any) && !input.peek(LitStr) {
        return Err(input.error(wording::ROLE_TERM));
    }
    let name: Name = input.parse()?;
    Ok(if name.text() == "all" {
        Term::Every
    } else {
        Term::Role(name)
    })
}

/// The names between the brackets.
fn permissions(list: ParseStream<'_>) -> syn::Result<Vec<Name>> {
    let everything = if list.peek(Token![*]) {
        Err(list.error(wording::EVERY_PERMISSION))
    } else {
        Ok(())
    };
    let names = everything.and_then(|()| list.parse_terminated(Name::parse, Token![,]));
    // What was not read would be an error of its own.
    list.parse::<TokenStream>()?;
    Ok(names?.into_iter().collect())
}

impl AppRole {
    fn read_all(&mut self, attribute: &Attribute) -> syn::Result<()> {
        let list = attribute.meta.require_list();
        let takes_words = list.is_ok_and(|list| {
            let mut tokens = list.tokens.clone().into_iter();
            matches!(tokens.next(), Some(TokenTree::Ident(_)))
        });
        if !takes_words {
            let message = wording::APP_ROLE_OPTION;
            return Err(syn::Error::new_spanned(&attribute.meta, message));
        }
        attribute.parse_nested_meta(|meta| self.read(&meta))
    }

    fn read(&mut self, meta: &ParseNestedMeta<'_>) -> syn::Result<()> {
        let word = meta
            .path
            .get_ident()
            .map(ToString::to_string)
            .unwrap_or_default();
        let known = match word.as_str() {
            "value" => self.value.replace(text(meta)?).is_some(),
            "id" => self.id.replace(text(meta)?).is_some(),
            "members" => self.members.replace(members(meta)?).is_some(),
            "enabled" => self.enabled.replace(enabled(meta)?).is_some(),
            _ => return Err(refused(meta, wording::APP_ROLE_OPTION)),
        };
        if known {
            return Err(refused(meta, &wording::listed_twice(&word)));
        }
        Ok(())
    }
}

fn refused(meta: &ParseNestedMeta<'_>, message: &str) -> syn::Error {
    syn::Error::new_spanned(&meta.path, message)
}

fn text(meta: &ParseNestedMeta<'_>) -> syn::Result<Name> {
    let literal = meta.value()?.parse::<LitStr>();
    literal
        .map(Name::from)
        .map_err(|error| syn::Error::new(error.span(), wording::APP_ROLE_OPTION))
}

fn enabled(meta: &ParseNestedMeta<'_>) -> syn::Result<bool> {
    let literal = meta.value()?.parse::<LitBool>();
    literal
        .map(|literal| literal.value)
        .map_err(|error| syn::Error::new(error.span(), wording::APP_ROLE_OPTION))
}

fn members(meta: &ParseNestedMeta<'_>) -> syn::Result<Members> {
    let value = meta.value()?;
    if !value.peek(syn::token::Bracket) {
        return Err(value.error(wording::APP_ROLE_OPTION));
    }
    let list;
    let brackets = bracketed!(list in value);
    let mut members = Members::default();
    for member in list.parse_terminated(Ident::parse_any, Token![,])? {
        match member.to_string().as_str() {
            "User" => members.user = true,
            "Application" => members.application = true,
            other => {
                let message = wording::unknown_member(other);
                return Err(syn::Error::new(member.span(), message));
            }
        }
    }
    if !members.user && !members.application {
        return Err(syn::Error::new(brackets.span.join(), wording::NO_MEMBERS));
    }
    Ok(members)
}
