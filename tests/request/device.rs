//! Sign-in where there is no browser: what a person is shown, how often the authority is asked, and what ends it.

use std::time::Duration;

use rolecall::clock::Hand;
use rolecall::directory::{Directory, RegisteredApp};
use rolecall::tokens::{AccessToken, DeviceClient, DeviceLogin, TokenError};
use rolecall::{Clock, Engine};
use rolecall_tests::logs::Logs;
use rolecall_tests::policy::{EDIT, Policy, VIEW};
use rolecall_tests::{Answer, Authority, CLIENT, NOW, TENANT};
use serde_json::{Value, json};

const READ: &str = "api://documents/Documents.Read";
const DEVICE_CODE: &str = "GMMhmHCXhWEzkobqIHGG_EnNYYsAkukHspeYUk9E8";

/// The development directory, and a terminal that a person signs in to.
struct Place {
    directory: Directory,
    client: DeviceClient,
    clock: Clock,
    hand: Hand,
}

async fn place() -> Place {
    let (clock, hand) = Clock::by_hand(NOW);
    let builder = Directory::builder().listen("127.0.0.1:0").built_in();
    let directory = builder.policy(Policy).clock(clock.clone()).start().await;
    let directory = directory.expect("a directory on a free port");
    let curl = directory.clients().first().map(RegisteredApp::client_id);
    let curl = curl.expect("a public client");
    let client = DeviceClient::new(directory.url(), directory.tenant_id(), curl);
    Place {
        client: client
            .expect("settings from the directory")
            .clock(clock.clone()),
        directory,
        clock,
        hand,
    }
}

impl Place {
    async fn start(&self) -> DeviceLogin {
        let scope = format!("api://{}/Documents.Read", self.directory.client_id());
        self.client.start(&scope).await.expect("a code")
    }

    /// A person types the code at the page, says who they are, and answers.
    async fn answer(&self, page: &str, code: &str, answer: &str) {
        let form = [("user", "editor"), ("user_code", code), ("consent", answer)];
        let request = reqwest::Client::new().post(page).form(&form);
        assert_eq!(request.send().await.expect("an answer").status(), 200);
    }

    /// What comes of it where the person answers while the third question is waited for, and how long was waited.
    async fn finish(&self, answer: &str) -> (Result<AccessToken, TokenError>, Vec<Duration>) {
        let login = self.start().await;
        let (page, code) = (login.page().to_owned(), login.user_code().to_owned());
        let mut waits = Vec::new();
        let finished = login.finish_waiting(async |time| {
            waits.push(time);
            self.hand.advance(time);
            if waits.len() == 3 {
                self.answer(&page, &code, answer).await;
            }
        });
        (finished.await, waits)
    }

    fn asked(&self) -> u64 {
        let grants = self.directory.counters().grants;
        grants.get("device_code").copied().unwrap_or_default()
    }
}

/// Item 83 of the checklist: the authority is asked at its interval, and no more once the person is done.
#[tokio::test]
async fn a_person_signs_in_to_a_device() {
    let place = place().await;
    let (token, waits) = place.finish("accept").await;
    assert_eq!(waits, [Duration::from_secs(5); 3]);
    assert_eq!(place.asked(), 3);
    let engine = Engine::builder(Policy)
        .tenant_id(place.directory.tenant_id())
        .client_id(place.directory.client_id())
        .authority(place.directory.issuer())
        .clock(place.clock.clone());
    let engine = engine.start().await.expect("settings from the directory");
    let token = token.expect("a token");
    let identity = engine.verify(token.expose()).await.expect("a good token");
    assert_eq!(identity.name(), Some("Edgar Editor"));
    assert!(
        identity.may(VIEW) && !identity.may(EDIT),
        "what was asked for, and no more"
    );
}

#[tokio::test]
async fn a_person_who_declines_ends_it() {
    let place = place().await;
    let (declined, _) = place.finish("cancel").await;
    assert_eq!(declined.unwrap_err(), TokenError::Declined);
    assert_eq!(place.asked(), 3);
}

