//! Every request is decided by its own identity, before its body is looked at.

use axum::body::Bytes;
use axum::extract::DefaultBodyLimit;
use rolecall::directory::TokenRequest;
use rolecall::{Identity, Router, get, post, protected};
use rolecall_tests::documents::serve;
use rolecall_tests::house::Town;

use crate::policy;
use crate::raw::{Connection, head};

/// Who is calling, asked again after others had their turn.
#[protected(permission = "view")]
async fn whoami(user: Identity, again: Identity) -> String {
    let before = user.key().to_string();
    for _ in 0..3 {
        tokio::task::yield_now().await;
    }
    format!("{} {before} {}", user.name().unwrap_or("?"), again.key())
}

#[protected(permission = "edit")]
async fn upload(body: Bytes) -> String {
    body.len().to_string()
}

fn things() -> Router {
    Router::new()
        .route("/me", get(whoami))
        .route("/upload", post(upload))
        .layer(DefaultBodyLimit::max(20 * MIB))
}

const MIB: usize = 1 << 20;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_requests_at_once_of_two_people_never_mix() {
    let town = Town::under(policy::Policy).await;
    let url = format!("{}/me", serve(town.house(things()).router).await);
    let client = reqwest::Client::new();
    let mut callers = Vec::new();
    for name in ["viewer", "editor"] {
        let token = town.token(&TokenRequest::user(name));
        let ask = client.get(&url).bearer_auth(&token);
        let alone = ask
            .try_clone()
            .expect("no body")
            .send()
            .await
            .expect("an answer");
        let alone = alone.text().await.expect("a body");
        assert!(alone.starts_with(name), "{alone}");
        callers.push((ask, alone));
    }
    assert_ne!(callers[0].1, callers[1].1);
    let mut requests = tokio::task::JoinSet::new();
    for number in 0..1_000 {
        let (ask, alone) = &callers[number % 2];
        let (ask, alone) = (ask.try_clone().expect("no body"), alone.clone());
        requests.spawn(async move {
            let answer = ask.send().await.expect("an answer");
            answer.text().await.expect("a body") == alone
        });
    }
    let same = requests.join_all().await;
    assert_eq!(
        (same.len(), same.into_iter().all(|same| same)),
        (1_000, true)
    );
}

#[tokio::test]
async fn one_connection_belongs_to_whoever_sends_the_request() {
    let town = Town::under(policy::Policy).await;
    let mut connection = Connection::to(&serve(town.house(things()).router).await).await;
    let tokens = ["viewer", "editor", "nobody"].map(|name| town.token(&TokenRequest::user(name)));
    let [viewer, editor, nobody] = tokens.each_ref().map(|token| Some(token.as_str()));
    for _ in 0..3 {
        for (token, status, begin) in [
            (viewer, 200, "viewer "),
            (editor, 200, "editor "),
            (None, 401, "{"),
            (viewer, 200, "viewer "),
            (nobody, 403, "{"),
            (Some("a.b.c"), 401, "{"),
            (editor, 200, "editor "),
        ] {
            let answer = connection.get("/me", token).await;
            assert_eq!(answer.status, status);
            assert!(answer.body.starts_with(begin), "{answer:?}");
        }
    }
}

/// All requests are sent before the first answer is read.
#[tokio::test]
async fn requests_that_are_sent_ahead_are_each_decided_by_themselves() {
    let town = Town::under(policy::Policy).await;
    let mut connection = Connection::to(&serve(town.house(things()).router).await).await;
    let viewer = town.token(&TokenRequest::user("viewer"));
    let order = [Some(viewer.as_str()), None, Some(viewer.as_str()), None];
    let heads = order.map(|token| head("GET", "/me", token, ""));
    connection.send(&heads.concat()).await;
    for token in order {
        let status = connection.answer("GET").await.status;
        assert_eq!(status, if token.is_some() { 200 } else { 401 });
    }
}

/// The body is announced and never sent: who reads it first would wait for ever.
#[tokio::test]
async fn ten_mebibytes_without_a_right_are_refused_unread() {
    let town = Town::under(policy::Policy).await;
    let url = serve(town.house(things()).router).await;
    let viewer = town.token(&TokenRequest::user("viewer"));
    let announced = format!("content-length: {}\r\n", 10 * MIB);
    for (token, status) in [
        (None, 401),
        (Some("a.b.c"), 401),
        (Some(viewer.as_str()), 403),
    ] {
        for more in [&announced, "transfer-encoding: chunked\r\n"] {
            let answer = Connection::to(&url)
                .await
                .ask("POST", "/upload", token, more)
                .await;
            assert_eq!(answer.status, status, "{more}");
        }
    }
    let editor = town.token(&TokenRequest::user("editor"));
    let sent = reqwest::Client::new()
        .post(format!("{url}/upload"))
        .bearer_auth(editor);
    let sent = sent
        .body(vec![0; 10 * MIB])
        .send()
        .await
        .expect("an answer");
    assert_eq!(sent.text().await.expect("a body"), (10 * MIB).to_string());
}
