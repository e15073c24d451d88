//! The short texts that a token says once each, in one piece of memory: asking for one and giving it back costs more than
//! to copy all of them.

use std::ops::Range;

/// Four texts, each of which may be missing.
#[derive(Debug)]
pub(crate) struct Lines {
    all: Box<str>,
    places: [Option<Range<usize>>; 4],
}

/// Which of them.
#[derive(Clone, Copy, Debug)]
pub(super) enum Line {
    Name,
    Client,
    Session,
    TokenId,
}

/// What the lines say.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Say<'a> {
    pub(crate) name: Option<&'a str>,
    pub(crate) client: Option<&'a str>,
    pub(crate) session: Option<&'a str>,
    pub(crate) token_id: Option<&'a str>,
}

impl Lines {
    pub(crate) fn new(say: Say<'_>) -> Self {
        // In the order of `Line`.
        let lines = [say.name, say.client, say.session, say.token_id];
        let bytes = lines.iter().flatten().map(|line| line.len()).sum();
        let mut all = String::with_capacity(bytes);
        let places = lines.map(|line| {
            let begin = all.len();
            all.push_str(line?);
            Some(begin..all.len())
        });
        Self {
            all: all.into_boxed_str(),
            places,
        }
    }

    pub(super) fn get(&self, line: Line) -> Option<&str> {
        let [name, client, session, token_id] = &self.places;
        let place = match line {
            Line::Name => name,
            Line::Client => client,
            Line::Session => session,
            Line::TokenId => token_id,
        };
        self.all.get(place.clone()?)
    }
}
