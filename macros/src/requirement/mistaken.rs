//! What stands in a rule and is none of its words: operators, words of other systems, and names without their word.

use proc_macro2::{Ident, Span};
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::spanned::Spanned;
use syn::{LitStr, Token};

use super::written::Term;
use crate::errors::Errors;
use crate::names::Name;
use crate::{blocks, wording, words};

/// An operator between two requirements: reported and skipped, so that the second is read too.
pub(super) fn operator(input: ParseStream<'_>, errors: &mut Errors) -> bool {
    let Some((written, span)) = joining(input) else {
        return false;
    };
    errors.at(span, wording::operator(written));
    // `role = Admin | Viewer`: the second name was said of already.
    if input.peek(LitStr) || next_word(input).is_some_and(|word| !words::TERMS.contains(&&*word)) {
        blocks::skip_to_next(input);
    }
    true
}

fn next_word(input: ParseStream<'_>) -> Option<String> {
    let word = input.fork().call(Ident::parse_any);
    word.map(|word| word.to_string()).ok()
}

fn joining(input: ParseStream<'_>) -> Option<(&'static str, Span)> {
    let (sign, _) = input.cursor().punct()?;
    if !matches!(sign.as_char(), '|' | '&') {
        return None;
    }
    if let Ok(operator) = input.parse::<Token![||]>() {
        Some(("||", operator.span()))
    } else if let Ok(operator) = input.parse::<Token![&&]>() {
        Some(("&&", operator.span()))
    } else if let Ok(operator) = input.parse::<Token![|]>() {
        Some(("|", operator.span))
    } else if let Ok(operator) = input.parse::<Token![&]>() {
        Some(("&", operator.span))
    } else {
        None
    }
}

/// `!role = "Admin"`.
pub(super) fn negation(input: ParseStream<'_>) -> syn::Result<()> {
    match input.parse::<Token![!]>() {
        Ok(sign) => Err(syn::Error::new(sign.span, wording::NEGATED)),
        Err(_) => Ok(()),
    }
}

/// A string without its word. What it names, the policy knows.
pub(super) fn name(input: ParseStream<'_>) -> syn::Result<Term> {
    input.parse().map(Term::Unknown)
}

/// A word that is none of the language: one of another system, one that is nearly ours, or a name without its word.
pub(super) fn word(word: Ident, input: ParseStream<'_>) -> syn::Result<Term> {
    let text = word.to_string();
    if let Some(message) = of_another_system(&text) {
        return Err(syn::Error::new(word.span(), message));
    }
    if words::nearest_term(&text).is_some() {
        let message = wording::unknown_requirement(&text);
        return Err(syn::Error::new(word.span(), message));
    }
    blocks::skip_to_comma(input);
    Ok(Term::Unknown(Name::from(word)))
}

fn of_another_system(word: &str) -> Option<String> {
    Some(match word {
        "public" | "anonymous" | "allow_anonymous" | "everyone" | "permit_all" | "open" => {
            wording::OPENED.to_owned()
        }
        "group" | "groups" => wording::GROUPS.to_owned(),
        "user" | "application" => wording::is_a_caller(word),
        _ => return None,
    })
}
