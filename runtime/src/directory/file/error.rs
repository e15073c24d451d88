//! What is wrong with a file, and in which line.

use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};

use super::Text;

/// A file of people and applications that cannot be used: the first mistake, with its line and the remedy.
#[derive(Clone, Debug, thiserror::Error)]
#[error("`{}`{}: {mistake}", path.display(), place(*line))]
pub struct FileError {
    path: PathBuf,
    line: Option<usize>,
    mistake: String,
}

impl FileError {
    /// The line of the mistake, counted from 1; none where the file cannot be read at all.
    #[must_use]
    pub fn line(&self) -> Option<usize> {
        self.line
    }

    pub(super) fn unreadable(path: &Path, error: &io::Error) -> Self {
        Self {
            path: path.to_owned(),
            line: None,
            mistake: format!("{error}; name a file in UTF-8 that can be read"),
        }
    }
}

impl Text<'_> {
    /// A mistake at a place in the text.
    pub(super) fn mistake(&self, at: &Range<usize>, mistake: impl Into<String>) -> FileError {
        FileError {
            path: self.path.to_owned(),
            line: Some(self.line(at.start)),
            mistake: mistake.into(),
        }
    }

    /// The number of the line in which a byte stands.
    pub(super) fn line(&self, at: usize) -> usize {
        let before = self.content.bytes().take(at);
        before.filter(|byte| *byte == b'\n').count() + 1
    }

    /// What the parser says, in our words.
    pub(super) fn not_understood(&self, error: &toml::de::Error) -> FileError {
        let words = error.message().lines().collect::<Vec<_>>().join(", ");
        let words = words
            .replace("unknown field", "unknown key")
            .replace("missing field", "missing key")
            .replace("unknown variant", "unknown kind");
        self.mistake(&error.span().unwrap_or_default(), words)
    }
}

fn place(line: Option<usize>) -> String {
    line.map_or_else(String::new, |line| format!(", line {line}"))
}
