//! Tokens that an application asks for in its own name: which is kept, when the next is asked for, and what an authority
//! that is not well leaves of it.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::http::{HeaderMap, StatusCode, header};
use axum::routing::post;
use rolecall::clock::Hand;
use rolecall::directory::{App, Directory, Document, Trouble};
use rolecall::tokens::{Client, TokenError};
use rolecall::{Clock, Secret};
use rolecall_tests::logs::Logs;
use rolecall_tests::{CLIENT, NOW, TENANT};
use serde_json::{Value, json};

struct Place {
    directory: Directory,
    client: Client,
    hand: Hand,
}

const SECRET: &str = "robot-secret";

async fn place() -> Place {
    place_with(SECRET).await
}

async fn place_with(secret: &str) -> Place {
    let (clock, hand) = Clock::by_hand(NOW);
    let directory = Directory::builder()
        .listen("127.0.0.1:0")
        .policy(rolecall_tests::policy::Policy)
        .app(App::new("robot").role("Documents.Admin"))
        .clock(clock.clone())
        .start()
        .await
        .expect("a directory on a free port");
    let robot = directory.apps().iter().find(|app| app.name() == "robot");
    let id = robot.expect("a robot").client_id().to_owned();
    let client = Client::new(
        directory.url(),
        directory.tenant_id(),
        &id,
        Secret::new(secret),
    );
    Place {
        client: client.expect("settings from the directory").clock(clock),
        directory,
        hand,
    }
}

impl Place {
    fn scope(&self) -> String {
        format!("api://{}/.default", self.directory.client_id())
    }

    async fn asks(&self) -> Result<String, TokenError> {
        let token = self.client.for_app(&self.scope()).await;
        token.map(|token| token.expose().to_owned())
    }

    fn asked(&self) -> u64 {
        self.directory.counters().token
    }
}

/// Item 82 of the checklist: what is got is worth something, is asked for once, and is renewed before it ends.
#[tokio::test]
async fn a_token_is_kept_until_shortly_before_its_end() {
    let place = place().await;
    let token = place.client.for_app(&place.scope()).await.expect("a token");
    let engine = rolecall::Engine::builder(rolecall_tests::policy::Policy)
        .tenant_id(place.directory.tenant_id())
        .client_id(place.directory.client_id())
        .authority(place.directory.issuer())
        .clock(Clock::by_hand(NOW).0);
    let engine = engine.start().await.expect("settings from the directory");
    let identity = engine.verify(token.expose()).await.expect("a good token");
    assert!(identity.has_role(rolecall_tests::policy::ADMIN));

    place.hand.set(token.expires() - 301);
    assert_eq!(place.asks().await.as_deref(), Ok(token.expose()));
    assert_eq!(place.asked(), 1);
    place.hand.set(token.expires() - 300);
    assert_ne!(place.asks().await.as_deref(), Ok(token.expose()));
    assert_eq!(place.asked(), 2);
}

#[tokio::test]
async fn those_who_ask_at_once_wait_for_one_answer() {
    let place = Arc::new(place().await);
    let asking = (0..50).map(|_| {
        let place = Arc::clone(&place);
        tokio::spawn(async move { place.asks().await })
    });
    let asking: Vec<_> = asking.collect();
    let first = place.asks().await.expect("a token");
    for one in asking {
        assert_eq!(one.await.expect("no panic").as_deref(), Ok(first.as_str()));
    }
    assert_eq!(place.asked(), 1);
}

#[tokio::test]
async fn each_resource_has_a_token_of_its_own() {
    let place = place().await;
    let own = place.asks().await.expect("a token");
    let graph = place
        .client
        .for_app("https://graph.microsoft.com/.default")
        .await;
    assert_ne!(graph.expect("a token for Graph").expose(), own);
    assert_eq!(place.asks().await.as_deref(), Ok(own.as_str()));
    assert_eq!(place.asked(), 2);
}

