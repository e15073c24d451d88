//! What stands at the head of `roles! { … }`: `#![strict]`, `#![warn(redundant)]` and `#![exclusive(…)]`.

use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{Attribute, Ident, Meta, Token};

use crate::errors::Errors;
use crate::names::Name;
use crate::{paths, wording};

/// The heads as written.
#[derive(Default)]
pub(super) struct Heads {
    pub(super) strict: bool,
    pub(super) warns_of_redundancy: bool,
    pub(super) exclusive: Vec<Exclusive>,
}

/// Roles of which no identity may hold two.
pub(super) struct Exclusive {
    pub(super) roles: Vec<Name>,
}

pub(super) fn read(input: ParseStream<'_>, errors: &mut Errors) -> syn::Result<Heads> {
    let mut heads = Heads::default();
    for attribute in Attribute::parse_inner(input)? {
        errors.keep(heads.add(&attribute));
    }
    Ok(heads)
}

impl Heads {
    fn add(&mut self, attribute: &Attribute) -> syn::Result<()> {
        let path = attribute.path();
        let word = path.get_ident().map(ToString::to_string);
        let known = match (word.as_deref(), &attribute.meta) {
            (Some("exclusive"), _) => {
                self.exclusive.push(exclusive(attribute)?);
                false
            }
            (Some("strict"), Meta::Path(_)) => std::mem::replace(&mut self.strict, true),
            (Some("warn"), _) => {
                warned_of(attribute)?;
                std::mem::replace(&mut self.warns_of_redundancy, true)
            }
            _ => {
                let message = wording::roles_head(&format!("#![{}]", paths::text(path)));
                return Err(syn::Error::new_spanned(path, message));
            }
        };
        if known {
            let message = wording::listed_twice(&word.unwrap_or_default());
            return Err(syn::Error::new_spanned(path, message));
        }
        Ok(())
    }
}

fn exclusive(attribute: &Attribute) -> syn::Result<Exclusive> {
    let refused = || syn::Error::new(attribute.path().span(), wording::EXCLUSIVE_LIST);
    let names = attribute.meta.require_list().map_err(|_| refused())?;
    let roles = names.parse_args_with(Punctuated::<Name, Token![,]>::parse_terminated)?;
    if roles.len() < 2 {
        return Err(refused());
    }
    let roles = roles.into_iter().collect();
    Ok(Exclusive { roles })
}

/// `warn(redundant)`, and nothing else.
fn warned_of(attribute: &Attribute) -> syn::Result<()> {
    let words = attribute.parse_args_with(|input: ParseStream<'_>| {
        let word = Ident::parse(input)?;
        if word != "redundant" {
            let message = wording::unknown_warning(&word.to_string());
            return Err(syn::Error::new(word.span(), message));
        }
        input.parse::<Option<Token![,]>>()?;
        Ok(())
    });
    match &attribute.meta {
        Meta::List(list) if !list.tokens.is_empty() => words,
        _ => Err(syn::Error::new(attribute.path().span(), wording::WARN_LIST)),
    }
}
