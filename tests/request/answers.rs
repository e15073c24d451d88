//! What callers are told, and what the log is told.

use std::time::Duration;

use axum::http::{HeaderValue, StatusCode, header};
use rolecall::directory::{Bad, TokenRequest};
use rolecall::{Clock, Identity, Problem, Router, get, protected};
use rolecall_tests::house::{Answer, Caller, Town};
use rolecall_tests::logs::Logs;
use rolecall_tests::{Authority, CLIENT, NOW, TENANT, Token};

use crate::policy;

#[protected(permission = "view")]
async fn read() -> &'static str {
    "read"
}

#[protected(permission = "edit")]
async fn write(_user: Identity) -> Problem {
    Problem::new(StatusCode::NOT_FOUND).with_detail("no such thing")
}

fn things() -> Router {
    Router::new()
        .route("/read", get(read))
        .route("/write", get(write))
}

#[tokio::test]
async fn without_credentials_the_challenge_names_no_error() {
    let town = Town::under(policy::Policy).await;
    let answer = town.house(things()).anonymous().get("/read").await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    assert_eq!(answer.header("www-authenticate"), Some("Bearer"));
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    assert_eq!(
        answer.header("content-type"),
        Some("application/problem+json")
    );
    let expected = serde_json::json!({"type": "about:blank", "title": "Unauthorized", "status": 401, "detail": "sign-in required"});
    assert_eq!(answer.json(), expected);
}

