//! What both declaring blocks read alike: where `rolecall` is, doc comments, and entries that are skipped when broken.

use proc_macro2::TokenStream;
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Expr, ExprLit, Lit, Meta, Token, bracketed};

use crate::errors::Errors;
use crate::paths::Runtime;

impl Parse for Runtime {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let krate;
        bracketed!(krate in input);
        Ok(Self::new(krate.parse()?))
    }
}

/// Reads entries separated by commas; a broken one is reported and skipped, so that the next is read too.
pub(crate) fn entries<T>(
    input: ParseStream<'_>,
    errors: &mut Errors,
    entry: impl Fn(ParseStream<'_>, &mut Errors) -> syn::Result<T>,
) -> Vec<T> {
    let mut entries = Vec::new();
    while !input.is_empty() {
        match entry(input, errors).and_then(|entry| comma(input).map(|()| entry)) {
            Ok(entry) => entries.push(entry),
            Err(error) => {
                errors.push(error);
                skip_to_next(input);
            }
        }
    }
    entries
}

/// Skips what is left of a broken entry, its comma included.
pub(crate) fn skip_to_next(input: ParseStream<'_>) {
    while !input.is_empty() {
        let at_comma = input.peek(Token![,]);
        if input.parse::<proc_macro2::TokenTree>().is_err() || at_comma {
            return;
        }
    }
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

/// `#[doc = "…"]` for what has a description, else a sentence, so that `missing_docs` is content.
pub(crate) fn documented(description: &str, otherwise: &str) -> TokenStream {
    let text = if description.is_empty() {
        otherwise
    } else {
        description
    };
    quote::quote!(#[doc = #text])
}

fn comma(input: ParseStream<'_>) -> syn::Result<()> {
    if !input.is_empty() {
        input.parse::<Token![,]>()?;
    }
    Ok(())
}
