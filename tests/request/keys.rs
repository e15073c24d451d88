//! Where keys come from, which of them are used, and what happens when they cannot be had.

use std::time::Duration;

use rolecall::Unproven;
use rolecall_tests::authority::{Answer, nobody};
use rolecall_tests::logs::Logs;
use rolecall_tests::signer::{encoded, rsa_jwk};
use rolecall_tests::world::world_with;
use rolecall_tests::{Authority, NOW, Signer, TENANT, World, world};
use serde_json::{Value, json};

#[tokio::test]
async fn a_bad_key_is_left_out_and_spoils_no_other() {
    let good = Signer::first();
    let bad = Signer::second();
    let bent = |name: &str, value: Value| {
        let mut jwk = bad.jwk();
        jwk[name] = value;
        jwk
    };
    let mut short_coordinates = Signer::p256().called("second").jwk();
    short_coordinates["crv"] = json!("P-384");
    let mut off_the_curve = Signer::p256().called("second").jwk();
    off_the_curve["y"] = off_the_curve["x"].clone();
    let modulus = bad.jwk()["n"].as_str().unwrap().to_owned();
    let private = bad.private_pem();
    for jwk in [
        bent("use", json!("enc")),
        bent("use", json!("")),
        bent("use", json!(["sig"])),
        bent("key_ops", json!(["sign"])),
        bent("key_ops", json!([])),
        bent("key_ops", json!("verify")),
        bent("d", json!("AQAB")),
        bent("p", json!("AQAB")),
        bent("q", json!("AQAB")),
        bent("dp", json!("AQAB")),
        bent("k", json!("AQAB")),
        bent("oth", json!([])),
        bent("kty", json!("oct")),
        bent("kty", json!("EC")),
        bent("kty", json!("OKP")),
        bent("kty", json!("rsa")),
        bent("kty", json!(null)),
        bent("alg", json!("RS512")),
        bent("alg", json!("HS256")),
        bent("alg", json!("RSA-OAEP")),
        bent("alg", json!("made up")),
        bent("alg", json!(256)),
        bent("e", json!("")),
        bent("e", json!("AA")),
        bent("e", json!("AQ")),
        bent("e", json!("Ag")),
        bent("e", json!("AQAA")),
        bent("e", json!("AAEAAQ")),
        bent("e", json!("AQAB=")),
        bent("e", json!(65537)),
        bent("n", json!("")),
        bent("n", json!(format!("{modulus}="))),
        bent("n", json!(format!("AAAA{modulus}"))),
        bent("n", json!(modulus.replace(['-', '_'], "+"))),
        bent("n", json!(private)),
        bent("dq", json!("AQAB")),
        bent("qi", json!("AQAB")),
        bent("issuer", json!(["x"])),
        bent("cloud_instance_name", json!(["x"])),
        bent("cloud_instance_name", json!(null)),
        bent("cloud_instance_name", json!(1)),
        rsa_jwk("second", 128, &[1, 0, 1]),
        rsa_jwk("second", 255, &[1, 0, 1]),
        rsa_jwk("second", 1025, &[1, 0, 1]),
        json!({"kty": "oct", "kid": "second", "k": encoded(modulus.as_bytes())}),
        short_coordinates,
        off_the_curve,
        Signer::p256().called("second").jwk(),
        json!({"kid": "second"}),
        json!({}),
        json!("second"),
        json!(null),
    ] {
        let authority = Authority::start().await;
        authority.publish_keys(&[jwk.clone(), good.jwk()]);
        let world = World::of(authority, |builder| builder).await;
        world.accepts(&world.user().sign()).await;
        let code = world.code(&world.user().signed_by(&bad).sign()).await;
        assert_eq!(code, "unknown_key", "{jwk}");
    }
}

