//! Whatever befalls the authority: who was let in before gets the right answer throughout, who was not gets in never, and
//! the authority is not asked more often for it.

use std::time::Duration;

use axum::http::{HeaderValue, StatusCode};
use rolecall::clock::Hand;
use rolecall::directory::{App, Bad, Directory, Document, OldKeys, TokenRequest, Trouble, User};
use rolecall::entra::Authority;
use rolecall::{Clock, Engine, EngineBuilder, Router, get, protected, put};
use rolecall_tests::NOW;
use rolecall_tests::house::{House, Town};
use rolecall_tests::logs::Logs;

use crate::policy;

/// The least time between two fetches for keys that are not there.
const COOLDOWN: Duration = Duration::from_mins(5);

#[protected(permission = "view")]
async fn read() -> &'static str {
    "read"
}

#[protected(permission = "edit")]
async fn change() -> &'static str {
    "changed"
}

/// A directory and an engine that believes it, under one clock.
struct Scene {
    town: Town,
    clock: Clock,
    hand: Hand,
}

impl Scene {
    async fn set() -> Self {
        let (clock, hand) = Clock::by_hand(NOW);
        let builder = Directory::builder()
            .listen("127.0.0.1:0")
            .policy(policy::Policy)
            .user(User::new("viewer").role("Viewer"))
            .app(App::new("robot").role("Admin"))
            .clock(clock.clone());
        let directory = builder.start().await.unwrap();
        let engine = engine(&directory, &clock).await;
        directory.reset_counters();
        Self {
            town: Town { directory, engine },
            clock,
            hand,
        }
    }

    /// The same with an engine that knows no keys yet.
    async fn begin_anew(&mut self) {
        self.town.engine = engine(&self.town.directory, &self.clock).await;
    }

    fn directory(&self) -> &Directory {
        &self.town.directory
    }

    fn house(&self) -> House<'_> {
        let router = Router::new()
            .route("/things", get(read))
            .route("/things/{id}", put(change));
        self.town.house(router)
    }

    fn token(&self) -> String {
        self.town.token(&TokenRequest::user("viewer"))
    }

    fn bad(&self, kind: Bad) -> String {
        self.town.token(&TokenRequest::user("viewer").bad(kind))
    }

    /// How the holder of a token fares where viewers may and where they may not.
    async fn fares(&self, token: &str) -> (u16, u16) {
        let house = self.house();
        let caller = house.holding(token);
        let read = caller.get("/things").await.status;
        let changed = caller.put("/things/1", "").await.status;
        (read.as_u16(), changed.as_u16())
    }
}

async fn engine(directory: &Directory, clock: &Clock) -> Engine {
    builder(directory, clock).start().await.unwrap()
}

fn builder(directory: &Directory, clock: &Clock) -> EngineBuilder {
    Engine::builder(policy::Policy)
        .tenant_id(directory.tenant_id())
        .client_id(directory.client_id())
        .authority(directory.issuer())
        .fetch_timeout(Duration::from_millis(300))
        .clock(clock.clone())
}

/// What a viewer may and may not.
const RIGHT: (u16, u16) = (200, 403);
const REFUSED: (u16, u16) = (401, 401);
const UNKNOWABLE: (u16, u16) = (503, 503);

/// Every document in every trouble.
fn troubles() -> impl Iterator<Item = (Document, Trouble)> {
    let all = Document::ALL.iter().copied();
    let all = all.flat_map(|document| {
        document
            .troubles()
            .into_iter()
            .map(move |kind| (document, kind))
    });
    all.filter(|(_, kind)| *kind != Trouble::None)
}

/// Whether keys can still be had: then a token of an unknown key is known to be bad.
fn leaves_keys(document: Document, kind: Trouble) -> bool {
    let beside_good_ones = [
        Trouble::Foreign,
        Trouble::OtherCloud,
        Trouble::Encryption,
        Trouble::Weak,
        Trouble::Secret,
        Trouble::OtherAlgorithm,
    ];
    document == Document::Token || beside_good_ones.contains(&kind)
}

