//! `#[protected(…)]` and `#[public("why")]`: the rule of a handler, as its hidden first argument.

mod check;
mod expand;
mod parse;

use proc_macro2::{Span, TokenStream};
use quote::quote;

use self::parse::Item;
use crate::errors::Errors;
use crate::paths::PolicyPath;
use crate::requirement::{self, Requirement};
use crate::wording;

/// `#[protected(…)]`.
pub(crate) fn protect(attribute: TokenStream, item: TokenStream) -> TokenStream {
    let mut errors = Errors::new();
    if attribute.is_empty() {
        errors.at(Span::call_site(), wording::NO_REQUIREMENT);
    }
    let Requirement { policy, rule } = requirement::read(attribute, &mut errors);
    guard("protected", &policy, &rule, item, errors)
}

/// `#[public("why")]`.
pub(crate) fn open(attribute: TokenStream, item: TokenStream) -> TokenStream {
    let mut errors = Errors::new();
    let reason = parse::reason(attribute, &mut errors);
    let policy = PolicyPath::new(reason.policy.as_ref());
    let rule = expand::public(&reason, &policy);
    guard("public", &policy, &rule, item, errors)
}

/// Puts the guard before the arguments of the handler. Whatever is wrong, the function is left standing, and closed.
fn guard(
    attribute: &'static str,
    policy: &PolicyPath,
    rule: &TokenStream,
    item: TokenStream,
    mut errors: Errors,
) -> TokenStream {
    let guarded = match parse::item(item.clone()) {
        Ok(Item::Handler(handler)) => {
            check::handler(attribute, &handler, &mut errors);
            let rule = if errors.is_empty() {
                rule.clone()
            } else {
                expand::closed(rule, policy)
            };
            expand::handler(&handler, policy, &rule)
        }
        Ok(Item::Other(what, span)) => {
            errors.at(span, wording::not_a_function(attribute, what));
            item
        }
        Err(error) => {
            errors.push(error);
            item
        }
    };
    let errors = errors.into_compile_errors();
    quote!(#errors #guarded)
}
