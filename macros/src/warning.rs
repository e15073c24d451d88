//! The one way to a warning of our own on a stable compiler: a deprecated function, called at the word in question.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

/// An item that warns. `word` is an identifier that says it too: the compiler shows it.
pub(crate) fn at(span: Span, word: &str, note: &str) -> TokenStream {
    let word = Ident::new(word, span);
    quote! {
        const _: () = {
            #[deprecated(note = #note)]
            const fn #word() {}
            #word()
        };
    }
}
