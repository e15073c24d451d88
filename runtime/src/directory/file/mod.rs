//! The file that names people and applications: read whole, and checked before anything starts.
//!
//! `written` is what a file may say, word for word; `check` turns it into users and apps, or into one mistake with its
//! line. The directory's own people stand in such a file too.

mod check;
mod error;
mod written;

use std::fs;
use std::path::{Path, PathBuf};

pub use self::error::FileError;
use self::written::Written;
use super::builder::Builder;
use super::registry::{App, TokenVersion, User};

/// Where people and applications are read from.
#[derive(Clone, Debug)]
pub(super) enum Source {
    BuiltIn,
    File(PathBuf),
}

/// What a file said, with nothing wrong in it.
#[derive(Debug)]
struct Checked {
    application: Option<String>,
    scopes: Vec<String>,
    token_version: Option<TokenVersion>,
    users: Vec<User>,
    apps: Vec<App>,
}

/// A file as text, and what it is called in an error.
#[derive(Clone, Copy, Debug)]
struct Text<'t> {
    path: &'t Path,
    content: &'t str,
}

impl Source {
    /// What was said in code, and what stands in the file. Where both name the application, the file has the last word.
    pub(super) fn add_to(&self, builder: Builder) -> Result<Builder, FileError> {
        let checked = match self {
            Self::BuiltIn => read(Path::new("built_in.toml"), BUILT_IN)?,
            Self::File(path) => {
                let content = fs::read_to_string(path);
                read(
                    path,
                    &content.map_err(|error| FileError::unreadable(path, &error))?,
                )?
            }
        };
        Ok(checked.add_to(builder))
    }
}

impl Checked {
    fn add_to(self, mut builder: Builder) -> Builder {
        builder.application = self.application.unwrap_or(builder.application);
        builder.token_version = self.token_version.unwrap_or(builder.token_version);
        builder.scopes.extend(self.scopes);
        builder.users.extend(self.users);
        builder.apps.extend(self.apps);
        builder
    }
}

fn read(path: &Path, content: &str) -> Result<Checked, FileError> {
    let text = Text { path, content };
    let written =
        toml::from_str::<Written>(content).map_err(|error| text.not_understood(&error))?;
    check::check(written, text)
}

/// The directory's own people and applications, as a file: a beginning for one of your own.
pub const BUILT_IN: &str = include_str!("../built_in.toml");
