//! What the name macros fall through to: an error at the name, which knows every declared name of every kind.

use proc_macro2::{Ident, TokenStream};
use syn::parse::{Parse, ParseStream, Parser};
use syn::{LitStr, bracketed};

use crate::names::Name;
use crate::{wording, words};

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

/// `"Admin" alone`: a declared name, and where it was asked for as it cannot be.
pub(crate) fn refuse(input: TokenStream, message: fn(&str) -> String) -> TokenStream {
    let read = |input: ParseStream<'_>| {
        let name: Name = input.parse()?;
        let place: Ident = input.parse()?;
        Ok(syn::Error::new(place.span(), message(name.text())))
    };
    read.parse2(input)
        .unwrap_or_else(|error| error)
        .to_compile_error()
}

impl Unknown {
    fn message(&self) -> String {
        let kind = self.kind.to_string();
        let name = self.name.text();
        if name.trim().is_empty() {
            return wording::empty_value(&kind);
        }
        if let Some((is, _)) = self.declares(|declared| declared == name) {
            return wording::other_kind(name, is);
        }
        let own = self.names_of(&kind);
        let has_near = words::nearest(name, own.iter().map(String::as_str)).is_some();
        let nearly = |declared: &str| !has_near && words::is_same(declared, name);
        if let Some((is, declared)) = self.declares(nearly) {
            return wording::nearly_other_kind(&kind, name, is, declared);
        }
        match kind.as_str() {
            "requirement" => wording::unknown_requirement(name),
            _ => wording::unknown(&kind, name, own),
        }
    }

    /// The kind and the declared name of which something is true.
    fn declares(&self, is: impl Fn(&str) -> bool) -> Option<(&'static str, &str)> {
        self.declared.iter().find_map(|(kind, names)| {
            let name = names.iter().find(|declared| is(declared))?;
            Some((*kind, name.as_str()))
        })
    }

    fn names_of(&self, wanted: &str) -> &[String] {
        let of_the_kind = self.declared.iter().find(|(kind, _)| *kind == wanted);
        of_the_kind.map_or(&[], |(_, names)| names)
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
