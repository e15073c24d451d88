//! The question that goes from permission block to permission block: `[$crate] [paths] { the block } { an answer }…`,
//! one answer for each path so far.

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::quote;
use syn::parse::{Parse, ParseStream, Parser};
use syn::{Attribute, Ident, Path, Token, braced, bracketed};

use crate::errors::Errors;
use crate::names;
use crate::paths::Runtime;
use crate::permissions::Listed;
use crate::wording;

/// What is known so far.
pub(super) struct Asked {
    pub(super) runtime: Runtime,
    pub(super) paths: Vec<Path>,
    /// The block without its `permissions = path;`, unread.
    pub(super) block: TokenStream,
    pub(super) answers: Vec<Listed>,
    raw_answers: Vec<TokenStream>,
}

/// The start: `[$crate]` and the block as written, of which only the paths are read.
pub(super) fn nobody_yet(input: TokenStream, errors: &mut Errors) -> syn::Result<Asked> {
    let read = |input: ParseStream<'_>| {
        let runtime = input.parse()?;
        let attributes = Attribute::parse_inner(input)?;
        let mut paths = Vec::new();
        while input.peek(Ident) && input.peek2(Token![=]) {
            paths.extend(errors.keep(permissions_path(input)));
        }
        if paths.is_empty() {
            paths.push(Path::from(Ident::new("self", Span::call_site())));
        }
        let rest: TokenStream = input.parse()?;
        Ok(Asked {
            runtime,
            paths,
            block: quote!(#(#attributes)* #rest),
            answers: Vec::new(),
            raw_answers: Vec::new(),
        })
    };
    read.parse2(input)
}

fn permissions_path(input: ParseStream<'_>) -> syn::Result<Path> {
    let word: Ident = input.parse()?;
    input.parse::<Token![=]>()?;
    let path = input.call(Path::parse_mod_style);
    let at_end = input.peek(Token![;]);
    while !input.is_empty() && input.parse::<Token![;]>().is_err() {
        input.parse::<TokenTree>()?;
    }
    match path {
        Ok(path) if at_end && word == "permissions" => Ok(path),
        Ok(path) if word == "permissions" => Err(syn::Error::new_spanned(path, wording::PATH_ENDS)),
        _ => {
            let message = wording::roles_head(&format!("{word} = …"));
            Err(syn::Error::new(word.span(), message))
        }
    }
}

impl Asked {
    /// The question to the next block; nothing when all have answered.
    pub(super) fn question(&self) -> Option<TokenStream> {
        let next = self.paths.get(self.answers.len())?;
        let Self {
            paths,
            block,
            raw_answers,
            ..
        } = self;
        let (krate, private) = (self.runtime.krate(), self.runtime.private());
        Some(quote! {
            #next::__permissions_declared_here! {
                [#private::roles_with] [#krate] [#(#paths),*] { #block } #({ #raw_answers })*
            }
        })
    }

    /// A suffix that no other block of the crate has.
    pub(super) fn unique(&self) -> String {
        let answers: TokenStream = self.raw_answers.iter().cloned().collect();
        let block = &self.block;
        names::unique(&quote!(#block #answers))
    }
}

impl Parse for Asked {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let runtime = input.parse()?;
        let (paths, block);
        bracketed!(paths in input);
        let paths = paths
            .parse_terminated(Path::parse_mod_style, Token![,])?
            .into_iter()
            .collect();
        braced!(block in input);
        let block = block.parse()?;
        let (mut answers, mut raw_answers) = (Vec::new(), Vec::new());
        while !input.is_empty() {
            let answer;
            braced!(answer in input);
            let raw: TokenStream = answer.parse()?;
            answers.push(syn::parse2(raw.clone())?);
            raw_answers.push(raw);
        }
        Ok(Self {
            runtime,
            paths,
            block,
            answers,
            raw_answers,
        })
    }
}
