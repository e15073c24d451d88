//! JSON read strictly: an object, without two members of one name at any depth. Which of two is meant would otherwise
//! depend on who reads.
//!
//! What an authority publishes becomes a map. A header and a payload are read in one pass, each member into its place.

mod cursor;

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};
use smallvec::SmallVec;

pub(super) use self::cursor::{Cursor, Unreadable, alone};
use super::said::Said;

/// Where those members of an object go that somebody asks for.
pub(super) trait Members<'a> {
    /// Where what stands behind `name` goes, and how it is read; nothing for a name that nobody asks for.
    fn place(&mut self, name: &str) -> Option<(&mut Said<'a>, Way)>;

    /// Is told every name that nobody asks for.
    fn pass(&mut self, name: &str);
}

/// How a value is read.
#[derive(Clone, Copy, Debug)]
pub(super) enum Way {
    /// As a text, a list of texts or a flag.
    Plain,
    /// As a number or an object. Which of them it is, and which number, is read from the text: what a visitor is told
    /// changes with the features of `serde_json`.
    Exact,
}

/// Any JSON whose objects name each member once. It keeps nothing.
pub(super) struct Distinct;

/// A text that is borrowed where it can be: where nothing in it is escaped.
#[derive(Eq, Ord, PartialEq, PartialOrd)]
pub(super) struct Text<'a>(pub(super) Cow<'a, str>);

/// The names of one object.
#[derive(Default)]
pub(super) struct Names<'a>(SmallVec<[Text<'a>; 16]>);

const NO_JSON: &str = "not JSON, or a member stands in it twice";
const NO_OBJECT: &str = "not a JSON object";

/// Reads an object. The error says what is wrong without a word of the text.
pub(super) fn object(text: &[u8]) -> Result<Map<String, Value>, &'static str> {
    serde_json::from_slice::<Distinct>(text).map_err(|_| NO_JSON)?;
    serde_json::from_slice(text).map_err(|_| NO_OBJECT)
}

/// Reads an object in one pass, each member into its place. This fails for what is wrong with the text, and never for
/// what is wrong with a member.
pub(super) fn read<'a>(text: &'a [u8], members: &mut impl Members<'a>) -> Result<(), &'static str> {
    let text = std::str::from_utf8(text).map_err(|_| NO_JSON)?;
    if !text.trim_ascii_start().starts_with('{') {
        return Err(serde_json::from_str::<Distinct>(text).map_or(NO_JSON, |_| NO_OBJECT));
    }
    let mut cursor = Cursor::new(text);
    whole(&mut cursor, members).map_err(|Unreadable| NO_JSON)
}

fn whole<'a>(cursor: &mut Cursor<'a>, members: &mut impl Members<'a>) -> Result<(), Unreadable> {
    let mut passed = Names::default();
    cursor.expect('{')?;
    if !cursor.take('}') {
        member(cursor, members, &mut passed)?;
        while cursor.take(',') {
            member(cursor, members, &mut passed)?;
        }
        cursor.expect('}')?;
    }
    cursor.end()?;
    passed.refuse_pairs()
}

fn member<'a>(
    cursor: &mut Cursor<'a>,
    members: &mut impl Members<'a>,
    passed: &mut Names<'a>,
) -> Result<(), Unreadable> {
    let name = cursor.text()?;
    cursor.expect(':')?;
    match members.place(&name) {
        Some((place @ Said::Nothing, way)) => *place = Said::read(cursor, way)?,
        Some(_) => return Err(Unreadable),
        None => {
            cursor.pass()?;
            members.pass(&name);
            passed.add(Text(name))?;
        }
    }
    Ok(())
}

impl<'a> Names<'a> {
    /// A name that `serde_json` keeps for itself would make it read the object as something else.
    pub(super) fn add(&mut self, name: Text<'a>) -> Result<(), Unreadable> {
        if name.0.starts_with("$serde_json::") {
            return Err(Unreadable);
        }
        self.0.push(name);
        Ok(())
    }

    /// Sorted, two of one name stand side by side: no table has to be made for the few that there mostly are, nor is
    /// there much work for the many that somebody may send.
    pub(super) fn refuse_pairs(mut self) -> Result<(), Unreadable> {
        self.0.sort_unstable();
        let mut pairs = self.0.windows(2);
        if pairs.any(|pair| matches!(pair, [one, other] if one == other)) {
            return Err(Unreadable);
        }
        Ok(())
    }
}

impl<'de> Deserialize<'de> for Text<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Borrowing)
    }
}

struct Borrowing;

impl<'de> Visitor<'de> for Borrowing {
    type Value = Text<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Text<'de>, E> {
        Ok(Text(Cow::Borrowed(text)))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Text<'de>, E> {
        Ok(Text(Cow::Owned(text.to_owned())))
    }
}

impl<'de> Deserialize<'de> for Distinct {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Walk)
    }
}

/// Walks through a value of any kind.
pub(super) struct Walk;

impl<'de> Visitor<'de> for Walk {
    type Value = Distinct;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON whose objects name each member once")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Distinct, A::Error> {
        let mut names = Names::default();
        while let Some(name) = members.next_key()? {
            names.add(name).map_err(A::Error::custom)?;
            members.next_value::<Distinct>()?;
        }
        names.refuse_pairs().map_err(A::Error::custom)?;
        Ok(Distinct)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Distinct, A::Error> {
        while items.next_element::<Distinct>()?.is_some() {}
        Ok(Distinct)
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Distinct, E> {
        Ok(Distinct)
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Distinct, E> {
        Ok(Distinct)
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Distinct, E> {
        Ok(Distinct)
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Distinct, E> {
        Ok(Distinct)
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<Distinct, E> {
        Ok(Distinct)
    }

    fn visit_unit<E: Error>(self) -> Result<Distinct, E> {
        Ok(Distinct)
    }
}
