//! One connection, and requests on it that are sent as they are written: no client library tidies them up.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// A connection that is kept alive.
pub struct Connection(TcpStream);

/// What came back.
#[derive(Debug, PartialEq)]
pub struct Answer {
    pub status: u16,
    /// As it came, in lower case and without the date.
    pub head: String,
    pub body: String,
}

impl Connection {
    /// To what `serve` gave: `http://127.0.0.1:port`.
    pub async fn to(url: &str) -> Self {
        let address = url.trim_start_matches("http://");
        Self(TcpStream::connect(address).await.expect("a connection"))
    }

    /// Asks for a target, spelt just so.
    pub async fn get(&mut self, target: &str, token: Option<&str>) -> Answer {
        self.ask("GET", target, token, "").await
    }

    /// The same with any method and further header lines.
    pub async fn ask(
        &mut self,
        method: &str,
        target: &str,
        token: Option<&str>,
        more: &str,
    ) -> Answer {
        self.send(&head(method, target, token, more)).await;
        self.answer(method).await
    }

    /// Sends these bytes and waits for nothing.
    pub async fn send(&mut self, text: &str) {
        self.0.write_all(text.as_bytes()).await.expect("a peer");
    }

    /// Reads one answer, and nothing of the next.
    pub async fn answer(&mut self, method: &str) -> Answer {
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(self.0.read_u8().await.expect("a head"));
        }
        let head = String::from_utf8(head).expect("text").to_lowercase();
        let lines = head.split_inclusive("\r\n");
        let head: String = lines.filter(|line| !line.starts_with("date: ")).collect();
        let length = head
            .lines()
            .find_map(|line| line.strip_prefix("content-length: "));
        let length = length.map_or(0, |length| length.parse().expect("a length"));
        let mut body = vec![0; if method == "HEAD" { 0 } else { length }];
        self.0.read_exact(&mut body).await.expect("a body");
        let status = head.split(' ').nth(1).expect("a status");
        Answer {
            status: status.parse().expect("a number"),
            body: String::from_utf8_lossy(&body).into_owned(),
            head,
        }
    }
}

/// The head of a request, with further lines.
pub fn head(method: &str, target: &str, token: Option<&str>, more: &str) -> String {
    let token = token.map_or_else(String::new, |token| {
        format!("authorization: Bearer {token}\r\n")
    });
    format!("{method} {target} HTTP/1.1\r\nhost: here.test\r\n{token}{more}\r\n")
}
