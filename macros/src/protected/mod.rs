//! `#[protected(…)]` and `#[public("why")]`: the rule of a handler, as its hidden first argument.

mod body;
mod check;
mod expand;
mod parse;
mod plain;
#[cfg(test)]
mod plain_is_parsed;

use proc_macro2::{Span, TokenStream};
use quote::quote;

pub(crate) use self::check::{is_guard, is_rule};
pub(crate) use self::parse::{Handler, Item, item};
use self::plain::Plain;
use crate::errors::{self, Errors};
use crate::paths::PolicyPath;
use crate::raw::{self, Tokens};
use crate::requirement::{self, Requirement};
use crate::wording;

/// The most checkers of one rule: the runtime keeps room for so many answers.
const MOST_CHECKERS: usize = 8;

/// Which of the two attributes it is.
#[derive(Clone, Copy)]
enum Door {
    Protected,
    Public,
}

impl Door {
    fn name(self) -> &'static str {
        match self {
            Self::Protected => "protected",
            Self::Public => "public",
        }
    }

    /// A word in an argument that has to be looked at: a public handler takes no plain `Identity`.
    fn suspect(self) -> Option<&'static str> {
        matches!(self, Self::Public).then_some("Identity")
    }
}

/// An attribute, and what stands under it.
struct Under {
    door: Door,
    item: Vec<raw::TokenTree>,
}

impl Under {
    fn new(door: Door, item: raw::TokenStream) -> Self {
        let item = item.into_iter().collect();
        Self { door, item }
    }

    fn item(&self) -> TokenStream {
        raw::TokenStream::from_iter(self.item.clone()).into()
    }

    /// Where the attribute stands.
    fn here(&self) -> Span {
        errors::invocation(&self.item())
    }
}

/// `#[protected(…)]`.
pub(crate) fn protect(attribute: raw::TokenStream, item: raw::TokenStream) -> raw::TokenStream {
    let under = Under::new(Door::Protected, item);
    let mut errors = Errors::default();
    let Requirement {
        policy,
        rule,
        analysis,
        checkers,
    } = requirement::read(
        &attribute.into(),
        || under.here(),
        wording::NO_REQUIREMENT,
        &mut errors,
    );
    if let Some(ninth) = checkers.get(MOST_CHECKERS) {
        errors.push(syn::Error::new_spanned(ninth, wording::NINTH_CHECKER));
    }
    let guard = expand::guard(&policy, rule, &checkers);
    guarded(under, &policy, guard, &analysis, errors)
}

/// `#[public("why")]`.
pub(crate) fn open(attribute: raw::TokenStream, item: raw::TokenStream) -> raw::TokenStream {
    let under = Under::new(Door::Public, item);
    let mut errors = Errors::default();
    let reason = parse::reason(attribute.into(), || under.here(), &mut errors);
    let policy = PolicyPath::new(reason.policy.as_ref());
    let guard = expand::guard(&policy, expand::public(&reason, &policy), &[]);
    guarded(under, &policy, guard, &Tokens::default(), errors)
}

/// Puts the guard before the arguments of the handler. Whatever is wrong, the function is left standing, and closed.
fn guarded(
    under: Under,
    policy: &PolicyPath,
    guard: Tokens,
    analysis: &Tokens,
    errors: Errors,
) -> raw::TokenStream {
    if errors.is_empty()
        && let Some(plain) = Plain::new(&under.item, under.door.suspect())
    {
        return plain.guarded(under.item, guard, analysis);
    }
    parsed(&under, policy, &guard, analysis, errors).into()
}

/// The same, whatever the function looks like.
fn parsed(
    under: &Under,
    policy: &PolicyPath,
    guard: &Tokens,
    analysis: &Tokens,
    mut errors: Errors,
) -> TokenStream {
    let guarded = match item(under.item()) {
        Ok(Item::Handler(handler)) => {
            check::handler(under, &handler, &mut errors);
            if errors.is_empty() {
                expand::handler(&handler, &quote!(#guard), analysis)
            } else {
                let closed = expand::closed(guard, policy);
                expand::handler(&handler, &closed, &Tokens::default())
            }
        }
        Ok(Item::Other(what, span)) => {
            errors.at(span, wording::not_a_function(under.door.name(), what));
            under.item()
        }
        Err(error) => {
            errors.push(error);
            under.item()
        }
    };
    let errors = errors.into_compile_errors();
    quote!(#errors #guarded)
}
