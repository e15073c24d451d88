//! What must be true whatever the bytes are: one function for each edge, which panics where it is not. The plain test
//! beside this file and the targets of cargo-fuzz both ask it.

#[path = "naive.rs"]
mod naive;

use std::net::Ipv4Addr;
use std::sync::LazyLock;

use reqwest::Url;
use rolecall::clock::Hand;
use rolecall::{Clock, Engine};
use rolecall_tests::{Authority, NOW, Token};
use serde_json::Value;
use tokio::runtime::Runtime;

/// What is asked of one edge: whether it lets the bytes pass.
pub type Edge = fn(&[u8]) -> bool;

/// Each edge by its name, which is also that of its corpus.
pub const EDGES: [(&str, Edge); 6] = [
    ("authorization", authorization),
    ("header", header),
    ("key_set", key_set),
    ("metadata", metadata),
    ("payload", payload),
    ("token", token),
];

/// An engine, its authority, and two honest tokens; all that is accepted is one of them.
struct Trust {
    runtime: Runtime,
    engine: Engine,
    honest: [String; 2],
    _hand: Hand,
}

static TRUST: LazyLock<Trust> = LazyLock::new(|| {
    let runtime = Runtime::new().expect("a runtime");
    let (clock, hand) = Clock::by_hand(NOW);
    let (engine, issuer) = runtime.block_on(async {
        let authority = Authority::start().await;
        let engine = authority
            .builder_at(&clock)
            .start()
            .await
            .expect("an engine");
        (engine, authority.issuer())
    });
    Trust {
        runtime,
        engine,
        honest: [
            Token::of_user(&issuer).sign(),
            Token::of_application(&issuer).sign(),
        ],
        _hand: hand,
    }
});

/// The bytes as a token; where they say `HONEST`, with an honest token in its place, so that it can be bent.
pub fn token(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let text = text.replace("HONEST", &TRUST.honest[0]);
    let passes = TRUST.runtime.block_on(TRUST.engine.verify(&text)).is_ok();
    assert!(
        !passes || TRUST.honest.contains(&text),
        "accepted, and nobody signed it: {text}"
    );
    passes
}

/// What passes is what another reader reads, and says nothing that would change what a token means.
pub fn header(bytes: &[u8]) -> bool {
    let Some((algorithm, key_id)) = rolecall::entra::edges::header(bytes) else {
        return false;
    };
    let other: Value = serde_json::from_slice(bytes).expect("JSON to another reader too");
    assert_eq!(other["alg"], algorithm);
    assert_eq!(other.get("kid").and_then(Value::as_str), key_id.as_deref());
    for member in ["crit", "zip", "b64"] {
        assert!(other.get(member).is_none(), "`{member}` passed");
    }
    true
}

/// One pass over a payload says what a naive reader says, whichever claims carry roles and scopes.
pub fn payload(bytes: &[u8]) -> bool {
    const NAMED: [(&str, &[&str]); 6] = [
        ("roles", &["scp"]),
        ("roles", &["scp", "scope"]),
        ("permissions", &["granted"]),
        ("groups", &["scope"]),
        ("acr", &["azp"]),
        ("TID", &["Scp"]),
    ];
    for (roles, scopes) in NAMED {
        let read = rolecall::entra::edges::payload(bytes, roles, scopes);
        let naive = naive::payload(bytes, roles, scopes);
        let text = String::from_utf8_lossy(bytes);
        assert_eq!(
            read, naive,
            "roles in `{roles}`, scopes in {scopes:?}: {text}"
        );
    }
    let (roles, scopes) = NAMED[0];
    rolecall::entra::edges::payload(bytes, roles, scopes).is_ok()
}

/// No more keys count than there are, and none of them that holds a secret.
pub fn key_set(bytes: &[u8]) -> bool {
    let usable = rolecall::entra::edges::key_set(bytes);
    if usable == 0 {
        return false;
    }
    // One key may be of a kind that another reader gives up at; it spoils none of the others here.
    let Ok(other) = serde_json::from_slice::<Value>(bytes) else {
        return true;
    };
    let keys = other["keys"].as_array().expect("a list");
    let harmless = keys.iter().filter(|key| {
        ["d", "p", "q", "k"]
            .iter()
            .all(|secret| key.get(secret).is_none())
    });
    assert!(usable <= harmless.count());
    true
}

/// A document counts only if it is the authority's own, and its keys come over a line that nobody can listen on.
pub fn metadata(bytes: &[u8]) -> bool {
    const ISSUER: &str = "https://login.example/22222222-bbbb-4bbb-8bbb-222222222222/v2.0";
    let Some(keys) = rolecall::entra::edges::metadata(bytes, ISSUER) else {
        return false;
    };
    let other: Value = serde_json::from_slice(bytes).expect("JSON to another reader too");
    assert_eq!(other["issuer"], ISSUER);
    let keys = Url::parse(&keys).expect("a URL");
    let host = keys.host_str().unwrap_or_default();
    let is_here = matches!(host, "localhost" | "[::1]")
        || host
            .parse()
            .is_ok_and(|address: Ipv4Addr| address.is_loopback());
    assert!(
        keys.scheme() == "https" || is_here,
        "keys would come from {keys}"
    );
    true
}

/// A token stands behind the scheme, holds no blank, and is no more than was sent.
pub fn authorization(bytes: &[u8]) -> bool {
    let Some(token) = rolecall::entra::edges::authorization(bytes) else {
        return false;
    };
    let sent = std::str::from_utf8(bytes).expect("text");
    assert!(sent.to_ascii_lowercase().starts_with("bearer "));
    assert!(!token.is_empty() && token.bytes().all(|byte| byte.is_ascii_graphic()));
    assert_eq!(
        sent.split_ascii_whitespace().collect::<Vec<_>>()[1..],
        [token.as_str()]
    );
    true
}
