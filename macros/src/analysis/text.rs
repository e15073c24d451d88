//! What is known of a policy as one text, so that it reaches a rule's macro as one token: numbers with a blank behind
//! them, and names with their length before them.

use std::fmt::Write;

use super::facts::{Facts, Permission, Role};
use crate::bits::Bits;

impl Facts {
    pub(crate) fn to_text(&self) -> String {
        let mut text = Text::default();
        text.list(&self.roles, |text, role| {
            text.name(&role.name);
            text.set(&role.had_by);
        });
        text.list(&self.permissions, |text, permission| {
            text.name(&permission.name);
            text.set(&permission.had_by);
            text.numbers(&permission.scopes);
        });
        text.list(&self.scopes, |text, scope| text.name(scope));
        text.list(&self.exclusive, |text, set| text.numbers(set));
        text.set(&self.users);
        text.set(&self.applications);
        text.0
    }

    /// Nothing if the text is none of ours.
    pub(crate) fn from_text(text: &str) -> Option<Self> {
        let mut reader = Reader(text);
        Some(Self {
            roles: reader.list(|reader| {
                Some(Role {
                    name: reader.name()?,
                    had_by: reader.set()?,
                })
            })?,
            permissions: reader.list(|reader| {
                Some(Permission {
                    name: reader.name()?,
                    had_by: reader.set()?,
                    scopes: reader.numbers()?,
                })
            })?,
            scopes: reader.list(Reader::name)?,
            exclusive: reader.list(Reader::numbers)?,
            users: reader.set()?,
            applications: reader.set()?,
        })
    }
}

#[derive(Default)]
struct Text(String);

impl Text {
    fn number(&mut self, number: u64) {
        // Nothing can fail here.
        let _ = write!(self.0, "{number:x} ");
    }

    fn name(&mut self, name: &str) {
        self.number(name.len() as u64);
        self.0 += name;
    }

    fn list<T>(&mut self, list: &[T], item: impl Fn(&mut Self, &T)) {
        self.number(list.len() as u64);
        for one in list {
            item(self, one);
        }
    }

    fn numbers(&mut self, numbers: &[usize]) {
        self.list(numbers, |text, number| text.number(*number as u64));
    }

    fn set(&mut self, set: &Bits) {
        self.list(set.words(), |text, word| text.number(*word));
    }
}

struct Reader<'a>(&'a str);

impl Reader<'_> {
    fn number(&mut self) -> Option<u64> {
        let (number, rest) = self.0.split_once(' ')?;
        self.0 = rest;
        u64::from_str_radix(number, 16).ok()
    }

    fn length(&mut self) -> Option<usize> {
        self.number()?.try_into().ok()
    }

    fn name(&mut self) -> Option<String> {
        let length = self.length()?;
        let (name, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(name.to_owned())
    }

    fn list<T>(&mut self, item: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let length = self.length()?;
        (0..length).map(|_| item(self)).collect()
    }

    fn numbers(&mut self) -> Option<Vec<usize>> {
        self.list(Self::length)
    }

    fn set(&mut self) -> Option<Bits> {
        self.list(Self::number).map(Bits::from)
    }
}
