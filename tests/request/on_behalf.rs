//! A caller's token is exchanged for one to another API: which may be, for what, how long it is kept, and what a person is
//! asked for first.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use rolecall::clock::Hand;
use rolecall::directory::{Directory, Document, TokenRequest, Trouble};
use rolecall::tokens::{AccessToken, Assertion, Client, TokenError};
use rolecall::{Clock, Engine, Router, Secret, get, protected};
use rolecall_tests::house::Caller;
use rolecall_tests::logs::Logs;
use rolecall_tests::policy::Policy;
use rolecall_tests::world::{World, world, world_with};
use rolecall_tests::{Answer, CLIENT, NOW, TENANT};
use serde_json::{Value, json};

const READ: &str = "https://graph.microsoft.com/User.Read";
const GROUPS: &str = "https://graph.microsoft.com/GroupMember.Read.All";

struct Place {
    directory: Directory,
    engine: Engine,
    client: Client,
    hand: Hand,
}

async fn place() -> Place {
    let (clock, hand) = Clock::by_hand(NOW);
    let builder = Directory::builder().listen("127.0.0.1:0").built_in();
    let directory = builder.policy(Policy).clock(clock.clone()).start().await;
    let directory = directory.expect("a directory on a free port");
    let engine = Engine::builder(Policy)
        .tenant_id(directory.tenant_id())
        .client_id(directory.client_id())
        .authority(directory.issuer())
        .clock(clock.clone());
    let secret = directory.application().secret().expect("a secret");
    let client = Client::new(
        directory.url(),
        directory.tenant_id(),
        directory.client_id(),
        Secret::new(secret),
    );
    Place {
        engine: engine.start().await.expect("settings from the directory"),
        client: client.expect("settings from the directory").clock(clock),
        directory,
        hand,
    }
}

impl Place {
    fn token(&self, user: &str) -> String {
        self.directory
            .token(&TokenRequest::user(user))
            .expect("a token")
    }

    async fn assertion(&self, user: &str) -> Assertion {
        let assertion = self.engine.assertion(&self.token(user)).await;
        assertion.expect("a good token")
    }

    async fn exchanges(
        &self,
        assertion: &Assertion,
        scopes: &str,
    ) -> Result<AccessToken, TokenError> {
        self.client.on_behalf_of(assertion, scopes).await
    }

    /// How often the authority was asked.
    fn asked(&self) -> u64 {
        let grants = self.directory.counters().grants;
        grants.get("on_behalf_of").copied().unwrap_or_default()
    }

    /// The name of whom a token for Graph is of.
    async fn me(&self, token: &AccessToken) -> Value {
        let url = format!("{}/v1.0/me", self.directory.url());
        let request = reqwest::Client::new().get(url).bearer_auth(token.expose());
        let answer = request.send().await.expect("an answer");
        answer.json::<Value>().await.expect("JSON")["displayName"].take()
    }
}

/// Item 81 of the checklist: what is got is the person's own, and is no longer good than what was shown for it.
#[tokio::test]
async fn the_person_stays_the_same() {
    let place = place().await;
    let sent = place.token("editor");
    let assertion = place.engine.assertion(&sent).await.expect("a good token");
    let token = place.exchanges(&assertion, READ).await.expect("a token");
    assert_eq!(place.me(&token).await, "Edgar Editor");
    assert_ne!(token.expose(), sent, "it was forwarded");
    assert!(token.expires() <= assertion.expires());
}

/// One person's token is never given to another, nor one for few scopes to whoever asks for more.
#[tokio::test]
async fn what_is_kept_is_of_one_assertion_and_its_scopes() {
    let place = place().await;
    let editor = place.assertion("editor").await;
    let token = place.exchanges(&editor, READ).await.expect("a token");
    for _ in 0..3 {
        let again = place.exchanges(&editor, READ).await.expect("a token");
        assert_eq!(again.expose(), token.expose());
    }
    assert_eq!(place.asked(), 1);

    let more = format!("{READ} {GROUPS}");
    let both = place.exchanges(&editor, &more).await.expect("a token");
    assert_ne!(both.expose(), token.expose());
    for same in [
        format!("{GROUPS} {READ}"),
        format!("{READ} {GROUPS} {READ}"),
    ] {
        let again = place.exchanges(&editor, &same).await.expect("a token");
        assert_eq!(again.expose(), both.expose(), "{same}");
    }
    assert_eq!(place.asked(), 2);

    let admin = place.assertion("admin").await;
    let token = place.exchanges(&admin, READ).await.expect("a token");
    assert_eq!(place.me(&token).await, "Ada Admin");
    let renewed = place.assertion("editor").await;
    place.exchanges(&renewed, READ).await.expect("a token");
    assert_eq!(place.asked(), 4);
}

