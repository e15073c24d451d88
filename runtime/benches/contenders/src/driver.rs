//! A small load: so many connections that are kept alive, each with one request at a time.

use std::net::Ipv4Addr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::runtime::Runtime;

use crate::child::{Server, processor_time};
use crate::contender::{Credential, DONE, PATH};

/// How many connections there are to each server.
pub const CONNECTIONS: usize = 32;

/// The connections to one server, and what goes through them.
pub struct Load {
    connections: Vec<TcpStream>,
    requests: Arc<[Vec<u8>]>,
    next: Arc<AtomicUsize>,
}

/// What a while of load came to.
#[derive(Clone, Copy, Debug)]
pub struct Slice {
    /// Requests in a second.
    pub rate: f64,
    /// Microseconds of processor time that the server spent on a request.
    pub cost: f64,
    /// The same of the load.
    pub own_cost: f64,
}

impl Load {
    /// Connects. The requests are those of the callers, in turn and without end.
    pub async fn new(server: &Server, callers: &[Credential]) -> Self {
        let address = (Ipv4Addr::LOCALHOST, server.ready.port);
        let mut connections = Vec::new();
        for _ in 0..CONNECTIONS {
            let stream = TcpStream::connect(address).await.expect("a server");
            stream.set_nodelay(true).expect("a socket");
            connections.push(stream);
        }
        Self {
            connections,
            requests: callers.iter().map(request).collect(),
            next: Arc::default(),
        }
    }

    /// Sends requests for so long.
    pub fn drive(&mut self, runtime: &Runtime, server: &Server, time: Duration) -> Slice {
        let before = (server.processor_time(), processor_time("self"));
        let start = Instant::now();
        let number = runtime.block_on(self.send(start + time));
        let elapsed = start.elapsed();
        let after = (server.processor_time(), processor_time("self"));
        let number = number as f64;
        Slice {
            rate: number / elapsed.as_secs_f64(),
            cost: (after.0 - before.0) as f64 / 1e3 / number,
            own_cost: (after.1 - before.1) as f64 / 1e3 / number,
        }
    }

    async fn send(&mut self, until: Instant) -> usize {
        let tasks: Vec<_> = self
            .connections
            .drain(..)
            .map(|stream| {
                let (requests, next) = (Arc::clone(&self.requests), Arc::clone(&self.next));
                tokio::spawn(keep_asking(stream, requests, next, until))
            })
            .collect();
        let mut number = 0;
        for task in tasks {
            let (stream, answers) = task.await.expect("a connection");
            self.connections.push(stream);
            number += answers;
        }
        number
    }
}

async fn keep_asking(
    mut stream: TcpStream,
    requests: Arc<[Vec<u8>]>,
    next: Arc<AtomicUsize>,
    until: Instant,
) -> (TcpStream, usize) {
    let mut answers = 0;
    while Instant::now() < until {
        let turn = next.fetch_add(1, Ordering::Relaxed);
        ask(&mut stream, &requests[turn % requests.len()]).await;
        answers += 1;
    }
    (stream, answers)
}

/// One request, and its whole answer, which must be the handler's.
async fn ask(stream: &mut TcpStream, request: &[u8]) {
    stream.write_all(request).await.expect("a connection");
    let mut buffer = [0; 1024];
    let mut length = 0;
    while !buffer[..length].ends_with(DONE.as_bytes()) {
        let read = stream.read(&mut buffer[length..]).await;
        length += read.expect("a connection");
        assert!(buffer.starts_with(ADMITTED), "a refusal, or the end");
    }
}

const ADMITTED: &[u8] = b"HTTP/1.1 200 ";

fn request(Credential { name, value }: &Credential) -> Vec<u8> {
    format!("GET {PATH} HTTP/1.1\r\nhost: 127.0.0.1\r\n{name}: {value}\r\n\r\n").into_bytes()
}