#[tokio::test]
async fn a_key_may_say_that_it_is_what_it_is() {
    let mut jwk = Signer::first().jwk();
    jwk["alg"] = json!("RS256");
    jwk["key_ops"] = json!(["verify"]);
    jwk["x5c"] = json!(["MIIC"]);
    jwk["x5t"] = json!("first");
    jwk["unknown"] = json!({"x": 1});
    let authority = Authority::start().await;
    authority.publish_keys(&[jwk]);
    let world = World::of(authority, |builder| builder).await;
    world.accepts(&world.user().sign()).await;
}

#[tokio::test]
async fn a_key_that_is_left_out_is_named_in_the_log() {
    let logs = Logs::capture();
    let authority = Authority::start().await;
    let weak = rsa_jwk("weak\nkey", 128, &[1, 0, 1]);
    authority.publish_keys(&[weak, Signer::first().jwk()]);
    World::of(authority, |builder| builder).await;
    let told = r"the key `weak\nkey` of the key set is not used: it is shorter than 2048 bits";
    assert!(logs.text().contains(told), "{}", logs.text());
}

#[tokio::test]
async fn a_key_that_is_left_out_is_named_once_until_it_changes() {
    let logs = Logs::capture();
    let world = world_with(|builder| builder.key_cooldown(Duration::from_secs(1))).await;
    let unknown = world.user().head("kid", "unknown").sign();
    let told = || logs.text().matches("of the key set is not used").count();
    let weak = rsa_jwk("weak", 128, &[1, 0, 1]);
    let weaker = rsa_jwk("weak", 1025, &[1, 0, 1]);
    let good = Signer::first().jwk();
    for (keys, expected) in [
        (vec![&weak, &good], 1),
        (vec![&weak, &good], 1),
        (vec![&good, &weak], 1),
        (vec![&weaker, &good], 2),
        (vec![&good], 2),
        (vec![&weak, &good], 3),
    ] {
        let keys: Vec<_> = keys.into_iter().cloned().collect();
        world.authority.publish_keys(&keys);
        world.hand.advance(Duration::from_secs(1));
        assert_eq!(world.code(&unknown).await, "unknown_key");
        assert_eq!(told(), expected, "{}", logs.text());
    }
}

/// Entra's public cloud publishes keys of others; nobody needs to be woken for them.
#[tokio::test]
async fn a_key_of_another_cloud_is_no_warning() {
    let logs = Logs::capture();
    let authority = Authority::start().await;
    let document = json!({
        "issuer": authority.issuer(), "jwks_uri": authority.url("/keys"),
        "cloud_instance_name": "microsoftonline.com",
    });
    authority.answer(&authority.metadata_path(), Answer::json(&document));
    let mut foreign = Signer::second().jwk();
    foreign["cloud_instance_name"] = json!("microsoftonline.us");
    authority.publish_keys(&[foreign, Signer::first().jwk()]);
    World::of(authority, |builder| builder).await;
    let text = logs.text();
    let line = text.lines().find(|line| line.contains("of another cloud"));
    assert!(line.is_some_and(|line| line.contains("DEBUG")), "{text}");
}

#[tokio::test]
async fn a_member_that_stands_twice_spoils_its_key_alone() {
    let authority = Authority::start().await;
    let bad = Signer::second().jwk().to_string();
    let begun = bad.strip_suffix('}').unwrap();
    for doubled in [
        r#""use":"sig""#,
        r#""use":"enc""#,
        r#""n":"AQAB""#,
        r#""kid":"second""#,
        r#""x":1,"x":1"#,
        r#""x":{"y":1,"y":2}"#,
        r#""use":"sig""#,
    ] {
        let set = format!(
            r#"{{"keys":[{begun},{doubled}}},{}]}}"#,
            Signer::first().jwk()
        );
        authority.answer("/keys", Answer::Body(set.into_bytes()));
        let world = World::of(authority.clone(), |builder| builder).await;
        world.accepts(&world.user().sign()).await;
        let token = world.user().signed_by(&Signer::second()).sign();
        assert_eq!(world.code(&token).await, "unknown_key", "{doubled}");
    }
}

