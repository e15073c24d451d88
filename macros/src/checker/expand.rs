//! The type beside a checker: it bears the function's name, takes the function's arguments from the request, and asks.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::{Attribute, Type};

use super::check::Checker;
use crate::paths::{self, PolicyPath};
use crate::protected::Handler;

pub(super) fn checker(checker: &Checker<'_>, policy: &PolicyPath) -> TokenStream {
    let runtime = policy.runtime();
    let extractors = &checker.extractors;
    let arguments: Vec<_> = (0..extractors.len())
        .map(|place| format_ident!("__argument_{place}"))
        .collect();
    let written = extractors
        .iter()
        .map(|extractor| paths::type_text(extractor));
    let call = call(checker, &arguments);
    let answer = match checker.function.signature.asyncness {
        Some(_) => quote!(#runtime::asked #call .await),
        None => quote!(#runtime::answered #call),
    };
    let bounds = quote!(where #(#extractors: #runtime::FromRequestParts<__S>,)*);
    let body = quote! {
        #(let #arguments = match #runtime::extracted(
            <#extractors as #runtime::FromRequestParts<__S>>::from_request_parts(__parts, __state).await,
            #written,
        ) {
            ::core::result::Result::Ok(argument) => argument,
            ::core::result::Result::Err(reply) => return reply,
        };)*
        #answer
    };
    beside(checker.function, &runtime, &bounds, &body)
}

/// What stands in for a checker that was refused: it cannot decide, so that nobody passes by it.
pub(super) fn closed(function: &Handler, policy: &PolicyPath) -> TokenStream {
    if function.signature.receiver().is_some() {
        // In an `impl` block, where no type can stand.
        return TokenStream::new();
    }
    let runtime = policy.runtime();
    beside(
        function,
        &runtime,
        &TokenStream::new(),
        &quote!(#runtime::Reply::closed()),
    )
}

fn beside(
    function: &Handler,
    runtime: &TokenStream,
    bounds: &TokenStream,
    body: &TokenStream,
) -> TokenStream {
    let Handler {
        visibility,
        signature,
        attributes,
        ..
    } = function;
    let ident = &signature.ident;
    let name = ident.unraw().to_string();
    let conditions: Vec<_> = attributes
        .iter()
        .filter(|attribute| is_condition(attribute))
        .collect();
    quote! {
        // Braces, so that only types know the name: the function is the value.
        #(#conditions)*
        #[doc(hidden)]
        #[allow(non_camel_case_types, missing_debug_implementations, unreachable_pub, clippy::exhaustive_structs)]
        #visibility struct #ident {}

        #(#conditions)*
        impl #runtime::CheckerName for #ident {
            const NAME: &'static str = #name;
        }

        #(#conditions)*
        impl<__S: ::core::marker::Send + ::core::marker::Sync> #runtime::Checker<__S> for #ident #bounds {
            async fn check(
                __identity: &#runtime::Identity,
                __parts: &mut #runtime::Parts,
                __state: &__S,
            ) -> #runtime::Reply {
                #body
            }
        }
    }
}

fn is_condition(attribute: &Attribute) -> bool {
    attribute.path().is_ident("cfg")
}

/// `(owns(&*identity, argument))`, located where errors about its parts belong: the identity at the type of the first
/// argument, the whole at the return type.
fn call(checker: &Checker<'_>, arguments: &[Ident]) -> TokenStream {
    let here = Span::call_site();
    let (first, last) = ends(checker.identity);
    let and = quote_spanned!(here.located_at(first)=> &*);
    let identity = Ident::new("__identity", here.located_at(last));
    let mut arguments = Group::new(
        Delimiter::Parenthesis,
        quote!(#and #identity, #(#arguments),*),
    );
    let (first, last) = ends(checker.output);
    arguments.set_span(here.located_at(last));
    let mut function = checker.function.signature.ident.clone();
    function.set_span(function.span().located_at(first));
    quote!((#function #arguments))
}

/// Where a type begins and ends.
fn ends(written: &Type) -> (Span, Span) {
    let mut tokens = written
        .to_token_stream()
        .into_iter()
        .map(|token| match token {
            TokenTree::Group(group) => (group.span_open(), group.span_close()),
            other => (other.span(), other.span()),
        });
    let first = tokens.next();
    let last = tokens.last().or(first);
    match (first, last) {
        (Some((first, _)), Some((_, last))) => (first, last),
        _ => (Span::call_site(), Span::call_site()),
    }
}
