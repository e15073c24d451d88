//! What the attribute stands on, and the reason of a public handler. The body of a function is never looked into.

use proc_macro2::{Span, TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream, Parser};
use syn::{Attribute, Ident, LitStr, Path, Signature, Token, Visibility};

use crate::errors::Errors;
use crate::wording;

/// What the attribute stands on.
pub(crate) enum Item {
    Handler(Box<Handler>),
    /// What it is instead, and where.
    Other(&'static str, Span),
}

/// A function, its body as it was written.
pub(crate) struct Handler {
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) visibility: Visibility,
    pub(crate) signature: Signature,
    pub(crate) body: TokenStream,
}

/// Why a handler is public.
#[derive(Default)]
pub(super) struct Reason {
    pub(super) text: String,
    pub(super) policy: Option<Path>,
}

pub(crate) fn item(item: TokenStream) -> syn::Result<Item> {
    Item::parse.parse2(item)
}

impl Parse for Item {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let attributes = input.call(Attribute::parse_outer)?;
        let visibility = input.parse()?;
        let start = input.span();
        if let Some(what) = other(input) {
            input.parse::<TokenStream>()?;
            return Ok(Self::Other(what, start));
        }
        let signature = input.parse()?;
        let body: TokenStream = input.parse()?;
        if !matches!(body.clone().into_iter().next(), Some(TokenTree::Group(_))) {
            return Ok(Self::Other("a trait method without body", start));
        }
        Ok(Self::Handler(Box::new(Handler {
            attributes,
            visibility,
            signature,
            body,
        })))
    }
}

/// What stands here if it is no function: the first word that does not qualify one.
fn other(input: ParseStream<'_>) -> Option<&'static str> {
    let ahead = input.fork();
    let mut before = String::new();
    loop {
        let word = ahead.call(Ident::parse_any).ok()?.to_string();
        match word.as_str() {
            "fn" => return None,
            "async" | "const" | "default" | "extern" | "safe" | "unsafe" => before = word,
            _ => return named(&word).or_else(|| named(&before)),
        }
        // `extern "C"`.
        let _: syn::Result<LitStr> = ahead.parse();
        if ahead.peek(syn::token::Brace) {
            return Some("an extern block");
        }
    }
}

fn named(word: &str) -> Option<&'static str> {
    Some(match word {
        "const" => "a constant",
        "enum" => "an enum",
        "impl" => "an impl block",
        "let" => "a `let`",
        "macro_rules" => "a macro",
        "mod" => "a module",
        "static" => "a static",
        "struct" => "a struct",
        "trait" => "a trait",
        "type" => "a type",
        "union" => "a union",
        "use" => "a `use`",
        _ => return None,
    })
}

/// `"why"`, and `policy = path` beside it.
pub(super) fn reason(
    attribute: TokenStream,
    here: impl FnOnce() -> Span,
    errors: &mut Errors,
) -> Reason {
    let read = |input: ParseStream<'_>| {
        if input.is_empty() {
            return Err(syn::Error::new(here(), wording::NO_REASON));
        }
        refuse_words(input)?;
        let text: LitStr = input
            .parse()
            .map_err(|error| syn::Error::new(error.span(), wording::NO_REASON))?;
        if text.value().trim().is_empty() || text.value().contains('\0') {
            return Err(syn::Error::new(text.span(), wording::NO_REASON));
        }
        Ok(Reason {
            text: text.value(),
            policy: policy(input)?,
        })
    };
    errors.keep(read.parse2(attribute)).unwrap_or_default()
}

/// `reason = "why"`, and what belongs to a rule.
fn refuse_words(input: ParseStream<'_>) -> syn::Result<()> {
    let Ok(word) = input.fork().call(Ident::parse_any) else {
        return Ok(());
    };
    let text = word.to_string();
    let message = match text.as_str() {
        "reason" | "why" | "because" => wording::REASON_ALONE.to_owned(),
        "permission" | "role" | "scope" => wording::rule_of_a_public_handler(&text),
        _ => return Ok(()),
    };
    Err(syn::Error::new(word.span(), message))
}

fn policy(input: ParseStream<'_>) -> syn::Result<Option<Path>> {
    if input.is_empty() {
        return Ok(None);
    }
    input.parse::<Token![,]>()?;
    if input.is_empty() {
        return Ok(None);
    }
    let word: Ident = input
        .parse()
        .map_err(|error| syn::Error::new(error.span(), wording::AFTER_REASON))?;
    if word != "policy" {
        return Err(syn::Error::new(word.span(), wording::AFTER_REASON));
    }
    input.parse::<Token![=]>()?;
    let path = input
        .call(Path::parse_mod_style)
        .map_err(|error| syn::Error::new(error.span(), wording::TAKES_A_PATH))?;
    input.parse::<Option<Token![,]>>()?;
    Ok(Some(path))
}
