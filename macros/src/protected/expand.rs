//! The handler with its guard: the same function with one argument more, and nothing beside it.

use proc_macro2::{Literal, TokenStream, TokenTree};
use quote::quote;
use syn::Path;

use super::parse::{Handler, Reason};
use super::{body, check};
use crate::paths::PolicyPath;

/// clippy counts the guard; the user has one argument less.
const CLIPPY_ALLOWS: usize = 7;

/// `analysis` is what the compiler finds out about the rule, where the body begins.
pub(super) fn handler(
    handler: &Handler,
    guard: &TokenStream,
    analysis: &TokenStream,
) -> TokenStream {
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
    let mut body = body.clone().into_iter();
    let block = body.next().map(|block| match block {
        TokenTree::Group(block) => body::with_items(&block, analysis).into(),
        other => other,
    });
    let body: TokenStream = block.into_iter().chain(body).collect();
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
pub(super) fn guard(policy: &PolicyPath, rule: &TokenStream, checkers: &[Path]) -> TokenStream {
    let runtime = policy.runtime();
    if checkers.is_empty() {
        quote!(#runtime::Guard<#rule>)
    } else {
        quote!(#runtime::CheckedGuard<#rule, (#(#checkers,)*)>)
    }
}

/// What stands in for a guard whose rule was refused: it names what the rule names, and lets nobody pass.
pub(super) fn closed(guard: &TokenStream, policy: &PolicyPath) -> TokenStream {
    let runtime = policy.runtime();
    quote!(#runtime::Guard<#runtime::Closed<#guard>>)
}

/// The reason as a type, sixteen bytes to a word.
pub(super) fn public(reason: &Reason, policy: &PolicyPath) -> TokenStream {
    let runtime = policy.runtime();
    let end = quote!(#runtime::End);
    let words = reason
        .text
        .as_bytes()
        .chunks(16)
        .rev()
        .fold(end, |rest, chunk| {
            let mut bytes = [0; 16];
            bytes
                .iter_mut()
                .zip(chunk)
                .for_each(|(byte, from)| *byte = *from);
            let bytes = Literal::u128_unsuffixed(u128::from_le_bytes(bytes));
            quote!(#runtime::Bytes<#bytes, #rest>)
        });
    quote!(#runtime::Public<#words>)
}
