//! What was asked for goes to standard output.

use std::io::{self, Write as _};

/// Prints it all. Whoever read may be gone already, as `head` is, which is nobody's fault.
pub(crate) fn print(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => written,
    }
}
