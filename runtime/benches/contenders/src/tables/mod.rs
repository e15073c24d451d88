//! The tables, each by the number of the target that it is measured for.

pub mod body;
pub mod cold;
pub mod decision;
pub mod end_to_end;
pub mod first_validation;
pub mod growth;
pub mod in_process;
pub mod verdict;

use std::fmt::Write as _;

use indicatif::ProgressBar;
use tokio::runtime::Runtime;

use crate::measure::Measured;
use crate::scene::Scene;
use crate::signer::Signer;

/// What every table is made with.
pub struct Bench<'a> {
    pub runtime: &'a Runtime,
    pub scene: &'a Scene,
    pub signer: &'a Signer,
    pub progress: &'a ProgressBar,
    /// Fewer and shorter rounds.
    pub quick: bool,
    /// The core of the servers, which is not ours.
    pub server_core: usize,
}

impl Bench<'_> {
    /// How often everything is done in turn.
    pub fn rounds(&self, usually: usize, quickly: usize) -> usize {
        if self.quick { quickly } else { usually }
    }
}

/// A table in Markdown, and what it says of the targets.
pub struct Table {
    pub title: &'static str,
    pub text: String,
    pub targets: Vec<Target>,
}

/// What was aimed at, and what came out.
pub struct Target {
    pub id: &'static str,
    pub what: String,
    pub aim: Aim,
    pub measured: f64,
}

/// On which side of a number something should be.
pub enum Aim {
    AtLeast(f64),
    AtMost(f64),
}

impl Target {
    pub fn is_met(&self) -> bool {
        match self.aim {
            Aim::AtLeast(least) => self.measured >= least,
            Aim::AtMost(most) => self.measured <= most,
        }
    }
}

/// How a table is made.
pub type Make = fn(&Bench<'_>) -> Table;

/// All tables, by the names that `--only` takes; that of T1 is that of T7 too.
pub const ALL: [(&str, Make); 8] = [
    ("T1", end_to_end::table),
    ("T2", in_process::table),
    ("T3", verdict::table),
    ("T4", decision::table),
    ("T5", first_validation::table),
    ("T6", growth::table),
    ("T8", cold::table),
    ("body", body::table),
];

/// Rows of nanoseconds, compared with the first.
fn of_nanoseconds(rows: &[Measured]) -> String {
    crate::measure::table(rows)
}

/// Rows of microseconds, compared with the first.
fn of_microseconds(rows: &[Measured]) -> String {
    let mut text = String::from("| what | µs | ratio |\n|---|--:|--:|");
    for row in rows {
        let microseconds = row.nanoseconds / 1e3;
        // A `String` takes whatever is written.
        let _ = write!(
            text,
            "\n| {} | {microseconds:.1} | {:.2} |",
            row.name, row.ratio
        );
    }
    text
}