#[tokio::test]
async fn in_every_trouble_the_honest_are_answered_as_before_and_the_others_not_let_in() {
    let scene = Scene::set().await;
    let directory = scene.directory();
    for (document, kind) in troubles() {
        let at = format!("{} {kind}", document.name());
        let known = scene.token();
        assert_eq!(scene.fares(&known).await, RIGHT, "{at}: before");
        directory.trouble(document, kind);
        directory.reset_counters();
        scene.hand.advance(COOLDOWN);
        let expected = if leaves_keys(document, kind) {
            REFUSED
        } else {
            UNKNOWABLE
        };
        for _ in 0..3 {
            let dishonest = scene.bad(Bad::Stranger);
            assert_eq!(scene.fares(&dishonest).await, expected, "{at}: dishonest");
            assert_eq!(scene.fares(&known).await, RIGHT, "{at}: known");
            assert_eq!(scene.fares(&scene.token()).await, RIGHT, "{at}: anew");
        }
        let asked = directory.counters();
        assert_eq!(asked.metadata, 1, "{at}");
        assert!(asked.keys <= 1, "{at}: {asked:?}");
        assert_eq!(
            (asked.redirected, asked.stranger, asked.token),
            (0, 0, 0),
            "{at}"
        );

        directory.trouble(document, Trouble::None);
        directory.reset_counters();
        scene.hand.advance(COOLDOWN);
        for dishonest in [Bad::Kid, Bad::Stranger] {
            assert_eq!(
                scene.fares(&scene.bad(dishonest)).await,
                REFUSED,
                "{at}: after"
            );
        }
        assert_eq!(scene.fares(&known).await, RIGHT, "{at}: after");
        let asked = directory.counters();
        assert_eq!((asked.metadata, asked.keys), (1, 1), "{at}: after");
    }
}

#[tokio::test]
async fn an_engine_that_starts_in_trouble_lets_nobody_in_and_recovers_by_itself() {
    let mut scene = Scene::set().await;
    for (document, kind) in troubles().filter(|(document, _)| *document != Document::Token) {
        let at = format!("{} {kind}", document.name());
        scene.directory().trouble(document, kind);
        scene.begin_anew().await;
        let expected = if leaves_keys(document, kind) {
            RIGHT
        } else {
            UNKNOWABLE
        };
        assert_eq!(scene.fares(&scene.token()).await, expected, "{at}");
        let dishonest = scene.fares(&scene.bad(Bad::Stranger)).await;
        assert!(
            [REFUSED, UNKNOWABLE].contains(&dishonest),
            "{at}: {dishonest:?}"
        );
        scene.directory().trouble(document, Trouble::None);
        scene.hand.advance(Duration::from_secs(5));
        assert_eq!(scene.fares(&scene.token()).await, RIGHT, "{at}: after");
    }
}

#[tokio::test]
async fn two_documents_in_trouble_at_once_are_no_worse() {
    let scene = Scene::set().await;
    scene.directory().trouble(Document::Metadata, Trouble::Slow);
    scene.directory().trouble(Document::Keys, Trouble::Html);
    scene.hand.advance(COOLDOWN);
    assert_eq!(scene.fares(&scene.bad(Bad::Stranger)).await, UNKNOWABLE);
    assert_eq!(scene.fares(&scene.token()).await, RIGHT);
    scene.directory().trouble(Document::Metadata, Trouble::None);
    scene.hand.advance(COOLDOWN);
    assert_eq!(scene.fares(&scene.bad(Bad::Stranger)).await, UNKNOWABLE);
    scene.directory().trouble(Document::Keys, Trouble::None);
    scene.hand.advance(COOLDOWN);
    assert_eq!(scene.fares(&scene.bad(Bad::Stranger)).await, REFUSED);
}

#[tokio::test]
async fn the_log_says_what_the_trouble_is() {
    let scene = Scene::set().await;
    for (document, kind, words) in [
        (Document::Keys, Trouble::Slow, "took too long"),
        (
            Document::Keys,
            Trouble::Huge,
            "is longer than 1048576 bytes",
        ),
        (Document::Keys, Trouble::Redirect, "answered 302"),
        (Document::Keys, Trouble::Throttled, "answered 429"),
        (Document::Keys, Trouble::Html, "not JSON"),
        (Document::Keys, Trouble::Empty, "not JSON"),
        (Document::Keys, Trouble::Truncated, "not JSON"),
        (Document::Keys, Trouble::WithoutKeys, "no usable key"),
        (
            Document::Keys,
            Trouble::Duplicate,
            "another key has the same `kid`",
        ),
        (Document::Keys, Trouble::Weak, "shorter than 2048 bits"),
        (Document::Keys, Trouble::Secret, "private or shared secret"),
        (Document::Keys, Trouble::OtherCloud, "of another cloud"),
        (
            Document::Keys,
            Trouble::Encryption,
            "its `use` is not `sig`",
        ),
        (
            Document::Metadata,
            Trouble::Issuer,
            "the metadata is of issuer",
        ),
        (Document::Metadata, Trouble::Error, "answered 500"),
    ] {
        scene.directory().trouble(document, kind);
        scene.hand.advance(COOLDOWN);
        let logs = Logs::capture();
        scene.fares(&scene.bad(Bad::Stranger)).await;
        assert!(logs.text().contains(words), "{kind}: {}", logs.text());
        assert!(!logs.text().contains("eyJ"), "{kind}");
        scene.directory().trouble(document, Trouble::None);
    }
}

