//! What the name macros fall through to: an error at the name, which knows every declared name of every kind.

use proc_macro2::{Ident, TokenStream};
use syn::parse::{Parse, ParseStream, Parser};
use syn::{LitStr, bracketed};

use crate::names::Name;
use crate::wording;

/// `permission "edti" ["view" "edit"] ["Viewer"] ["Documents.Read"]`: the kind and name asked for, then all there are.
struct Unknown {
    kind: Ident,
    name: Name,
    declared: [(&'static str, Vec<String>); 3],
}

pub(crate) fn report(input: TokenStream) -> TokenStream {
    match syn::parse2::<Unknown>(input) {
        Ok(unknown) => syn::Error::new(unknown.name.span(), unknown.message()).to_compile_error(),
        Err(error) => error.to_compile_error(),
    }
}

/// `"Admin" alone`: the name, and where it was asked for.
pub(crate) fn role_alone(input: TokenStream) -> TokenStream {
    let read = |input: ParseStream<'_>| {
        let name: Name = input.parse()?;
        let place: Ident = input.parse()?;
        Ok(syn::Error::new(
            place.span(),
            wording::role_alone(name.text()),
        ))
    };
    read.parse2(input)
        .unwrap_or_else(|error| error)
        .to_compile_error()
}

impl Unknown {
    fn message(&self) -> String {
        let kind = self.kind.to_string();
        let name = self.name.text();
        let of = |wanted: &str| {
            self.declared
                .iter()
                .find(|(kind, _)| *kind == wanted)
                .map(|(_, names)| names.as_slice())
        };
        let elsewhere = self
            .declared
            .iter()
            .find(|(_, names)| names.iter().any(|declared| declared == name));
        match elsewhere {
            Some((is, _)) => wording::other_kind(name, is, &kind),
            None => wording::unknown(&kind, name, of(&kind).unwrap_or_default()),
        }
    }
}

impl Parse for Unknown {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        Ok(Self {
            kind: input.parse()?,
            name: input.parse()?,
            declared: [
                ("permission", names(input)?),
                ("role", names(input)?),
                ("scope", names(input)?),
            ],
        })
    }
}

fn names(input: ParseStream<'_>) -> syn::Result<Vec<String>> {
    let list;
    bracketed!(list in input);
    let mut names = Vec::new();
    while !list.is_empty() {
        names.push(list.parse::<LitStr>()?.value());
    }
    Ok(names)
}
