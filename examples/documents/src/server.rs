//! The server: where it listens, and how it comes to its end.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::signal;

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
) -> Result<(), StartError> {
    const PATIENCE: Duration = Duration::from_secs(10);

    let serving = axum::serve(listener, application).with_graceful_shutdown(told_to_stop());
    let patience = async {
        told_to_stop().await;
        tokio::time::sleep(PATIENCE).await;
    };
    tokio::select! {
        served = serving => served.map_err(StartError::Serve),
        () = patience => Ok(()),
    }
}

/// Ctrl-c, or the signal that service managers send.
async fn told_to_stop() {
    tokio::select! {
        _ = signal::ctrl_c() => {}
        () = terminated() => {}
    }
}

#[cfg(unix)]
async fn terminated() {
    use signal::unix::{SignalKind, signal};

    match signal(SignalKind::terminate()) {
        Ok(mut signal) => drop(signal.recv().await),
        // Then ctrl-c is the only way.
        Err(_) => std::future::pending().await,
    }
}

#[cfg(not(unix))]
async fn terminated() {
    std::future::pending().await
}
