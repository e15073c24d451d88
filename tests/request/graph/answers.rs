//! What Graph may answer: pages, and whatever is no whole answer.

use axum::http::StatusCode;
use rolecall::entra::Graph;
use rolecall::identity::Groups;
use rolecall_tests::Answer;
use rolecall_tests::policy::EDITOR;
use rolecall_tests::world::World;
use serde_json::{Value, json};

use super::place::{ADA, ADAS_PAGES, EDITORS, OTHERS, ada, place_with, status, told};

/// A world that asks page by page, and each page on its path.
async fn by_pages(pages: impl Fn(&World) -> Vec<(String, Value)>) -> World {
    let world = place_with(&[], Graph::by_pages, |builder| builder).await;
    for (path, page) in pages(&world) {
        world.authority.answer(&path, Answer::json(&page));
    }
    world
}

fn page(groups: impl IntoIterator<Item = String>, next: Option<String>) -> Value {
    let groups: Vec<_> = groups
        .into_iter()
        .map(|id| json!({"@odata.type": "#microsoft.graph.group", "id": id, "securityEnabled": true}))
        .collect();
    match next {
        None => json!({"value": groups}),
        Some(next) => json!({"value": groups, "@odata.nextLink": next}),
    }
}

fn ids(numbers: std::ops::Range<u32>) -> impl Iterator<Item = String> {
    numbers.map(|number| format!("00000000-0000-4000-8000-{number:012x}"))
}

/// The place of a page beyond the first.
fn at(token: u32) -> String {
    let (path, _) = ADAS_PAGES.split_once('?').expect("a query");
    format!("{path}?$skiptoken={token}")
}

async fn holds(world: &World) -> (StatusCode, StatusCode) {
    let token = ada(world).sign();
    let viewed = status(world, &token, "/viewed").await;
    assert_eq!(viewed, StatusCode::OK, "what needs no group is as ever");
    let editors = status(world, &token, "/editors").await;
    (editors, status(world, &token, "/not_editors").await)
}

const HELD: (StatusCode, StatusCode) = (StatusCode::OK, StatusCode::FORBIDDEN);
const LACKING: (StatusCode, StatusCode) = (StatusCode::FORBIDDEN, StatusCode::OK);
const UNTOLD: (StatusCode, StatusCode) = (
    StatusCode::SERVICE_UNAVAILABLE,
    StatusCode::SERVICE_UNAVAILABLE,
);

#[tokio::test]
async fn pages_are_read_to_the_last() {
    let world = by_pages(|world| {
        let next = |token| Some(world.authority.url(&at(token)));
        let last = ids(200..249).chain([EDITORS.to_owned()]);
        vec![
            (ADAS_PAGES.to_owned(), page(ids(0..100), next(1))),
            (at(1), page(ids(100..200), next(2))),
            (at(2), page(last, None)),
        ]
    })
    .await;
    let identity = world.accepts(&ada(&world).sign()).await;
    assert!(identity.has_role(EDITOR));
    assert!(matches!(identity.groups(), Groups::Known(groups) if groups.len() == 250));
    assert_eq!(holds(&world).await, HELD);
    let asked = world.authority.all_requests();
    let pages: Vec<_> = asked
        .iter()
        .filter(|one| one.starts_with("GET /v1.0/"))
        .collect();
    assert_eq!(pages.len(), 3);
    assert!(
        pages
            .iter()
            .all(|one| one.contains("consistencylevel: eventual"))
    );
}

/// Otherwise a group of a mailing list would count for some people and not for others.
#[tokio::test]
async fn security_groups_count_as_they_do_in_tokens() {
    let list = json!({"value": [
        {"id": EDITORS, "securityEnabled": false},
        {"id": OTHERS, "securityEnabled": true},
    ]});
    let world = by_pages(|_| vec![(ADAS_PAGES.to_owned(), list.clone())]).await;
    assert_eq!(holds(&world).await, LACKING);
    let every = |graph: Graph| graph.by_pages().every_group();
    let world = place_with(&[], every, |builder| builder).await;
    world.authority.answer(ADAS_PAGES, Answer::json(&list));
    assert_eq!(holds(&world).await, HELD);
    // Whoever may not read what a group is still reads who is in it.
    let bare = json!({"value": [{"id": EDITORS, "securityEnabled": null}]});
    let world = by_pages(|_| vec![(ADAS_PAGES.to_owned(), bare.clone())]).await;
    assert_eq!(holds(&world).await, HELD);
}

