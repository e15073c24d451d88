//! A body of one MiB that comes with a refusal: who reads it before saying no?

use std::fmt::Write as _;
use std::net::{Ipv4Addr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};
use std::thread;
use std::time::{Duration, Instant};

use axum::Router;
use axum::serve::Listener;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _, ReadBuf};
use tokio::net::{TcpListener, TcpStream};

use super::{Bench, Table};
use crate::contender::PATH;
use crate::contenders;
use crate::measure::median;

pub fn table(bench: &Bench<'_>) -> Table {
    bench.progress.set_message("refused bodies");
    let routers = [
        (
            "role looked at in the handler, after `Bytes`",
            contenders::with_body_by_hand(bench.scene),
        ),
        (
            "rolecall",
            bench
                .runtime
                .block_on(contenders::rolecall::with_body(bench.scene)),
        ),
    ];
    let sides = routers.map(|(name, router)| (name, Counted::serve(router)));
    let mut rounds = [const { Vec::new() }; 2];
    for _ in 0..bench.rounds(41, 11) {
        for ((_, side), rounds) in sides.iter().zip(&mut rounds) {
            rounds.push(side.refuse(bench));
        }
    }
    let mut text = String::from("| server | bytes read | µs to the refusal |\n|---|--:|--:|");
    for ((name, _), rounds) in sides.iter().zip(rounds) {
        let (bytes, times): (Vec<f64>, Vec<f64>) = rounds.into_iter().unzip();
        let (bytes, time) = (median(bytes), median(times));
        // A `String` takes whatever is written.
        let _ = write!(text, "\n| {name} | {bytes:.0} | {time:.0} |");
    }
    Table {
        title: "A body of 1 MiB that comes with a refusal (403)",
        text,
        targets: Vec::new(),
    }
}

const BODY: usize = 1 << 20;

/// A server on a thread of its own that counts what it reads.
struct Counted {
    address: SocketAddr,
    read: Arc<AtomicUsize>,
}

impl Counted {
    fn serve(router: Router) -> Self {
        let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        listener.set_nonblocking(true).expect("a listener");
        let address = listener.local_addr().expect("an address");
        let read = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&read);
        thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .expect("a runtime");
            runtime.block_on(async {
                let inner = TcpListener::from_std(listener).expect("a listener");
                let listener = Counting { inner, counter };
                axum::serve(listener, router).await.expect("a server");
            });
        });
        Self { address, read }
    }

    /// The bytes that the server read of a request that it refuses, and the microseconds until it did.
    fn refuse(&self, bench: &Bench<'_>) -> (f64, f64) {
        let before = self.read.load(Ordering::SeqCst);
        let time = bench
            .runtime
            .block_on(refusal(self.address, &bench.scene.viewer));
        let read = self.read.load(Ordering::SeqCst) - before;
        (read as f64, time.as_secs_f64() * 1e6)
    }
}

/// How long a refusal takes. The body goes on being sent until the server has closed.
async fn refusal(address: SocketAddr, token: &str) -> Duration {
    let stream = TcpStream::connect(address).await.expect("a server");
    let head = format!(
        "POST {PATH} HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\
         authorization: Bearer {token}\r\ncontent-length: {BODY}\r\n\r\n"
    );
    let (mut reading, mut writing) = stream.into_split();
    let start = Instant::now();
    let sending = tokio::spawn(async move {
        // The server may close while we send; that is what this is about.
        if writing.write_all(head.as_bytes()).await.is_ok() {
            let _ = writing.write_all(&vec![b' '; BODY]).await;
        }
        // Not dropped here: whoever closes this half takes the request back.
        writing
    });
    let mut answer = [0; 4096];
    let length = reading.read(&mut answer).await.expect("an answer");
    let time = start.elapsed();
    let text = String::from_utf8_lossy(&answer[..length]);
    assert!(text.starts_with("HTTP/1.1 403 "), "a refusal, not `{text}`");
    let _writing = sending.await.expect("a task");
    while reading.read(&mut answer).await.is_ok_and(|read| read > 0) {}
    time
}

struct Counting {
    inner: TcpListener,
    counter: Arc<AtomicUsize>,
}

impl Listener for Counting {
    type Io = Counter;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Counter, SocketAddr) {
        let (stream, address) = Listener::accept(&mut self.inner).await;
        let counter = Arc::clone(&self.counter);
        (Counter { stream, counter }, address)
    }

    fn local_addr(&self) -> std::io::Result<SocketAddr> {
        self.inner.local_addr()
    }
}

/// A connection that counts what is read from it.
struct Counter {
    stream: TcpStream,
    counter: Arc<AtomicUsize>,
}

impl AsyncRead for Counter {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<std::io::Result<()>> {
        let before = buffer.filled().len();
        let polled = Pin::new(&mut self.stream).poll_read(context, buffer);
        let read = buffer.filled().len() - before;
        self.counter.fetch_add(read, Ordering::SeqCst);
        polled
    }
}

impl AsyncWrite for Counter {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<std::io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
