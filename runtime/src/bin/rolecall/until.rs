//! When a verb that serves comes to its end: ctrl-c, or the signal that service managers send.

use std::io;

use tokio::signal;

/// Listens from now on; the future ends when it is told to.
#[cfg(unix)]
pub(crate) fn told_to_stop() -> io::Result<impl Future<Output = ()>> {
    use signal::unix::{SignalKind, signal};

    let mut terminated = signal(SignalKind::terminate())?;
    let mut interrupted = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminated.recv() => {}
            _ = interrupted.recv() => {}
        }
    })
}

/// Listens from now on; the future ends when it is told to.
#[cfg(not(unix))]
pub(crate) fn told_to_stop() -> io::Result<impl Future<Output = ()>> {
    Ok(async {
        // Where there is no such signal, the process is ended from outside.
        if signal::ctrl_c().await.is_err() {
            std::future::pending().await
        }
    })
}
