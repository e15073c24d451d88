//! What clients and users prove themselves with. The page shows it to everybody; a log should still not have it.

use std::fmt;
use std::ops::Deref;

/// A text that `Debug` does not show.
#[derive(Clone)]
pub(in crate::directory) struct Hidden(String);

impl Deref for Hidden {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl From<String> for Hidden {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl fmt::Debug for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[hidden]")
    }
}
