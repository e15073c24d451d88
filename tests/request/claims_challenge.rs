//! A claims challenge that a handler sends itself: what an API behind it wants, or what only it can know.

use axum::extract::Path;
use axum::http::StatusCode;
use rolecall::guard::{ClaimsChallenge, ClaimsChallengeError};
use rolecall::{Identity, Problem, Router, get, protected};
use rolecall_tests::challenge::claims;
use rolecall_tests::house::{Answer, Caller};
use rolecall_tests::logs::Logs;
use rolecall_tests::world::{World, world};
use rolecall_tests::{TENANT, Token};
use serde_json::{Value, json};

/// What Microsoft Graph wants here.
fn wanted() -> Value {
    json!({ "access_token": { "polids": { "essential": true, "values": ["9ab03e19-ed42-4168-b6b7-7001fb3e933a"] } } })
}

fn challenge() -> ClaimsChallenge {
    ClaimsChallenge::new(wanted()).expect("claims")
}

#[protected(permission = "view", policy = rolecall_tests::policy)]
async fn mail(user: Identity) -> Result<&'static str, Problem> {
    Err(user.challenge(&challenge()).into())
}

#[protected(permission = "view", conceal, policy = rolecall_tests::policy)]
async fn concealed(user: Identity) -> Result<&'static str, Problem> {
    Err(user.challenge(&challenge()).into())
}

/// The amount alone tells whether the sign-in was good enough.
#[protected(permission = "view", policy = rolecall_tests::policy)]
async fn pay(user: Identity, Path(amount): Path<u32>) -> Result<&'static str, Problem> {
    let is_strong = user.authentication_contexts().iter().any(|met| met == "c7");
    if amount > 1000 && !is_strong {
        let claims = json!({ "access_token": { "acrs": { "essential": true, "value": "c7" } } });
        let challenge = ClaimsChallenge::new(claims).expect("claims");
        return Err(user.challenge(&challenge).into());
    }
    Ok("paid")
}

async fn asks(world: &World, token: &Token, path: &str) -> Answer {
    let router = Router::new()
        .route("/mail", get(mail))
        .route("/concealed", get(concealed))
        .route("/pay/{amount}", get(pay));
    let router = router.with(world.engine.clone()).expect("a router");
    Caller::of(router).holding(&token.sign()).get(path).await
}

#[tokio::test]
async fn a_person_is_sent_back_for_a_token_that_brings_them() {
    let logs = Logs::capture();
    let world = world().await;
    let able = world.user().claim("xms_cc", json!(["CP1"]));
    for (token, path) in [
        (world.user(), "/mail"),
        (able, "/mail"),
        (world.user(), "/concealed"),
    ] {
        let answer = asks(&world, &token, path).await;
        assert_eq!(claims(&answer), wanted());
        let challenge = answer.header("www-authenticate").expect("a challenge");
        let sign_in = format!("{TENANT}/oauth2/v2.0/authorize\"");
        assert!(challenge.ends_with(&sign_in), "{challenge}");
        assert_eq!(answer.header("cache-control"), Some("no-store"));
        assert_eq!(answer.json()["detail"], "step-up required");
        assert!(!answer.body.contains("polids"), "{answer:?}");
    }
    let log = logs.text();
    let told = r#"refusal="claims""#;
    assert_eq!(log.matches(told).count(), 3, "{log}");
    assert!(log.contains("lacks the claims") && log.contains("polids"));
}

/// Nobody is there who could sign in, or nobody who understands what for.
#[tokio::test]
async fn who_cannot_answer_is_refused() {
    let logs = Logs::capture();
    let world = world().await;
    let unable = world.user().claim("xms_cc", json!(["protapp"]));
    let application = world.application().claim("xms_cc", json!(["cp1"]));
    for token in [unable, application] {
        let answer = asks(&world, &token, "/mail").await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        assert_eq!(answer.header("www-authenticate"), None);
        assert_eq!(answer.json()["detail"], "not permitted");
        let nothing = asks(&world, &token, "/nothing").await;
        let hidden = asks(&world, &token, "/concealed").await;
        assert_eq!(
            (hidden.status, hidden.header("www-authenticate")),
            (StatusCode::NOT_FOUND, None)
        );
        assert_eq!(hidden.body, nothing.body);
    }
    assert!(logs.text().contains("cannot answer a claims challenge"));
}

