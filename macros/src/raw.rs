//! The compiler's own tokens, without the layers of `proc_macro2`. Each build expands every rule again, in a macro that
//! nobody has optimised: what is written once for each handler is written as plainly as it can be.

#[cfg(not(test))]
pub(crate) use proc_macro::{
    Delimiter, Group, Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree,
};
// In a test there is no compiler to ask.
#[cfg(test)]
pub(crate) use proc_macro2::{
    Delimiter, Group, Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree,
};
use quote::ToTokens;

/// Tokens in the making.
#[derive(Clone, Default)]
pub(crate) struct Tokens(Vec<TokenTree>);

impl Tokens {
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn push(&mut self, token: impl Into<TokenTree>) {
        self.0.push(token.into());
    }

    pub(crate) fn append(&mut self, more: Self) {
        self.0.extend(more.0);
    }

    /// The same again, however often it was written.
    pub(crate) fn repeat(&mut self, tokens: &Self) {
        self.0.extend_from_slice(&tokens.0);
    }

    pub(crate) fn as_slice(&self) -> &[TokenTree] {
        &self.0
    }

    pub(crate) fn word(&mut self, word: &str) {
        self.push(Ident::new(word, Span::call_site()));
    }

    pub(crate) fn sign(&mut self, sign: char) {
        self.push(Punct::new(sign, Spacing::Alone));
    }

    /// `::word`.
    pub(crate) fn step(&mut self, word: &str) {
        self.push(Punct::new(':', Spacing::Joint));
        self.sign(':');
        self.word(word);
    }

    pub(crate) fn group(&mut self, delimiter: Delimiter, inside: impl Into<TokenStream>) {
        self.push(Group::new(delimiter, inside.into()));
    }
}

impl From<Tokens> for TokenStream {
    fn from(tokens: Tokens) -> Self {
        tokens.0.into_iter().collect()
    }
}

impl From<TokenStream> for Tokens {
    fn from(stream: TokenStream) -> Self {
        Self(stream.into_iter().collect())
    }
}

impl ToTokens for Tokens {
    fn to_tokens(&self, tokens: &mut proc_macro2::TokenStream) {
        tokens.extend(proc_macro2::TokenStream::from(TokenStream::from(
            self.clone(),
        )));
    }
}

/// A span as the compiler knows it.
pub(crate) fn span(span: proc_macro2::Span) -> Span {
    #[cfg(not(test))]
    return span.unwrap();
    #[cfg(test)]
    span
}
