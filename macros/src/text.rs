//! Tokens from text. What holds no token of the user's is written as text, and read by the compiler's own lexer: a macro,
//! which nobody has optimised, takes ten times as long to make the same tokens one by one.

use std::fmt::{Display, Write};

use proc_macro2::{Literal, Span, TokenStream};
use syn::LitStr;

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

/// A name as the literal that a rule asks for it by: [`Name::raw_literal`](crate::names::Name::raw_literal) as text.
pub(crate) fn literal(name: &str) -> String {
    let written = format!("{name:?}");
    // Where nothing had to be escaped, every literal is written so.
    if written.is_ascii() && !written.contains('\\') {
        return written;
    }
    Literal::string(name).to_string()
}

/// What a literal says, as it was written.
pub(crate) fn of_literal(written: &str) -> Option<String> {
    match plain(written) {
        Some(text) => Some(text.to_owned()),
        None => syn::parse_str::<LitStr>(written)
            .ok()
            .map(|literal| literal.value()),
    }
}

/// The same where the literal is a string that is its own source.
pub(crate) fn plain(written: &str) -> Option<&str> {
    let text = written.strip_prefix('"')?.strip_suffix('"')?;
    (!text.contains('\\') && !text.contains('\r')).then_some(text)
}

/// Numbers, a blank behind each.
pub(crate) fn numbers<T: Display>(numbers: impl IntoIterator<Item = T>) -> String {
    let mut text = String::new();
    for number in numbers {
        // Nothing can fail here.
        let _ = write!(text, "{number} ");
    }
    text
}
