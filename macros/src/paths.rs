//! The only names that emitted code may use: everything hangs on the policy module, or on `$crate` where there is none
//! yet, so that a renamed dependency needs no option.

use proc_macro2::TokenStream;
use quote::quote;
use syn::parse::{Parse, ParseStream};
use syn::{Path, bracketed};

/// The module in which the policy of a rule stands.
pub(crate) struct PolicyPath(TokenStream);

impl PolicyPath {
    /// `policy = path`, else `crate::policy`.
    pub(crate) fn new(written: Option<&Path>) -> Self {
        Self(written.map_or_else(|| quote!(crate::policy), |path| quote!(#path)))
    }

    /// The policy module itself.
    pub(crate) fn module(&self) -> &TokenStream {
        &self.0
    }

    /// What the runtime keeps for emitted code.
    pub(crate) fn runtime(&self) -> TokenStream {
        let module = &self.0;
        quote!(#module::__rolecall)
    }
}

/// `$crate` as a block's shell passed it: `[$crate]` at the head of the input.
pub(crate) struct Runtime(TokenStream);

impl Runtime {
    /// `$crate`, to be passed on.
    pub(crate) fn krate(&self) -> &TokenStream {
        &self.0
    }

    /// What the runtime keeps for emitted code.
    pub(crate) fn private(&self) -> TokenStream {
        let krate = &self.0;
        quote!(#krate::__private)
    }
}

impl Parse for Runtime {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let krate;
        bracketed!(krate in input);
        Ok(Self(krate.parse()?))
    }
}
