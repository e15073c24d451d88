//! What was written in `roles! { … }`, and what the permission blocks answered so far.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};
use syn::parse::{Parse, ParseStream, Parser};
use syn::{Attribute, Ident, LitBool, LitStr, Path, Token, braced, bracketed};

use crate::blocks;
use crate::errors::Errors;
use crate::names::Name;
use crate::paths::Runtime;
use crate::permissions::Listed;
use crate::wording;

/// The start of the block: which permissions it reads, and the rest unread.
pub(super) struct Head {
    runtime: Runtime,
    paths: Vec<Path>,
    block: TokenStream,
}

impl Parse for Head {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let runtime = input.parse()?;
        let attributes = Attribute::parse_inner(input)?;
        let mut paths = Vec::new();
        while input.peek(Ident) && input.peek2(Token![=]) {
            paths.push(permissions_path(input)?);
        }
        if paths.is_empty() {
            paths.push(Path::from(Ident::new("self", Span::call_site())));
        }
        let rest: TokenStream = input.parse()?;
        Ok(Self {
            runtime,
            paths,
            block: quote!(#(#attributes)* #rest),
        })
    }
}

fn permissions_path(input: ParseStream<'_>) -> syn::Result<Path> {
    let word: Ident = input.parse()?;
    if word != "permissions" {
        return Err(syn::Error::new(word.span(), wording::ROLES_HEAD));
    }
    input.parse::<Token![=]>()?;
    let path = input.call(Path::parse_mod_style)?;
    input.parse::<Token![;]>()?;
    Ok(path)
}

/// The question on its way: `[$crate] [paths] { the block } { an answer }…`, one answer for each path so far.
pub(super) struct Asked {
    pub(super) runtime: Runtime,
    pub(super) paths: Vec<Path>,
    pub(super) block: TokenStream,
    pub(super) answers: Vec<Listed>,
    raw_answers: Vec<TokenStream>,
}

impl Asked {
    pub(super) fn nobody_yet(head: Head) -> Self {
        Self {
            runtime: head.runtime,
            paths: head.paths,
            block: head.block,
            answers: Vec::new(),
            raw_answers: Vec::new(),
        }
    }

    /// The path that is asked next; nothing when all have answered.
    pub(super) fn next_path(&self) -> Option<&Path> {
        self.paths.get(self.answers.len())
    }

    /// What the answers are known by.
    pub(super) fn fingerprint(&self) -> String {
        let uniques: Vec<_> = self
            .answers
            .iter()
            .map(|listed| listed.unique.as_str())
            .collect();
        uniques.join(" ")
    }
}

impl Parse for Asked {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let runtime = input.parse()?;
        let (paths, block);
        bracketed!(paths in input);
        let paths = paths
            .parse_terminated(Path::parse_mod_style, Token![,])?
            .into_iter()
            .collect();
        braced!(block in input);
        let block = block.parse()?;
        let (mut answers, mut raw_answers) = (Vec::new(), Vec::new());
        while !input.is_empty() {
            let answer;
            braced!(answer in input);
            let raw: TokenStream = answer.parse()?;
            answers.push(syn::parse2(raw.clone())?);
            raw_answers.push(raw);
        }
        Ok(Self {
            runtime,
            paths,
            block,
            answers,
            raw_answers,
        })
    }
}

