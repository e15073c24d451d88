//! A text that nobody is shown: what an application proves itself with, and what it is given for it.

use std::fmt;

use zeroize::Zeroizing;

/// A text that neither `Debug` nor an error shows, and that is wiped from memory when the last of it is dropped.
///
/// What sends it copies it: a request in flight holds it until it is done.
///
/// ```
/// use rolecall::Secret;
///
/// let secret = Secret::new("aBc8Q~example");
/// assert_eq!(format!("{secret:?}"), "[hidden]");
/// ```
#[derive(Clone)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Hides a text.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(Zeroizing::new(text.into()))
    }

    /// The text itself. It belongs into a request to whom it is meant for, and into no log.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[hidden]")
    }
}
