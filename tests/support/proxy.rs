//! A proxy on a free port of this machine, which takes whoever comes to one place, wherever they would go.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};

/// A running proxy. It ends with the test's runtime.
#[derive(Clone)]
pub struct Proxy {
    pub address: SocketAddr,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Proxy {
    /// A proxy that opens tunnels, all of them to there.
    pub async fn to(place: SocketAddr) -> Self {
        Self::start(Some(place), "HTTP/1.1 200 Connected\r\n\r\n").await
    }

    /// A proxy that answers everybody so, and opens no tunnel.
    pub async fn answering(answer: &'static str) -> Self {
        Self::start(None, answer).await
    }

    async fn start(place: Option<SocketAddr>, answer: &'static str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let proxy = Self {
            address: listener.local_addr().unwrap(),
            requests: Arc::default(),
        };
        let serving = proxy.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serving.clone().serve(stream, place, answer));
            }
        });
        proxy
    }

    /// Every request that came, line and headers.
    pub fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }

    async fn serve(self, mut caller: TcpStream, place: Option<SocketAddr>, answer: &str) {
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            let Ok(byte) = caller.read_u8().await else {
                return;
            };
            head.push(byte);
        }
        let head = String::from_utf8(head).unwrap();
        self.requests.lock().unwrap().push(head);
        // A caller that has hung up is no concern of the proxy's.
        let _ = caller.write_all(answer.as_bytes()).await;
        if let Some(place) = place
            && let Ok(mut server) = TcpStream::connect(place).await
        {
            let _ = copy_bidirectional(&mut caller, &mut server).await;
        }
    }
}
