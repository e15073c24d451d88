//! The expression that `#[protected(…)]` and `require!(…)` share: what a caller must be, hold or be allowed.

mod check;
mod expand;
mod mistaken;
mod parse;
mod values;
mod written;

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::Path;

use self::expand::Rule;
use crate::errors::{self, Errors};
use crate::paths::PolicyPath;
use crate::wording;

/// A requirement that was read: where its policy stands, and its type.
pub(crate) struct Requirement {
    pub(crate) policy: PolicyPath,
    pub(crate) rule: TokenStream,
    /// The checkers it asks, each once.
    pub(crate) checkers: Vec<Path>,
}

/// Reads a requirement. What is wrong with it is reported, and the type that stands in for it holds for nobody. One
/// that asks for nothing is refused in the words of `nothing`, at `here`.
pub(crate) fn read(
    input: TokenStream,
    here: Span,
    nothing: &str,
    errors: &mut Errors,
) -> Requirement {
    let written = parse::rule(input, errors);
    if written.terms.is_empty() && errors.is_empty() {
        errors.at(here, nothing);
    }
    check::rule(&written, errors);
    let policy = PolicyPath::new(written.policy.as_ref());
    let Rule { rule, checkers } = expand::rule(&written, &policy, errors.is_empty());
    Requirement {
        policy,
        rule,
        checkers,
    }
}

/// `require!(…)`: the requirement as a value.
pub(crate) fn require(input: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let here = errors::invocation(&input);
    let Requirement {
        policy,
        rule,
        checkers,
    } = read(input, here, wording::NO_REQUIREMENT_VALUE, &mut errors);
    for checker in checkers {
        errors.push(syn::Error::new_spanned(
            checker,
            wording::CHECKER_IN_A_VALUE,
        ));
    }
    let runtime = policy.runtime();
    let errors = errors.into_compile_errors();
    quote!({ #errors <#rule as #runtime::Term>::REQUIREMENT })
}
