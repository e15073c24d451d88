//! `rolecall directory`: the development directory by itself, for applications that do not embed it.

mod machine;
mod people;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::Args;
use clap::builder::FalseyValueParser;
use rolecall::directory::{BUILT_IN, Directory, DirectoryError};

use crate::Done;
use crate::print::print;
use crate::until::told_to_stop;

/// Run the development directory: an identity provider behind Entra's v2.0 paths, for this machine alone.
///
/// It prints its URLs, who is in it, and the settings for an application, and runs until ctrl-c. Nobody proves anything
/// to it: it listens on loopback only, forgets everything when it ends, and its tokens are worth nothing elsewhere.
/// Never for production.
#[derive(Args, Debug)]
#[command(after_help = STATUS, after_long_help = STATUS)]
pub(crate) struct Arguments {
    /// Where to listen: a loopback address and a port; port 0 takes any free one
    #[arg(
        long,
        value_name = "ADDRESS",
        default_value = "127.0.0.1:8400",
        env = "DIRECTORY_LISTEN"
    )]
    listen: String,
    /// People and applications, in TOML, instead of the built-in ones
    #[arg(long, value_name = "PATH", env = "DIRECTORY_FILE")]
    file: Option<PathBuf>,
    /// Serve `https://localhost`, which Microsoft's client libraries insist on, with a CA that is made at each start
    #[arg(long, env = "DIRECTORY_TLS", value_parser = FalseyValueParser::new(), action = clap::ArgAction::SetTrue)]
    tls: bool,
    /// Where the CA's certificate (PEM) is written, with `--tls`; its key is never on a disk
    #[arg(
        long,
        value_name = "PATH",
        default_value = "directory-ca.pem",
        env = "DIRECTORY_CA_FILE"
    )]
    ca_file: PathBuf,
    /// Say what there is as one line of JSON
    #[arg(long)]
    json: bool,
    /// Print the built-in people and applications as TOML, a beginning for a file of your own, and end
    #[arg(long)]
    print_file: bool,
}

/// Runs it until it is told to stop.
pub(crate) async fn run(arguments: Arguments) -> Done {
    if arguments.print_file {
        print(BUILT_IN)?;
        return Ok(ExitCode::SUCCESS);
    }
    let told = told_to_stop()?;
    let directory = start(&arguments).await?;
    let said = if arguments.json {
        machine::line(&directory)
    } else {
        people::text(&directory)
    };
    print(&said)?;
    told.await;
    // Whoever still waits for an answer does not hold the end up for long.
    let _ended = tokio::time::timeout(PATIENCE, directory.stop()).await;
    Ok(ExitCode::SUCCESS)
}

async fn start(arguments: &Arguments) -> Result<Directory, String> {
    let builder = Directory::builder().listen(&arguments.listen);
    let builder = match &arguments.file {
        Some(path) => builder.file(path),
        None => builder.built_in(),
    };
    let builder = if arguments.tls {
        builder.tls(&arguments.ca_file)
    } else {
        builder
    };
    builder.start().await.map_err(|error| blamed(&error))
}

/// What is wrong, and which argument or variable it came from.
fn blamed(error: &DirectoryError) -> String {
    let setting = match error {
        DirectoryError::CaFile { .. } | DirectoryError::NoCaFile(_) => {
            "`--ca-file` (`DIRECTORY_CA_FILE`): "
        }
        DirectoryError::File(_) => "`--file` (`DIRECTORY_FILE`): ",
        error if error.is_about_the_address() => "`--listen` (`DIRECTORY_LISTEN`): ",
        _ => "",
    };
    format!("{setting}{error}")
}

const PATIENCE: Duration = Duration::from_secs(5);
const STATUS: &str = "Exit status: 0 ended when told to, 1 could not start (standard error says why), 2 wrong arguments";