#[tokio::test]
async fn a_key_id_of_any_length_is_only_looked_up() {
    let world = world_with(|builder| builder.max_token_bytes(1 << 20)).await;
    for length in [257, 10_000, 700_000] {
        let token = world.user().head("kid", "k".repeat(length)).sign();
        assert_eq!(world.code(&token).await, "malformed");
    }
    let asked = world.authority.all_requests().len();
    assert_eq!(asked, 2, "metadata and keys at the start");
}

#[tokio::test]
async fn of_two_keys_with_one_name_neither_is_used() {
    let authority = Authority::start().await;
    let twin = Signer::second().called("twin");
    let mut other_twin = Signer::first().called("twin").jwk();
    for use_of_other in ["sig", "enc"] {
        other_twin["use"] = json!(use_of_other);
        authority.publish_keys(&[twin.jwk(), Signer::first().jwk(), other_twin.clone()]);
        let world = World::of(authority.clone(), |builder| builder).await;
        world.accepts(&world.user().sign()).await;
        for signer in [&twin, &Signer::first().called("twin")] {
            let token = world.user().signed_by(signer).sign();
            assert_eq!(world.code(&token).await, "unknown_key");
        }
    }
}

#[tokio::test]
async fn only_so_many_keys_are_looked_at() {
    let authority = Authority::start().await;
    let mut keys = vec![Signer::first().jwk()];
    keys.extend((0..120).map(|number| rsa_jwk(&format!("k{number}"), 256, &[1, 0, 1])));
    keys.push(Signer::second().jwk());
    authority.publish_keys(&keys);
    let world = World::of(authority, |builder| builder).await;
    world.accepts(&world.user().sign()).await;
    let beyond = world.user().signed_by(&Signer::second()).sign();
    assert_eq!(world.code(&beyond).await, "unknown_key");
}

#[tokio::test]
async fn a_key_signs_for_no_issuer_but_its_own() {
    let authority = Authority::start().await;
    let bound = |issuer: &str| {
        let mut jwk = Signer::first().jwk();
        jwk["issuer"] = json!(issuer);
        jwk
    };
    let template = authority.issuer().replace(TENANT, "{tenantid}");
    for fitting in [authority.issuer(), template] {
        authority.publish_keys(&[bound(&fitting)]);
        let world = World::of(authority.clone(), |builder| builder).await;
        world.accepts(&world.user().sign()).await;
    }
    let consumers = "9188040d-6c67-4c5b-b112-36a304b66dad";
    for foreign in [
        authority.issuer().replace(TENANT, consumers),
        "https://login.microsoftonline.com/{tenantid}/v2.0".to_owned(),
        "{tenantid}".to_owned(),
        String::new(),
    ] {
        authority.publish_keys(&[bound(&foreign)]);
        let world = World::of(authority.clone(), |builder| builder).await;
        assert_eq!(
            world.code(&world.user().sign()).await,
            "key_issuer",
            "{foreign}"
        );
    }
}

#[tokio::test]
async fn a_key_of_another_cloud_is_not_used() {
    let authority = Authority::start().await;
    let of_cloud = |signer: Signer, cloud: &str| {
        let mut jwk = signer.jwk();
        jwk["cloud_instance_name"] = json!(cloud);
        jwk
    };
    let document = json!({
        "issuer": authority.issuer(), "jwks_uri": authority.url("/keys"),
        "cloud_instance_name": "microsoftonline.com",
    });
    authority.answer(&authority.metadata_path(), Answer::json(&document));
    authority.publish_keys(&[
        of_cloud(Signer::first(), "microsoftonline.com"),
        of_cloud(Signer::second(), "microsoftonline.us"),
    ]);
    let world = World::of(authority, |builder| builder).await;
    world.accepts(&world.user().sign()).await;
    let foreign = world.user().signed_by(&Signer::second()).sign();
    assert_eq!(world.code(&foreign).await, "unknown_key");
}

