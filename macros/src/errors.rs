//! Gathers every mistake of one invocation, each at its own span, so that one compilation reports them all.

use std::fmt::Display;

use proc_macro2::{Span, TokenStream};

/// The mistakes found so far. Dropping them unread is a bug of ours, and says so.
pub(crate) struct Errors {
    found: Option<Vec<syn::Error>>,
}

impl Errors {
    pub(crate) fn new() -> Self {
        Self {
            found: Some(Vec::new()),
        }
    }

    pub(crate) fn at(&mut self, span: Span, message: impl Display) {
        self.push(syn::Error::new(span, message));
    }

    pub(crate) fn push(&mut self, error: syn::Error) {
        self.found.get_or_insert_default().push(error);
    }

    /// Keeps the value or the mistake.
    pub(crate) fn keep<T>(&mut self, result: syn::Result<T>) -> Option<T> {
        result.map_err(|error| self.push(error)).ok()
    }

    /// Takes over what another found.
    pub(crate) fn absorb(&mut self, mut other: Self) {
        self.found
            .get_or_insert_default()
            .extend(other.found.take().unwrap_or_default());
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.found.as_ref().is_none_or(Vec::is_empty)
    }

    /// Every mistake as a `compile_error!`; nothing where there is none.
    pub(crate) fn into_compile_errors(mut self) -> TokenStream {
        let found = self.found.take().unwrap_or_default();
        found.iter().map(syn::Error::to_compile_error).collect()
    }
}

impl Drop for Errors {
    fn drop(&mut self) {
        let unread = self.found.as_ref().is_some_and(|found| !found.is_empty());
        assert!(
            !unread || std::thread::panicking(),
            "mistakes were found and not reported: a bug in rolecall"
        );
    }
}
