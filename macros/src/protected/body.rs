//! The body of a handler with items before its first statement. Nothing in it is parsed.

use crate::raw::{Delimiter, Group, TokenStream, TokenTree, Tokens};

/// Behind the inner attributes, which stand first.
pub(super) fn with_items(body: &Group, items: &Tokens) -> Group {
    if items.is_empty() {
        return body.clone();
    }
    let inside = if body.delimiter() == Delimiter::None {
        before_statements(body.stream(), items)
    } else {
        let (attributes, statements) = inner_attributes(body.stream());
        let items = items.clone().into();
        [attributes, items, statements].into_iter().collect()
    };
    let mut with_items = Group::new(body.delimiter(), inside);
    with_items.set_span(body.span());
    with_items
}

/// The same for a block and what may follow it. One that a macro of the user's has passed on stands in a group of its
/// own.
pub(super) fn before_statements(body: TokenStream, items: &Tokens) -> TokenStream {
    let mut is_done = false;
    let tokens = body.into_iter().map(|token| match token {
        TokenTree::Group(block) if !is_done => {
            is_done = true;
            with_items(&block, items).into()
        }
        other => other,
    });
    tokens.collect()
}

/// `#![…]`, as many as there are, and what follows them.
fn inner_attributes(body: TokenStream) -> (TokenStream, TokenStream) {
    let mut attributes = TokenStream::new();
    let mut rest = body.clone().into_iter();
    let mut next = rest.next();
    while let Some(sharp) = next.take_if(|token| is(token, '#')) {
        let (bang, list) = (rest.next(), rest.next());
        let Some(bang) = bang.filter(|token| is(token, '!')) else {
            // An outer attribute, of the first statement.
            return (attributes.clone(), without(body, attributes));
        };
        attributes.extend([sharp, bang].into_iter().chain(list));
        next = rest.next();
    }
    if attributes.is_empty() {
        return (attributes, body);
    }
    (attributes, next.into_iter().chain(rest).collect())
}

/// What follows the first tokens.
fn without(body: TokenStream, first: TokenStream) -> TokenStream {
    body.into_iter().skip(first.into_iter().count()).collect()
}

fn is(token: &TokenTree, sign: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == sign)
}
