//! Keys are fetched anew though nobody calls, and only when there is something new.

use std::sync::mpsc;
use std::time::Duration;

use rolecall::{Clock, EngineBuilder};
use rolecall_tests::world::world_with;
use rolecall_tests::{Answer, Authority, NOW, Signer, World, world};
use serde_json::json;

const HOUR: Duration = Duration::from_hours(1);

/// While it lives, timers go by nothing but `pass`: the runtime, which would let time pass when everybody waits, is kept
/// from it by somebody who does not.
struct Still {
    _awake: mpsc::Sender<()>,
}

impl Still {
    fn stand() -> Self {
        let (awake, until_dropped) = mpsc::channel();
        tokio::task::spawn_blocking(move || until_dropped.recv());
        tokio::time::pause();
        Self { _awake: awake }
    }

    /// Lets time pass for everybody, and what follows from it happen.
    async fn pass(&self, world: &World, time: Duration) {
        world.hand.advance(time);
        tokio::time::advance(time).await;
        settled(&world.authority).await;
    }
}

/// Waits until no request came for a while.
async fn settled(authority: &Authority) {
    let (mut quiet, mut asked) = (0, 0);
    while quiet < 300 {
        tokio::task::yield_now().await;
        let now = authority.all_requests().len();
        quiet = if now == asked { quiet + 1 } else { 0 };
        asked = now;
    }
}

#[tokio::test]
async fn old_keys_are_fetched_anew_though_nobody_calls() {
    let world = world().await;
    let still = Still::stand();
    settled(&world.authority).await;
    still
        .pass(&world, HOUR / 10 * 9 - Duration::from_secs(1))
        .await;
    assert_eq!(world.authority.requests("/keys"), 1);
    still.pass(&world, HOUR / 10).await;
    assert_eq!(world.authority.requests("/keys"), 2);
    world.authority.publish(&[&Signer::second()]);
    still.pass(&world, HOUR).await;
    assert_eq!(world.authority.requests("/keys"), 3);
    let token = world.user().claim("exp", NOW + 90_000);
    world
        .accepts(&token.clone().signed_by(&Signer::second()).sign())
        .await;
    assert_eq!(world.authority.requests("/keys"), 3);
    assert_eq!(world.code(&token.sign()).await, "unknown_key");
}

#[tokio::test]
async fn keys_are_fetched_as_often_as_is_configured() {
    let age = Duration::from_mins(5);
    let world = world_with(|builder| builder.key_refresh(age)).await;
    let still = Still::stand();
    settled(&world.authority).await;
    for times in 2..6 {
        still.pass(&world, age).await;
        assert_eq!(world.authority.requests("/keys"), times);
    }
}

#[tokio::test]
async fn who_started_together_does_not_come_together() {
    let authority = Authority::start().await;
    let (clock, hand) = Clock::by_hand(NOW);
    let mut engines = Vec::new();
    for _ in 0..8 {
        engines.push(authority.builder_at(&clock).start().await.unwrap());
    }
    let _still = Still::stand();
    settled(&authority).await;
    let (mut asked, mut visits) = (8, Vec::new());
    for tick in 0..360 {
        let time = Duration::from_secs(10);
        hand.advance(time);
        tokio::time::advance(time).await;
        settled(&authority).await;
        let now = authority.requests("/keys");
        visits.extend((asked..now).map(|_| tick));
        asked = now;
    }
    assert_eq!(visits.len(), 8, "each once within the hour");
    assert!(visits.iter().any(|tick| *tick != visits[0]), "{visits:?}");
}

#[tokio::test]
async fn in_an_outage_keys_are_asked_for_at_growing_distances_until_it_ends() {
    let world = world().await;
    let still = Still::stand();
    settled(&world.authority).await;
    world.authority.fall_over();
    let path = world.authority.metadata_path();
    still.pass(&world, HOUR).await;
    assert_eq!(world.authority.requests(&path), 2);
    for (times, pause) in [(3, 30), (4, 60), (5, 120), (6, 240), (7, 300), (8, 300)] {
        still.pass(&world, Duration::from_secs(pause - 1)).await;
        assert_eq!(world.authority.requests(&path), times - 1, "too soon");
        // Up to a tenth later.
        still
            .pass(&world, Duration::from_secs(1 + pause / 10))
            .await;
        assert_eq!(world.authority.requests(&path), times, "after {pause} s");
    }
    world.authority.recover();
    still.pass(&world, Duration::from_secs(330)).await;
    assert_eq!(world.authority.requests("/keys"), 2);
    still.pass(&world, Duration::from_mins(50)).await;
    assert_eq!(world.authority.requests("/keys"), 2);
}

