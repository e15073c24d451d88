//! The short way of the usual handler: attributes, `pub`, `async fn name(…) -> … { … }`. It needs no parsing: its tokens
//! pass as they stand, with the guard before the arguments. Every build expands every rule again, and reading a signature
//! would be two thirds of that. Whatever looks any other way, or could be wrong, goes the long way through `parse`.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::quote;

use super::body;

/// With more than six arguments a lint has to be silenced, or there are too many.
const MOST_COMMAS: usize = 5;

/// Another rule or a checker on the same function.
const OURS: [&str; 3] = ["checker", "protected", "public"];

/// The handler with its guard, and `items` in its body; nothing if it is not plain. `suspect` is a word that no argument
/// of a plain one contains.
pub(super) fn guarded(
    item: &TokenStream,
    guard: &TokenStream,
    items: &TokenStream,
    suspect: Option<&str>,
) -> Option<TokenStream> {
    let mut tokens: Vec<_> = item.clone().into_iter().collect();
    let place = place_of_arguments(&tokens)?;
    let (Some(TokenTree::Group(arguments)), Some(TokenTree::Group(body))) =
        (tokens.get(place), tokens.last())
    else {
        return None;
    };
    let is_plain = arguments.delimiter() == Delimiter::Parenthesis
        && body.delimiter() == Delimiter::Brace
        && are_plain(arguments, suspect);
    let more = with_guard(arguments, guard);
    let body = body::with_items(body, items);
    *tokens.get_mut(place).filter(|_| is_plain)? = more.into();
    *tokens.last_mut()? = body.into();
    Some(tokens.into_iter().collect())
}

/// Behind attributes, visibility, `async fn` and the name. Parameters of the type stand elsewhere, and are not plain.
fn place_of_arguments(tokens: &[TokenTree]) -> Option<usize> {
    let mut at = 0;
    while let (Some(TokenTree::Punct(sharp)), Some(TokenTree::Group(attribute))) =
        (tokens.get(at), tokens.get(at + 1))
    {
        if sharp.as_char() != '#' || contains(attribute, &OURS) {
            return None;
        }
        at += 2;
    }
    if is_word(tokens.get(at), "pub") {
        at += 1;
        at += usize::from(matches!(tokens.get(at), Some(TokenTree::Group(_))));
    }
    let is_async_fn = is_word(tokens.get(at), "async") && is_word(tokens.get(at + 1), "fn");
    is_async_fn.then_some(at + 3)
}

/// Few, none of them `self`, the guard of another rule or suspect.
fn are_plain(arguments: &Group, suspect: Option<&str>) -> bool {
    let mut commas = 0;
    for token in arguments.stream() {
        match token {
            TokenTree::Punct(sign) if sign.as_char() == ',' => commas += 1,
            TokenTree::Ident(word)
                if word == "self"
                    || word == "__rolecall"
                    || suspect.is_some_and(|one| word == one) =>
            {
                return false;
            }
            _ => {}
        }
    }
    commas <= MOST_COMMAS
}

fn contains(group: &Group, words: &[&str]) -> bool {
    group.stream().into_iter().any(|token| match token {
        TokenTree::Ident(word) => words.iter().any(|one| word == one),
        _ => false,
    })
}

fn is_word(token: Option<&TokenTree>, word: &str) -> bool {
    matches!(token, Some(TokenTree::Ident(ident)) if ident == word)
}

fn with_guard(arguments: &Group, guard: &TokenStream) -> Group {
    let others = arguments.stream();
    let mut with_guard = Group::new(Delimiter::Parenthesis, quote!(_: #guard, #others));
    with_guard.set_span(arguments.span());
    with_guard
}