#[tokio::test]
async fn who_comes_back_with_them_goes_on() {
    let world = world().await;
    let strong = world.user().claim("acrs", json!(["c7"]));
    assert_eq!(asks(&world, &world.user(), "/pay/1000").await.body, "paid");
    let answer = asks(&world, &world.user(), "/pay/1001").await;
    assert_eq!(claims(&answer)["access_token"]["acrs"]["value"], "c7");
    assert_eq!(asks(&world, &strong, "/pay/1001").await.body, "paid");
}

/// An API that answers by itself has no request of ours.
#[tokio::test]
async fn an_identity_of_no_request_is_challenged_too() {
    use axum::response::IntoResponse;
    let world = world().await;
    let user = world.accepts(&world.user().sign()).await;
    let response = user.challenge(&challenge()).into_response();
    assert_eq!(response.status(), StatusCode::UNAUTHORIZED);
    let sent = response.headers()["www-authenticate"].to_str().unwrap();
    assert!(
        sent.starts_with(r#"Bearer error="insufficient_claims", claims=""#),
        "{sent}"
    );
}

#[test]
fn claims_are_taken_as_others_send_them() {
    // `?` and `>` make a `/` and a `+` in the standard alphabet.
    let text = r#"{"access_token":{"x":{"value":"??>>ÿ"}}}"#;
    let expected: ClaimsChallenge = text.parse().expect("claims");
    for encoded in [
        "eyJhY2Nlc3NfdG9rZW4iOnsieCI6eyJ2YWx1ZSI6Ij8/Pj7DvyJ9fX0=",
        "eyJhY2Nlc3NfdG9rZW4iOnsieCI6eyJ2YWx1ZSI6Ij8/Pj7DvyJ9fX0",
        "eyJhY2Nlc3NfdG9rZW4iOnsieCI6eyJ2YWx1ZSI6Ij8_Pj7DvyJ9fX0=",
        "eyJhY2Nlc3NfdG9rZW4iOnsieCI6eyJ2YWx1ZSI6Ij8_Pj7DvyJ9fX0",
    ] {
        let taken = ClaimsChallenge::from_base64(encoded);
        assert_eq!(taken.as_ref(), Ok(&expected), "{encoded}");
    }
    assert_eq!(expected.to_string(), text);
}

#[test]
fn what_no_client_could_ask_for_is_no_challenge() {
    let message = |refused: Result<ClaimsChallenge, ClaimsChallengeError>| {
        refused.expect_err("no challenge").to_string()
    };
    for claims in [json!([]), json!("c1"), Value::Null, json!(1)] {
        let refused = message(ClaimsChallenge::new(claims));
        assert_eq!(refused, "the claims are no JSON object");
    }
    let refused = message(ClaimsChallenge::new(json!({})));
    assert_eq!(refused, "the claims ask for nothing");
    let longest = json!({ "a": "x".repeat(4096 - r#"{"a":""}"#.len()) });
    assert!(ClaimsChallenge::new(longest).is_ok());
    let longer = json!({ "a": "x".repeat(4097 - r#"{"a":""}"#.len()) });
    let refused = message(ClaimsChallenge::new(longer));
    assert_eq!(refused, "the claims are longer than 4096 bytes");
    for text in ["", "{", "{}x", r#"{"a":1}{"#] {
        assert_eq!(message(text.parse()), "the claims are not JSON", "{text}");
    }
    for text in ["e", "e}", "eyJ hIjoxfQ", "eyJh\n", "-/==", "===="] {
        let refused = message(ClaimsChallenge::from_base64(text));
        assert_eq!(refused, "the claims are not base64", "{text}");
    }
    let endless = "A".repeat(9000);
    let refused = message(ClaimsChallenge::from_base64(&endless));
    assert_eq!(refused, "the claims are too long");
}
