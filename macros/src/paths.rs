//! The only names that emitted code may use: everything hangs on the policy module, or on `$crate` where there is none
//! yet, so that a renamed dependency needs no option.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::parse::{Parse, ParseStream};
use syn::{Path, Type, bracketed};

use crate::raw::{self, Tokens};

/// The module in which the policy of a rule stands.
pub(crate) struct PolicyPath {
    module: Tokens,
    runtime: Tokens,
}

impl PolicyPath {
    /// `policy = path`, else `crate::policy`.
    pub(crate) fn new(written: Option<&Path>) -> Self {
        let mut module = Tokens::default();
        if let Some(path) = written {
            let stream: raw::TokenStream = path.to_token_stream().into();
            module = stream.into();
        } else {
            module.word("crate");
            module.step("policy");
        }
        let mut runtime = module.clone();
        runtime.step("__rolecall");
        Self { module, runtime }
    }

    /// The policy module itself.
    pub(crate) fn module(&self) -> &Tokens {
        &self.module
    }

    /// What the runtime keeps for emitted code.
    pub(crate) fn runtime(&self) -> &Tokens {
        &self.runtime
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

/// A path as it was written.
pub(crate) fn text(path: &Path) -> String {
    path.to_token_stream().to_string().replace(' ', "")
}

/// A type as people write it: blanks only where words would run into each other, and after commas.
pub(crate) fn type_text(written: &Type) -> String {
    let tokens = written.to_token_stream().to_string();
    let in_word = |letter: Option<char>| letter.is_some_and(|it| it.is_alphanumeric() || it == '_');
    let mut text = String::new();
    for word in tokens.split_whitespace() {
        let joins = in_word(text.chars().last()) && in_word(word.chars().next());
        if joins || text.ends_with(',') {
            text.push(' ');
        }
        text.push_str(word);
    }
    text
}

impl Parse for Runtime {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let krate;
        bracketed!(krate in input);
        Ok(Self(krate.parse()?))
    }
}
