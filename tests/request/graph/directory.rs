//! Against the development directory, which has people and applications in too many groups, and a Graph that tells them.

use rolecall::directory::{App, Directory, TokenRequest};
use rolecall::entra::Graph;
use rolecall::identity::Groups;
use rolecall::{Clock, Engine, EngineBuilder, Identity, Secret};
use rolecall_tests::NOW;
use rolecall_tests::logs::Logs;
use rolecall_tests::policy::{ADMIN, EDITOR, Policy};

async fn directory() -> Directory {
    let builder = Directory::builder()
        .listen("127.0.0.1:0")
        .built_in()
        .policy(Policy)
        .app(App::new("swarm").overage())
        .clock(Clock::by_hand(NOW).0);
    builder.start().await.expect("a directory on a free port")
}

/// An engine in which the last group of the crowd is one of editors and of administrators.
async fn engine(directory: &Directory, how: Graph) -> Engine {
    let builder = settings(directory, how);
    builder.start().await.expect("settings from the directory")
}

fn settings(directory: &Directory, how: Graph) -> EngineBuilder {
    let crowd = directory.users().iter().find(|user| user.name() == "crowd");
    let group = crowd
        .and_then(|user| user.groups().last())
        .expect("a group");
    let secret = directory.application().secret().expect("a secret");
    Engine::builder(Policy)
        .tenant_id(directory.tenant_id())
        .client_id(directory.client_id())
        .authority(directory.issuer())
        .clock(Clock::by_hand(NOW).0)
        .group_role(group, EDITOR)
        .group_role(group, ADMIN)
        .graph(how.url(directory.url()))
        .client_secret(Secret::new(secret))
}

async fn proven(directory: &Directory, engine: &Engine, request: &TokenRequest) -> Identity {
    let token = directory.token(request).expect("a token");
    engine.verify(&token).await.expect("a good token")
}

fn count(identity: &Identity) -> usize {
    match identity.groups() {
        Groups::Known(groups) => groups.len(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn people_and_applications_hold_what_their_groups_bring() {
    for how in [Graph::resolve(), Graph::resolve().by_pages()] {
        let directory = directory().await;
        let engine = engine(&directory, how).await;
        let crowd = proven(&directory, &engine, &TokenRequest::user("crowd")).await;
        assert!(crowd.has_role(EDITOR) && count(&crowd) == 201);
        let swarm = proven(&directory, &engine, &TokenRequest::app("swarm")).await;
        assert!(swarm.has_role(ADMIN) && count(&swarm) == 201);
        let counters = directory.counters();
        assert_eq!(counters.graph, 2);
        assert_eq!(counters.grants["client_credentials"], 1);
    }
}

#[tokio::test]
async fn who_fits_into_a_token_is_not_asked_about() {
    let directory = directory().await;
    let engine = engine(&directory, Graph::resolve()).await;
    for name in ["editor", "admin", "viewer"] {
        proven(&directory, &engine, &TokenRequest::user(name)).await;
    }
    proven(&directory, &engine, &TokenRequest::app("robot")).await;
    assert_eq!(directory.counters().graph, 0);
    assert_eq!(directory.counters().token, 0);
}

/// Each of them has a token of their own, and is not known yet.
#[tokio::test]
async fn a_hundred_who_come_at_once_are_asked_about_once() {
    let directory = directory().await;
    let engine = engine(&directory, Graph::resolve()).await;
    let coming = (0..100).map(|_| {
        let token = directory
            .token(&TokenRequest::user("crowd"))
            .expect("a token");
        let engine = engine.clone();
        tokio::spawn(async move { engine.verify(&token).await })
    });
    let coming: Vec<_> = coming.collect();
    for one in coming {
        let identity = one.await.expect("no panic").expect("a good token");
        assert!(identity.has_role(EDITOR));
    }
    assert_eq!(directory.counters().graph, 1);
    assert_eq!(directory.counters().token, 1);
}

#[tokio::test]
async fn a_wrong_secret_is_told_the_log_in_the_authoritys_number() {
    let logs = Logs::capture();
    let directory = directory().await;
    let builder = settings(&directory, Graph::resolve());
    let builder = builder.client_secret(Secret::new("aBc8Q~another-secret"));
    let engine = builder.start().await.expect("settings from the directory");
    for _ in 0..2 {
        let crowd = proven(&directory, &engine, &TokenRequest::user("crowd")).await;
        assert!(matches!(crowd.groups(), Groups::Unreachable(_)));
    }
    assert_eq!(directory.counters().token, 1);
    assert_eq!(directory.counters().graph, 0);
    let text = logs.text();
    assert!(text.contains("(AADSTS7000215)"), "{text}");
    assert!(
        !text.contains("another-secret") && !text.contains("eyJ"),
        "{text}"
    );
}

#[tokio::test]
async fn a_token_that_is_refused_asks_nobody() {
    let directory = directory().await;
    let engine = engine(&directory, Graph::resolve()).await;
    for bad in rolecall::directory::Bad::ALL {
        let request = TokenRequest::user("crowd").bad(*bad);
        let Ok(token) = directory.token(&request) else {
            continue;
        };
        let before = directory.counters().graph;
        if engine.verify(&token).await.is_err() {
            assert_eq!(directory.counters().graph, before, "{bad:?}");
        }
    }
}
