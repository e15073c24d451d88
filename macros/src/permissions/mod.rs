//! `permissions! { … }`: the rights there are.

mod check;
mod expand;
mod parse;

use proc_macro2::TokenStream;
use quote::quote;

use crate::errors::Errors;
use crate::names;

pub(crate) use self::parse::{Listed, ListedPermission};

/// Reads the block, finds what is wrong with it, and writes it in any case, as well as it can be understood: users of
/// the policy do not complain too.
pub(crate) fn expand_block(input: TokenStream) -> TokenStream {
    let unique = names::unique(&after_krate(&input));
    let mut errors = Errors::default();
    let written = parse::block(input, &mut errors);
    let expanded = errors.keep(written).map(|(runtime, declaration)| {
        expand::block(&runtime, &check::block(declaration, &mut errors), &unique)
    });
    let errors = errors.into_compile_errors();
    quote!(#errors #expanded)
}

/// What the block would answer `roles!`.
#[cfg(test)]
pub(crate) fn answer(input: TokenStream) -> TokenStream {
    let unique = names::unique(&after_krate(&input));
    let mut errors = Errors::default();
    let written = parse::block(input, &mut errors);
    let answer = errors
        .keep(written)
        .map(|(_, declaration)| expand::answer(&check::block(declaration, &mut errors), &unique));
    let errors = errors.into_compile_errors();
    quote!(#errors #answer)
}

/// The user's own tokens, whose place tells one block from another.
fn after_krate(input: &TokenStream) -> TokenStream {
    input.clone().into_iter().skip(1).collect()
}
