//! `rolecall policy diff`: what changed between two matrices, in sentences.

use std::fs;
use std::io::{self, Read as _};
use std::path::Path;
use std::process::ExitCode;

use clap::Args;
use rolecall::policy::{Change, Effect, MatrixRecord};
use serde_json::json;

use crate::Done;
use crate::paint::Paint;
use crate::print::print;

/// Say what changed between two access matrices.
///
/// A matrix is what the application answers where it shows its `MatrixPage`, as JSON:
/// `curl http://127.0.0.1:3000/policy?format=json > policy.json`. Kept in the repository and compared in CI, it tells
/// reviewers in words who may do more.
///
/// Each line begins with `+` where somebody may more than before, with `-` where somebody may less, and with `~` where a
/// rule reads otherwise or the policy declares otherwise: then it cannot be told from the tables who may more, so read it.
#[derive(Args, Debug)]
#[command(after_help = STATUS, after_long_help = STATUS)]
pub(crate) struct Arguments {
    /// The matrix as it was; `-` is standard input
    old: String,
    /// The matrix as it is
    new: String,
    /// Print one line of JSON for each change instead: `{"effect", "sentence"}`
    #[arg(long)]
    json: bool,
    /// End with status 3 where anything changed
    #[arg(long)]
    check: bool,
}

const STATUS: &str = "Exit status: 0 done, 1 a matrix could not be read (standard error says why), 2 wrong arguments, \
3 something changed and --check was given";

/// The status where something changed that should not have.
const CHANGED: u8 = 3;

pub(super) fn run(arguments: &Arguments) -> Done {
    if arguments.old == "-" && arguments.new == "-" {
        return Err("standard input is one matrix; give a file for the other".into());
    }
    let old = read(&arguments.old)?;
    let changes = read(&arguments.new)?.changes_since(&old);
    let text = if arguments.json {
        changes.iter().map(in_json).collect()
    } else {
        written(&changes, Paint::for_standard_output())
    };
    print(&text)?;
    Ok(match (arguments.check, changes.is_empty()) {
        (true, false) => ExitCode::from(CHANGED),
        _ => ExitCode::SUCCESS,
    })
}

fn read(name: &str) -> Result<MatrixRecord, String> {
    let text = if name == "-" {
        let mut text = String::new();
        io::stdin().read_to_string(&mut text).map(|_| text)
    } else {
        fs::read_to_string(Path::new(name))
    };
    let text = text.map_err(|error| format!("`{name}` cannot be read: {error}"))?;
    text.parse()
        .map_err(|error| format!("`{name}` cannot be used: {error}"))
}

fn written(changes: &[Change], paint: Paint) -> String {
    if changes.is_empty() {
        return "nothing changed\n".to_owned();
    }
    changes.iter().map(|change| line(change, paint)).collect()
}

fn line(change: &Change, paint: Paint) -> String {
    match change.effect() {
        Effect::Opens => format!("{}\n", paint.warning(&format!("+ {change}"))),
        Effect::Closes => format!("{}\n", paint.calm(&format!("- {change}"))),
        _ => format!("~ {change}\n"),
    }
}

fn in_json(change: &Change) -> String {
    let effect = match change.effect() {
        Effect::Opens => "opens",
        Effect::Closes => "closes",
        _ => "neither",
    };
    format!(
        "{}\n",
        json!({ "effect": effect, "sentence": change.to_string() })
    )
}
