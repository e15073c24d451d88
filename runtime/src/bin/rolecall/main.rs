//! The command line of rolecall. Each verb has a file or a folder of its own, with its arguments and its `run`.

mod directory;
mod environment;
mod log;
mod paint;
mod policy;
mod print;
mod until;

use std::error::Error;
use std::process::ExitCode;

use clap::{CommandFactory as _, FromArgMatches as _, Parser, Subcommand};

/// Declarative authorization for axum and Microsoft Entra ID: the tools that go with the library.
#[derive(Debug, Parser)]
#[command(name = "rolecall", version, after_help = STATUS, arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    Directory(directory::Arguments),
    Policy(policy::Arguments),
}

#[tokio::main]
async fn main() -> ExitCode {
    let matches = environment::without_the_empty(Arguments::command()).get_matches();
    let arguments = Arguments::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    let done = match arguments.verb {
        Verb::Directory(arguments) => run(directory::run(arguments)).await,
        Verb::Policy(arguments) => run(async { policy::run(&arguments) }).await,
    };
    match done {
        Ok(status) => status,
        Err(error) => {
            eprintln!("rolecall: {error}");
            ExitCode::FAILURE
        }
    }
}

/// A verb, with the log set up for it.
async fn run(verb: impl Future<Output = Done>) -> Done {
    log::to_standard_error()?;
    verb.await
}

/// How a verb ends: with its status, or with a sentence for standard error.
type Done = Result<ExitCode, Box<dyn Error>>;

const STATUS: &str =
    "Exit status: 0 done, 1 it could not be done (standard error says why), 2 wrong arguments";