#[tokio::test]
async fn every_bad_token_gets_the_same_answer_and_its_own_log_line() {
    let logs = Logs::capture();
    let town = Town::under(policy::Policy).await;
    let house = town.house(things());
    let mut bodies = std::collections::BTreeSet::new();
    for bad in Bad::ALL {
        let token = town.token(&TokenRequest::user("admin").bad(*bad));
        if HeaderValue::from_str(&token).is_err() {
            // HTTP itself does not carry it.
            continue;
        }
        let answer = house.holding(&token).get("/read").await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{bad}");
        assert_eq!(
            answer.header("www-authenticate"),
            Some(r#"Bearer error="invalid_token""#),
            "{bad}"
        );
        assert_eq!(answer.header("cache-control"), Some("no-store"), "{bad}");
        bodies.insert(answer.body);
    }
    assert_eq!(bodies.len(), 1, "{bodies:?}");
    let text = logs.text();
    for code in [
        "expired",
        "signature",
        "audience",
        "issuer",
        "tenant",
        "unknown_key",
        "malformed",
        "algorithm",
    ] {
        assert!(
            text.contains(&format!("refusal=\"{code}\"")),
            "{code} is not in the log:\n{text}"
        );
    }
    assert!(!text.contains("eyJ"), "a token is in the log");
}

#[tokio::test]
async fn a_scope_that_alone_was_missing_is_named_and_no_role_ever() {
    let logs = Logs::capture();
    let town = Town::under(policy::Policy).await;
    let house = town.house(things());
    let read_only = town.token(&TokenRequest::user("admin").scope("Things.Read"));
    let answer = house.holding(&read_only).get("/write").await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert_eq!(
        answer.header("www-authenticate"),
        Some(r#"Bearer error="insufficient_scope", scope="Things.ReadWrite""#)
    );
    let viewer = house.user("viewer").get("/write").await;
    assert_eq!(
        (viewer.status, viewer.header("www-authenticate")),
        (StatusCode::FORBIDDEN, None)
    );
    assert_eq!(viewer.header("cache-control"), Some("no-store"));
    assert_eq!(viewer.json()["detail"], "not permitted");
    for told in [&answer.body, &viewer.body] {
        assert!(
            !told.contains("Viewer") && !told.contains("Editor") && !told.contains("edit"),
            "{told}"
        );
    }
    let text = logs.text();
    assert!(
        text.contains("lacks edit; the scope `Things.ReadWrite` in the token would do"),
        "{text}"
    );
    assert!(
        text.contains("lacks edit; the role `Editor` would do"),
        "{text}"
    );
}

#[tokio::test]
async fn a_header_that_is_no_credential_is_an_invalid_request() {
    let logs = Logs::capture();
    let town = Town::under(policy::Policy).await;
    let house = town.house(things());
    let token = town.token(&TokenRequest::user("admin"));
    let two = house
        .holding(&token)
        .with("authorization", &format!("Bearer {token}"));
    let with = |value: &str| house.anonymous().with("authorization", value);
    let not_text = house
        .anonymous()
        .with_bytes(header::AUTHORIZATION, b"Bearer \xff\xfe");
    for (what, caller) in [
        ("two headers", two),
        ("no token", with("Bearer")),
        ("only blanks", with("Bearer   ")),
        ("two words", with("Bearer one two")),
        ("a tab", with(&format!("Bearer\t{token}"))),
        ("not text", not_text),
    ] {
        let answer = caller.get("/read").await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{what}");
        assert_eq!(
            answer.header("www-authenticate"),
            Some(r#"Bearer error="invalid_request""#),
            "{what}"
        );
    }
    for scheme in ["bearer", "BEARER", "Bearer  ", "bEaReR   "] {
        let answer = with(&format!("{scheme} {token}")).get("/read").await;
        assert_eq!(answer.status, StatusCode::OK, "{scheme}");
    }
    for other in [
        "Basic dXNlcjpwYXNz",
        "Bearerx",
        "Negotiate abc",
        "BearerToken abc",
    ] {
        let answer = with(other).get("/read").await;
        assert_eq!(answer.header("www-authenticate"), Some("Bearer"), "{other}");
    }
    for garbage in ["a", "a.b", "...", "a.b.c.d.e", "!!!.???.###"] {
        assert_eq!(
            with(&format!("Bearer {garbage}")).get("/read").await.status,
            StatusCode::UNAUTHORIZED,
            "{garbage}"
        );
    }
    assert!(!logs.text().contains("eyJ"), "a token is in the log");
}

#[tokio::test]
async fn a_browser_gets_a_page() {
    let town = Town::under(policy::Policy).await;
    let house = town.house(things());
    let browser = house.anonymous().with(
        "accept",
        "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    );
    let answer = browser.get("/read").await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    assert_eq!(
        answer.header("content-type"),
        Some("text/html; charset=utf-8")
    );
    assert!(answer.body.contains("sign-in required"), "{}", answer.body);
    assert_eq!(
        browser.get("/nowhere").await.header("content-type"),
        Some("text/html; charset=utf-8")
    );
    for accept in [
        "*/*",
        "application/json",
        "application/json;q=0.5, text/html;q=0.4",
        "nonsense",
    ] {
        let answer = house.anonymous().with("accept", accept).get("/read").await;
        assert_eq!(
            answer.header("content-type"),
            Some("application/problem+json"),
            "{accept}"
        );
    }
}

#[tokio::test]
async fn unmatched_paths_are_problems_to_everyone() {
    let town = Town::under(policy::Policy).await;
    let house = town.house(things());
    for caller in [house.anonymous(), house.user("admin")] {
        let answer = caller.get("/nowhere").await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
        assert_eq!(answer.json()["status"], 404);
    }
}

#[tokio::test]
async fn a_handlers_own_problem_keeps_its_sentence() {
    let town = Town::under(policy::Policy).await;
    let answer = town.house(things()).user("editor").get("/write").await;
    assert_eq!(
        (answer.status, answer.json()["detail"].as_str()),
        (StatusCode::NOT_FOUND, Some("no such thing"))
    );
}

#[tokio::test]
async fn keys_that_cannot_be_had_are_a_503_that_recovers_by_itself() {
    let town = Town::under(policy::Policy).await;
    let unreachable = rolecall_tests::house::nobody_listens_at().await;
    let engine = rolecall::Engine::builder(policy::Policy)
        .tenant_id(town.directory.tenant_id())
        .client_id(town.directory.client_id())
        .authority(town.directory.issuer())
        .metadata_url(unreachable)
        .start()
        .await
        .expect("start-up does not need the authority");
    let house = town.plain(things().with(engine).expect("a router"));
    let answer = house.user("admin").get("/read").await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(answer.header("retry-after").is_some());
    assert_eq!(answer.json()["detail"], "cannot verify sign-in now");
    assert_eq!(
        house.anonymous().get("/read").await.status,
        StatusCode::UNAUTHORIZED
    );
}

#[tokio::test]
async fn who_cannot_be_judged_is_told_when_to_come_again_and_never_too_soon() {
    let authority = Authority::start().await;
    authority.fall_over();
    let (clock, hand) = Clock::by_hand(NOW);
    let builder = rolecall::Engine::builder(policy::Policy)
        .tenant_id(TENANT)
        .client_id(CLIENT)
        .authority(authority.base())
        .clock(clock);
    let router = things().with(builder.start().await.unwrap()).unwrap();
    let caller = |token: &Token| Caller::of(router.clone()).holding(&token.sign());
    let known = caller(&Token::of_user(&authority.issuer()));
    let unknown = caller(&Token::of_user(&authority.issuer()).head("kid", "unknown"));
    let wait = async |caller: &Caller| {
        let answer = caller.get("/read").await;
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
        answer.header("retry-after").unwrap().to_owned()
    };
    assert_eq!(wait(&known).await, "5");
    hand.advance(Duration::from_millis(1500));
    assert_eq!(wait(&known).await, "4");
    hand.advance(Duration::from_millis(3400));
    assert_eq!(wait(&known).await, "1");
    authority.recover();
    hand.advance(Duration::from_millis(100));
    assert_ne!(
        known.get("/read").await.status,
        StatusCode::SERVICE_UNAVAILABLE
    );

    authority.fall_over();
    hand.advance(Duration::from_mins(5));
    assert_eq!(wait(&unknown).await, "30");
    hand.advance(Duration::from_secs(20));
    assert_eq!(wait(&unknown).await, "10");
}

#[protected(permission = "view", acrs = "c1")]
async fn strongly() -> &'static str {
    "read"
}

/// Where tokens come from, and where callers are sent to sign in, is configured: nothing in a request changes it.
#[tokio::test]
async fn nothing_in_a_request_changes_what_is_fetched_or_told() {
    let town = Town::under(policy::Policy).await;
    let router = things()
        .route("/strongly", get(strongly))
        .route("/invented", get(read));
    let house = town.house(router);
    let admin = town.token(&TokenRequest::user("admin"));
    let invented = town.token(&TokenRequest::user("admin").bad(Bad::Kid));
    house.holding(&invented).get("/read").await;
    town.directory.reset_counters();
    let hostile = [
        ("host", "evil.example"),
        ("x-forwarded-host", "evil.example"),
        ("x-forwarded-proto", "http"),
        ("x-forwarded-for", "192.0.2.1"),
        ("x-original-url", "/invented"),
        ("forwarded", "host=evil.example;proto=http"),
    ];
    for (what, caller) in [
        ("nobody", house.anonymous()),
        ("somebody", house.holding(&admin)),
        ("a forger", house.holding(&invented)),
    ] {
        for path in ["/read", "/strongly", "/nowhere"] {
            let honest = caller.get(path).await;
            let told = |answer: &Answer| {
                format!("{:?} {:?} {}", answer.status, answer.headers, answer.body)
            };
            let absolute = caller.get(&format!("http://evil.example{path}")).await;
            assert_eq!(told(&absolute), told(&honest), "{what} {path}");
            for (name, value) in hostile {
                let answer = caller.clone().with(name, value).get(path).await;
                assert_eq!(told(&answer), told(&honest), "{what} {path} {name}");
            }
            assert!(!told(&honest).contains("evil"));
        }
    }
    let asked = town.directory.counters();
    assert_eq!((asked.metadata, asked.keys), (0, 0));
}

/// Over a socket, since this limit is the server's.
#[tokio::test]
async fn a_header_beyond_the_servers_limit_is_431_and_a_long_one_a_bad_token() {
    let town = Town::under(policy::Policy).await;
    let house = town.house(things());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a free port");
    let url = format!("http://{}/read", listener.local_addr().expect("an address"));
    let router = house.router.clone();
    let server = tokio::spawn(async move { axum::serve(listener, router).await });
    let client = reqwest::Client::new();
    for (bytes, status) in [
        (1 << 20, StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE),
        (100_000, StatusCode::UNAUTHORIZED),
    ] {
        let header = format!("Bearer {}", "a".repeat(bytes));
        let answer = client
            .get(&url)
            .header("authorization", header)
            .send()
            .await
            .expect("an answer");
        assert_eq!(answer.status().as_u16(), status.as_u16(), "{bytes} bytes");
    }
    server.abort();
}