#[tokio::test]
async fn a_code_that_nobody_types_ends_by_itself() {
    let place = place().await;
    let login = place.start().await;
    assert_eq!(login.time_left(), Duration::from_mins(15));
    let finished = login.finish_waiting(async |time| place.hand.advance(time));
    assert_eq!(finished.await.unwrap_err(), TokenError::Expired);
    assert_eq!(place.asked(), 15 * 60 / 5 - 1);
}

/// A scripted authority, and a client of it.
struct Script {
    authority: Authority,
    client: DeviceClient,
    hand: Hand,
}

fn begun() -> Value {
    json!({
        "user_code": "BCDF-GHJK",
        "device_code": DEVICE_CODE,
        "verification_uri": "https://login.example/device",
        "verification_uri_complete": "https://login.example/device?user_code=BCDF-GHJK",
        "expires_in": 900,
        "interval": 5,
        "message": "open evil.example",
    })
}

fn begin() -> String {
    format!("/{TENANT}/oauth2/v2.0/devicecode")
}

fn endpoint() -> String {
    format!("/{TENANT}/oauth2/v2.0/token")
}

async fn script(begun: &Value) -> Script {
    let (clock, hand) = Clock::by_hand(NOW);
    let authority = Authority::start().await;
    authority.answer(&begin(), Answer::json(begun));
    let client = DeviceClient::new(&authority.base(), TENANT, CLIENT).expect("settings");
    Script {
        authority,
        client: client.clock(clock),
        hand,
    }
}

fn said(error: &str) -> Answer {
    Answer::Refused(400, json!({"error": error}).to_string().into_bytes())
}

fn given() -> Answer {
    Answer::json(&json!({"token_type": "Bearer", "expires_in": 3_599, "access_token": "eyJ.a.b"}))
}

impl Script {
    /// What comes of these answers, one after the other, and how many seconds were waited for each.
    async fn comes_of(&self, answers: Vec<Answer>) -> (Result<AccessToken, TokenError>, Vec<u64>) {
        let login = self.client.start(READ).await.expect("a code");
        let (mut answers, mut waits) = (answers.into_iter(), Vec::new());
        let finished = login.finish_waiting(async |time| {
            waits.push(time.as_secs());
            self.hand.advance(time);
            let answer = answers.next().expect("no more questions than that");
            self.authority.answer(&endpoint(), answer);
        });
        (finished.await, waits)
    }
}

/// Item 83 of the checklist: five seconds more each time, for all that come after.
#[tokio::test]
async fn an_authority_that_is_asked_too_often_is_asked_seldomer() {
    let script = script(&begun()).await;
    let pending = "authorization_pending";
    let answers = ["slow_down", pending, "slow_down", pending].map(said);
    let (token, waits) = script.comes_of([&answers[..], &[given()]].concat()).await;
    assert_eq!(token.expect("a token").expose(), "eyJ.a.b");
    assert_eq!(waits, [5, 10, 10, 15, 15]);
}

/// An answer that does not come is no reason to ask more often.
#[tokio::test]
async fn an_authority_that_is_not_well_is_asked_seldomer() {
    let script = script(&begun()).await;
    let answers = vec![
        Answer::Nothing,
        Answer::Status(500),
        Answer::RetryAfter(429, 50),
        Answer::Body(b"<!doctype html>".to_vec()),
        given(),
    ];
    let (token, waits) = script.comes_of(answers).await;
    token.expect("a token");
    assert_eq!(waits, [5, 10, 20, 50, 60]);
}

/// Item 83 of the checklist: what ends it ends it at once.
#[tokio::test]
async fn what_ends_a_sign_in_is_told_and_not_asked_again() {
    for (word, expected) in [
        ("access_denied", TokenError::Declined),
        ("authorization_declined", TokenError::Declined),
        ("expired_token", TokenError::Expired),
    ] {
        let script = script(&begun()).await;
        let (ended, _) = script
            .comes_of(vec![said("authorization_pending"), said(word)])
            .await;
        assert_eq!(ended.unwrap_err(), expected, "{word}");
    }
    for word in [
        "bad_verification_code",
        "invalid_client",
        "unauthorized_client",
        "Slow_Down",
    ] {
        let script = script(&begun()).await;
        let (ended, _) = script.comes_of(vec![said(word)]).await;
        assert!(matches!(ended, Err(TokenError::Refused(_))), "{word}");
    }
    let script = script(&begun()).await;
    let (ended, _) = script.comes_of(vec![said("invalid_grant")]).await;
    assert!(matches!(ended, Err(TokenError::InvalidGrant(_))));
}

