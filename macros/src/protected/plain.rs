//! The short way of the usual handler: attributes, `pub`, `async fn name(…) -> … { … }`. It needs no parsing: its tokens
//! pass as they stand, with the guard before the arguments. Every build expands every rule again, and reading a signature
//! would be two thirds of that. Whatever looks any other way, or could be wrong, goes the long way through `parse`.

use super::body;
use crate::raw::{Delimiter, Group, TokenStream, TokenTree, Tokens};

/// With more than six arguments a lint has to be silenced, or there are too many.
const MOST_COMMAS: usize = 5;

/// Another rule or a checker on the same function.
const OURS: [&str; 3] = ["checker", "protected", "public"];

/// A handler that needs no parsing.
pub(super) struct Plain {
    /// Where its arguments stand.
    place: usize,
    arguments: Tokens,
}

impl Plain {
    /// Nothing if it is not plain. `suspect` is a word that no argument of a plain one contains.
    pub(super) fn new(item: &[TokenTree], suspect: Option<&str>) -> Option<Self> {
        let place = place_of_arguments(item)?;
        let (Some(TokenTree::Group(arguments)), Some(TokenTree::Group(body))) =
            (item.get(place), item.last())
        else {
            return None;
        };
        if arguments.delimiter() != Delimiter::Parenthesis || body.delimiter() != Delimiter::Brace {
            return None;
        }
        let arguments = Tokens::from(arguments.stream());
        are_plain(&arguments, suspect).then_some(Self { place, arguments })
    }

    /// The handler with its guard, and `items` in its body.
    pub(super) fn guarded(
        self,
        mut item: Vec<TokenTree>,
        guard: Tokens,
        items: &Tokens,
    ) -> TokenStream {
        if let Some(TokenTree::Group(arguments)) = item.get_mut(self.place) {
            let mut all = Tokens::default();
            all.word("_");
            all.sign(':');
            all.append(guard);
            all.sign(',');
            all.append(self.arguments);
            let mut with_guard = Group::new(Delimiter::Parenthesis, all.into());
            with_guard.set_span(arguments.span());
            *arguments = with_guard;
        }
        if let Some(TokenTree::Group(body)) = item.last_mut()
            && !items.is_empty()
        {
            *body = body::with_items(body, items);
        }
        item.into_iter().collect()
    }
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

/// Few, none of them `self`, the guard of another rule or suspect. The first two can only stand before the first comma.
fn are_plain(arguments: &Tokens, suspect: Option<&str>) -> bool {
    let mut commas = 0;
    for token in arguments.as_slice() {
        match token {
            TokenTree::Punct(sign) if sign.as_char() == ',' => commas += 1,
            TokenTree::Ident(word) if commas == 0 || suspect.is_some() => {
                let word = word.to_string();
                if word == "self" || word == "__rolecall" || suspect.is_some_and(|one| word == one)
                {
                    return false;
                }
            }
            _ => {}
        }
    }
    commas <= MOST_COMMAS
}

fn contains(group: &Group, words: &[&str]) -> bool {
    group.stream().into_iter().any(|token| match token {
        TokenTree::Ident(word) => words.contains(&word.to_string().as_str()),
        _ => false,
    })
}

fn is_word(token: Option<&TokenTree>, word: &str) -> bool {
    matches!(token, Some(TokenTree::Ident(ident)) if ident.to_string() == word)
}
