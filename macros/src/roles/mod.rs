//! `roles! { … }`: who may do what, over the permissions of one or more blocks.
//!
//! A macro cannot look into another, so it asks: each permission block has left a callback behind, which calls
//! [`continue_with_permissions`] with its names. When the last has answered, everything is known and the policy is
//! written.

mod check;
mod closure;
mod expand;
mod lookup;
mod parse;

use proc_macro2::TokenStream;
use quote::quote;

use self::parse::{Asked, Head};
use crate::errors::Errors;

/// The first step: which blocks to ask.
pub(crate) fn ask_for_permissions(input: TokenStream) -> TokenStream {
    match syn::parse2::<Head>(input) {
        Ok(head) => ask(&Asked::nobody_yet(head)),
        Err(error) => error.to_compile_error(),
    }
}

/// A further step: one more block has answered.
pub(crate) fn continue_with_permissions(input: TokenStream) -> TokenStream {
    match syn::parse2::<Asked>(input) {
        Ok(asked) => ask(&asked),
        Err(error) => error.to_compile_error(),
    }
}

fn ask(asked: &Asked) -> TokenStream {
    let Some(next) = asked.next_path() else {
        return write(asked);
    };
    let private = asked.runtime.private();
    quote! {
        #next::__permissions! { [#private::roles_with] #asked }
    }
}

fn write(asked: &Asked) -> TokenStream {
    let mut errors = Errors::new();
    let sets = check::sets(asked, &mut errors);
    let declaration = parse::block(asked.block.clone(), &mut errors);
    let policy = check::block(declaration, &sets, &mut errors);
    let sound = errors.is_empty();
    let unique = crate::names::hash(&format!(
        "{} {}",
        asked.fingerprint(),
        crate::names::unique(&asked.block)
    ));
    let expanded = expand::policy(
        &asked.runtime,
        &sets,
        &policy,
        sound,
        &format!("{unique:016x}"),
    );
    let errors = errors.into_compile_errors();
    quote!(#errors #expanded)
}
