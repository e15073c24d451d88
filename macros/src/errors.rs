//! Gathers every mistake of one invocation, each at its own span, so that one compilation reports them all.

use std::fmt::Display;

use proc_macro2::{Span, TokenStream};

/// The mistakes found so far. Dropping them unread is a bug of ours, and says so.
#[derive(Default)]
pub(crate) struct Errors {
    found: Vec<syn::Error>,
}

impl Errors {
    pub(crate) fn at(&mut self, span: Span, message: impl Display) {
        self.push(syn::Error::new(span, message));
    }

    pub(crate) fn push(&mut self, error: syn::Error) {
        self.found.push(error);
    }

    /// Keeps the value or the mistake.
    pub(crate) fn keep<T>(&mut self, result: syn::Result<T>) -> Option<T> {
        result.map_err(|error| self.push(error)).ok()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Every mistake as a `compile_error!`; nothing where there is none.
    pub(crate) fn into_compile_errors(mut self) -> TokenStream {
        let found = std::mem::take(&mut self.found);
        found.iter().map(syn::Error::to_compile_error).collect()
    }
}

impl Drop for Errors {
    fn drop(&mut self) {
        assert!(
            self.found.is_empty() || std::thread::panicking(),
            "mistakes were found and not reported: a bug in rolecall"
        );
    }
}

/// The whole invocation, as if it were a token written beside `near`: rustc points at it, and does not go on to explain
/// that a macro made the error.
pub(crate) fn invocation(near: &TokenStream) -> Span {
    let here = Span::call_site();
    match near.clone().into_iter().next() {
        Some(token) => here.resolved_at(token.span()),
        None => here,
    }
}
