//! The directory that the cases share, and what they read of its tokens without trusting it.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use jsonwebtoken::jwk::{Jwk, JwkSet};
use jsonwebtoken::{Algorithm, DecodingKey, crypto};
use reqwest::{Client, Response, StatusCode};
use rolecall::Clock;
use rolecall::clock::Hand;
use rolecall::directory::{App, Builder, Directory, User};
use serde_json::{Map, Value};

pub const NOW: u64 = 1_790_000_000;

/// Two users, one of them without roles, and one application that calls.
pub fn documents(clock: Clock) -> Builder {
    Directory::builder()
        .listen("127.0.0.1:0")
        .application("Documents")
        .scopes(["Documents.Read", "Documents.ReadWrite"])
        .client("spa")
        .user(
            User::new("editor")
                .display_name("Edgar Editor")
                .role("Editor")
                .role("Auditor"),
        )
        .user(User::new("guest"))
        .app(
            App::new("robot")
                .display_name("Night Robot")
                .role("Documents.Admin"),
        )
        .clock(clock)
}

pub async fn started() -> Directory {
    at_the_hand().await.0
}

pub async fn at_the_hand() -> (Directory, Hand) {
    let (clock, hand) = Clock::by_hand(NOW);
    (documents(clock).start().await.unwrap(), hand)
}

pub async fn get(url: impl AsRef<str>) -> Response {
    Client::new().get(url.as_ref()).send().await.unwrap()
}

pub async fn json(url: impl AsRef<str>) -> Value {
    let response = get(url).await;
    assert_eq!(response.status(), StatusCode::OK);
    response.json().await.unwrap()
}

/// `/_directory/token?` and the query as a shell would write it.
pub fn token_url(directory: &Directory, query: &str) -> String {
    format!("{}/_directory/token?{query}", directory.url())
}

pub async fn minted(directory: &Directory, query: &str) -> String {
    let response = get(token_url(directory, query)).await;
    assert_eq!(response.status(), StatusCode::OK, "{query}");
    response.text().await.unwrap().trim_end().to_owned()
}

pub fn header(token: &str) -> Map<String, Value> {
    part(token, 0)
}

pub fn claims(token: &str) -> Map<String, Value> {
    part(token, 1)
}

pub fn part_text(token: &str, place: usize) -> String {
    let encoded = token.split('.').nth(place).unwrap();
    String::from_utf8(BASE64_URL_SAFE_NO_PAD.decode(encoded).unwrap()).unwrap()
}

pub async fn served_key(directory: &Directory) -> Jwk {
    let (url, tenant) = (directory.url(), directory.tenant_id());
    let keys = format!("{url}/{tenant}/discovery/v2.0/keys");
    let mut set: JwkSet = get(keys).await.json().await.unwrap();
    set.keys.remove(0)
}

/// Whether the one key that the directory serves made the signature, whatever the token says of its key.
pub async fn signed_by_the_served_key(directory: &Directory, token: &str) -> bool {
    let key = DecodingKey::from_jwk(&served_key(directory).await).unwrap();
    let (message, signature) = token.rsplit_once('.').unwrap();
    crypto::verify(signature, message.as_bytes(), &key, Algorithm::RS256).unwrap()
}

fn part(token: &str, place: usize) -> Map<String, Value> {
    serde_json::from_str(&part_text(token, place)).unwrap()
}
