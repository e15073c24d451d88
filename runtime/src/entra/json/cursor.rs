//! The text of an object, read from its beginning. What nearly every token holds is told by its bytes: texts in which
//! nothing is escaped, lists of them, whole numbers. Whatever else stands there `serde_json` reads.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::Distinct;

/// What of a text is not read yet.
pub(in crate::entra) struct Cursor<'a>(&'a str);

/// The text is no JSON, or not the JSON that was expected.
#[derive(Clone, Copy, Debug)]
pub(in crate::entra) struct Unreadable;

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not the JSON that was expected, or a member stands in it twice")
    }
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self(text)
    }

    /// Goes past blanks and this character, if it comes next.
    #[inline]
    pub(super) fn take(&mut self, character: char) -> bool {
        let rest = self.after_blanks().strip_prefix(character);
        self.go_to(rest).is_some()
    }

    /// The same where nothing else may come.
    #[inline]
    pub(super) fn expect(&mut self, character: char) -> Result<(), Unreadable> {
        self.take(character).then_some(()).ok_or(Unreadable)
    }

    /// Whether nothing comes any more but blanks.
    pub(super) fn end(&self) -> Result<(), Unreadable> {
        let is_over = self.after_blanks().is_empty();
        is_over.then_some(()).ok_or(Unreadable)
    }

    /// A text, however it is written.
    #[inline]
    pub(super) fn text(&mut self) -> Result<Cow<'a, str>, Unreadable> {
        match self.plain_text() {
            Some(text) => Ok(Cow::Borrowed(text)),
            None => self.other::<String>().map(Cow::Owned),
        }
    }

    /// A text in which nothing is escaped, if that comes next.
    #[inline]
    pub(in crate::entra) fn plain_text(&mut self) -> Option<&'a str> {
        let inside = self.after_blanks().strip_prefix('"')?;
        let end = plain_length(inside.as_bytes());
        let (text, rest) = inside.split_at_checked(end)?;
        self.go_to(rest.strip_prefix('"'))?;
        Some(text)
    }

    /// A list of such texts, if that comes next.
    pub(in crate::entra) fn plain_texts(&mut self) -> Option<Vec<Cow<'a, str>>> {
        let begin = self.0;
        let texts = self.list_of_plain_texts();
        if texts.is_none() {
            self.0 = begin;
        }
        texts
    }

    /// A whole number of so few digits that it is exact in every reader's eyes, if that comes next.
    pub(in crate::entra) fn plain_number(&mut self) -> Option<u64> {
        const MOST: usize = 15;
        let rest = self.after_blanks();
        let (mut number, mut length) = (0, 0);
        for digit in rest.bytes().take_while(u8::is_ascii_digit).take(MOST + 1) {
            number = number * 10 + u64::from(digit - b'0');
            length += 1;
        }
        let is_usual = length == 1 || !rest.starts_with('0');
        let rest = rest.get(length..)?;
        let goes_on = rest.starts_with(['.', 'e', 'E']);
        if !(1..=MOST).contains(&length) || !is_usual || goes_on {
            return None;
        }
        self.0 = rest;
        Some(number)
    }

    /// Goes past any value.
    pub(super) fn pass(&mut self) -> Result<(), Unreadable> {
        if self.plain_text().is_some() || self.plain_number().is_some() {
            return Ok(());
        }
        self.any().map(|_| ())
    }

    /// Any value, in which no object names a member twice and nothing is deeper than may be.
    pub(in crate::entra) fn any(&mut self) -> Result<&'a RawValue, Unreadable> {
        let value = self.other()?;
        alone::<Distinct>(value)?;
        Ok(value)
    }

    fn list_of_plain_texts(&mut self) -> Option<Vec<Cow<'a, str>>> {
        let mut texts = Vec::new();
        if !self.take('[') {
            return None;
        }
        if self.take(']') {
            return Some(texts);
        }
        loop {
            texts.push(Cow::Borrowed(self.plain_text()?));
            if !self.take(',') {
                return self.take(']').then_some(texts);
            }
        }
    }

    /// A value that `serde_json` reads.
    fn other<T: Deserialize<'a>>(&mut self) -> Result<T, Unreadable> {
        let mut values = serde_json::Deserializer::from_str(self.0).into_iter();
        let value = values.next().and_then(Result::ok).ok_or(Unreadable)?;
        let rest = self.0.get(values.byte_offset()..);
        self.go_to(rest).ok_or(Unreadable)?;
        Ok(value)
    }

    /// What comes after blanks; mostly there are none.
    #[inline]
    fn after_blanks(&self) -> &'a str {
        match self.0.as_bytes() {
            [b' ' | b'\t' | b'\n' | b'\r', ..] => without_blanks(self.0),
            _ => self.0,
        }
    }

    #[inline]
    fn go_to(&mut self, rest: Option<&'a str>) -> Option<()> {
        self.0 = rest?;
        Some(())
    }
}

#[cold]
fn without_blanks(text: &str) -> &str {
    text.trim_start_matches([' ', '\t', '\n', '\r'])
}

/// Reads a value as deep inside another as it was found, so that it may be no deeper here than anywhere else.
pub(in crate::entra) fn alone<T: for<'de> Deserialize<'de>>(
    text: &RawValue,
) -> Result<T, Unreadable> {
    let inside = format!("[{text}]");
    let read = serde_json::from_str::<(T,)>(&inside);
    read.map(|(value,)| value).map_err(|_| Unreadable)
}

/// How many bytes there are before a quotation mark, a backslash or a control character. Eight are looked at together.
#[inline]
fn plain_length(bytes: &[u8]) -> usize {
    let (words, rest) = bytes.as_chunks::<8>();
    let mut length = 0;
    for word in words {
        let special = special(u64::from_le_bytes(*word));
        if special != 0 {
            return length + special.trailing_zeros() as usize / 8;
        }
        length += 8;
    }
    let is_special = |byte: &u8| *byte == b'"' || *byte == b'\\' || *byte < b' ';
    length + rest.iter().position(is_special).unwrap_or(rest.len())
}

/// The highest bit of the first byte of eight that is special, counted from the lowest, and of none before it. To take
/// something from each byte sets that bit in those that were less; what is borrowed goes upwards, to bytes that come
/// later.
#[inline]
fn special(bytes: u64) -> u64 {
    const ONES: u64 = u64::MAX / 255;
    let less = |one: u64, byte: u8| one.wrapping_sub(ONES * u64::from(byte));
    let equal = |byte: u8| less(bytes ^ (ONES * u64::from(byte)), 1);
    let found = equal(b'"') | equal(b'\\') | less(bytes, b' ');
    // A byte that had the bit before is of a character beyond ASCII.
    found & !bytes & (ONES << 7)
}
