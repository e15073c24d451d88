//! The expression that `#[protected(…)]` and `require!(…)` share: what a caller must be, hold or be allowed.

mod check;
mod expand;
mod parse;

use proc_macro2::TokenStream;
use quote::quote;

use crate::errors::Errors;
use crate::paths::PolicyPath;

/// A requirement that was read: where its policy stands, and its type.
pub(crate) struct Requirement {
    pub(crate) policy: PolicyPath,
    pub(crate) rule: TokenStream,
}

/// Reads a requirement. What is wrong with it is reported, and the type that stands in for it holds for nobody.
pub(crate) fn read(input: TokenStream, errors: &mut Errors) -> Requirement {
    let mut found = Errors::new();
    let written = parse::rule(input, &mut found);
    check::rule(&written, &mut found);
    let policy = PolicyPath::new(written.policy.as_ref());
    let sound = found.is_empty();
    errors.absorb(found);
    Requirement {
        rule: expand::rule(&written, &policy, sound),
        policy,
    }
}

/// `require!(…)`: the requirement as a value.
pub(crate) fn require(input: TokenStream) -> TokenStream {
    let mut errors = Errors::new();
    if input.is_empty() {
        errors.at(
            proc_macro2::Span::call_site(),
            crate::wording::NO_REQUIREMENT_VALUE,
        );
    }
    let Requirement { policy, rule } = read(input, &mut errors);
    let runtime = policy.runtime();
    let errors = errors.into_compile_errors();
    quote!({ #errors <#rule as #runtime::Term>::REQUIREMENT })
}
