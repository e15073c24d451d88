//! Colour, where somebody sees it.

use std::io::{self, IsTerminal as _};

use clap::builder::styling::{AnsiColor, Style};

/// Paints words for a terminal, and leaves them as they are for a pipe and for whoever sets `NO_COLOR`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Paint(bool);

impl Paint {
    pub(crate) fn for_standard_output() -> Self {
        let unwanted = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        Self(io::stdout().is_terminal() && !unwanted)
    }

    /// What a part of the output is about.
    pub(crate) fn heading(self, text: &str) -> String {
        self.with(Style::new().bold(), text)
    }

    /// What one looks for: a name, a URL.
    pub(crate) fn name(self, text: &str) -> String {
        self.with(AnsiColor::Cyan.on_default(), text)
    }

    /// What is no worry.
    pub(crate) fn calm(self, text: &str) -> String {
        self.with(AnsiColor::Green.on_default(), text)
    }

    /// What must not be overlooked.
    pub(crate) fn warning(self, text: &str) -> String {
        self.with(AnsiColor::Yellow.on_default(), text)
    }

    fn with(self, style: Style, text: &str) -> String {
        if self.0 {
            format!("{style}{text}{style:#}")
        } else {
            text.to_owned()
        }
    }
}