#[tokio::test]
async fn a_key_that_is_rotated_and_kept_costs_one_fetch_and_nobody_anything() {
    let scene = Scene::set().await;
    let old = scene.token();
    assert_eq!(scene.fares(&old).await, RIGHT);
    scene.directory().rotate_keys(OldKeys::Keep).await.unwrap();
    for _ in 0..3 {
        assert_eq!(scene.fares(&scene.token()).await, RIGHT);
        assert_eq!(scene.fares(&old).await, RIGHT);
        assert_eq!(scene.fares(&scene.bad(Bad::Key)).await, REFUSED);
    }
    let asked = scene.directory().counters();
    assert_eq!((asked.metadata, asked.keys), (1, 1));
}

/// What befalls one directory is nothing to the people of another, though one engine believes both.
#[tokio::test]
async fn nobody_of_another_directory_suffers_with_one_that_is_in_trouble() {
    let (scene, partner) = beside_a_partner().await;
    let theirs = || partner.token(&TokenRequest::user("viewer")).unwrap();
    let known = theirs();
    assert_eq!(scene.fares(&known).await, RIGHT);
    // The same object, and somebody else.
    let ours = scene.town.engine.verify(&scene.token()).await.unwrap();
    let namesake = scene.town.engine.verify(&known).await.unwrap();
    assert_eq!(ours.claim("oid"), namesake.claim("oid"));
    assert_ne!(ours.key(), namesake.key());
    let after = async |at: &str| {
        scene.hand.advance(COOLDOWN);
        let unknown = scene.fares(&scene.bad(Bad::Stranger)).await;
        assert!([REFUSED, UNKNOWABLE].contains(&unknown), "{at}");
        for token in [&known, &theirs()] {
            assert_eq!(scene.fares(token).await, RIGHT, "{at}");
        }
        let forged = TokenRequest::user("viewer").bad(Bad::Signature);
        let forged = partner.token(&forged).unwrap();
        assert_eq!(scene.fares(&forged).await, REFUSED, "{at}");
    };
    // All of it within the hour after which keys are fetched anew.
    for kind in [Trouble::Error, Trouble::Html, Trouble::WithoutKeys] {
        scene.directory().trouble(Document::Keys, kind);
        after(&kind.to_string()).await;
    }
    scene.directory().trouble(Document::Keys, Trouble::None);
    for old in [OldKeys::Keep, OldKeys::Drop] {
        scene.hand.advance(COOLDOWN);
        let before = scene.token();
        scene.directory().rotate_keys(old).await.unwrap();
        assert_eq!(scene.fares(&scene.token()).await, RIGHT);
        let is_kept = old == OldKeys::Keep;
        let expected = if is_kept { RIGHT } else { REFUSED };
        assert_eq!(scene.fares(&before).await, expected);
        after("rotated").await;
    }
    let asked = partner.counters();
    assert_eq!((asked.metadata, asked.keys), (0, 0));

    // And the other way.
    scene.directory().reset_counters();
    partner.rotate_keys(OldKeys::Drop).await.unwrap();
    assert_eq!(scene.fares(&scene.token()).await, RIGHT);
    assert_eq!(scene.fares(&theirs()).await, RIGHT);
    assert_eq!(scene.fares(&known).await, REFUSED);
    let asked = scene.directory().counters();
    assert_eq!((asked.metadata, asked.keys), (0, 0));
}

