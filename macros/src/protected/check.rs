//! What is true of a handler: async, free of `self`, one rule, and room for the guard.

use quote::ToTokens;
use syn::{FnArg, Type};

use super::parse::Handler;
use crate::errors::Errors;
use crate::wording;

/// axum's handlers take sixteen arguments; one is the guard.
const MOST_ARGUMENTS: usize = 15;

pub(super) fn handler(attribute: &str, handler: &Handler, errors: &mut Errors) {
    let signature = &handler.signature;
    if signature.asyncness.is_none() {
        errors.at(signature.fn_token.span, wording::not_async(attribute));
    }
    if let Some(receiver) = signature.receiver() {
        errors.push(syn::Error::new_spanned(receiver, wording::TAKES_SELF));
    }
    if signature.inputs.len() > MOST_ARGUMENTS {
        errors.push(syn::Error::new_spanned(
            &signature.ident,
            wording::TOO_MANY_ARGUMENTS,
        ));
    }
    check_one_rule(handler, errors);
    if attribute == "public" {
        check_optional_identity(handler, errors);
    }
}

/// The rule above this one has left its guard among the arguments; one below still stands among the attributes.
fn check_one_rule(handler: &Handler, errors: &mut Errors) {
    let guarded = handler.signature.inputs.iter().any(is_guard);
    let second = handler
        .attributes
        .iter()
        .find(|attribute| is_rule(attribute));
    match second {
        Some(attribute) => errors.push(syn::Error::new_spanned(attribute, wording::TWO_RULES)),
        None if guarded => errors.at(proc_macro2::Span::call_site(), wording::TWO_RULES),
        None => {}
    }
}

pub(super) fn is_guard(argument: &FnArg) -> bool {
    match argument {
        FnArg::Typed(argument) => match &*argument.ty {
            Type::Path(path) => path
                .path
                .segments
                .iter()
                .any(|segment| segment.ident == "__rolecall"),
            _ => false,
        },
        FnArg::Receiver(_) => false,
    }
}

/// `#[protected(…)]` or `#[public(…)]`, by whatever path.
pub(super) fn is_rule(attribute: &syn::Attribute) -> bool {
    let last = attribute.path().segments.last();
    last.is_some_and(|segment| segment.ident == "protected" || segment.ident == "public")
}

fn check_optional_identity(handler: &Handler, errors: &mut Errors) {
    for argument in &handler.signature.inputs {
        let FnArg::Typed(argument) = argument else {
            continue;
        };
        let Type::Path(path) = &*argument.ty else {
            continue;
        };
        if path
            .path
            .segments
            .last()
            .is_some_and(|segment| segment.ident == "Identity" && segment.arguments.is_none())
        {
            errors.push(syn::Error::new_spanned(
                argument.ty.to_token_stream(),
                wording::PLAIN_IDENTITY,
            ));
        }
    }
}