#[tokio::test]
async fn security_groups_are_asked_for_of_people_alone() {
    for (every, wish) in [
        (false, r#"{"securityEnabledOnly":true}"#),
        (true, r#"{"securityEnabledOnly":false}"#),
    ] {
        let every = |graph: Graph| {
            if every { graph.every_group() } else { graph }
        };
        let world = place_with(&[EDITORS], every, |builder| builder).await;
        assert_eq!(holds(&world).await, HELD);
        let asked = world.authority.all_requests();
        assert!(
            asked
                .iter()
                .any(|one| one.contains(ADA) && one.ends_with(wish)),
            "{asked:?}"
        );
    }
    let world = place_with(&[], |graph| graph, |builder| builder).await;
    let daemon = super::place::crowded(world.application());
    let of_application =
        "/v1.0/servicePrincipals/66666666-ffff-4fff-8fff-666666666666/getMemberObjects";
    world.authority.answer(of_application, told(&[EDITORS]));
    let identity = world.accepts(&daemon.sign()).await;
    assert_eq!(identity.groups(), &Groups::Known(vec![EDITORS.to_owned()]));
    let asked = world.authority.all_requests();
    let wish = r#"{"securityEnabledOnly":false}"#;
    assert!(
        asked
            .iter()
            .any(|one| one.contains(of_application) && one.ends_with(wish))
    );
}

/// The token for Graph goes to Graph alone, and there to nothing that was not asked for.
#[tokio::test]
async fn a_next_page_elsewhere_is_not_followed() {
    let other = rolecall_tests::Authority::start().await;
    let (path, _) = ADAS_PAGES.split_once('?').expect("a query");
    for next in [
        other.url(&at(1)),
        "/v1.0/relative".to_owned(),
        "https://evil.example/v1.0".to_owned(),
        "javascript:alert(1)".to_owned(),
        format!("{path}?$skiptoken=1"),
    ] {
        let world =
            by_pages(|_| vec![(ADAS_PAGES.to_owned(), page(ids(0..1), Some(next.clone())))]);
        assert_eq!(holds(&world.await).await, UNTOLD, "{next}");
    }
    for below in [
        "/v1.0/users/55555555-dddd-4ddd-8ddd-444444444444/transitiveMemberOf/microsoft.graph.group"
            .to_owned(),
        "/v1.0/me".to_owned(),
        format!("{path}s"),
        format!("{path}/../../../../me"),
    ] {
        let world = by_pages(|world| {
            let next = Some(world.authority.url(&below));
            let last = page([EDITORS.to_owned()], None);
            vec![
                (ADAS_PAGES.to_owned(), page([], next)),
                (below.clone(), last),
            ]
        });
        let world = world.await;
        assert_eq!(holds(&world).await, UNTOLD, "{below}");
        assert_eq!(world.authority.requests(&below), 0, "{below}");
    }
    let with_a_name = by_pages(|world| {
        let next = world
            .authority
            .url(&at(1))
            .replace("http://", "http://ada:pass@");
        vec![(ADAS_PAGES.to_owned(), page([], Some(next)))]
    });
    assert_eq!(holds(&with_a_name.await).await, UNTOLD);
    assert!(other.all_requests().is_empty(), "the token went elsewhere");
}

#[tokio::test]
async fn an_answer_without_end_is_left() {
    let world = by_pages(|world| {
        let again = Some(world.authority.url(&at(1)));
        vec![
            (
                ADAS_PAGES.to_owned(),
                page([EDITORS.to_owned()], again.clone()),
            ),
            (at(1), page(ids(0..1), again)),
        ]
    })
    .await;
    assert_eq!(holds(&world).await, UNTOLD);
    let asked = world.authority.requests(ADAS_PAGES) + world.authority.requests(&at(1));
    assert_eq!(asked, 50);
    let world = by_pages(|_| {
        vec![(
            ADAS_PAGES.to_owned(),
            json!({"value": ids(0..20_001).collect::<Vec<_>>()}),
        )]
    });
    assert_eq!(holds(&world.await).await, UNTOLD);
}

/// Half of the groups would be no groups for a rule that denies.
#[tokio::test]
async fn what_is_no_whole_answer_is_none() {
    let page_of_a_proxy = b"<!doctype html><title>Sign in to the network</title>".to_vec();
    for answer in [
        Answer::Body(page_of_a_proxy),
        Answer::Body(Vec::new()),
        Answer::Body(format!(r#"{{"value":["{EDITORS}""#).into_bytes()),
        Answer::Body(vec![b' '; (1 << 20) + 1]),
        Answer::Endless,
        Answer::Nothing,
        Answer::json(&json!([EDITORS])),
        Answer::json(&json!({"groups": [EDITORS]})),
        Answer::json(&json!({"value": null})),
        Answer::json(&json!({"value": EDITORS})),
        Answer::json(&json!({"value": [EDITORS, 1]})),
        Answer::json(&json!({"value": [EDITORS, "staff"]})),
        Answer::json(&json!({"value": [EDITORS], "@odata.nextLink": "http://127.0.0.1/more"})),
        Answer::Status(204),
        Answer::Status(400),
        Answer::Status(401),
        Answer::Status(403),
        Answer::Status(404),
        Answer::Status(429),
        Answer::Status(500),
        Answer::Status(503),
    ] {
        let world = place_with(&[], |graph| graph, |builder| builder).await;
        world.authority.answer(ADA, answer);
        assert_eq!(holds(&world).await, UNTOLD);
        assert_eq!(world.authority.posts(ADA), 1, "one answer for all");
    }
}

#[tokio::test]
async fn a_redirect_is_not_followed_with_the_token() {
    let other = rolecall_tests::Authority::start().await;
    other.answer(ADA, told(&[EDITORS]));
    for to in [other.url(ADA), "/elsewhere".to_owned()] {
        let world = place_with(&[], |graph| graph, |builder| builder).await;
        world.authority.answer("/elsewhere", told(&[EDITORS]));
        world.authority.answer(ADA, Answer::Redirect(to));
        assert_eq!(holds(&world).await, UNTOLD);
        assert_eq!(world.authority.requests("/elsewhere"), 0);
    }
    assert!(other.all_requests().is_empty());
}

/// However slowly it comes, somebody waits for one time in all.
#[tokio::test]
async fn an_answer_that_does_not_come_is_not_waited_for() {
    let soon = |graph: Graph| graph.time_limit(std::time::Duration::from_millis(100));
    for answer in [Answer::Later(Vec::new()), Answer::Drip, Answer::DripHead] {
        let world = place_with(&[], soon, |builder| builder).await;
        world.authority.answer(ADA, answer.clone());
        assert_eq!(holds(&world).await, UNTOLD);
        let world = place_with(&[EDITORS], soon, |builder| builder).await;
        world
            .authority
            .answer(&super::place::token_endpoint(), answer);
        assert_eq!(holds(&world).await, UNTOLD, "of the token, too");
        assert_eq!(world.authority.posts(ADA), 0);
    }
}

/// Their token has just said that there are too many: none is no answer to that, and above all no reason to let
/// somebody pass whom a group keeps out.
#[tokio::test]
async fn no_group_at_all_is_no_answer() {
    for how in [|graph| graph, |graph: Graph| graph.by_pages()] {
        let world = place_with(&[], how, |builder| builder).await;
        world.authority.answer(ADAS_PAGES, told(&[]));
        let token = ada(&world).sign();
        for path in ["/editors", "/not_editors"] {
            let answer = status(&world, &token, path).await;
            assert_eq!(answer, StatusCode::SERVICE_UNAVAILABLE, "{path}");
        }
        assert_eq!(status(&world, &token, "/viewed").await, StatusCode::OK);
    }
}
