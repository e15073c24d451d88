//! WebSockets and server-sent events: decided before anything is opened, by the identity that asked.

use std::convert::Infallible;

use axum::extract::WebSocketUpgrade;
use axum::extract::ws::Message;
use axum::response::Response;
use axum::response::sse::{Event, Sse};
use futures_util::{SinkExt, Stream, StreamExt, stream};
use rolecall::directory::TokenRequest;
use rolecall::{Identity, Problem, Router, get, protected, require};
use rolecall_tests::documents::serve;
use rolecall_tests::house::Town;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::{self, Error};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use crate::policy;

/// Repeats each message with the caller's name, until the caller has enough.
#[protected(permission = "view")]
async fn talk(user: Identity, upgrade: WebSocketUpgrade) -> Response {
    upgrade.on_upgrade(async move |mut socket| {
        let name = user.name().unwrap_or("?").to_owned();
        while let Some(Ok(Message::Text(text))) = socket.recv().await {
            let answer = Message::text(format!("{name}: {text}"));
            if socket.send(answer).await.is_err() {
                return;
            }
        }
    })
}

/// Decides within, and still before the upgrade.
#[protected(permission = "view")]
async fn command(user: Identity, upgrade: WebSocketUpgrade) -> Result<Response, Problem> {
    user.require(require!(permission = "edit"))?;
    Ok(upgrade.on_upgrade(async |mut socket| {
        let _gone = socket.send(Message::text("at your command")).await;
    }))
}

#[protected(permission = "edit")]
async fn events(user: Identity) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let name = user.name().unwrap_or("?").to_owned();
    let told = ["first", "second"].map(|word| Ok(Event::default().data(format!("{name}: {word}"))));
    Sse::new(stream::iter(told))
}

fn things() -> Router {
    let group = Router::new()
        .route("/talk", get(talk))
        .require(require!(role = "Auditor"));
    Router::new()
        .route("/talk", get(talk))
        .route("/command", get(command))
        .route("/events", get(events))
        .nest("/group", group)
}

type Socket = WebSocketStream<MaybeTlsStream<tokio::net::TcpStream>>;

/// The socket, or the status that was answered instead.
async fn open(url: &str, path: &str, token: Option<&str>) -> Result<Socket, u16> {
    let url = format!("{}{path}", url.replace("http://", "ws://"));
    let mut request = url.into_client_request().expect("a request");
    if let Some(token) = token {
        let header = format!("Bearer {token}").parse().expect("a header");
        request.headers_mut().insert("authorization", header);
    }
    match connect_async(request).await {
        Ok((socket, answer)) => {
            assert_eq!(answer.status().as_u16(), 101);
            Ok(socket)
        }
        Err(Error::Http(answer)) => Err(answer.status().as_u16()),
        Err(other) => panic!("{other}"),
    }
}

async fn says(socket: &mut Socket, text: &str) -> String {
    socket
        .send(tungstenite::Message::text(text))
        .await
        .expect("an open socket");
    let answer = socket
        .next()
        .await
        .expect("an answer")
        .expect("an open socket");
    answer.into_text().expect("text").to_string()
}

#[tokio::test]
async fn a_socket_is_opened_only_for_those_who_may() {
    let town = Town::under(policy::Policy).await;
    let url = serve(town.house(things()).router).await;
    let token = |name: &str| town.token(&TokenRequest::user(name));
    for path in ["/talk", "/command", "/group/talk"] {
        assert_eq!(open(&url, path, None).await.err(), Some(401), "{path}");
        assert_eq!(
            open(&url, path, Some("a.b.c")).await.err(),
            Some(401),
            "{path}"
        );
        assert_eq!(
            open(&url, path, Some(&token("nobody"))).await.err(),
            Some(403),
            "{path}"
        );
    }
    assert_eq!(
        open(&url, "/command", Some(&token("viewer"))).await.err(),
        Some(403)
    );
    assert_eq!(
        open(&url, "/group/talk", Some(&token("viewer")))
            .await
            .err(),
        Some(403)
    );
    let mut socket = open(&url, "/command", Some(&token("editor")))
        .await
        .expect("a socket");
    let greeting = socket
        .next()
        .await
        .expect("a greeting")
        .expect("an open socket");
    assert_eq!(greeting.into_text().expect("text"), "at your command");
    assert!(
        open(&url, "/group/talk", Some(&token("admin")))
            .await
            .is_ok()
    );
}

#[tokio::test]
async fn two_sockets_at_once_stay_with_whom_they_belong_to() {
    let town = Town::under(policy::Policy).await;
    let url = serve(town.house(things()).router).await;
    let mut sockets = Vec::new();
    for name in ["viewer", "editor", "viewer", "admin"] {
        let token = town.token(&TokenRequest::user(name));
        sockets.push((
            name,
            open(&url, "/talk", Some(&token)).await.expect("a socket"),
        ));
    }
    for round in 0..25 {
        for (name, socket) in &mut sockets {
            let text = format!("hello {round}");
            assert_eq!(says(socket, &text).await, format!("{name}: {text}"));
        }
    }
}

/// What a browser asks for without being able to upgrade is decided first, too.
#[tokio::test]
async fn a_request_that_is_no_handshake_is_decided_before_it_is_found_wanting() {
    let town = Town::under(policy::Policy).await;
    let house = town.house(things());
    assert_eq!(house.anonymous().get("/talk").await.status, 401);
    assert_eq!(house.user("nobody").get("/talk").await.status, 403);
    assert!(
        house
            .user("viewer")
            .get("/talk")
            .await
            .status
            .is_client_error()
    );
}

#[tokio::test]
async fn events_are_streamed_to_those_who_may_and_the_others_get_a_problem() {
    let town = Town::under(policy::Policy).await;
    let url = format!("{}/events", serve(town.house(things()).router).await);
    let ask = async |name: Option<&str>| {
        let request = reqwest::Client::new()
            .get(&url)
            .header("accept", "text/event-stream");
        let request = match name {
            Some(name) => request.bearer_auth(town.token(&TokenRequest::user(name))),
            None => request,
        };
        let answer = request.send().await.expect("an answer");
        let kind = answer.headers()["content-type"]
            .to_str()
            .expect("text")
            .to_owned();
        (
            answer.status().as_u16(),
            kind,
            answer.text().await.expect("a body"),
        )
    };
    let (status, kind, body) = ask(Some("editor")).await;
    assert_eq!((status, kind.as_str()), (200, "text/event-stream"));
    assert_eq!(body, "data: editor: first\n\ndata: editor: second\n\n");
    for (name, expected) in [(None, 401), (Some("viewer"), 403)] {
        let (status, kind, body) = ask(name).await;
        assert_eq!(
            (status, kind.as_str()),
            (expected, "application/problem+json")
        );
        assert!(!body.contains("data:"), "{body}");
    }
}
