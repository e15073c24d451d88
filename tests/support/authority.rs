//! An authority that really speaks HTTP, on a free port of this machine, and says whatever a test tells it to.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use rolecall::{Clock, Engine, EngineBuilder};
use serde_json::{Value, json};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;

use crate::policy::Policy;
use crate::signer::Signer;
use crate::{CLIENT, TENANT};

/// A running authority. It ends with the test's runtime.
#[derive(Clone)]
pub struct Authority {
    pub address: SocketAddr,
    scheme: &'static str,
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    answers: Mutex<HashMap<String, Answer>>,
    /// Each request as it came: its line, its headers and what it holds.
    requests: Mutex<Vec<String>>,
    /// Lets stalled answers go on.
    go_on: Notify,
}

/// What a path answers.
#[derive(Clone)]
pub enum Answer {
    /// 200 and this.
    Body(Vec<u8>),
    /// This status, and a short text.
    Status(u16),
    /// This status, and this.
    Refused(u16, Vec<u8>),
    /// This status, and in how many seconds to come back.
    RetryAfter(u16, u64),
    /// A redirect to there.
    Redirect(String),
    /// 200 and this, once [`Authority::go_on`] was called.
    Later(Vec<u8>),
    /// 200 and this, of this tag; 304 and nothing to who has it.
    Tagged(Vec<u8>, String),
    /// 200 and a blank now and then, without end.
    Drip,
    /// The beginning of a header, and a letter of it now and then, without end.
    DripHead,
    /// 200 and blanks without end, of no announced length.
    Endless,
    /// Nothing at all: the connection is closed.
    Nothing,
}

impl Answer {
    pub fn json(value: &Value) -> Self {
        Self::Body(value.to_string().into_bytes())
    }

    /// The same with a tag.
    pub fn tagged(value: &Value, tag: &str) -> Self {
        Self::Tagged(value.to_string().into_bytes(), tag.to_owned())
    }

    /// What the sender of this request gets.
    fn to(self, request: &str) -> Self {
        match self {
            Self::Tagged(_, tag) if request.contains(&format!("if-none-match: {tag}\r\n")) => {
                Self::Status(304)
            }
            other => other,
        }
    }
}

