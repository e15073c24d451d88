//! The expression that `#[protected(…)]` and `require!(…)` share: what a caller must be, hold or be allowed.
//!
//! | file | holds |
//! |---|---|
//! | `parse`, `values`, `mistaken` | what was written |
//! | `written` | the terms |
//! | `normal` | the same, `not` carried inwards and lists taken apart |
//! | `check`, `sense`, `alone` | what is true of it, whatever the policy says |
//! | `expand` | the requirement as a type |
//! | `meaning` | the same, its words as numbers |
//! | `shape` | what the policy is asked about it |
//! | `analysis` | what comes of it: whether somebody can meet the rule |

mod alone;
mod analysis;
mod check;
mod expand;
mod meaning;
mod mistaken;
mod normal;
mod parse;
mod sense;
mod shape;
mod values;
mod written;

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::Path;

pub(crate) use self::analysis::analyse;
use self::expand::Rule;
use crate::errors::{self, Errors};
use crate::paths::PolicyPath;
use crate::raw::Tokens;
use crate::wording;

/// A requirement that was read: where its policy stands, and its type.
pub(crate) struct Requirement {
    pub(crate) policy: PolicyPath,
    pub(crate) rule: Tokens,
    /// What has the compiler find out whether somebody can meet it; stands where items may stand.
    pub(crate) analysis: Tokens,
    /// The checkers it asks, each once.
    pub(crate) checkers: Vec<Path>,
}

/// Reads a requirement. What is wrong with it is reported, and the type that stands in for it holds for nobody. One
/// that asks for nothing is refused in the words of `nothing`, at `here`.
pub(crate) fn read(
    input: &TokenStream,
    here: impl FnOnce() -> Span,
    nothing: &str,
    errors: &mut Errors,
) -> Requirement {
    let written = parse::rule(input.clone(), errors);
    if written.terms.is_empty() && errors.is_empty() {
        errors.at(here(), nothing);
    }
    check::rule(&written, errors);
    let policy = PolicyPath::new(written.policy.as_ref());
    let sound = errors.is_empty();
    let Rule { rule, checkers } = expand::rule(&written, &policy, sound);
    // Of what was refused already nothing more is said.
    let analysis = if sound {
        shape::hook(&written, &policy, input)
    } else {
        Tokens::default()
    };
    Requirement {
        policy,
        rule,
        analysis,
        checkers,
    }
}

/// `require!(…)`: the requirement as a value.
pub(crate) fn require(input: &TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let here = || errors::invocation(input);
    let Requirement {
        policy,
        rule,
        analysis,
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
    quote!({ #errors #analysis <#rule as #runtime::Term>::REQUIREMENT })
}