#[tokio::test]
async fn a_key_of_one_issuer_never_verifies_a_token_of_another() {
    let (ours, theirs) = (Authority::start().await, Authority::start().await);
    theirs.publish(&[&Signer::second(), &Signer::second().called("first")]);
    let ours = World::of(ours, |builder| builder).await;
    let theirs = World::of(theirs, |builder| builder).await;
    let by_their_key = ours.user().signed_by(&Signer::second()).sign();
    assert_eq!(ours.code(&by_their_key).await, "unknown_key");
    let under_our_name = ours.user().forged_by(&Signer::second()).sign();
    assert_eq!(ours.code(&under_our_name).await, "signature");
    let of_their_own = theirs.user().forged_by(&Signer::second()).sign();
    assert_eq!(ours.code(&of_their_own).await, "issuer");
    theirs.accepts(&of_their_own).await;
}

#[tokio::test]
async fn metadata_must_name_the_authority_as_its_issuer() {
    let authority = Authority::start().await;
    let issuer = authority.issuer();
    for issuer in [
        json!(format!("{issuer}/")),
        json!(issuer.to_uppercase()),
        json!(issuer.replace(TENANT, "{tenantid}")),
        json!(issuer.replace(TENANT, "common")),
        json!("https://login.microsoftonline.com/22222222-bbbb-4bbb-8bbb-222222222222/v2.0"),
        json!(""),
        json!([issuer]),
        json!(null),
    ] {
        let document = json!({"issuer": issuer, "jwks_uri": authority.url("/keys")});
        authority.answer(&authority.metadata_path(), Answer::json(&document));
        let world = World::of(authority.clone(), |builder| builder).await;
        assert!(world.is_unavailable(&world.user().sign()).await, "{issuer}");
    }
    assert_eq!(authority.requests("/keys"), 0);
}

#[tokio::test]
async fn metadata_may_be_fetched_elsewhere_and_must_say_the_same() {
    let authority = Authority::start().await;
    let elsewhere = Authority::start().await;
    let right = json!({"issuer": authority.issuer(), "jwks_uri": elsewhere.url("/keys")});
    elsewhere.answer("/right?appid=1", Answer::json(&right));
    let wrong = json!({"issuer": elsewhere.issuer(), "jwks_uri": elsewhere.url("/keys")});
    elsewhere.answer("/wrong", Answer::json(&wrong));
    let from = |path: &str| {
        let url = elsewhere.url(path);
        World::of(authority.clone(), move |builder| builder.metadata_url(url))
    };
    let world = from("/right?appid=1").await;
    world.accepts(&world.user().sign()).await;
    let world = from("/wrong").await;
    assert!(world.is_unavailable(&world.user().sign()).await);
    assert_eq!(authority.all_requests(), Vec::<String>::new());
}

#[tokio::test]
async fn keys_come_over_https_or_from_this_machine() {
    let authority = Authority::start().await;
    for uri in [
        "http://keys.example/keys",
        "http://192.0.2.1/keys",
        "http://127.0.0.1.example/keys",
        "http://localhost.example/keys",
        "ftp://127.0.0.1/keys",
        "file:///etc/passwd",
        "data:application/json,{}",
        "https://user:password@keys.example/keys",
        "/keys",
        "keys",
        "",
    ] {
        let document = json!({"issuer": authority.issuer(), "jwks_uri": uri});
        authority.answer(&authority.metadata_path(), Answer::json(&document));
        let logs = Logs::capture();
        let world = World::of(authority.clone(), |builder| builder).await;
        assert!(world.is_unavailable(&world.user().sign()).await, "{uri}");
        assert!(logs.text().contains("`jwks_uri` of the metadata"), "{uri}");
    }
}

