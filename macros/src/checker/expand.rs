//! The type beside a checker: it bears the function's name, takes the function's arguments from the request, and asks.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use syn::ext::IdentExt;
use syn::{Attribute, Type};

use super::ask;
use super::check::Checker;
use crate::paths::{self, PolicyPath};
use crate::protected::Handler;
use crate::raw::Tokens;

pub(super) fn checker(checker: &Checker<'_>, policy: &PolicyPath) -> TokenStream {
    let runtime = policy.runtime();
    let extractors = &checker.extractors;
    let arguments: Vec<_> = (0..extractors.len())
        .map(|place| format_ident!("__argument_{place}"))
        .collect();
    let takes = arguments.iter().zip(extractors);
    let takes = takes.map(|(argument, extractor)| take(runtime, argument, extractor));
    let ask = ask::function(checker, runtime, &arguments);
    let wait = checker.is_async().then(|| quote!(.await));
    let body = quote!(#ask #(#takes)* __ask(__identity, #(#arguments),*) #wait);
    beside(checker.function, runtime, extractors, &body)
}

/// What stands in for a checker that was refused: it cannot decide, so that nobody passes by it.
pub(super) fn closed(function: &Handler, policy: &PolicyPath) -> TokenStream {
    if function.signature.receiver().is_some() {
        // In an `impl` block, where no type can stand.
        return TokenStream::new();
    }
    let runtime = policy.runtime();
    beside(function, runtime, &[], &quote!(#runtime::Reply::closed()))
}

fn take(runtime: &Tokens, argument: &Ident, extractor: &Type) -> TokenStream {
    let written = paths::type_text(extractor);
    quote! {
        let #argument = match #runtime::extracted(
            <#extractor as #runtime::FromRequestParts<__S>>::from_request_parts(__parts, __state).await,
            #written,
        ) {
            ::core::result::Result::Ok(__argument) => __argument,
            ::core::result::Result::Err(__reply) => return __reply,
        };
    }
}

/// The type is as public as any handler that asks it; its name goes no further than the function's. Its braces keep it
/// out of the way of the function, which is a value.
fn beside(
    function: &Handler,
    runtime: &Tokens,
    extractors: &[&Type],
    body: &TokenStream,
) -> TokenStream {
    let (visibility, ident) = (&function.visibility, &function.signature.ident);
    let name = ident.unraw().to_string();
    let module = format_ident!("__checker_{name}");
    let conditions = function.attributes.iter();
    let conditions: Vec<_> = conditions.filter(|it| is_condition(it)).collect();
    quote! {
        #(#conditions)*
        #[doc(hidden)]
        #[allow(non_snake_case)]
        mod #module {
            #[allow(
                dead_code, missing_debug_implementations, missing_docs, non_camel_case_types, unnameable_types,
                unreachable_pub, clippy::exhaustive_structs,
            )]
            pub struct #ident {}
        }

        #(#conditions)*
        #[doc(hidden)]
        #[allow(unreachable_pub, unused_imports)]
        #visibility use #module::#ident;

        #(#conditions)*
        impl #runtime::CheckerName for #module::#ident {
            const NAME: &'static str = #name;
        }

        #(#conditions)*
        impl<__S: ::core::marker::Send + ::core::marker::Sync> #runtime::Checker<__S> for #module::#ident
        where
            #(#extractors: #runtime::FromRequestParts<__S>,)*
        {
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
