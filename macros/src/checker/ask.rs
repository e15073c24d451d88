//! The question itself, as a function apart from the extractors, so that what is wrong with the answer is wrong in one
//! place; and located where it is wrong: rustc takes an expression to reach from its first token to its last.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::Type;

use super::check::Checker;
use crate::raw::Tokens;

/// `fn __ask(identity, arguments) -> Reply`, or a future of it that any thread can wait for.
pub(super) fn function(
    checker: &Checker<'_>,
    runtime: &Tokens,
    arguments: &[Ident],
) -> TokenStream {
    let extractors = &checker.extractors;
    let call = call(checker, arguments);
    let reply = quote!(#runtime::Reply);
    let (answered, reply) = if checker.is_async() {
        (quote!(answering), future(&reply, checker.output))
    } else {
        (quote!(answered), reply)
    };
    quote! {
        fn __ask<'__a>(__identity: &'__a #runtime::Identity, #(#arguments: #extractors),*) -> #reply {
            #runtime::#answered(#call)
        }
    }
}

/// Located at the return type: a future that stays on its thread is told of there.
fn future(reply: &TokenStream, output: &Type) -> TokenStream {
    let (first, last) = ends(output);
    let word = quote_spanned!(first=> impl);
    let captures = quote_spanned!(last=> use<'__a>);
    quote!(#word ::core::future::Future<Output = #reply> + ::core::marker::Send + #captures)
}

/// `owns(&*identity, argument)`, located at the return type, the identity in it at the type of the first argument.
fn call(checker: &Checker<'_>, arguments: &[Ident]) -> TokenStream {
    let identity = identity(checker.identity);
    let (first, last) = ends(checker.output);
    let mut function = checker.function.signature.ident.clone();
    function.set_span(first);
    let arguments = quote!(#identity, #(#arguments),*);
    let mut arguments = Group::new(Delimiter::Parenthesis, arguments);
    arguments.set_span(last);
    quote!(#function #arguments)
}

fn identity(written: &Type) -> TokenStream {
    let here = Span::call_site();
    let (first, last) = ends(written);
    let and = quote_spanned!(here.located_at(first)=> &*);
    let identity = Ident::new("__identity", here.located_at(last));
    quote!(#and #identity)
}

/// Where a type begins and ends.
fn ends(written: &Type) -> (Span, Span) {
    let spans = |token| match token {
        TokenTree::Group(group) => (group.span_open(), group.span_close()),
        other => (other.span(), other.span()),
    };
    let mut tokens = written.to_token_stream().into_iter().map(spans);
    let first = tokens.next();
    match (first, tokens.last().or(first)) {
        (Some((first, _)), Some((_, last))) => (first, last),
        _ => (Span::call_site(), Span::call_site()),
    }
}
