//! Everything that is wrong with the settings, in one message.

use std::fmt;

/// The settings cannot be used. Shown, it lists every mistake on a line of its own, with the variable and the remedy;
/// it never holds a secret.
#[derive(Clone, Eq, PartialEq)]
pub struct ConfigurationError(Vec<String>);

/// Gathers mistakes while settings are read.
#[derive(Debug, Default)]
pub(super) struct Mistakes(Vec<String>);

impl ConfigurationError {
    /// The mistakes, one by one.
    pub fn mistakes(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }
}

impl fmt::Display for ConfigurationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the configuration cannot be used:")?;
        self.0
            .iter()
            .try_for_each(|mistake| write!(f, "\n  {mistake}"))
    }
}

/// As it is shown: this is what `main` prints when it returns the error.
impl fmt::Debug for ConfigurationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for ConfigurationError {}

impl Mistakes {
    pub(super) fn add(&mut self, mistake: impl Into<String>) {
        self.0.push(mistake.into());
    }

    /// Takes over what is wrong elsewhere, told in other words.
    pub(super) fn add_all(&mut self, others: Self, tell: impl FnMut(String) -> String) {
        self.0.extend(others.0.into_iter().map(tell));
    }

    /// The value, or nothing and one mistake more.
    pub(super) fn keep<T>(&mut self, result: Result<T, String>) -> Option<T> {
        result.map_err(|mistake| self.add(mistake)).ok()
    }

    /// Whether none was made.
    pub(super) fn none(&self) -> Result<(), ()> {
        if self.0.is_empty() { Ok(()) } else { Err(()) }
    }
}

impl From<&[String]> for Mistakes {
    fn from(mistakes: &[String]) -> Self {
        Self(mistakes.to_vec())
    }
}

impl From<Mistakes> for ConfigurationError {
    fn from(mistakes: Mistakes) -> Self {
        Self(mistakes.0)
    }
}
