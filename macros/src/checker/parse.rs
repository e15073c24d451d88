//! What stands in the parentheses of `#[checker]`: nothing, or `policy = path`.

use proc_macro2::TokenStream;
use syn::parse::{ParseStream, Parser};
use syn::{Ident, Path, Token};

use crate::errors::Errors;
use crate::wording;

pub(super) fn policy(attribute: TokenStream, errors: &mut Errors) -> Option<Path> {
    if attribute.is_empty() {
        return None;
    }
    errors.keep(read.parse2(attribute))
}

fn read(input: ParseStream<'_>) -> syn::Result<Path> {
    let here = input.span();
    let only_policy = |_| syn::Error::new(here, wording::CHECKER_ARGUMENTS);
    let word: Ident = input.parse().map_err(only_policy)?;
    if word != "policy" {
        return Err(syn::Error::new(word.span(), wording::CHECKER_ARGUMENTS));
    }
    input.parse::<Token![=]>().map_err(only_policy)?;
    let path = input
        .call(Path::parse_mod_style)
        .map_err(|error| syn::Error::new(error.span(), wording::TAKES_A_PATH))?;
    input.parse::<Option<Token![,]>>()?;
    if input.is_empty() {
        return Ok(path);
    }
    Err(input.error(wording::CHECKER_ARGUMENTS))
}
