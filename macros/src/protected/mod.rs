//! `#[protected(…)]` and `#[public("why")]`: the rule of a handler, as its hidden first argument.

mod body;
mod check;
mod expand;
mod parse;
mod plain;

use proc_macro2::{Span, TokenStream};
use quote::quote;

pub(crate) use self::check::{is_guard, is_rule};
pub(crate) use self::parse::{Handler, Item, item};
use crate::errors::{self, Errors};
use crate::paths::PolicyPath;
use crate::requirement::{self, Requirement};
use crate::wording;

/// The most checkers of one rule: the runtime keeps room for so many answers.
const MOST_CHECKERS: usize = 8;

/// Which of the two attributes it is, and where it stands.
#[derive(Clone, Copy)]
struct Door {
    name: &'static str,
    here: Span,
}

impl Door {
    /// A word in an argument that has to be looked at: a public handler takes no plain `Identity`.
    fn suspect(self) -> Option<&'static str> {
        (self.name == "public").then_some("Identity")
    }
}

/// `#[protected(…)]`.
pub(crate) fn protect(attribute: &TokenStream, item: TokenStream) -> TokenStream {
    let door = Door {
        name: "protected",
        here: errors::invocation(&item),
    };
    let mut errors = Errors::default();
    let Requirement {
        policy,
        rule,
        analysis,
        checkers,
    } = requirement::read(attribute, door.here, wording::NO_REQUIREMENT, &mut errors);
    if let Some(ninth) = checkers.get(MOST_CHECKERS) {
        errors.push(syn::Error::new_spanned(ninth, wording::NINTH_CHECKER));
    }
    let guard = expand::guard(&policy, &rule, &checkers);
    guarded(door, &policy, &guard, &analysis, item, errors)
}

/// `#[public("why")]`.
pub(crate) fn open(attribute: TokenStream, item: TokenStream) -> TokenStream {
    let door = Door {
        name: "public",
        here: errors::invocation(&item),
    };
    let mut errors = Errors::default();
    let reason = parse::reason(attribute, door.here, &mut errors);
    let policy = PolicyPath::new(reason.policy.as_ref());
    let guard = expand::guard(&policy, &expand::public(&reason, &policy), &[]);
    guarded(door, &policy, &guard, &TokenStream::new(), item, errors)
}

/// Puts the guard before the arguments of the handler. Whatever is wrong, the function is left standing, and closed.
fn guarded(
    door: Door,
    policy: &PolicyPath,
    guard: &TokenStream,
    analysis: &TokenStream,
    item: TokenStream,
    mut errors: Errors,
) -> TokenStream {
    if errors.is_empty()
        && let Some(guarded) = plain::guarded(&item, guard, analysis, door.suspect())
    {
        return guarded;
    }
    let guarded = match self::item(item.clone()) {
        Ok(Item::Handler(handler)) => {
            check::handler(door, &handler, &mut errors);
            if errors.is_empty() {
                expand::handler(&handler, guard, analysis)
            } else {
                let closed = expand::closed(guard, policy);
                expand::handler(&handler, &closed, &TokenStream::new())
            }
        }
        Ok(Item::Other(what, span)) => {
            errors.at(span, wording::not_a_function(door.name, what));
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
