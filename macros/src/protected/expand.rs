//! The handler with its guard: the same function with one argument more, and nothing beside it.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Path;

use super::parse::{Handler, Reason};
use super::{body, check};
use crate::paths::PolicyPath;
use crate::raw::{Delimiter, Literal, Tokens};

/// clippy counts the guard; the user has one argument less.
const CLIPPY_ALLOWS: usize = 7;

/// `analysis` is what the compiler finds out about the rule, where the body begins.
pub(super) fn handler(handler: &Handler, guard: &TokenStream, analysis: &Tokens) -> TokenStream {
    let Handler {
        visibility,
        signature,
        body,
        ..
    } = handler;
    let attributes = handler
        .attributes
        .iter()
        .filter(|attribute| !check::is_rule(attribute) && !check::is_checker(attribute));
    let lint = (signature.inputs.len() == CLIPPY_ALLOWS)
        .then(|| quote!(#[allow(clippy::too_many_arguments)]));
    let syn::Signature {
        constness,
        asyncness,
        safety,
        abi,
        fn_token,
        ident,
        generics,
        inputs,
        output,
        ..
    } = signature;
    let (generics, clause) = (generics, &generics.where_clause);
    let body: TokenStream = body::before_statements(body.clone().into(), analysis).into();
    // A receiver was refused; it stays first, where alone it can stand.
    let receiver = signature.receiver().map(|receiver| quote!(#receiver,));
    let others = inputs
        .iter()
        .filter(|input| matches!(input, syn::FnArg::Typed(_)) && !check::is_guard(input));
    quote! {
        #(#attributes)*
        #lint
        #visibility #constness #asyncness #safety #abi #fn_token #ident #generics (
            #receiver
            _: #guard,
            #(#others),*
        ) #output #clause #body
    }
}

/// The type of the hidden argument. Only a rule with checkers pays for them.
pub(super) fn guard(policy: &PolicyPath, rule: Tokens, checkers: &[Path]) -> Tokens {
    let mut guard = policy.runtime().clone();
    if checkers.is_empty() {
        guard.step("Guard");
        guard.sign('<');
        guard.append(rule);
    } else {
        guard.step("CheckedGuard");
        guard.sign('<');
        guard.append(rule);
        guard.sign(',');
        guard.group(Delimiter::Parenthesis, quote!(#(#checkers,)*));
    }
    guard.sign('>');
    guard
}

/// What stands in for a guard whose rule was refused: it names what the rule names, and lets nobody pass.
pub(super) fn closed(guard: &Tokens, policy: &PolicyPath) -> TokenStream {
    let runtime = policy.runtime();
    quote!(#runtime::Guard<#runtime::Closed<#guard>>)
}

/// The reason as a type, sixteen bytes to a word.
pub(super) fn public(reason: &Reason, policy: &PolicyPath) -> Tokens {
    let runtime = policy.runtime();
    let chunks = reason.text.as_bytes().chunks(16);
    let words = chunks.len();
    let mut rule = runtime.clone();
    rule.step("Public");
    rule.sign('<');
    for chunk in chunks {
        let mut bytes = [0; 16];
        bytes
            .iter_mut()
            .zip(chunk)
            .for_each(|(byte, from)| *byte = *from);
        rule.repeat(runtime);
        rule.step("Bytes");
        rule.sign('<');
        rule.push(Literal::u128_unsuffixed(u128::from_le_bytes(bytes)));
        rule.sign(',');
    }
    rule.repeat(runtime);
    rule.step("End");
    // One for each word, and one for `Public`.
    (0..=words).for_each(|_| rule.sign('>'));
    rule
}
