//! Tokens from text. What holds no token of the user's is written as text, and read by the compiler's own lexer: a macro,
//! which nobody has optimised, takes ten times as long to make the same tokens one by one.

use proc_macro2::{Literal, Span, TokenStream};

use crate::wording;

/// The tokens of a text of ours, all at the invocation.
pub(crate) fn tokens(text: &str) -> TokenStream {
    let read = if proc_macro::is_available() {
        text.parse::<proc_macro::TokenStream>()
            .ok()
            .map(TokenStream::from)
    } else {
        // A test, outside of the compiler.
        text.parse().ok()
    };
    read.unwrap_or_else(|| {
        syn::Error::new(Span::call_site(), wording::UNREADABLE_TEXT).to_compile_error()
    })
}

/// A name as the literal that a rule asks for it by: [`Name::literal`](crate::names::Name::literal) as text.
pub(crate) fn literal(name: &str) -> String {
    Literal::string(name).to_string()
}
