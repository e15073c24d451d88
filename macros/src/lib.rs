//! The compile-time half of `rolecall`. Depend on `rolecall`; its front page documents every macro.
//!
//! Each door below reads what was written (`parse`), finds what is wrong with it (`check`) and writes Rust (`expand`).
//! Every mistake of one invocation is reported at its own token, in one compilation.

#![cfg_attr(
    test,
    allow(
        clippy::cmp_owned,
        clippy::useless_conversion,
        unused_qualifications,
        reason = "in a test the compiler's tokens are those of `proc_macro2`"
    )
)]

mod analysis;
mod bits;
mod blocks;
mod checker;
mod entra;
mod errors;
#[cfg(test)]
mod expanded;
mod names;
mod paths;
mod permissions;
mod protected;
mod raw;
mod requirement;
mod roles;
mod text;
mod unknown;
mod warning;
mod wording;
mod words;

use proc_macro::TokenStream;

/// Behind `rolecall::permissions!`, which adds where `rolecall` is.
#[doc(hidden)]
#[proc_macro]
pub fn permissions_impl(input: TokenStream) -> TokenStream {
    permissions::expand_block(input.into()).into()
}

/// Behind `rolecall::roles!`, which adds where `rolecall` is: asks the permission blocks for their names.
#[doc(hidden)]
#[proc_macro]
pub fn roles_impl(input: TokenStream) -> TokenStream {
    roles::ask_for_permissions(input.into()).into()
}

/// Behind `rolecall::roles!`: called back by each permission block with its names, and at last writes the policy.
#[doc(hidden)]
#[proc_macro]
pub fn roles_with(input: TokenStream) -> TokenStream {
    roles::continue_with_permissions(input.into()).into()
}

/// What a name resolves to when no declared name is it: an error that knows them all.
#[doc(hidden)]
#[proc_macro]
pub fn unknown(input: TokenStream) -> TokenStream {
    unknown::report(input.into()).into()
}

/// What a role asked for by itself resolves to under a strict policy.
#[doc(hidden)]
#[proc_macro]
pub fn role_alone(input: TokenStream) -> TokenStream {
    unknown::refuse(input.into(), wording::role_alone).into()
}

/// What a permission that no role grants resolves to in a rule that cannot do without it.
#[doc(hidden)]
#[proc_macro]
pub fn needs_what_none_grants(input: TokenStream) -> TokenStream {
    unknown::refuse(input.into(), wording::needs_what_none_grants).into()
}

/// What a rule asks its policy: whether somebody can meet it.
#[doc(hidden)]
#[proc_macro]
pub fn analyse(input: TokenStream) -> TokenStream {
    requirement::analyse(input.into()).into()
}

// Documented where `rolecall` re-exports it, so that the examples can use the runtime.
#[proc_macro_attribute]
#[expect(missing_docs, reason = "documented at the re-export")]
#[allow(clippy::useless_conversion, reason = "not in a test")]
pub fn protected(attribute: TokenStream, item: TokenStream) -> TokenStream {
    protected::protect(attribute.into(), item.into()).into()
}

// Documented where `rolecall` re-exports it, so that the examples can use the runtime.
#[proc_macro_attribute]
#[expect(missing_docs, reason = "documented at the re-export")]
#[allow(clippy::useless_conversion, reason = "not in a test")]
pub fn public(attribute: TokenStream, item: TokenStream) -> TokenStream {
    protected::open(attribute.into(), item.into()).into()
}

// Documented where `rolecall` re-exports it, so that the examples can use the runtime.
#[proc_macro_attribute]
#[expect(missing_docs, reason = "documented at the re-export")]
pub fn checker(attribute: TokenStream, item: TokenStream) -> TokenStream {
    checker::checker(attribute.into(), &item.into()).into()
}

// Documented where `rolecall` re-exports it, so that the examples can use the runtime.
#[proc_macro]
#[expect(missing_docs, reason = "documented at the re-export")]
pub fn require(input: TokenStream) -> TokenStream {
    requirement::require(&input.into()).into()
}