#[tokio::test]
async fn the_background_ends_with_the_engine() {
    let authority = Authority::start().await;
    let runtime = tokio::runtime::Handle::current();
    settled(&authority).await;
    let before = runtime.metrics().num_alive_tasks();
    let engine = authority.builder().start().await.unwrap();
    let another = engine.clone();
    settled(&authority).await;
    assert_eq!(runtime.metrics().num_alive_tasks(), before + 1);
    drop(engine);
    settled(&authority).await;
    assert_eq!(runtime.metrics().num_alive_tasks(), before + 1);
    drop(another);
    settled(&authority).await;
    assert_eq!(runtime.metrics().num_alive_tasks(), before);
}

#[tokio::test]
async fn in_an_outage_keys_serve_for_as_long_as_is_configured() {
    let bound = Duration::from_hours(2);
    let world = world_with(|builder| builder.keys_outlive_outage(bound)).await;
    world.authority.fall_over();
    let user = world.user().claim("exp", NOW + 90_000);
    world.hand.advance(bound - Duration::from_secs(1));
    world.accepts(&user.clone().claim("uti", "1").sign()).await;
    world.hand.advance(Duration::from_secs(1));
    assert!(
        world
            .is_unavailable(&user.clone().claim("uti", "2").sign())
            .await
    );
    assert!(world.is_unavailable(&user.claim("uti", "1").sign()).await);
}

#[tokio::test]
async fn times_have_bounds() {
    type Setting = fn(EngineBuilder) -> EngineBuilder;
    let refused: [(Setting, &str); 5] = [
        (
            |to| to.key_refresh(Duration::from_secs(299)),
            "`key_refresh`",
        ),
        (
            |to| to.key_refresh(Duration::from_hours(13)),
            "`key_refresh`",
        ),
        (|to| to.keys_outlive_outage(HOUR), "`keys_outlive_outage`"),
        (
            |to| to.keys_outlive_outage(Duration::from_hours(169)),
            "`keys_outlive_outage`",
        ),
        (
            |to| to.keys_outlive_outage(Duration::ZERO),
            "`keys_outlive_outage`",
        ),
    ];
    let authority = Authority::start().await;
    for (setting, named) in refused {
        let mistakes = setting(authority.builder()).start().await.unwrap_err();
        let text = mistakes.to_string();
        assert!(text.contains(&format!("{named} must be")), "{text}");
    }
    let widest = authority.builder().key_refresh(Duration::from_hours(12));
    let widest = widest.keys_outlive_outage(Duration::from_hours(168));
    widest.start().await.unwrap();
}

/// The first documents may come slowly, one after the other; the program starts meanwhile.
#[tokio::test]
async fn a_start_waits_for_one_fetch_at_most() {
    let authority = Authority::start().await;
    let document = json!({"issuer": authority.issuer(), "jwks_uri": authority.url("/keys")});
    let document = document.to_string().into_bytes();
    authority.answer(&authority.metadata_path(), Answer::Later(document));
    authority.answer("/keys", Answer::Later(Vec::new()));
    let _still = Still::stand();
    let builder = authority.builder().fetch_timeout(Duration::from_secs(60));
    let starting = tokio::spawn(builder.start());
    settled(&authority).await;
    tokio::time::advance(Duration::from_secs(50)).await;
    authority.go_on();
    while authority.requests("/keys") == 0 {
        tokio::task::yield_now().await;
    }
    assert!(!starting.is_finished());
    tokio::time::advance(Duration::from_secs(11)).await;
    settled(&authority).await;
    assert!(starting.is_finished());
    starting.await.unwrap().unwrap();
}

/// Keys and metadata of these tags.
fn publish(authority: &Authority, signers: &[&Signer], metadata: &str, keys: &str) {
    let document = json!({"issuer": authority.issuer(), "jwks_uri": authority.url("/keys")});
    authority.answer(
        &authority.metadata_path(),
        Answer::tagged(&document, metadata),
    );
    let set: Vec<_> = signers.iter().map(|signer| signer.jwk()).collect();
    authority.answer("/keys", Answer::tagged(&json!({ "keys": set }), keys));
}

/// The tags that a path was asked with, in their order; nothing where it was asked without.
fn asked_with(authority: &Authority, path: &str) -> Vec<String> {
    let begin = format!("GET {path} ");
    let requests = authority.all_requests().into_iter();
    let requests = requests.filter(|request| request.starts_with(&begin));
    let tag = |request: String| {
        let mut lines = request.lines();
        let line = lines.find_map(|line| line.strip_prefix("if-none-match: "));
        line.unwrap_or_default().to_owned()
    };
    requests.map(tag).collect()
}

/// Lets a second pass, and somebody come with a key that nobody knows.
async fn refetch(world: &World) -> &'static str {
    world.hand.advance(Duration::from_secs(1));
    let unknown = world
        .user()
        .claim("exp", NOW + 900_000)
        .head("kid", "unknown");
    world.code(&unknown.sign()).await
}

async fn world_of(authority: &Authority) -> World {
    let second = Duration::from_secs(1);
    World::of(authority.clone(), |builder| builder.key_cooldown(second)).await
}

