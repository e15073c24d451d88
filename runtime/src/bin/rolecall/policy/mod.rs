//! `rolecall policy`: what can be asked of an access matrix that was written down.

mod diff;

use clap::{Args, Subcommand};

use crate::Done;

/// Ask about access matrices that were written down as JSON.
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    Diff(diff::Arguments),
}

pub(crate) fn run(arguments: &Arguments) -> Done {
    match &arguments.verb {
        Verb::Diff(arguments) => diff::run(arguments),
    }
}
