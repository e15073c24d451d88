//! The server: where it listens, and how it comes to its end.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::signal;
use tokio::sync::oneshot;

use crate::error::StartError;

/// The listener, and the address with the port that it got.
pub(crate) async fn listen(address: SocketAddr) -> Result<(TcpListener, SocketAddr), StartError> {
    let refused = |source| StartError::Bind { address, source };
    let listener = TcpListener::bind(address).await.map_err(refused)?;
    let bound = listener.local_addr().map_err(refused)?;
    Ok((listener, bound))
}

/// Serves until told to stop; then lets requests that are under way come to their end, though not for ever.
pub(crate) async fn serve(
    listener: TcpListener,
    application: axum::Router,
    told: impl Future<Output = ()>,
) -> Result<(), StartError> {
    const PATIENCE: Duration = Duration::from_secs(10);

    let (stopping, stopped) = oneshot::channel::<()>();
    // Nothing is ever sent: that the other end is gone is the sign.
    let stopped = async { drop(stopped.await) };
    let serving = axum::serve(listener, application).with_graceful_shutdown(stopped);
    let patience = async {
        told.await;
        drop(stopping);
        tokio::time::sleep(PATIENCE).await;
    };
    tokio::select! {
        served = serving => served.map_err(StartError::Serve),
        () = patience => Ok(()),
    }
}

/// Ctrl-c, or the signal that service managers send. It counts from now on, not only once somebody waits for it.
#[cfg(unix)]
pub(crate) fn told_to_stop() -> Result<impl Future<Output = ()>, StartError> {
    use signal::unix::{SignalKind, signal};

    let mut terminated = signal(SignalKind::terminate()).map_err(StartError::Serve)?;
    let mut interrupted = signal(SignalKind::interrupt()).map_err(StartError::Serve)?;
    Ok(async move {
        tokio::select! {
            _ = terminated.recv() => {}
            _ = interrupted.recv() => {}
        }
    })
}

/// Ctrl-c. Where it cannot be listened for, the process is ended from outside.
#[cfg(not(unix))]
pub(crate) fn told_to_stop() -> Result<impl Future<Output = ()>, StartError> {
    Ok(async {
        if signal::ctrl_c().await.is_err() {
            std::future::pending().await
        }
    })
}