impl Authority {
    /// Starts an authority of [`TENANT`] with the first key.
    pub async fn start() -> Self {
        let (authority, listener) = Self::bound("http").await;
        let serving = authority.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serving.clone().serve(stream));
            }
        });
        authority.as_tenant();
        authority
    }

    /// The same behind TLS.
    pub async fn start_tls(config: ServerConfig) -> Self {
        let (authority, listener) = Self::bound("https").await;
        let serving = authority.clone();
        let acceptor = TlsAcceptor::from(Arc::new(config));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (acceptor, serving) = (acceptor.clone(), serving.clone());
                tokio::spawn(async move {
                    if let Ok(stream) = acceptor.accept(stream).await {
                        serving.serve(stream).await;
                    }
                });
            }
        });
        authority.as_tenant();
        authority
    }

    async fn bound(scheme: &'static str) -> (Self, TcpListener) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let authority = Self {
            address: listener.local_addr().unwrap(),
            scheme,
            shared: Arc::default(),
        };
        (authority, listener)
    }

    fn as_tenant(&self) {
        self.publish(&[&Signer::first()]);
        let document = json!({"issuer": self.issuer(), "jwks_uri": self.url("/keys")});
        self.answer(&self.metadata_path(), Answer::json(&document));
    }

    /// `http://127.0.0.1:port`, or the same with TLS.
    pub fn base(&self) -> String {
        format!("{}://{}", self.scheme, self.address)
    }

    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base())
    }

    pub fn issuer(&self) -> String {
        format!("{}/{TENANT}/v2.0", self.base())
    }

    pub fn metadata_path(&self) -> String {
        format!("/{TENANT}/v2.0/.well-known/openid-configuration")
    }

    /// An engine's settings for this authority.
    pub fn builder(&self) -> EngineBuilder {
        Engine::builder(Policy)
            .tenant_id(TENANT)
            .client_id(CLIENT)
            .authority(self.base())
    }

    /// The same with a clock.
    pub fn builder_at(&self, clock: &Clock) -> EngineBuilder {
        self.builder().clock(clock.clone())
    }

    /// Replaces the key set by the public halves of these.
    pub fn publish(&self, signers: &[&Signer]) {
        let keys: Vec<_> = signers.iter().map(|signer| signer.jwk()).collect();
        self.publish_keys(&keys);
    }

    /// Replaces the key set by these members.
    pub fn publish_keys(&self, keys: &[Value]) {
        self.answer("/keys", Answer::json(&json!({ "keys": keys })));
    }

    pub fn answer(&self, path: &str, answer: Answer) {
        self.shared
            .answers
            .lock()
            .unwrap()
            .insert(path.to_owned(), answer);
    }

    /// Refuses every request from now on.
    pub fn fall_over(&self) {
        for answer in self.shared.answers.lock().unwrap().values_mut() {
            *answer = Answer::Status(500);
        }
    }

    /// Is a healthy authority with the first key again.
    pub fn recover(&self) {
        self.as_tenant();
    }

    /// Lets one stalled answer go on, the present one or the next.
    pub fn go_on(&self) {
        self.shared.go_on.notify_one();
    }

    /// How often a path was asked for.
    pub fn requests(&self, path: &str) -> usize {
        let asked = format!("GET {path} ");
        let requests = self.shared.requests.lock().unwrap();
        requests
            .iter()
            .filter(|one| one.starts_with(&asked))
            .count()
    }

    /// How often a path was posted to.
    pub fn posts(&self, path: &str) -> usize {
        let asked = format!("POST {path} ");
        let requests = self.all_requests();
        requests
            .iter()
            .filter(|one| one.starts_with(&asked))
            .count()
    }

    /// Every request that came, line, headers and what it holds.
    pub fn all_requests(&self) -> Vec<String> {
        self.shared.requests.lock().unwrap().clone()
    }

    async fn serve(self, mut stream: impl AsyncRead + AsyncWrite + Unpin) {
        let Some(request) = read_request(&mut stream).await else {
            return;
        };
        let path = request.split(' ').nth(1).unwrap_or_default().to_owned();
        let answer = self.shared.answers.lock().unwrap().get(&path).cloned();
        let answer = answer.map(|answer| answer.to(&request));
        self.shared.requests.lock().unwrap().push(request);
        // A caller that has hung up is no concern of the authority's.
        let _ = self
            .send(&mut stream, answer.unwrap_or(Answer::Status(404)))
            .await;
        let _ = stream.shutdown().await;
    }

    async fn send(
        &self,
        stream: &mut (impl AsyncWrite + Unpin),
        answer: Answer,
    ) -> std::io::Result<()> {
        match answer {
            Answer::Body(body) => respond(stream, "200 OK", "", &body).await,
            Answer::Status(code) => respond(stream, &format!("{code} No"), "", b"no").await,
            Answer::Refused(code, body) => respond(stream, &format!("{code} No"), "", &body).await,
            Answer::RetryAfter(code, seconds) => {
                let after = format!("retry-after: {seconds}\r\n");
                respond(stream, &format!("{code} No"), &after, b"no").await
            }
            Answer::Redirect(to) => {
                respond(stream, "302 Found", &format!("location: {to}\r\n"), b"").await
            }
            Answer::Later(body) => {
                self.shared.go_on.notified().await;
                respond(stream, "200 OK", "", &body).await
            }
            Answer::Tagged(body, tag) => {
                respond(stream, "200 OK", &format!("etag: {tag}\r\n"), &body).await
            }
            Answer::Drip => drip(stream, b"HTTP/1.1 200 OK\r\n\r\n", b" ").await,
            Answer::DripHead => drip(stream, b"HTTP/1.1 200 OK\r\nx: ", b"x").await,
            Answer::Endless => {
                stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await?;
                loop {
                    stream.write_all(&[b' '; 4096]).await?;
                }
            }
            Answer::Nothing => Ok(()),
        }
    }
}

async fn drip(
    stream: &mut (impl AsyncWrite + Unpin),
    begin: &[u8],
    drop: &[u8],
) -> std::io::Result<()> {
    stream.write_all(begin).await?;
    loop {
        stream.write_all(drop).await?;
        stream.flush().await?;
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
}

/// An address of this machine where nobody listens.
pub async fn nobody() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    assert!(TcpStream::connect(address).await.is_err());
    format!("http://{address}")
}

async fn read_request(stream: &mut (impl AsyncRead + Unpin)) -> Option<String> {
    let mut text = Vec::new();
    while !text.ends_with(b"\r\n\r\n") {
        text.push(stream.read_u8().await.ok()?);
    }
    let mut text = String::from_utf8(text).ok()?;
    // Whoever hangs up on what was not read may be heard before the answer is.
    let length = text
        .split("content-length: ")
        .nth(1)
        .and_then(|rest| rest.lines().next());
    let mut body = vec![0; length.map_or(Some(0), |length| length.parse().ok())?];
    stream.read_exact(&mut body).await.ok()?;
    text.push_str(&String::from_utf8(body).ok()?);
    Some(text)
}

async fn respond(
    stream: &mut (impl AsyncWrite + Unpin),
    status: &str,
    headers: &str,
    body: &[u8],
) -> std::io::Result<()> {
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status}\r\ncontent-length: {length}\r\nconnection: close\r\n{headers}\r\n"
    );
    stream.write_all(head.as_bytes()).await?;
    stream.write_all(body).await
}