#[tokio::test]
async fn redirects_are_not_followed() {
    let elsewhere = Authority::start().await;
    let (keys, metadata) = (elsewhere.url("/keys"), elsewhere.url("/metadata"));
    let authority = Authority::start().await;
    authority.answer("/keys", Answer::Redirect(keys));
    let world = World::of(authority.clone(), |builder| builder).await;
    assert!(world.is_unavailable(&world.user().sign()).await);
    authority.answer(&authority.metadata_path(), Answer::Redirect(metadata));
    let world = World::of(authority, |builder| builder).await;
    assert!(world.is_unavailable(&world.user().sign()).await);
    assert_eq!(elsewhere.all_requests(), Vec::<String>::new());
}

#[tokio::test]
async fn what_is_no_key_set_changes_nothing() {
    let world = world_with(|builder| builder.key_cooldown(Duration::from_secs(1))).await;
    let too_long = format!(
        "{{\"keys\":[{}]}}{}",
        Signer::second().jwk(),
        " ".repeat(1 << 20)
    );
    let answers = [
        Answer::Body(b"<html><body>Sign in</body></html>".to_vec()),
        Answer::Body(Vec::new()),
        Answer::Body(b"\xff\xfe\0".to_vec()),
        Answer::json(&json!([])),
        Answer::json(&json!({})),
        Answer::json(&json!({"keys": {}})),
        Answer::json(&json!({"keys": []})),
        Answer::json(&json!({"keys": [{"kty": "oct", "k": "AAAA", "kid": "x"}]})),
        Answer::Body(too_long.into_bytes()),
        Answer::Endless,
        Answer::Nothing,
        Answer::Status(500),
        Answer::Status(204),
        Answer::Status(404),
    ];
    for answer in answers {
        world.authority.answer("/keys", answer);
        world.hand.advance(Duration::from_secs(1));
        let asked = world.authority.requests("/keys");
        let new = world.user().signed_by(&Signer::second()).sign();
        assert!(world.is_unavailable(&new).await);
        assert_eq!(world.authority.requests("/keys"), asked + 1);
        world
            .accepts(&world.user().claim("uti", asked.to_string()).sign())
            .await;
    }
}

#[tokio::test]
async fn a_key_set_may_be_as_long_as_a_mebibyte() {
    let authority = Authority::start().await;
    let set = format!("{{\"keys\":[{}]}}", Signer::first().jwk());
    let padded = format!("{set}{}", " ".repeat((1 << 20) - set.len()));
    authority.answer("/keys", Answer::Body(padded.into_bytes()));
    let world = World::of(authority, |builder| builder).await;
    world.accepts(&world.user().sign()).await;
}

#[tokio::test]
async fn an_authority_that_does_not_answer_is_not_waited_for() {
    let authority = Authority::start().await;
    let timeout = Duration::from_millis(100);
    for stall in [Answer::Later(Vec::new()), Answer::Drip, Answer::DripHead] {
        authority.answer("/keys", stall);
        let authority = authority.clone();
        let world = World::of(authority, |builder| builder.fetch_timeout(timeout)).await;
        assert!(world.is_unavailable(&world.user().sign()).await);
    }
}

#[tokio::test]
async fn a_new_key_is_fetched_once_and_then_accepted() {
    let world = world().await;
    let second = Signer::second();
    world.authority.publish(&[&Signer::first(), &second]);
    for number in 0..5 {
        let token = world
            .user()
            .claim("uti", number.to_string())
            .signed_by(&second);
        world.accepts(&token.sign()).await;
    }
    assert_eq!(world.authority.requests("/keys"), 2);
    world.accepts(&world.user().sign()).await;
    assert_eq!(world.authority.requests("/keys"), 2);
}