#[tokio::test]
async fn a_scope_is_one_resource_and_default() {
    let place = place().await;
    let two = format!("{0} {0}", place.scope());
    let long = format!("api://{}/.default", "x".repeat(3_000));
    for scope in [
        "",
        "/.default",
        ".default",
        "api://x",
        "api://x/.Default",
        "a b/.default",
        &two,
        &long,
    ] {
        let error = place.client.for_app(scope).await.unwrap_err();
        assert_eq!(error, TokenError::Scope, "{scope}");
    }
    assert_eq!(place.asked(), 0);
}

#[tokio::test]
async fn a_refusal_is_told_in_the_authoritys_words_and_not_asked_for_again_at_once() {
    let logs = Logs::capture();
    let place = place_with("aBc8Q~another-secret").await;
    for _ in 0..3 {
        let Err(TokenError::Refused(refused)) = place.asks().await else {
            panic!("a wrong secret was taken");
        };
        assert_eq!(
            (refused.error(), refused.number()),
            ("invalid_client", Some(7_000_215))
        );
    }
    assert_eq!(place.asked(), 1);
    place.hand.advance(Duration::from_secs(30));
    assert!(place.asks().await.is_err());
    assert_eq!(place.asked(), 2);
    let text = logs.text();
    assert!(text.contains("(AADSTS7000215)"), "{text}");
    assert!(!text.contains("another-secret"), "{text}");
}

#[tokio::test]
async fn through_an_outage_the_old_token_serves_to_its_end() {
    let logs = Logs::capture();
    let place = place().await;
    let token = place.client.for_app(&place.scope()).await.expect("a token");
    for trouble in [
        Trouble::Error,
        Trouble::Throttled,
        Trouble::Html,
        Trouble::Empty,
    ] {
        place.directory.trouble(Document::Token, trouble);
        place.hand.set(token.expires() - 1);
        assert_eq!(
            place.asks().await.as_deref(),
            Ok(token.expose()),
            "{trouble:?}"
        );
        place.hand.set(token.expires());
        let error = place.asks().await.unwrap_err();
        assert!(
            matches!(error, TokenError::Unavailable(..)),
            "{trouble:?}: {error}"
        );
        place.hand.advance(Duration::from_mins(5));
    }
    place.directory.trouble(Document::Token, Trouble::None);
    assert!(place.asks().await.is_ok());
    assert!(!logs.text().contains("eyJ"), "a token was logged");
}

#[tokio::test]
async fn an_authority_that_asks_for_a_pause_gets_it() {
    let place = place().await;
    place.directory.trouble(Document::Token, Trouble::Throttled);
    for _ in 0..3 {
        let Err(TokenError::Unavailable(_, after)) = place.asks().await else {
            panic!("429 is no token");
        };
        assert_eq!(after, Duration::from_secs(30));
    }
    assert_eq!(place.asked(), 1);
    place.directory.trouble(Document::Token, Trouble::None);
    place.hand.advance(Duration::from_secs(30));
    assert!(place.asks().await.is_ok());
}

/// A client of an authority that always answers the same, and how often it was asked.
async fn answered(
    status: StatusCode,
    headers: &[(header::HeaderName, &str)],
    body: String,
) -> (Client, Arc<AtomicUsize>) {
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    let headers: HeaderMap = headers
        .iter()
        .map(|(name, value)| (name.clone(), value.parse().expect("a header value")))
        .collect();
    let answer = post(async move || {
        count.fetch_add(1, Ordering::SeqCst);
        (status, headers, body)
    });
    let routes = axum::Router::new().fallback_service(answer);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    tokio::spawn(async move { axum::serve(listener, routes).await });
    let client = Client::new(&url, TENANT, CLIENT, Secret::new(SECRET)).expect("settings");
    (client.clock(Clock::by_hand(NOW).0), asked)
}

fn good() -> Value {
    json!({"token_type": "Bearer", "expires_in": 3599, "access_token": "eyJ.a.b"})
}

