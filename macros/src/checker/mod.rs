//! `#[checker]`: a function that a rule can ask about one request, by `check = path`. The function stays as it is; a
//! type of its name beside it takes its arguments from the request.

mod ask;
mod check;
mod expand;
mod parse;

use proc_macro2::TokenStream;
use quote::quote;

use crate::errors::{self, Errors};
use crate::paths::PolicyPath;
use crate::protected::{self, Handler, Item};
use crate::wording;

/// `#[checker]`.
pub(crate) fn checker(attribute: TokenStream, item: &TokenStream) -> TokenStream {
    let here = errors::invocation(item);
    let mut errors = Errors::default();
    let policy = PolicyPath::new(parse::policy(attribute, &mut errors).as_ref());
    let beside = match protected::item(item.clone()) {
        Ok(Item::Handler(function)) => {
            check::not_a_handler(here, &function, &mut errors);
            beside(&function, &policy, &mut errors)
        }
        Ok(Item::Other(what, span)) => {
            errors.at(span, wording::not_a_checker(what));
            TokenStream::new()
        }
        Err(error) => {
            errors.push(error);
            TokenStream::new()
        }
    };
    let errors = errors.into_compile_errors();
    quote!(#errors #item #beside)
}

/// The type beside the function. If anything is wrong it asks nobody, and its answer lets nobody pass.
fn beside(function: &Handler, policy: &PolicyPath, errors: &mut Errors) -> TokenStream {
    let checker = check::function(function, errors);
    match checker.filter(|_| errors.is_empty()) {
        Some(checker) => expand::checker(&checker, policy),
        None => expand::closed(function, policy),
    }
}
