//! Names as users write them, bare or as strings, and the identifiers they become.

use proc_macro2::{Ident, Literal, Span, TokenStream, TokenTree};
use syn::parse::{Parse, ParseStream};
use syn::{LitStr, Token};

use crate::wording;

/// A declared or asked-for name: what was written and where.
#[derive(Clone)]
pub(crate) struct Name {
    text: String,
    span: Span,
}

impl Name {
    pub(crate) fn new(text: impl Into<String>, span: Span) -> Self {
        Self {
            text: text.into(),
            span,
        }
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    pub(crate) fn span(&self) -> Span {
        self.span
    }

    /// The name as a plain string literal with the user's own span: what the name macros match on, and what an error
    /// about it points at.
    pub(crate) fn literal(&self) -> Literal {
        let mut literal = Literal::string(&self.text);
        literal.set_span(self.span);
        literal
    }

    /// The Rust identifier that stands for the name, located at the name but resolved like the macro's own tokens, so
    /// that the user's lints do not fire on it.
    pub(crate) fn ident(&self) -> Ident {
        ident(&self.text, Span::call_site().located_at(self.span))
    }

    /// The identifier at the declaration, which is what "defined here" points at.
    pub(crate) fn declared_ident(&self) -> Ident {
        ident(&self.text, self.span)
    }
}

impl Parse for Name {
    /// A string or a bare identifier, keywords included; never a path, a call or a macro.
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.peek(LitStr) {
            let literal: LitStr = input.parse()?;
            return Ok(Self::new(literal.value(), literal.span()));
        }
        let name = bare(input)?;
        if input.peek(Token![::]) || input.peek(Token![!]) || input.peek(syn::token::Paren) {
            return Err(input.error(wording::TAKES_A_NAME));
        }
        Ok(name)
    }
}

fn bare(input: ParseStream<'_>) -> syn::Result<Name> {
    input.step(|cursor| match cursor.token_tree() {
        Some((TokenTree::Ident(ident), rest)) => {
            let text = ident.to_string();
            let text = text.strip_prefix("r#").unwrap_or(&text);
            Ok((Name::new(text, ident.span()), rest))
        }
        _ => Err(cursor.error(wording::TAKES_A_NAME)),
    })
}

/// `audit.read` becomes `audit_read`, a keyword becomes raw, and what cannot be raw takes an underscore.
pub(crate) fn mangled(text: &str) -> String {
    let mut mangled: String = text
        .chars()
        .map(|letter| {
            if letter.is_alphanumeric() {
                letter
            } else {
                '_'
            }
        })
        .collect();
    if !mangled.starts_with(|first: char| first.is_alphabetic() || first == '_') {
        mangled.insert(0, '_');
    }
    match mangled.as_str() {
        "_" | "ALL" | "Self" | "crate" | "self" | "super" => mangled + "_",
        _ if syn::parse_str::<Ident>(&mangled).is_err() => format!("r#{mangled}"),
        _ => mangled,
    }
}

fn ident(text: &str, span: Span) -> Ident {
    let mangled = mangled(text);
    match mangled.strip_prefix("r#") {
        Some(keyword) => Ident::new_raw(keyword, span),
        None => Ident::new(&mangled, span),
    }
}

/// How many macros share the names of one kind: rustc tries the arms of a macro one after the other, so a lookup costs
/// a sixty-fourth of the list.
pub(crate) const BUCKETS: u64 = 64;

/// Which of the macros knows the name (FNV-1a).
pub(crate) fn bucket(text: &str) -> u64 {
    hash(text) % BUCKETS
}

/// FNV-1a, 64 bits: the same in every build and on every machine.
pub(crate) fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// A suffix that no other block of the crate has: what was written, and where.
pub(crate) fn unique(tokens: &TokenStream) -> String {
    let place = tokens.clone().into_iter().next().map(|first| {
        let span = first.span();
        format!(
            "{}:{}:{}",
            span.file(),
            span.start().line,
            span.start().column
        )
    });
    format!("{:016x}", hash(&format!("{place:?} {tokens}")))
}