#[tokio::test]
async fn an_answer_that_is_no_usable_token_is_none() {
    let (client, _) = answered(StatusCode::OK, &[], good().to_string()).await;
    assert_eq!(
        client
            .for_app("api://x/.default")
            .await
            .expect("a token")
            .expose(),
        "eyJ.a.b"
    );
    let with = |name: &str, value: Value| {
        let mut body = good();
        body[name] = value;
        body.to_string()
    };
    for body in [
        with("token_type", json!("mac")),
        with("token_type", json!(null)),
        with("expires_in", json!(0)),
        with("expires_in", json!(-1)),
        with("expires_in", json!("3599")),
        with("access_token", json!("")),
        with("access_token", json!("a\r\nx: y")),
        with("access_token", json!("a b")),
        with("access_token", json!("x".repeat(70_000))),
        r#"{"token_type":"Bearer","expires_in":3599,"access_token":"a","access_token":"b"}"#
            .to_owned(),
        "[]".to_owned(),
        " ".repeat(2 << 20),
    ] {
        let shown: String = body.chars().take(60).collect();
        let (client, _) = answered(StatusCode::OK, &[], body).await;
        let error = client.for_app("api://x/.default").await.unwrap_err();
        assert!(
            matches!(error, TokenError::Unavailable(..)),
            "{shown}: {error}"
        );
        assert!(!error.to_string().contains("eyJ"), "{error}");
    }
}

#[tokio::test]
async fn a_redirect_is_not_followed_with_the_secret() {
    let (there, asked) = answered(StatusCode::OK, &[], good().to_string()).await;
    assert!(there.for_app("api://x/.default").await.is_ok());
    let to = format!("{there:?}");
    let to = to.split("applicant: ").nth(1).expect("an applicant");
    assert!(!to.contains(SECRET) && to.contains("[hidden]"), "{to}");
    for status in [301, 302, 303, 307, 308] {
        let status = StatusCode::from_u16(status).expect("a status");
        let place = [(header::LOCATION, "http://127.0.0.1:1/elsewhere")];
        let (client, _) = answered(status, &place, good().to_string()).await;
        let error = client.for_app("api://x/.default").await.unwrap_err();
        assert!(error.to_string().contains(status.as_str()), "{error}");
    }
    assert_eq!(asked.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn what_is_said_of_a_refusal_is_escaped_and_cut() {
    let long = format!("in\nvalid{}", "x".repeat(500));
    let body = json!({"error": long, "error_description": "AADSTS70021: secret of yours", "error_codes": [70021]});
    let (client, _) = answered(StatusCode::BAD_REQUEST, &[], body.to_string()).await;
    let error = client
        .for_app("api://x/.default")
        .await
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("`in\\nvalidxxx") && error.len() < 200,
        "{error}"
    );
    assert!(
        error.ends_with("(AADSTS70021)") && !error.contains("of yours"),
        "{error}"
    );
}

#[test]
fn what_cannot_be_asked_with_is_refused_at_once() {
    let new = |authority: &str, tenant: &str, client: &str, secret: &str| {
        let client = Client::new(authority, tenant, client, Secret::new(secret));
        client.map(drop).map_err(|error| error.to_string())
    };
    let entra = "https://login.microsoftonline.com";
    assert_eq!(new(entra, TENANT, CLIENT, SECRET), Ok(()));
    for (authority, tenant, client, secret, said) in [
        (
            "http://login.example",
            TENANT,
            CLIENT,
            SECRET,
            "the authority is not https",
        ),
        (
            "https://login.example/x",
            TENANT,
            CLIENT,
            SECRET,
            "the authority has more than a host",
        ),
        (
            entra,
            "common",
            CLIENT,
            SECRET,
            "the tenant ID is not a GUID",
        ),
        (entra, "../x", CLIENT, SECRET, "the tenant ID is not a GUID"),
        (
            entra,
            TENANT,
            "robot",
            SECRET,
            "the client ID is not a GUID",
        ),
        (entra, TENANT, CLIENT, " ", "the secret is empty"),
    ] {
        let error = new(authority, tenant, client, secret).unwrap_err();
        assert!(error.starts_with(said), "{error}");
        assert!(!error.contains(SECRET), "{error}");
    }
}
