//! TLS under the server: each handshake is a task of its own, so that a slow one holds nobody up.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use axum::serve::Listener;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinError, JoinSet};
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use super::certificate::Certificates;

/// A listener that gives out connections whose handshake is done.
pub(super) struct TlsListener {
    listener: TcpListener,
    acceptor: TlsAcceptor,
    handshakes: JoinSet<io::Result<Connection>>,
}

type Connection = (TlsStream<TcpStream>, SocketAddr);

impl TlsListener {
    pub(super) fn new(listener: TcpListener, certificates: &Certificates) -> Self {
        Self {
            listener,
            acceptor: TlsAcceptor::from(certificates.server.clone()),
            handshakes: JoinSet::new(),
        }
    }

    fn begin(&mut self, stream: TcpStream, peer: SocketAddr) {
        let handshake = self.acceptor.accept(stream);
        self.handshakes.spawn(async move {
            let stream = timeout(PATIENCE, handshake).await??;
            Ok((stream, peer))
        });
    }
}

impl Listener for TlsListener {
    type Io = TlsStream<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> Connection {
        loop {
            tokio::select! {
                (stream, peer) = Listener::accept(&mut self.listener), if self.handshakes.len() < MANY => {
                    self.begin(stream, peer);
                }
                Some(ended) = self.handshakes.join_next() => {
                    if let Some(connection) = done(ended) {
                        return connection;
                    }
                }
            }
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

/// A handshake that fails is the client's affair: most often it does not trust the authority, or speaks plain HTTP.
fn done(ended: Result<io::Result<Connection>, JoinError>) -> Option<Connection> {
    let failure = match ended {
        Ok(Ok(connection)) => return Some(connection),
        Ok(Err(error)) => error.to_string(),
        Err(error) => error.to_string(),
    };
    tracing::debug!("a TLS handshake with the development directory failed: {failure}");
    None
}

/// How long a handshake may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// How many handshakes may be under way; the system keeps the next ones waiting.
const MANY: usize = 256;
