//! What stands behind the name of a member, as far as anybody asks, and the questions that are asked of it. A value of
//! the wrong type is a fault that names the member, and never an absence.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::json::{Cursor, Distinct, Names, Text, Unreadable, Walk, Way, alone};

/// A value, or that there is none.
#[derive(Debug, Default)]
pub(super) enum Said<'a> {
    #[default]
    Nothing,
    Text(&'a str),
    Flag(bool),
    /// A whole number that is not negative.
    Whole(u64),
    Number(f64),
    Kept(Box<Kept<'a>>),
    /// Anything else, `null` among it.
    Other,
}

/// A value that takes memory of its own: apart, so that the others cost nothing to let go.
#[derive(Debug)]
pub(super) enum Kept<'a> {
    /// A text in which something was escaped.
    Text(String),
    Texts(Vec<Cow<'a, str>>),
    /// The names of an object's members.
    Object(Vec<String>),
}

/// The value is not of the type that is asked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct WrongType;

impl<'a> Said<'a> {
    /// Reads the value that comes next.
    pub(super) fn read(cursor: &mut Cursor<'a>, way: Way) -> Result<Self, Unreadable> {
        match (cursor.plain_text(), way) {
            (Some(text), Way::Plain) => Ok(Self::Text(text)),
            (Some(_), Way::Exact) => Ok(Self::Other),
            (None, Way::Plain) => plain(cursor),
            (None, Way::Exact) => exact(cursor),
        }
    }

    pub(super) fn is_there(&self) -> bool {
        !matches!(self, Self::Nothing)
    }

    pub(super) fn text(&self) -> Result<Option<&str>, WrongType> {
        match self {
            Self::Nothing => Ok(None),
            Self::Text(text) => Ok(Some(text)),
            Self::Kept(kept) => match &**kept {
                Kept::Text(text) => Ok(Some(text)),
                _ => Err(WrongType),
            },
            _ => Err(WrongType),
        }
    }

    pub(super) fn texts(&self) -> Result<Option<&[Cow<'a, str>]>, WrongType> {
        match self {
            Self::Nothing => Ok(None),
            Self::Kept(kept) => match &**kept {
                Kept::Texts(texts) => Ok(Some(texts)),
                _ => Err(WrongType),
            },
            _ => Err(WrongType),
        }
    }

    pub(super) fn flag(&self) -> Result<Option<bool>, WrongType> {
        match self {
            Self::Nothing => Ok(None),
            Self::Flag(flag) => Ok(Some(*flag)),
            _ => Err(WrongType),
        }
    }

    pub(super) fn object(&self) -> Result<Option<&[String]>, WrongType> {
        match self {
            Self::Nothing => Ok(None),
            Self::Kept(kept) => match &**kept {
                Kept::Object(names) => Ok(Some(names)),
                _ => Err(WrongType),
            },
            _ => Err(WrongType),
        }
    }

    pub(super) fn whole(&self) -> Result<Option<u64>, WrongType> {
        match self {
            Self::Nothing => Ok(None),
            Self::Whole(number) => Ok(Some(*number)),
            _ => Err(WrongType),
        }
    }

    /// Seconds since 1970, fractions cut off: a number of at least 0 and below 2^53, up to which every whole number is
    /// exact.
    pub(super) fn seconds(&self) -> Result<Option<u64>, WrongType> {
        match self {
            Self::Nothing => Ok(None),
            Self::Whole(number) if *number < END_OF_TIME => Ok(Some(*number)),
            Self::Number(number) => whole(*number).map(Some).ok_or(WrongType),
            _ => Err(WrongType),
        }
    }
}

const END_OF_TIME: u64 = 1 << 53;

fn whole(number: f64) -> Option<u64> {
    #[expect(clippy::cast_precision_loss, reason = "2^53 is exact")]
    let end = END_OF_TIME as f64;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "within 0 and 2^53; the fraction is cut off on purpose"
    )]
    (0.0..end).contains(&number).then_some(number as u64)
}

/// Reads what is no text, or none that is plain.
fn plain<'a>(cursor: &mut Cursor<'a>) -> Result<Said<'a>, Unreadable> {
    if let Some(texts) = cursor.plain_texts() {
        return Ok(Kept::Texts(texts).into());
    }
    if cursor.plain_number().is_some() {
        return Ok(Said::Other);
    }
    let value = cursor.any()?;
    serde_json::from_str(value.get()).map_err(|_| Unreadable)
}

