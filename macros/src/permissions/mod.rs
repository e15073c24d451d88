//! `permissions! { … }`: the rights there are.

mod check;
mod expand;
mod parse;

use proc_macro2::TokenStream;

use crate::errors::Errors;

pub(crate) use self::parse::Listed;

/// Reads the block, finds what is wrong with it, and writes it in any case, as well as it can be understood: users of
/// the policy do not complain too.
pub(crate) fn expand_block(input: TokenStream) -> TokenStream {
    let unique = crate::names::unique(&after_krate(&input));
    let mut errors = Errors::new();
    let expanded = match parse::block(input, &mut errors) {
        Ok((runtime, declaration)) => {
            expand::block(&runtime, &check::block(declaration, &mut errors), &unique)
        }
        Err(error) => {
            errors.push(error);
            TokenStream::new()
        }
    };
    let errors = errors.into_compile_errors();
    quote::quote!(#errors #expanded)
}

/// The user's own tokens, whose place tells one block from another.
fn after_krate(input: &TokenStream) -> TokenStream {
    input.clone().into_iter().skip(1).collect()
}