#[tokio::test]
async fn what_is_the_same_is_not_sent_again_and_serves_on() {
    let authority = Authority::start().await;
    publish(&authority, &[&Signer::first()], r#""m1""#, r#"W/"k1""#);
    let world = world_of(&authority).await;
    assert_eq!(refetch(&world).await, "unknown_key");
    assert_eq!(
        asked_with(&authority, &authority.metadata_path()),
        ["", r#""m1""#]
    );
    assert_eq!(asked_with(&authority, "/keys"), ["", r#"W/"k1""#]);

    // What is remembered stays so, and the keys are as good as new.
    let token = world.user().claim("exp", NOW + 900_000).sign();
    let first = world.accepts(&token).await;
    assert_eq!(refetch(&world).await, "unknown_key");
    let again = world.accepts(&token).await;
    assert!(std::ptr::eq(first.grants(), again.grants()));
    world.hand.advance(Duration::from_hours(23));
    assert_eq!(refetch(&world).await, "unknown_key");
    world.authority.fall_over();
    world.hand.advance(Duration::from_hours(23));
    world.accepts(&token).await;
}

#[tokio::test]
async fn what_is_new_is_taken_with_its_tag() {
    let authority = Authority::start().await;
    publish(&authority, &[&Signer::first()], r#""m1""#, r#""k1""#);
    let world = world_of(&authority).await;
    publish(&authority, &[&Signer::second()], r#""m1""#, r#""k2""#);
    assert_eq!(refetch(&world).await, "unknown_key");
    assert_eq!(world.code(&world.user().sign()).await, "unknown_key");
    world
        .accepts(&world.user().signed_by(&Signer::second()).sign())
        .await;
    assert_eq!(refetch(&world).await, "unknown_key");
    assert_eq!(asked_with(&authority, "/keys"), ["", r#""k1""#, r#""k2""#]);
}

/// A set that cannot be used leaves no tag behind: else a server that says "the same" would be believed about it.
#[tokio::test]
async fn a_tag_is_only_kept_of_what_was_taken() {
    let authority = Authority::start().await;
    let world = world_of(&authority).await;
    authority.answer("/keys", Answer::tagged(&json!({"keys": []}), r#""none""#));
    for _ in 0..2 {
        let unknown = world.user().head("kid", "unknown").sign();
        world.hand.advance(Duration::from_secs(30));
        assert!(world.is_unavailable(&unknown).await);
    }
    assert_eq!(asked_with(&authority, "/keys"), ["", "", ""]);
}

#[tokio::test]
async fn keys_elsewhere_or_of_another_cloud_are_asked_for_without_the_tag() {
    let authority = Authority::start().await;
    publish(&authority, &[&Signer::first()], r#""m1""#, r#""k""#);
    let world = world_of(&authority).await;
    let keys = json!({"keys": [Signer::second().jwk()]});
    authority.answer("/elsewhere", Answer::tagged(&keys, r#""k""#));
    let moved = json!({"issuer": authority.issuer(), "jwks_uri": authority.url("/elsewhere")});
    authority.answer(&authority.metadata_path(), Answer::json(&moved));
    assert_eq!(refetch(&world).await, "unknown_key");
    world
        .accepts(&world.user().signed_by(&Signer::second()).sign())
        .await;
    let mut of_cloud = moved.clone();
    of_cloud["cloud_instance_name"] = json!("microsoftonline.us");
    authority.answer(&authority.metadata_path(), Answer::json(&of_cloud));
    assert_eq!(refetch(&world).await, "unknown_key");
    assert_eq!(asked_with(&authority, "/elsewhere"), ["", ""]);
}

#[tokio::test]
async fn who_says_the_same_without_being_asked_is_not_believed() {
    let authority = Authority::start().await;
    authority.answer("/keys", Answer::Status(304));
    let world = world_of(&authority).await;
    assert!(world.is_unavailable(&world.user().sign()).await);
    authority.recover();
    world.hand.advance(Duration::from_secs(5));
    world.accepts(&world.user().sign()).await;
    // Nor afterwards, by whom no tag was ever given.
    authority.answer("/keys", Answer::Status(304));
    world.hand.advance(Duration::from_secs(1));
    let unknown = world.user().head("kid", "unknown").sign();
    assert!(world.is_unavailable(&unknown).await);
}

#[tokio::test]
async fn a_tag_without_measure_is_not_kept() {
    for (tag, kept) in [("\"x\"".to_owned(), true), ("x".repeat(257), false)] {
        let authority = Authority::start().await;
        publish(&authority, &[&Signer::first()], r#""m""#, &tag);
        let world = world_of(&authority).await;
        assert_eq!(refetch(&world).await, "unknown_key");
        let sent = if kept { tag } else { String::new() };
        assert_eq!(asked_with(&authority, "/keys"), [String::new(), sent]);
    }
}
