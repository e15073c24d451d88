//! The server that is attacked: two protected endpoints over loopback, and an authority that it trusts.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use axum::routing::get;
use reqwest::{Client, StatusCode};
use rolecall::Clock;
use rolecall::entra::Algorithm;
use rolecall::protected;
use rolecall_tests::{Authority, Signer, Token};

/// The least time between two fetches for keys that are not there: short, so that there are many in a minute.
pub const COOLDOWN: Duration = Duration::from_secs(1);

/// How long one fetch may take.
pub const TIMEOUT: Duration = Duration::from_secs(1);

/// How many identities are remembered.
pub const REMEMBERED: usize = 1_000;

pub struct Target {
    pub authority: Authority,
    pub clock: Clock,
    address: SocketAddr,
    client: Client,
    stopped: AtomicBool,
    /// Whose key honest tokens are signed with now.
    signer: Mutex<Signer>,
}

#[protected(policy = rolecall_tests::policy, permission = "view")]
async fn look() -> &'static str {
    "seen"
}

#[protected(policy = rolecall_tests::policy, permission = "edit")]
async fn change() -> &'static str {
    "changed"
}

impl Target {
    pub async fn start() -> Self {
        let authority = Authority::start().await;
        authority.publish(&[&Signer::first(), &Signer::p256()]);
        let engine = authority
            .builder()
            .algorithms([Algorithm::Rs256, Algorithm::Es256])
            .cache_entries(REMEMBERED)
            .key_cooldown(COOLDOWN)
            .fetch_timeout(TIMEOUT)
            .start()
            .await
            .expect("an engine");
        let router = axum::Router::new()
            .route("/", get(look).post(change))
            .layer(engine.layer());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
            .await
            .expect("a free port");
        let address = listener.local_addr().expect("an address");
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self {
            authority,
            address,
            clock: Clock::system(),
            client: Client::new(),
            stopped: AtomicBool::new(false),
            signer: Mutex::new(Signer::first()),
        }
    }

    pub fn stop(&self) {
        self.stopped.store(true, Ordering::Relaxed);
    }

    pub fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }

    /// Honest tokens are signed with this key from now on.
    pub fn sign_with(&self, signer: Signer) {
        *self.signer.lock().unwrap_or_else(PoisonError::into_inner) = signer;
    }

    pub fn signer(&self) -> Signer {
        self.signer
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// An honest token of an editor, good for an hour from now.
    pub fn token(&self) -> Token {
        let now = self.clock.now();
        Token::of_user(&self.authority.issuer())
            .claim("iat", now)
            .claim("nbf", now)
            .claim("exp", now + 3_600)
    }

    /// What the server answers; nothing if it could not be asked.
    pub async fn ask(
        &self,
        method: reqwest::Method,
        credentials: Option<&str>,
    ) -> Option<StatusCode> {
        let mut request = self
            .client
            .request(method, format!("http://{}/", self.address));
        if let Some(credentials) = credentials {
            request = request.header("authorization", credentials);
        }
        let answer = request.send().await.ok()?;
        let status = answer.status();
        // Read to its end, so that the connection serves the next request.
        answer.bytes().await.ok()?;
        Some(status)
    }
}