/// A directory of another tenant, which the engine of the scene believes too.
async fn beside_a_partner() -> (Scene, Directory) {
    let mut scene = Scene::set().await;
    let partner = Directory::builder()
        .listen("127.0.0.1:0")
        .tenant("partner")
        .policy(policy::Policy)
        .user(User::new("viewer").role("Viewer"))
        .clock(scene.clock.clone());
    let partner = partner.start().await.unwrap();
    let also = Authority::new()
        .tenant_id(partner.tenant_id())
        .client_id(partner.client_id())
        .authority(partner.url());
    let builder = builder(scene.directory(), &scene.clock).also(also);
    scene.town.engine = builder.start().await.unwrap();
    partner.reset_counters();
    (scene, partner)
}

#[tokio::test]
async fn what_a_dropped_key_signed_ends_with_the_next_fetch() {
    let scene = Scene::set().await;
    let old = scene.token();
    assert_eq!(scene.fares(&old).await, RIGHT);
    scene.directory().rotate_keys(OldKeys::Drop).await.unwrap();
    // Nobody has brought the new key along yet, so nothing is known of it.
    assert_eq!(scene.fares(&old).await, RIGHT);
    assert_eq!(scene.fares(&scene.token()).await, RIGHT);
    assert_eq!(scene.fares(&old).await, REFUSED);
    let asked = scene.directory().counters();
    assert_eq!((asked.metadata, asked.keys), (1, 1));
}

#[tokio::test]
async fn a_second_rotation_waits_for_the_cooldown() {
    let scene = Scene::set().await;
    for _ in 0..2 {
        scene.directory().rotate_keys(OldKeys::Keep).await.unwrap();
        let first = scene.token();
        assert_eq!(scene.fares(&first).await, RIGHT);
        scene.directory().rotate_keys(OldKeys::Keep).await.unwrap();
        let second = scene.token();
        assert_eq!(scene.fares(&second).await, REFUSED);
        assert_eq!(scene.fares(&first).await, RIGHT);
        scene.hand.advance(COOLDOWN);
        assert_eq!(scene.fares(&second).await, RIGHT);
        scene.hand.advance(COOLDOWN);
    }
    assert_eq!(scene.directory().counters().keys, 4);
}

#[tokio::test]
async fn tokens_of_a_clock_that_is_wrong_are_refused_and_those_of_before_hold() {
    let scene = Scene::set().await;
    let before = scene.token();
    for (ahead, expected) in [
        (300, RIGHT),
        (-3_600, RIGHT),
        (3_600, REFUSED),
        (-7_200, REFUSED),
        (0, RIGHT),
    ] {
        scene.directory().move_clock(ahead);
        assert_eq!(scene.fares(&scene.token()).await, expected, "{ahead}");
        assert_eq!(scene.fares(&before).await, RIGHT, "{ahead}");
    }
    assert_eq!(scene.directory().counters().keys, 0);
}

#[tokio::test]
async fn an_access_token_outlives_the_sign_in_that_was_revoked() {
    let scene = Scene::set().await;
    let token = scene.token();
    scene.directory().revoke("viewer").unwrap();
    assert_eq!(scene.fares(&token).await, RIGHT);
    assert!(scene.directory().revoke("nobody").is_err());
    scene.hand.advance(Duration::from_secs(3_600 + 60));
    assert_eq!(scene.fares(&token).await, REFUSED);
}

#[tokio::test]
async fn no_bad_token_opens_anything_or_costs_more_than_one_fetch() {
    let scene = Scene::set().await;
    let known = scene.token();
    assert_eq!(scene.fares(&known).await, RIGHT);
    for kind in Bad::ALL {
        let token = scene.bad(*kind);
        // What no header can hold never arrives.
        if HeaderValue::from_str(&token).is_ok() {
            assert_eq!(scene.fares(&token).await, REFUSED, "{kind}");
        }
        assert!(scene.town.engine.verify(&token).await.is_err(), "{kind}");
        assert_eq!(scene.fares(&known).await, RIGHT, "{kind}");
    }
    let asked = scene.directory().counters();
    assert_eq!((asked.metadata, asked.keys, asked.stranger), (1, 1, 0));
}

#[tokio::test]
async fn no_bad_token_of_an_application_opens_anything() {
    let scene = Scene::set().await;
    let house = scene.house();
    let good = scene.town.token(&TokenRequest::app("robot"));
    for kind in Bad::ALL.iter().filter(|kind| **kind != Bad::NoScope) {
        let token = scene.town.token(&TokenRequest::app("robot").bad(*kind));
        assert!(scene.town.engine.verify(&token).await.is_err(), "{kind}");
    }
    assert_eq!(
        house.holding(&good).put("/things/1", "").await.status,
        StatusCode::OK
    );
}