/// Item 83 of the checklist: a page is shown, and the code is beside it and never in it.
#[tokio::test]
async fn a_person_is_shown_a_page_and_a_code_and_no_secret() {
    let logs = Logs::capture();
    let script = script(&begun()).await;
    let login = script.client.start(READ).await.expect("a code");
    let shown =
        "to sign in, open https://login.example/device in a browser and enter the code BCDF-GHJK";
    assert_eq!(login.to_string(), shown);
    assert_eq!(
        (login.page(), login.user_code()),
        ("https://login.example/device", "BCDF-GHJK")
    );
    let (token, _) = script.comes_of(vec![given()]).await;
    let all = format!("{login:?} {login} {token:?} {}", logs.text());
    assert!(
        !all.contains(DEVICE_CODE) && !all.contains("eyJ.a.b"),
        "{all}"
    );
    let sent = script.authority.all_requests();
    assert!(sent.iter().all(|one| !one.contains("client_secret")));
    let asked = |one: &&String| one.starts_with("POST") && one.contains(DEVICE_CODE);
    assert_eq!(sent.iter().filter(asked).count(), 1, "it is sent in a body");
    assert!(
        sent.iter()
            .all(|one| !one.lines().next().unwrap_or_default().contains(DEVICE_CODE))
    );
}

#[tokio::test]
async fn what_cannot_be_shown_is_no_code() {
    let with = |name: &str, value: Value| {
        let mut begun = begun();
        begun[name] = value;
        begun
    };
    for begun in [
        with("verification_uri", json!("http://login.example/device")),
        with("verification_uri", json!("javascript:alert(1)")),
        with(
            "verification_uri",
            json!("https://ada:pass@login.example/device"),
        ),
        with(
            "verification_uri",
            json!("https://login.example/device?code=BCDF-GHJK"),
        ),
        with("verification_uri", json!(null)),
        with("user_code", json!("")),
        with("user_code", json!("BC DF")),
        with("user_code", json!("\u{1b}[2J")),
        with("user_code", json!("x".repeat(65))),
        with("device_code", json!("a\r\nb")),
        with("expires_in", json!("900")),
        json!([]),
    ] {
        let script = script(&begun).await;
        let error = script.client.start(READ).await.unwrap_err();
        assert!(matches!(error, TokenError::Unavailable(..)), "{begun}");
        assert!(!error.to_string().contains(DEVICE_CODE), "{error}");
    }
}

/// Whatever an authority says, it is asked neither at every moment nor for ever.
#[tokio::test]
async fn times_are_bounded() {
    for (interval, seconds) in [(json!(0), 1), (json!(null), 5), (json!(86_400), 60)] {
        let mut begun = begun();
        begun["interval"] = interval;
        begun["expires_in"] = json!(u64::MAX);
        let script = script(&begun).await;
        let login = script.client.start(READ).await.expect("a code");
        assert_eq!(login.interval(), Duration::from_secs(seconds));
        assert_eq!(login.time_left(), Duration::from_hours(1));
    }
}

#[tokio::test]
async fn what_cannot_be_asked_for_is_refused_before_anybody_is_asked() {
    let script = script(&begun()).await;
    for scopes in ["", "api://a/x api://b/x", "api://a/x offline_access"] {
        let error = script.client.start(scopes).await.unwrap_err();
        assert_eq!(error, TokenError::Scopes, "{scopes}");
    }
    assert!(script.authority.all_requests().is_empty());
    script
        .authority
        .answer(&begin(), said("unauthorized_client"));
    let error = script.client.start(READ).await.unwrap_err();
    assert!(matches!(error, TokenError::Refused(_)), "{error}");
    for (authority, tenant, client) in [
        ("http://login.example", TENANT, CLIENT),
        ("https://login.example", "common", CLIENT),
        ("https://login.example", TENANT, "curl"),
    ] {
        assert!(DeviceClient::new(authority, tenant, client).is_err());
    }
}