#[tokio::test]
async fn those_who_ask_at_once_wait_for_one_answer() {
    let place = Arc::new(place().await);
    let assertion = place.assertion("editor").await;
    let asking = (0..50).map(|_| {
        let (place, assertion) = (Arc::clone(&place), assertion.clone());
        tokio::spawn(async move { place.exchanges(&assertion, READ).await })
    });
    let asking: Vec<_> = asking.collect();
    for one in asking {
        one.await.expect("no panic").expect("a token");
    }
    assert_eq!(place.asked(), 1);
}

#[tokio::test]
async fn nothing_is_got_beyond_the_end_of_what_was_shown() {
    let place = place().await;
    let assertion = place.assertion("editor").await;
    place.hand.set(assertion.expires() - 60);
    let token = place.exchanges(&assertion, READ).await.expect("a token");
    assert_eq!(token.expires(), assertion.expires());
    place.hand.set(assertion.expires());
    let ended = place.exchanges(&assertion, READ).await.unwrap_err();
    assert_eq!(
        ended.to_string(),
        "the caller's token cannot be exchanged: it has ended"
    );
    assert_eq!(place.asked(), 1);
}

/// A kept token ends before the person's own does: it is renewed for the same assertion.
#[tokio::test]
async fn a_token_is_renewed_before_its_end_and_serves_through_an_outage() {
    let (world, client, hand) = scripted().await;
    let given = json!({"token_type": "Bearer", "expires_in": 1_200, "access_token": "eyJ.a.b"});
    world.authority.answer(&endpoint(), Answer::json(&given));
    let assertion = assertion(&world).await;
    let asks = async || client.on_behalf_of(&assertion, READ).await;
    asks().await.expect("a token");
    hand.advance(Duration::from_secs(899));
    asks().await.expect("a token");
    assert_eq!(world.authority.posts(&endpoint()), 1);
    world.authority.answer(&endpoint(), Answer::Status(500));
    hand.advance(Duration::from_secs(1));
    asks().await.expect("the old one");
    asks().await.expect("the old one");
    assert_eq!(world.authority.posts(&endpoint()), 2);
    hand.advance(Duration::from_secs(300));
    assert!(matches!(asks().await, Err(TokenError::Unavailable(..))));
}

fn endpoint() -> String {
    format!("/{TENANT}/oauth2/v2.0/token")
}

/// A client of a scripted authority.
fn client(world: &World) -> Client {
    let client = Client::new(
        &world.authority.base(),
        TENANT,
        CLIENT,
        Secret::new("aBc8Q~secret"),
    );
    client.expect("settings")
}

/// A world and a client of it that live by one clock.
async fn scripted() -> (World, Client, Hand) {
    let (clock, hand) = Clock::by_hand(NOW);
    let world = world_with(|builder| builder.clock(clock.clone())).await;
    let client = client(&world).clock(clock);
    (world, client, hand)
}

async fn assertion(world: &World) -> Assertion {
    let assertion = world.engine.assertion(&world.user().sign()).await;
    assertion.expect("a good token")
}

/// Item 81 of the checklist: the token that was sent goes to the authority, and nowhere else.
#[tokio::test]
async fn what_was_sent_is_told_the_authority_alone() {
    let logs = Logs::capture();
    let (world, client, hand) = scripted().await;
    let given = json!({"token_type": "Bearer", "expires_in": 3_599, "access_token": "eyJ.a.b"});
    world.authority.answer(&endpoint(), Answer::json(&given));
    let sent = world.user().sign();
    let assertion = world.engine.assertion(&sent).await.expect("a good token");
    let token = client
        .on_behalf_of(&assertion, READ)
        .await
        .expect("a token");
    let before = world.authority.all_requests();
    let told: Vec<_> = before.iter().filter(|one| one.contains(&sent)).collect();
    assert!(told.len() == 1 && told[0].starts_with(&format!("POST {} ", endpoint())));
    assert!(told[0].contains("requested_token_use=on_behalf_of"));
    let shown = format!("{assertion:?} {token:?} {}", logs.text());
    assert!(!shown.contains(&sent) && !shown.contains("eyJ"), "{shown}");
    // Nor to whom the authority points.
    let other = rolecall_tests::Authority::start().await;
    world
        .authority
        .answer(&endpoint(), Answer::Redirect(other.url("/elsewhere")));
    hand.advance(Duration::from_secs(3_599));
    let error = client.on_behalf_of(&assertion, READ).await.unwrap_err();
    assert!(matches!(error, TokenError::Unavailable(..)), "{error}");
    assert!(other.all_requests().is_empty());
}

#[tokio::test]
async fn only_a_persons_own_token_of_the_same_tenant_is_exchanged() {
    let place = place().await;
    let robot = place
        .directory
        .token(&TokenRequest::app("robot"))
        .expect("a token");
    let robot = place.engine.assertion(&robot).await.expect("a good token");
    let error = place.exchanges(&robot, READ).await.unwrap_err();
    assert!(
        error
            .to_string()
            .ends_with("it is of an application in its own name"),
        "{error}"
    );

    let elsewhere = world().await;
    let foreign = assertion(&elsewhere).await;
    let error = place.exchanges(&foreign, READ).await.unwrap_err();
    assert!(
        error.to_string().ends_with("it is of another tenant"),
        "{error}"
    );
    assert_eq!(place.asked(), 0);
}

