//! The matrix in writing: as text for a terminal, as Markdown for a review, as CSV for a spreadsheet.

use std::fmt;

use tabled::builder::Builder;
use tabled::settings::Style;

use super::super::role::Role;
use super::{Cell, Matrix, Row};

/// What the star in a cell means.
pub(crate) const BY_ROLE_ALONE: &str =
    "by role alone: the scopes of the caller's application do not cap it";

/// As text: columns side by side, the rule at the end.
impl fmt::Display for Matrix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut table = Builder::default();
        let head = ["METHOD", "PATH"]
            .into_iter()
            .chain(self.roles().map(Role::name))
            .chain(["RULE"]);
        table.push_record(head);
        for row in self.rows() {
            let mut record = row.record();
            record.push(row.rule());
            table.push_record(record);
        }
        let table = table.build().with(Style::blank()).to_string();
        for line in table.lines() {
            writeln!(f, "{}", line.trim())?;
        }
        if self.marks_roles_alone() {
            writeln!(f, "\n* {BY_ROLE_ALONE}")?;
        }
        Ok(())
    }
}

impl Matrix {
    /// The table in Markdown, with the ways in at the end of each row.
    #[must_use]
    pub fn markdown(&self) -> String {
        let mut table = Builder::default();
        table.push_record(self.head().map(in_markdown));
        for row in self.rows() {
            table.push_record(row.whole().map(|cell| in_markdown(&cell)));
        }
        let mut text = table.build().with(Style::markdown()).to_string();
        text.push('\n');
        if self.marks_roles_alone() {
            text.push_str("\n\\* ");
            text.push_str(BY_ROLE_ALONE);
            text.push('\n');
        }
        text
    }

    /// The table in CSV ([RFC 4180](https://www.rfc-editor.org/rfc/rfc4180)), with a line for the head and the ways in at
    /// the end of each row.
    #[must_use]
    pub fn csv(&self) -> String {
        let mut lines = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .from_writer(Vec::new());
        let written = lines.write_record(self.head()).and_then(|()| {
            let mut rows = self.rows().iter();
            rows.try_for_each(|row| lines.write_record(row.whole().map(harmless)))
        });
        // Nothing is written but to memory, and every record is as long as the head.
        let bytes = written.ok().and_then(|()| lines.into_inner().ok());
        String::from_utf8(bytes.unwrap_or_default()).unwrap_or_default()
    }

    fn head(&self) -> impl Iterator<Item = &'static str> {
        ["Method", "Path"]
            .into_iter()
            .chain(self.roles().map(Role::name))
            .chain(["Rule", "People", "Applications"])
    }
}

impl Row {
    /// The rule, or why there is none.
    pub(crate) fn rule(&self) -> String {
        match (self.requirement(), self.public()) {
            (Some(requirement), _) => requirement.to_owned(),
            (None, reason) => format!("public: {}", reason.unwrap_or_default()),
        }
    }

    /// How people come in: by which scopes of their applications.
    pub(crate) fn people(&self) -> String {
        ways(
            self.scopes()
                .iter()
                .map(|set| names(set.iter().map(|scope| scope.name()))),
        )
    }

    /// How applications come in: by which roles of their own.
    pub(crate) fn applications(&self) -> String {
        let sets = self.application_roles().iter();
        ways(sets.map(|set| names(set.iter().map(|role| role.name()))))
    }

    fn whole(&self) -> impl Iterator<Item = String> {
        let ends = [self.rule(), self.people(), self.applications()];
        self.record().into_iter().chain(ends)
    }

    fn record(&self) -> Vec<String> {
        let mut record = vec![self.method().to_owned(), self.path().to_owned()];
        record.extend(self.roles().iter().map(|(_, cell)| self.mark(*cell)));
        record
    }

    fn mark(&self, cell: Cell) -> String {
        let star = if self.by_role_alone() && cell == Cell::Yes {
            "*"
        } else {
            ""
        };
        format!("{}{star}", cell.name())
    }
}

/// The most ways that are named.
const MOST: usize = 6;

/// `any` where one of the sets is empty, `none` where there is no set.
fn ways(sets: impl ExactSizeIterator<Item = String>) -> String {
    let beyond = sets.len().saturating_sub(MOST);
    let named: Vec<_> = sets.take(MOST).collect();
    match named.as_slice() {
        [] => "none".to_owned(),
        [all] if all.is_empty() => "any".to_owned(),
        named if beyond > 0 => format!("{} or {beyond} others", named.join(" or ")),
        named => named.join(" or "),
    }
}

fn names<'a>(set: impl Iterator<Item = &'a str>) -> String {
    set.collect::<Vec<_>>().join(" with ")
}

/// A bar would end the cell; a star or an underscore could make words slanted.
fn in_markdown(cell: &str) -> String {
    let mut escaped = String::with_capacity(cell.len());
    for letter in cell.chars() {
        if matches!(letter, '\\' | '|' | '*' | '_' | '`' | '<' | '[' | ']') {
            escaped.push('\\');
        }
        escaped.push(if letter.is_control() { ' ' } else { letter });
    }
    escaped
}

/// A spreadsheet takes what begins like this for a formula
/// ([CSV injection](https://owasp.org/www-community/attacks/CSV_Injection)).
fn harmless(cell: String) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{cell}")
    } else {
        cell
    }
}
