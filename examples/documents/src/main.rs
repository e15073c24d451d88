//! Starts the application, and says in one sentence why it could not.

use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    match documents::run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("documents: {error}");
            ExitCode::FAILURE
        }
    }
}