#[tokio::test]
async fn scopes_are_those_of_one_resource() {
    let place = place().await;
    let assertion = place.assertion("editor").await;
    let long = format!("api://{}/x", "x".repeat(3_000));
    for scopes in [
        "",
        " ",
        "api://a/x  api://a/y",
        "api://a/x api://b/x",
        "api://a/x User.Read",
        "api://a/",
        "api://a/x offline_access",
        "api://a/x\tapi://a/y",
        "api://a/\u{fc}",
        &long,
    ] {
        let error = place.exchanges(&assertion, scopes).await.unwrap_err();
        assert_eq!(error, TokenError::Scopes, "{scopes}");
    }
    assert_eq!(place.asked(), 0);
    for scopes in ["User.Read", "https://graph.microsoft.com/.default"] {
        place.exchanges(&assertion, scopes).await.expect(scopes);
    }
}

/// Item 81 of the checklist: what the authority wants of a person reaches whoever can ask them.
#[tokio::test]
async fn what_the_authority_wants_of_a_person_is_passed_on() {
    let claims = r#"{"access_token":{"acrs":{"essential":true,"value":"c1"}}}"#;
    let interaction = json!({
        "error": "interaction_required", "error_codes": [50076], "claims": claims,
        "error_description": "AADSTS50076: of yours",
    });
    let consent =
        json!({"error": "invalid_grant", "suberror": "consent_required", "error_codes": [65001]});
    let challenge = json!({"error": "invalid_grant", "claims": claims});
    let nonsense = |claims: &str| json!({"error": "interaction_required", "claims": claims});
    let long = format!(r#"{{"a":"{}"}}"#, "x".repeat(9_000));
    for (body, expected) in [
        (interaction, Some(claims)),
        (challenge, Some(claims)),
        (consent, None),
        (nonsense("[]"), None),
        (nonsense("\"\r\nx: y"), None),
        (nonsense(&long), None),
    ] {
        let (world, client, _) = scripted().await;
        let answer = Answer::Refused(400, body.to_string().into_bytes());
        world.authority.answer(&endpoint(), answer);
        let assertion = assertion(&world).await;
        for _ in 0..2 {
            let error = client.on_behalf_of(&assertion, READ).await.unwrap_err();
            assert_eq!(error.claims(), expected, "{body}");
            assert!(
                matches!(error, TokenError::InteractionRequired(_)),
                "{error}"
            );
            assert!(!error.to_string().contains("of yours"), "{error}");
        }
        assert_eq!(world.authority.posts(&endpoint()), 1);
    }
}

#[tokio::test]
async fn a_refusal_says_what_was_not_taken() {
    let place = place().await;
    let assertion = place.assertion("editor").await;
    // The directory counts by the same clock, and was set back: the token is not good yet there.
    place.hand.set(NOW - 3_600);
    let error = place.exchanges(&assertion, READ).await.unwrap_err();
    let TokenError::InvalidGrant(refused) = &error else {
        panic!("{error}");
    };
    assert_eq!(
        (refused.error(), refused.number()),
        ("invalid_grant", Some(500_133))
    );
    place.hand.set(NOW);
    place.hand.advance(Duration::from_secs(30));
    place.directory.trouble(Document::Token, Trouble::Throttled);
    let error = place.exchanges(&assertion, READ).await.unwrap_err();
    assert!(matches!(error, TokenError::Unavailable(_, after) if after == Duration::from_secs(30)));
}

/// Puts another good token where the guard has looked already.
struct Swapped;

impl<S: Sync> FromRequestParts<S> for Swapped {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, StatusCode> {
        if let Some(other) = parts.headers.remove("x-other") {
            parts.headers.insert(header::AUTHORIZATION, other);
        }
        Ok(Self)
    }
}

#[protected(permission = "view", policy = rolecall_tests::policy)]
async fn exchanged(_: Swapped, assertion: Assertion) -> String {
    assertion.expires().to_string()
}

#[tokio::test]
async fn a_handler_takes_the_token_that_met_its_rule() {
    let place = place().await;
    let router = Router::new()
        .route("/", get(exchanged))
        .with(place.engine.clone());
    let caller = Caller::of(router.expect("a router").clone());
    let status = async |caller: &Caller| caller.get("/").await.status;
    assert_eq!(status(&caller).await, StatusCode::UNAUTHORIZED);
    let editor = caller.clone().holding(&place.token("editor"));
    assert_eq!(status(&editor).await, StatusCode::OK);
    let robot = place
        .directory
        .token(&TokenRequest::app("robot"))
        .expect("a token");
    assert_eq!(
        status(&caller.clone().holding(&robot)).await,
        StatusCode::FORBIDDEN
    );
    for other in [place.token("admin"), "eyJ.a.b".to_owned()] {
        let swapped = editor.clone().with("x-other", &format!("Bearer {other}"));
        assert_eq!(status(&swapped).await, StatusCode::UNAUTHORIZED);
    }
}
