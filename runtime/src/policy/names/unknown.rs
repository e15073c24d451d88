//! A text that is no name of the policy, and how texts are read where they come from elsewhere.

use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use serde::de::{self, Visitor};

/// A text that is no name of the policy. It repeats the text, of which it keeps no more than any name may have, and
/// tells nothing of what is declared: it may be shown to whoever sent it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct UnknownName {
    kind: &'static str,
    text: String,
}

impl UnknownName {
    pub(super) fn new(kind: &'static str, text: &str) -> Self {
        let shown = text.chars().take(LONGEST_SHOWN);
        let text = shown.map(|letter| match letter {
            control if control.is_control() => char::REPLACEMENT_CHARACTER,
            letter => letter,
        });
        Self {
            kind,
            text: text.collect(),
        }
    }
}

impl fmt::Display for UnknownName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown {} `{}`", self.kind, self.text)
    }
}

impl std::error::Error for UnknownName {}

/// Reads a name of a `kind` from a text.
pub(super) struct ByName<N>(pub(super) &'static str, pub(super) PhantomData<fn() -> N>);

impl<N: FromStr<Err = UnknownName>> Visitor<'_> for ByName<N> {
    type Value = N;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the name of a {}", self.0)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<N, E> {
        text.parse().map_err(E::custom)
    }
}

/// Entra allows no longer ones, and what others send is not to fill a log.
const LONGEST_SHOWN: usize = 120;
