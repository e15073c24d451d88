//! What is logged goes to standard error; standard output is for what was asked for.

use std::io::{self, IsTerminal as _};

use tracing_subscriber::EnvFilter;

/// Logs warnings and errors, or what `RUST_LOG` asks for.
pub(crate) fn to_standard_error() -> Result<(), String> {
    let wanted = std::env::var("RUST_LOG").unwrap_or_default();
    let wanted = if wanted.trim().is_empty() {
        "warn"
    } else {
        &wanted
    };
    let filter = EnvFilter::try_new(wanted).map_err(|_| {
        format!("`RUST_LOG` is `{wanted}`, which is not a filter; write one as in `info` or `rolecall=debug`")
    })?;
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(io::stderr().is_terminal())
        .with_writer(io::stderr)
        .init();
    Ok(())
}