#[tokio::test]
async fn invented_key_ids_cost_one_fetch_per_cooldown() {
    let world = world().await;
    let invented = |number: usize| {
        world
            .user()
            .head("kid", format!("invented {number}"))
            .sign()
    };
    for number in 0..2_000 {
        assert_eq!(world.code(&invented(number)).await, "unknown_key");
    }
    assert_eq!(world.authority.requests("/keys"), 2);
    world.hand.advance(Duration::from_secs(299));
    assert_eq!(world.code(&invented(1)).await, "unknown_key");
    assert_eq!(world.authority.requests("/keys"), 2);
    world.hand.advance(Duration::from_secs(1));
    for number in 0..100 {
        assert_eq!(world.code(&invented(number)).await, "unknown_key");
    }
    assert_eq!(world.authority.requests("/keys"), 3);

    // Time that passes on the wall clock alone opens no door.
    world.hand.set(NOW + 4000);
    assert_eq!(world.code(&invented(2)).await, "unknown_key");
    assert_eq!(world.authority.requests("/keys"), 3);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn those_who_miss_a_key_together_share_one_fetch() {
    let world = world().await;
    let set = json!({"keys": [Signer::first().jwk(), Signer::second().jwk()]});
    world
        .authority
        .answer("/keys", Answer::Later(set.to_string().into_bytes()));
    let callers: Vec<_> = (0..64)
        .map(|number| {
            let token = world
                .user()
                .claim("uti", number.to_string())
                .signed_by(&Signer::second());
            let engine = world.engine.clone();
            tokio::spawn(async move { engine.verify(&token.sign()).await.is_ok() })
        })
        .collect();
    asked(&world, 2).await;
    // Whoever knows its key waits for nobody.
    world.accepts(&world.user().sign()).await;
    world.authority.go_on();
    for caller in callers {
        assert!(caller.await.unwrap());
    }
    assert_eq!(world.authority.requests("/keys"), 2);
}

/// Whoever waits holds a connection, and anybody can send tokens of keys that nobody knows.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ten_thousand_callers_with_invented_keys_cost_one_fetch_and_few_of_them_wait() {
    let world = world_with(|builder| builder.fetch_timeout(Duration::from_mins(1))).await;
    let set = json!({"keys": [Signer::first().jwk()]});
    world
        .authority
        .answer("/keys", Answer::Later(set.to_string().into_bytes()));
    let honest = world.user().sign();
    let (_, signature) = honest.rsplit_once('.').unwrap();
    let mut callers = tokio::task::JoinSet::new();
    for number in 0..10_000 {
        let token = world.user().head("kid", format!("invented {number}"));
        let header = encoded(token.header.to_string());
        let token = format!(
            "{header}.{}.{signature}",
            encoded(token.payload.to_string())
        );
        let engine = world.engine.clone();
        callers.spawn(async move { engine.verify(&token).await.unwrap_err() });
    }
    asked(&world, 2).await;
    let mut refused = 0;
    while refused < 10_000 - 64 {
        let why = callers.join_next().await.unwrap().unwrap();
        assert!(matches!(why, Unproven::Refused(fault) if fault.code() == "unknown_key"));
        refused += 1;
    }
    assert!(callers.try_join_next().is_none(), "the last 64 wait");
    world.accepts(&honest).await;
    world.authority.go_on();
    while let Some(why) = callers.join_next().await {
        assert!(matches!(why.unwrap(), Unproven::Refused(_)));
    }
    assert_eq!(world.authority.requests("/keys"), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_any_keys_those_who_find_too_many_waiting_are_asked_to_come_again() {
    let authority = Authority::start().await;
    authority.fall_over();
    let world = World::of(authority, |builder| builder).await;
    world.authority.recover();
    let set = json!({"keys": [Signer::first().jwk()]});
    world
        .authority
        .answer("/keys", Answer::Later(set.to_string().into_bytes()));
    let token = world.user().sign();
    let mut callers = tokio::task::JoinSet::new();
    for _ in 0..100 {
        let (engine, token) = (world.engine.clone(), token.clone());
        callers.spawn(async move { engine.verify(&token).await });
    }
    for _ in 0..100 - 64 {
        match callers.join_next().await.unwrap().unwrap() {
            Err(Unproven::Unavailable(why)) => {
                assert_eq!(why.retry_after(), Duration::from_secs(5));
            }
            other => panic!("{other:?}"),
        }
    }
    world.authority.go_on();
    while let Some(proven) = callers.join_next().await {
        proven.unwrap().unwrap();
    }
}

#[tokio::test]
async fn a_caller_who_hangs_up_stops_no_fetch() {
    let world = world().await;
    let set = json!({"keys": [Signer::second().jwk()]});
    world
        .authority
        .answer("/keys", Answer::Later(set.to_string().into_bytes()));
    let token = world.user().signed_by(&Signer::second()).sign();
    let (engine, theirs) = (world.engine.clone(), token.clone());
    let caller = tokio::spawn(async move { engine.verify(&theirs).await.is_ok() });
    asked(&world, 2).await;
    caller.abort();
    assert!(caller.await.unwrap_err().is_cancelled());
    world.authority.go_on();
    world.accepts(&token).await;
    assert_eq!(world.authority.requests("/keys"), 2);
}

#[tokio::test]
async fn a_key_that_was_dropped_is_refused_after_the_next_fetch() {
    let world = world().await;
    world.authority.publish(&[&Signer::second()]);
    let token = |number: usize| {
        let token = world
            .user()
            .claim("exp", NOW + 90_000)
            .claim("uti", number.to_string());
        token.sign()
    };
    world.hand.advance(Duration::from_mins(59));
    world.accepts(&token(0)).await;
    assert_eq!(world.authority.requests("/keys"), 1);
    world.hand.advance(Duration::from_mins(1));
    let mut number = 1;
    while world.engine.verify(&token(number)).await.is_ok() {
        number += 1;
        assert!(number < 10_000, "the stale keys were never fetched anew");
        tokio::task::yield_now().await;
    }
    // One for the age of the keys, and one for a key that is not there any more.
    assert_eq!(world.authority.requests("/keys"), 3);
    assert_eq!(world.code(&token(0)).await, "unknown_key");
    assert_eq!(world.authority.requests("/keys"), 3);
}

#[tokio::test]
async fn old_keys_are_fetched_anew_however_long_the_pause_between_unknown_ones() {
    let day = Duration::from_hours(24);
    let world = world_with(|builder| builder.key_cooldown(day)).await;
    let token = |number: usize| {
        let token = world.user().claim("exp", NOW + 900_000);
        token.claim("uti", number.to_string()).sign()
    };
    let unknown = world.user().claim("exp", NOW + 900_000);
    let unknown = unknown.head("kid", "unknown").sign();
    assert_eq!(world.code(&unknown).await, "unknown_key");
    assert_eq!(world.authority.requests("/keys"), 2);
    for hour in 1..=3 {
        world.hand.advance(Duration::from_hours(1));
        for number in 0..5 {
            world.accepts(&token(10 * hour + number)).await;
            asked(&world, 2 + hour).await;
        }
        assert_eq!(world.code(&unknown).await, "unknown_key");
        assert_eq!(world.authority.requests("/keys"), 2 + hour);
    }
}

#[tokio::test]
async fn after_failures_old_keys_are_tried_again_at_growing_distances() {
    let world = world().await;
    world.authority.fall_over();
    world.hand.advance(Duration::from_hours(1));
    let (mut asked_before, mut tries) = (1, Vec::new());
    for step in 0..60 {
        let token = world.user().claim("exp", NOW + 90_000);
        world
            .accepts(&token.claim("uti", step.to_string()).sign())
            .await;
        let path = world.authority.metadata_path();
        settled(&world, &path).await;
        let asked = world.authority.requests(&path);
        if asked > asked_before {
            tries.push(step * 15);
        }
        asked_before = asked;
        world.hand.advance(Duration::from_secs(15));
    }
    assert_eq!(tries, [0, 30, 90, 210, 450, 750]);
}

#[tokio::test]
async fn an_engine_starts_without_its_authority_and_recovers() {
    let authority = Authority::start().await;
    authority.fall_over();
    let world = World::of(authority, |builder| builder).await;
    let token = world.user().sign();
    assert!(world.is_unavailable(&token).await);
    let asked = world.authority.requests(&world.authority.metadata_path());
    assert_eq!(asked, 2, "the start and the first request");

    world.authority.recover();
    assert!(world.is_unavailable(&token).await);
    assert_eq!(
        world.authority.requests(&world.authority.metadata_path()),
        2
    );
    world.hand.advance(Duration::from_secs(5));
    world.accepts(&token).await;
}

#[tokio::test]
async fn an_engine_starts_where_nobody_listens() {
    let nowhere = nobody().await;
    let authority = Authority::start().await;
    let world = World::of(authority, |builder| builder.authority(nowhere.clone())).await;
    let token = rolecall_tests::Token::of_user(&format!("{nowhere}/{TENANT}/v2.0"));
    match world.engine.verify(&token.sign()).await {
        Err(rolecall::Unproven::Unavailable(why)) => {
            assert_eq!(why.retry_after(), Duration::from_secs(5));
            assert!(
                why.to_string().starts_with("keys unreachable: `http"),
                "{why}"
            );
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn in_an_outage_the_last_good_keys_serve_for_a_day() {
    let world = world().await;
    let token = |number: usize| {
        let token = world
            .user()
            .claim("exp", NOW + 900_000)
            .claim("uti", number.to_string());
        token.sign()
    };
    world.authority.fall_over();
    for hour in 1..24 {
        world.hand.advance(Duration::from_hours(1));
        world.accepts(&token(hour)).await;
    }
    world.hand.advance(Duration::from_hours(1));
    assert!(world.is_unavailable(&token(24)).await);
    assert!(world.is_unavailable(&token(1)).await);
    world.authority.recover();
    world.hand.advance(Duration::from_secs(5));
    world.accepts(&token(25)).await;
}

#[tokio::test]
async fn an_unknown_key_in_an_outage_is_no_fault_of_the_caller() {
    let world = world().await;
    let second = Signer::second();
    let token = world.user().signed_by(&second).sign();
    world.authority.fall_over();
    assert!(world.is_unavailable(&token).await);
    assert!(world.is_unavailable(&token).await);
    assert_eq!(
        world.authority.requests(&world.authority.metadata_path()),
        2
    );
    world.authority.recover();
    world.authority.publish(&[&second]);
    world.hand.advance(Duration::from_secs(30));
    world.accepts(&token).await;
}

#[tokio::test]
async fn a_shorter_cooldown_shortens_every_pause() {
    let world = world_with(|builder| builder.key_cooldown(Duration::from_secs(1))).await;
    let second = Signer::second();
    let token = world.user().signed_by(&second).sign();
    assert_eq!(world.code(&token).await, "unknown_key");
    world.authority.publish(&[&second]);
    assert_eq!(world.code(&token).await, "unknown_key");
    world.hand.advance(Duration::from_secs(1));
    world.accepts(&token).await;
}

#[tokio::test]
async fn http_is_warned_of() {
    let logs = Logs::capture();
    let world = world().await;
    let warning = format!("`{}` is reached over plain http", world.authority.issuer());
    assert!(logs.text().contains(&warning));
}

/// Waits until no request for it came for a while.
async fn settled(world: &World, path: &str) {
    let mut quiet = 0;
    let mut asked = world.authority.requests(path);
    while quiet < 50 {
        tokio::task::yield_now().await;
        quiet = if world.authority.requests(path) == asked {
            quiet + 1
        } else {
            0
        };
        asked = world.authority.requests(path);
    }
}

/// Waits until the keys were asked for so many times.
async fn asked(world: &World, times: usize) {
    let asking = async {
        while world.authority.requests("/keys") < times {
            tokio::task::yield_now().await;
        }
    };
    let asked = tokio::time::timeout(Duration::from_mins(1), asking).await;
    asked.expect("the keys are asked for in the end");
}
