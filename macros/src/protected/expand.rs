//! The handler with its guard: the same function with one argument more, and nothing beside it.

use proc_macro2::{Delimiter, Group, Literal, TokenStream, TokenTree};
use quote::quote;
use syn::Path;

use super::check;
use super::parse::{Handler, Reason};
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
    let body = with_items(body, analysis);
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

/// The body with items before its first statement, behind its inner attributes. Nothing in it is parsed.
fn with_items(body: &TokenStream, items: &TokenStream) -> TokenStream {
    let mut tokens = body.clone().into_iter();
    match tokens.next() {
        _ if items.is_empty() => body.clone(),
        Some(TokenTree::Group(block)) if block.delimiter() == Delimiter::Brace => {
            let with_items = block_with_items(&block, items);
            let rest: TokenStream = tokens.collect();
            quote!(#with_items #rest)
        }
        // A block that a macro of the user's has passed on.
        _ => quote!({ #items #body }),
    }
}

/// The same of a block in braces.
pub(super) fn block_with_items(block: &Group, items: &TokenStream) -> Group {
    let (attributes, statements) = inner_attributes(block.stream());
    let inside = quote!(#attributes #items #statements);
    let mut with_items = Group::new(Delimiter::Brace, inside);
    with_items.set_span(block.span());
    with_items
}

/// `#![…]`, as many as there are, and what follows them.
fn inner_attributes(body: TokenStream) -> (TokenStream, TokenStream) {
    let mut rest = body.clone().into_iter();
    let mut attributes = TokenStream::new();
    loop {
        let mut ahead = rest.clone();
        let attribute = (ahead.next(), ahead.next(), ahead.next());
        let (Some(sharp), Some(bang), Some(list)) = attribute else {
            break;
        };
        if !is(&sharp, '#') || !is(&bang, '!') || !matches!(list, TokenTree::Group(_)) {
            break;
        }
        attributes.extend([sharp, bang, list]);
        rest = ahead;
    }
    if attributes.is_empty() {
        return (attributes, body);
    }
    (attributes, rest.collect())
}

fn is(token: &TokenTree, sign: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == sign)
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