/// The same where it matters which number it is, and what an object holds.
fn exact<'a>(cursor: &mut Cursor<'a>) -> Result<Said<'a>, Unreadable> {
    if let Some(number) = cursor.plain_number() {
        return Ok(Said::Whole(number));
    }
    let value = cursor.any()?;
    match value.get().as_bytes().first() {
        Some(b'-' | b'0'..=b'9') => {
            let mut reader = serde_json::Deserializer::from_str(value.get());
            reader.deserialize_f64(Figures).map_err(|_| Unreadable)
        }
        Some(b'{') => Ok(Kept::Object(alone::<Members>(value)?.0).into()),
        _ => Ok(Said::Other),
    }
}

impl<'a> From<Kept<'a>> for Said<'a> {
    fn from(kept: Kept<'a>) -> Self {
        Self::Kept(Box::new(kept))
    }
}

/// A number, as it was written.
struct Figures;

impl<'de> Visitor<'de> for Figures {
    type Value = Said<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number")
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Said<'de>, E> {
        Ok(Said::Whole(number))
    }

    /// Only what is negative comes here.
    fn visit_i64<E: Error>(self, _: i64) -> Result<Said<'de>, E> {
        Ok(Said::Other)
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Said<'de>, E> {
        Ok(Said::Number(number))
    }
}

/// The names of an object's members.
struct Members(Vec<String>);

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Naming)
    }
}

struct Naming;

impl<'de> Visitor<'de> for Naming {
    type Value = Members;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Members, A::Error> {
        let (mut names, mut kept) = (Names::default(), Vec::new());
        while let Some(name) = members.next_key::<Text<'de>>()? {
            members.next_value::<Distinct>()?;
            kept.push(name.0.clone().into_owned());
            names.add(name).map_err(A::Error::custom)?;
        }
        names.refuse_pairs().map_err(A::Error::custom)?;
        Ok(Members(kept))
    }
}

impl<'de> Deserialize<'de> for Said<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Plain)
    }
}

/// Texts, lists of them, and flags.
struct Plain;

impl<'de> Visitor<'de> for Plain {
    type Value = Said<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON whose objects name each member once")
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Said<'de>, E> {
        Ok(Said::Text(text))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Said<'de>, E> {
        Ok(Kept::Text(text.to_owned()).into())
    }

    fn visit_bool<E: Error>(self, flag: bool) -> Result<Said<'de>, E> {
        Ok(Said::Flag(flag))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Said<'de>, A::Error> {
        let mut texts = Vec::new();
        while let Some(Item(item)) = items.next_element()? {
            let Some(text) = item else {
                return Walk.visit_seq(items).map(|_| Said::Other);
            };
            texts.push(text);
        }
        Ok(Kept::Texts(texts).into())
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<Said<'de>, A::Error> {
        Walk.visit_map(members).map(|_| Said::Other)
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Said<'de>, E> {
        Ok(Said::Other)
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Said<'de>, E> {
        Ok(Said::Other)
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Said<'de>, E> {
        Ok(Said::Other)
    }

    fn visit_unit<E: Error>(self) -> Result<Said<'de>, E> {
        Ok(Said::Other)
    }
}

/// An item of a list: a text, or anything else.
struct Item<'a>(Option<Cow<'a, str>>);

impl<'de> Deserialize<'de> for Item<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Listed)
    }
}

struct Listed;

impl<'de> Visitor<'de> for Listed {
    type Value = Item<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON whose objects name each member once")
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Item<'de>, E> {
        Ok(Item(Some(Cow::Borrowed(text))))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Item<'de>, E> {
        Ok(Item(Some(Cow::Owned(text.to_owned()))))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<Item<'de>, A::Error> {
        Walk.visit_seq(items).map(|_| Item(None))
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<Item<'de>, A::Error> {
        Walk.visit_map(members).map(|_| Item(None))
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Item<'de>, E> {
        Ok(Item(None))
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Item<'de>, E> {
        Ok(Item(None))
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Item<'de>, E> {
        Ok(Item(None))
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Item<'de>, E> {
        Ok(Item(None))
    }

    fn visit_unit<E: Error>(self) -> Result<Item<'de>, E> {
        Ok(Item(None))
    }
}