impl ToTokens for Asked {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self {
            paths,
            block,
            raw_answers,
            ..
        } = self;
        let krate = self.runtime.krate();
        tokens.extend(quote!([#krate] [#(#paths),*] { #block } #({ #raw_answers })*));
    }
}

/// The block as written.
pub(super) struct Declaration {
    pub(super) strict: bool,
    pub(super) entries: Vec<Entry>,
}

/// One role as written.
pub(super) struct Entry {
    pub(super) name: Name,
    pub(super) description: String,
    pub(super) app_role: AppRole,
    pub(super) terms: Vec<Term>,
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
    pub(super) members: Option<(Span, Members)>,
    pub(super) enabled: Option<bool>,
}

#[derive(Clone, Copy, Default)]
pub(super) struct Members {
    pub(super) user: bool,
    pub(super) application: bool,
}

pub(super) fn block(block: TokenStream, errors: &mut Errors) -> Declaration {
    let read = |input: ParseStream<'_>| {
        let strict = head(input, errors)?;
        let entries = blocks::entries(input, errors, entry);
        Ok(Declaration { strict, entries })
    };
    read.parse2(block).unwrap_or_else(|error| {
        errors.push(error);
        Declaration {
            strict: false,
            entries: Vec::new(),
        }
    })
}

fn head(input: ParseStream<'_>, errors: &mut Errors) -> syn::Result<bool> {
    let mut strict = false;
    for attribute in Attribute::parse_inner(input)? {
        if attribute.path().is_ident("strict") {
            strict = true;
        } else {
            errors.push(syn::Error::new_spanned(
                attribute.path(),
                wording::ROLES_HEAD,
            ));
        }
    }
    Ok(strict)
}

fn entry(input: ParseStream<'_>, errors: &mut Errors) -> syn::Result<Entry> {
    let mut lines = Vec::new();
    let mut app_role = AppRole::default();
    for attribute in Attribute::parse_outer(input)? {
        if let Some(line) = blocks::doc(&attribute) {
            lines.push(line);
        } else if attribute.path().is_ident("app_role") {
            errors.keep(attribute.parse_nested_meta(|meta| app_role.read(&meta)));
        } else {
            errors.push(syn::Error::new_spanned(
                attribute.path(),
                wording::ROLE_ATTRIBUTE,
            ));
        }
    }
    let name = input.parse()?;
    if !input.peek(Token![:]) {
        return Err(input.error(wording::ROLE_COLON));
    }
    input.parse::<Token![:]>()?;
    Ok(Entry {
        name,
        description: blocks::description(&lines),
        app_role,
        terms: terms(input)?,
    })
}

fn terms(input: ParseStream<'_>) -> syn::Result<Vec<Term>> {
    let mut terms = vec![term(input)?];
    while input.peek(Token![+]) {
        input.parse::<Token![+]>()?;
        terms.push(term(input)?);
    }
    Ok(terms)
}

fn term(input: ParseStream<'_>) -> syn::Result<Term> {
    if input.peek(syn::token::Bracket) {
        let list;
        bracketed!(list in input);
        let names = list.parse_terminated(Name::parse, Token![,])?;
        return Ok(Term::Permissions(names.into_iter().collect()));
    }
    if !input.peek(<Ident as syn::ext::IdentExt>::peek_any) {
        return Err(input.error(wording::ROLE_TERM));
    }
    let name: Name = input.parse()?;
    Ok(if name.text() == "all" {
        Term::Every
    } else {
        Term::Role(name)
    })
}

impl AppRole {
    fn read(&mut self, meta: &syn::meta::ParseNestedMeta<'_>) -> syn::Result<()> {
        if meta.path.is_ident("value") {
            self.value = Some(text(meta)?);
        } else if meta.path.is_ident("id") {
            self.id = Some(text(meta)?);
        } else if meta.path.is_ident("members") {
            self.members = Some(members(meta)?);
        } else if meta.path.is_ident("enabled") {
            self.enabled = Some(meta.value()?.parse::<LitBool>()?.value);
        } else {
            return Err(syn::Error::new_spanned(
                &meta.path,
                wording::APP_ROLE_OPTION,
            ));
        }
        Ok(())
    }
}

fn text(meta: &syn::meta::ParseNestedMeta<'_>) -> syn::Result<Name> {
    let literal: LitStr = meta.value()?.parse()?;
    Ok(Name::new(literal.value(), literal.span()))
}

fn members(meta: &syn::meta::ParseNestedMeta<'_>) -> syn::Result<(Span, Members)> {
    let list;
    let value = meta.value()?;
    let span = value.span();
    bracketed!(list in value);
    let mut members = Members::default();
    for member in list.parse_terminated(Ident::parse, Token![,])? {
        match member.to_string().as_str() {
            "User" => members.user = true,
            "Application" => members.application = true,
            _ => return Err(syn::Error::new(member.span(), wording::APP_ROLE_MEMBERS)),
        }
    }
    Ok((span, members))
}
