//! The envelope and the signature of a token, before any claim counts.

use rolecall::Fault;
use rolecall::entra::Algorithm;
use rolecall_tests::authority::Answer;
use rolecall_tests::logs::Logs;
use rolecall_tests::signer::{encoded, hmac};
use rolecall_tests::world::world_with;
use rolecall_tests::{NOW, Signer, Token, World, world};
use serde_json::json;

#[tokio::test]
async fn honest_tokens_are_accepted() {
    let world = world().await;
    world.accepts(&world.user().sign()).await;
    world.accepts(&world.application().sign()).await;
}

#[tokio::test]
async fn an_algorithm_is_never_taken_from_the_token() {
    let world = world().await;
    let (p256, p384) = (Signer::p256(), Signer::p384());
    world.authority.publish(&[&Signer::first(), &p256, &p384]);
    for algorithm in ["RS384", "RS512", "PS256", "PS384", "PS512"] {
        let token = world.user().by(algorithm).sign();
        assert_eq!(world.code(&token).await, "algorithm", "{algorithm}");
    }
    for (algorithm, signer) in [("ES256", &p256), ("ES384", &p384)] {
        let token = world.user().by(algorithm).signed_by(signer).sign();
        assert_eq!(world.code(&token).await, "algorithm", "{algorithm}");
    }
    for algorithm in [
        "HS256", "HS384", "HS512", "EdDSA", "ES512", "rs256", "RS256 ", "",
    ] {
        let token = world.user().head("alg", algorithm).sign();
        assert_eq!(world.code(&token).await, "algorithm", "{algorithm}");
    }
    for odd in [
        json!(null),
        json!(["RS256"]),
        json!(256),
        json!({"RS256": 1}),
    ] {
        let token = world.user().head("alg", odd.clone()).sign();
        assert_eq!(world.code(&token).await, "malformed", "{odd}");
    }
    let token = world.user().without_head("alg").sign();
    assert_eq!(world.code(&token).await, "algorithm");
}

#[tokio::test]
async fn other_algorithms_are_accepted_once_they_are_configured() {
    let allowed = [Algorithm::Ps256, Algorithm::Es256, Algorithm::Es384];
    let authority = rolecall_tests::Authority::start().await;
    let (p256, p384) = (Signer::p256(), Signer::p384());
    authority.publish(&[&Signer::first(), &p256, &p384]);
    let world = World::of(authority, |builder| builder.algorithms(allowed)).await;
    world.accepts(&world.user().by("PS256").sign()).await;
    world
        .accepts(&world.user().by("ES256").signed_by(&p256).sign())
        .await;
    world
        .accepts(&world.user().by("ES384").signed_by(&p384).sign())
        .await;
    assert_eq!(world.code(&world.user().sign()).await, "algorithm");
    // An allowed algorithm is still not one for every key.
    for (algorithm, signer) in [("ES256", &p384), ("ES384", &p256), ("PS256", &p256)] {
        let token = world.user().by(algorithm).signed_by(signer).sign();
        assert_eq!(world.code(&token).await, "algorithm", "{algorithm}");
    }
}

#[tokio::test]
async fn none_in_any_case_is_refused() {
    let world = world().await;
    for none in ["none", "None", "NONE", "nOnE", "noNe"] {
        let token = world.user().head("alg", none).sign();
        let (message, signature) = token.rsplit_once('.').unwrap();
        for signature in ["", signature, "AA"] {
            let token = format!("{message}.{signature}");
            assert_eq!(world.code(&token).await, "algorithm", "{none}");
        }
    }
    let (message, _) = split(&world.user().sign());
    assert_eq!(world.code(&format!("{message}.")).await, "signature");
    assert_eq!(world.code(&message).await, "malformed");
}

#[tokio::test]
async fn a_public_key_is_never_a_shared_secret() {
    let world = world().await;
    for secret in Signer::first().public_spellings() {
        for algorithm in ["HS256", "HS384", "HS512"] {
            for named in [algorithm, "RS256"] {
                let (message, _) = split(&world.user().head("alg", named).sign());
                let signature = encoded(hmac(algorithm, &secret, message.as_bytes()));
                let code = world.code(&format!("{message}.{signature}")).await;
                let expected = if named == "RS256" {
                    "signature"
                } else {
                    "algorithm"
                };
                assert_eq!(code, expected);
            }
        }
    }
}

#[tokio::test]
async fn keys_that_a_token_brings_along_are_neither_used_nor_fetched() {
    let world = world().await;
    let attacker = Signer::second();
    let elsewhere = rolecall_tests::Authority::start().await;
    let keys = json!({"keys": [attacker.jwk()]});
    elsewhere.answer("/attacker", Answer::json(&keys));
    let brought = |token: Token| {
        token
            .head("jwk", attacker.jwk())
            .head("jku", elsewhere.url("/attacker"))
            .head("x5u", elsewhere.url("/attacker"))
            .head("x5c", json!(["MIIB"]))
            .head("x5t", "AAAA")
            .head("x5t#S256", "AAAA")
    };
    let named = brought(world.user().signed_by(&attacker)).sign();
    assert_eq!(world.code(&named).await, "unknown_key");
    let unnamed = brought(world.user().forged_by(&attacker)).sign();
    assert_eq!(world.code(&unnamed).await, "signature");
    let nameless = brought(world.user().forged_by(&attacker)).without_head("kid");
    assert_eq!(world.code(&nameless.sign()).await, "signature");

    world.accepts(&brought(world.user()).sign()).await;
    assert_eq!(elsewhere.all_requests(), Vec::<String>::new());
}

#[tokio::test]
async fn header_members_that_change_the_meaning_are_refused() {
    let world = world().await;
    let members = [
        ("crit", json!([])),
        ("crit", json!(["exp"])),
        ("crit", json!(["unknown"])),
        ("crit", json!(["b64"])),
        ("crit", json!(null)),
        ("b64", json!(false)),
        ("b64", json!(true)),
        ("zip", json!("DEF")),
        ("zip", json!(null)),
    ];
    for (name, value) in members {
        let fault = world.refuses(&world.user().head(name, value).sign()).await;
        assert_eq!(fault, Fault::Header(name));
    }
}

#[tokio::test]
async fn a_token_for_microsoft_graph_tells_the_developer_what_to_ask_for() {
    let world = world().await;
    let with_nonce = world.user().head("nonce", "AQABAAAAAAD");
    let for_graph = |audience| world.user().claim("aud", audience);
    for token in [
        with_nonce,
        for_graph("00000003-0000-0000-c000-000000000000"),
        for_graph("https://graph.microsoft.com"),
    ] {
        let fault = world.refuses(&token.sign()).await;
        assert_eq!(fault.code(), "audience");
        let told = "the token is for Microsoft Graph, which alone can check it; \
                    ask for one for `api://11111111-aaaa-4aaa-8aaa-111111111111`";
        assert_eq!(fault.to_string(), told);
    }
}

#[tokio::test]
async fn a_key_id_is_only_looked_up() {
    let world = world().await;
    let named = |id: &str| world.user().head("kid", id).sign();
    for id in [
        "../../../../etc/passwd",
        "/dev/null",
        "' OR '1'='1",
        "first' --",
        "https://attacker.example/keys",
        "file:///dev/null",
        "first\0",
        "FIRST",
        "first ",
        "",
    ] {
        assert_eq!(world.code(&named(id)).await, "unknown_key", "{id}");
    }
    for odd in [
        json!(null),
        json!(1),
        json!(["first"]),
        json!({"first": 1}),
        json!(true),
    ] {
        let token = world.user().head("kid", odd).sign();
        assert_eq!(world.code(&token).await, "malformed");
    }
    assert_eq!(world.code(&named(&"k".repeat(257))).await, "malformed");
    let huge = named(&"k".repeat(1 << 20));
    assert_eq!(world.refuses(&huge).await, Fault::Size);

    let shown = world
        .refuses(&named("a\n\u{1b}[31mb\u{202e}"))
        .await
        .to_string();
    assert!(
        !shown.contains(char::is_control) && !shown.contains('\u{202e}'),
        "{shown}"
    );
    let long = world.refuses(&named(&"k".repeat(200))).await.to_string();
    assert!(long.len() < 120, "{long}");
}

#[tokio::test]
async fn a_token_without_key_id_needs_a_set_of_exactly_one_usable_key() {
    let world = world().await;
    let nameless = |world: &World| world.user().without_head("kid");
    world.accepts(&nameless(&world).sign()).await;

    let two = rolecall_tests::Authority::start().await;
    two.publish(&[&Signer::first(), &Signer::second()]);
    let world = World::of(two, |builder| builder).await;
    let fault = world.refuses(&nameless(&world).sign()).await;
    assert_eq!(fault, Fault::UnknownKey(None));

    let one_usable = rolecall_tests::Authority::start().await;
    let mut unusable = Signer::second().jwk();
    unusable["use"] = json!("enc");
    one_usable.publish_keys(&[Signer::first().jwk(), unusable]);
    let world = World::of(one_usable, |builder| builder).await;
    world.accepts(&nameless(&world).sign()).await;
}

#[tokio::test]
async fn base64url_is_strict_in_every_part() {
    let world = world().await;
    let token = world.user().sign();
    let parts: Vec<_> = token.split('.').collect();
    for place in 0..3 {
        let part = parts[place];
        let bends = [
            format!("{part}="),
            format!("{part}=="),
            format!(" {part}"),
            format!("{part} "),
            format!("{part}\n"),
            format!("{}\n{}", &part[..4], &part[4..]),
            format!("{}+{}", &part[..4], &part[5..]),
            format!("{}/{}", &part[..4], &part[5..]),
            format!("{}%2B{}", &part[..4], &part[5..]),
            format!("{part}\0"),
            format!("{part}ä"),
            format!("{}A", part.repeat(4)),
        ];
        for bent in bends {
            let mut bent_parts: Vec<&str> = parts.clone();
            bent_parts[place] = &bent;
            let code = world.code(&bent_parts.join(".")).await;
            assert_eq!(code, "malformed", "part {place}: {bent}");
        }
    }
}

#[tokio::test]
async fn bits_beyond_the_last_byte_are_refused() {
    let world = world().await;
    // 256 bytes are 342 digits, of whose last only two bits count.
    let token = world.user().sign();
    let honest = "AQgw".chars().find(|last| token.ends_with(*last)).unwrap();
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut refused = 0;
    for last in alphabet.chars().filter(|last| *last != honest) {
        let bent = format!("{}{last}", &token[..token.len() - 1]);
        let code = world.code(&bent).await;
        assert!(code == "malformed" || "AQgw".contains(last) && code == "signature");
        refused += 1;
    }
    assert_eq!(refused, 63);
}

#[tokio::test]
async fn a_token_has_exactly_three_parts() {
    let world = world().await;
    let token = world.user().sign();
    let parts: Vec<_> = token.split('.').collect();
    let [header, payload, signature] = parts[..] else {
        panic!("an honest token has three parts");
    };
    let json_form = json!({"protected": header, "payload": payload, "signature": signature});
    for bent in [
        String::new(),
        ".".to_owned(),
        "..".to_owned(),
        "...".to_owned(),
        header.to_owned(),
        format!("{header}.{payload}"),
        format!("{token}."),
        format!(".{token}"),
        format!("{token}.{signature}"),
        format!("{header}..{signature}"),
        format!(".{payload}.{signature}"),
        format!("{header}.{payload}.{signature}.{payload}.{signature}"),
        json_form.to_string(),
        json!({"payload": payload, "signatures": [json_form]}).to_string(),
        format!("Bearer {token}"),
        format!("{token},{token}"),
        ".".repeat(20_000),
    ] {
        assert_eq!(world.code(&bent).await, "malformed", "{bent}");
    }
    assert_eq!(world.refuses(&".".repeat(100_000)).await, Fault::Size);
}

#[tokio::test]
async fn length_is_looked_at_before_anything_is_decoded() {
    let world = world().await;
    let fitting = |length| {
        let token = world.user().claim("padding", "");
        let missing = (length - token.sign().len()) * 3 / 4;
        token.claim("padding", "x".repeat(missing)).sign()
    };
    let longest = fitting(32 * 1024);
    assert!(longest.len() > 32 * 1024 - 3 && longest.len() <= 32 * 1024);
    world.accepts(&longest).await;
    assert_eq!(world.refuses(&fitting(32 * 1024 + 4)).await, Fault::Size);
    assert_eq!(world.refuses(&"\0".repeat(5 << 20)).await, Fault::Size);

    let small = world_with(|builder| builder.max_token_bytes(1024)).await;
    let token = small.user().claim("padding", "x".repeat(1024)).sign();
    assert_eq!(small.refuses(&token).await, Fault::Size);
}

#[tokio::test]
async fn deep_nesting_is_refused_and_harms_nobody() {
    let world = world_with(|builder| builder.max_token_bytes(1 << 20)).await;
    for (open, close) in [("[", "]"), (r#"{"a":"#, "}")] {
        let deep = format!("{}1{}", open.repeat(100_000), close.repeat(100_000));
        let deep_claim = format!(r#"{{"a":{deep}}}"#);
        let user = world.user();
        for token in [
            user.sign_payload(&deep),
            user.sign_payload(&deep_claim),
            user.sign_header(&deep),
            user.sign_header(&deep_claim),
            user.sign_payload(open.repeat(100_000)),
        ] {
            assert_eq!(world.code(&token).await, "malformed");
        }
    }
}

#[tokio::test]
async fn a_member_that_stands_twice_is_refused() {
    let world = world().await;
    let user = world.user();
    let twice = |object: &serde_json::Value, member: &str| {
        let text = object.to_string();
        format!("{},{member}}}", text.strip_suffix('}').unwrap())
    };
    for member in [
        r#""aud":"11111111-aaaa-4aaa-8aaa-111111111111""#,
        r#""roles":["Admin"]"#,
        r#""aio":"x""#,
        r#""\u0061io":"x""#,
        r#""new":1,"new":1"#,
        r#""new":{"a":1,"a":2}"#,
        r#""new":[[{"a":1,"\u0061":2}]]"#,
    ] {
        let token = user.sign_payload(twice(&user.payload, member));
        assert_eq!(world.code(&token).await, "malformed", "{member}");
    }
    for member in [
        r#""alg":"RS256""#,
        r#""kid":"first""#,
        r#""\u006bid":"first""#,
        r#""x":1,"x":2"#,
        r#""jwk":{"kty":"RSA","kty":"oct"}"#,
    ] {
        let token = user.sign_header(twice(&user.header, member));
        assert_eq!(world.code(&token).await, "malformed", "{member}");
    }
}

#[tokio::test]
async fn a_claim_in_two_spellings_is_refused() {
    let world = world().await;
    for (spelling, value) in [
        ("TID", json!(rolecall_tests::TENANT)),
        ("Tid", json!("x")),
        ("ISS", json!("x")),
        ("Aud", json!("x")),
        ("ROLES", json!(["Admin"])),
        ("Scp", json!("Documents.Read")),
    ] {
        let token = world.user().claim(spelling, value).sign();
        assert_eq!(world.code(&token).await, "malformed", "{spelling}");
    }
    let alone = world
        .user()
        .without("roles")
        .claim("ROLES", json!(["Admin"]));
    let identity = world.accepts(&alone.sign()).await;
    assert_eq!(identity.roles().count(), 0);
}

#[tokio::test]
async fn what_is_not_json_is_refused() {
    let world = world().await;
    let user = world.user();
    let honest = user.payload.to_string();
    let inner = honest.trim_start_matches('{').trim_end_matches('}');
    let with = |member: &str| format!("{{{inner},{member}}}").into_bytes();
    let mut bad: Vec<Vec<u8>> = vec![
        b"".to_vec(),
        b"null".to_vec(),
        b"[]".to_vec(),
        b"\"text\"".to_vec(),
        b"1".to_vec(),
        format!("[{honest}]").into_bytes(),
        format!("{honest}{honest}").into_bytes(),
        format!("{honest},").into_bytes(),
        format!("{honest}x").into_bytes(),
        format!("{honest}\0").into_bytes(),
        format!("\u{feff}{honest}").into_bytes(),
        format!("{{{inner},}}").into_bytes(),
        format!("{{,{inner}}}").into_bytes(),
        format!("{{{inner}").into_bytes(),
        format!("{inner}}}").into_bytes(),
        format!("/* */{honest}").into_bytes(),
        format!("{honest}// x").into_bytes(),
        honest.replace('"', "'").into_bytes(),
        honest.encode_utf16().flat_map(u16::to_le_bytes).collect(),
    ];
    bad.extend(
        [
            r#""a" 1"#,
            r#""a"::1"#,
            r#""a":"#,
            r#""a""#,
            "a:1",
            "1:1",
            r#""a":01"#,
            r#""a":-01"#,
            r#""a":+1"#,
            r#""a":.5"#,
            r#""a":1."#,
            r#""a":1e"#,
            r#""a":0x10"#,
            r#""a":NaN"#,
            r#""a":Infinity"#,
            r#""a":-Infinity"#,
            r#""a":1e999"#,
            r#""a":True"#,
            r#""a":nul"#,
            r#""a":undefined"#,
            r#""a":[1,]"#,
            r#""a":[1 2]"#,
            r#""a":[,1]"#,
            r#""a":[1"#,
            r#""a":"\x41""#,
            r#""a":"\u00""#,
            r#""a":"\ud800""#,
            r#""a":"\udc00\ud800""#,
            r#""a":"\""#,
            "\"a\":\"\n\"",
            "\"a\":\"\t\"",
            "\"a\":\"\0\"",
            "\u{b}\"a\":1",
            "\u{a0}\"a\":1",
        ]
        .map(with),
    );
    bad.push([&with(r#""a":""#)[..honest.len() + 5], b"\xff\"}"].concat());
    bad.push([&with(r#""a":""#)[..honest.len() + 5], b"\xc0\xaf\"}"].concat());
    bad.push([&with(r#""a":""#)[..honest.len() + 5], b"\xed\xa0\x80\"}"].concat());
    for payload in &bad {
        let code = world.code(&user.sign_payload(payload)).await;
        assert_eq!(code, "malformed", "{}", String::from_utf8_lossy(payload));
    }
    world
        .accepts(&user.sign_payload(with(" \r\n\t\"a\" : [ 1E2 , -0.0 , \"\\ud83d\\ude00\" ] ")))
        .await;
}

#[tokio::test]
async fn a_header_that_is_no_object_is_refused() {
    let world = world().await;
    for header in ["", "null", "[]", "\"RS256\"", "{", r#"{"alg":"RS256"}}"#] {
        let token = world.user().sign_header(header);
        assert_eq!(world.code(&token).await, "malformed", "{header}");
    }
}

#[tokio::test]
async fn only_access_tokens_are_accepted_by_type() {
    let world = world().await;
    for typ in [
        "JWT",
        "jwt",
        "Jwt",
        "at+jwt",
        "AT+JWT",
        "application/at+jwt",
        "Application/AT+JWT",
    ] {
        world.accepts(&world.user().head("typ", typ).sign()).await;
    }
    world
        .accepts(&world.user().without_head("typ").sign())
        .await;
    for typ in [
        "logout+jwt",
        "dpop+jwt",
        "secevent+jwt",
        "id_token",
        "JWS",
        "JOSE",
        "application/jwt",
        "JWT ",
        "",
        "at jwt",
    ] {
        let token = world.user().head("typ", typ).sign();
        assert_eq!(world.code(&token).await, "type", "{typ}");
    }
    for odd in [json!(null), json!(["JWT"]), json!(1)] {
        let token = world.user().head("typ", odd).sign();
        assert_eq!(world.code(&token).await, "malformed");
    }
}

#[tokio::test]
async fn nothing_is_granted_before_the_signature_is_verified() {
    let world = world().await;
    let grand = world.user().claim("roles", json!(["Documents.Admin"]));
    let forged = grand.forged_by(&Signer::second()).sign();
    for _ in 0..2 {
        assert_eq!(world.code(&forged).await, "signature");
    }
    let (honest, _) = split(&world.user().sign());
    let (_, other) = split(&world.application().sign());
    assert_eq!(world.code(&format!("{honest}.{other}")).await, "signature");
    let token = world.user().sign();
    let (message, signature) = split(&token);
    let shorter = &signature[4..];
    assert_eq!(
        world.code(&format!("{message}.{shorter}")).await,
        "signature"
    );
    assert_eq!(
        world.code(&format!("{message}.AAAA{signature}")).await,
        "signature"
    );
    let zeros = encoded([0; 256]);
    assert_eq!(world.code(&format!("{message}.{zeros}")).await, "signature");
    world.accepts(&token).await;
}

#[tokio::test]
async fn cheap_checks_come_first_and_fetch_nothing() {
    let world = world().await;
    let before = world.authority.requests("/keys");
    let stranger = Signer::second();
    let forged = || world.user().signed_by(&stranger);
    let cases = [
        (forged().claim("exp", NOW - 3600), "expired"),
        (forged().claim("aud", "another"), "audience"),
        (forged().claim("iss", "https://evil.example"), "issuer"),
        (forged().head("alg", "HS256"), "algorithm"),
        (forged().head("typ", "logout+jwt"), "type"),
    ];
    for (token, code) in cases {
        assert_eq!(world.code(&token.sign()).await, code);
    }
    assert_eq!(world.authority.requests("/keys"), before);
}

#[tokio::test]
async fn logs_never_hold_a_token() {
    let logs = Logs::capture();
    let world = world().await;
    let user = world.user();
    let token = user.sign();
    let (message, signature) = split(&token);
    let mut faults = Vec::new();
    for bad in [
        user.clone().forged_by(&Signer::second()).sign(),
        user.clone().signed_by(&Signer::second()).sign(),
        user.clone().head("kid", token.clone()).sign(),
        user.clone()
            .head("kid", "eyJ".to_owned() + &"x".repeat(90))
            .sign(),
        user.clone().claim("exp", 1).sign(),
        user.clone().claim("aud", token.clone()).sign(),
        user.clone().claim("iss", token.clone()).sign(),
        user.clone().claim("tid", "somebody's tenant").sign(),
        user.clone().claim("roles", json!([5])).sign(),
        user.clone().claim("name", json!({"eyJ": 1})).sign(),
        user.sign_payload(&token),
        format!("{message}.{signature}.{token}"),
        "x".repeat(40_000),
    ] {
        let fault = world.refuses(&bad).await;
        faults.push(format!("{fault} {fault:?}"));
    }
    world.accepts(&token).await;
    world.authority.fall_over();
    world.hand.advance(std::time::Duration::from_hours(25));
    let late = user.claim("exp", NOW + 200_000).sign();
    assert!(world.is_unavailable(&late).await);

    let told = faults.join("\n") + &logs.text();
    for secret in [
        &message,
        &signature,
        "Ada",
        "ada@contoso.test",
        "somebody's",
        "q1_pairwise",
    ] {
        assert!(!told.contains(secret), "{secret} in {told}");
    }
    let unknown_key = faults.iter().find(|fault| fault.contains("eyJ"));
    assert!(unknown_key.is_none_or(|fault| fault.contains("has no key `eyJ")));
    assert!(!logs.text().contains("eyJ"), "{}", logs.text());
    assert!(logs.text().contains("could not be fetched"));
}

fn split(token: &str) -> (String, String) {
    let (message, signature) = token.rsplit_once('.').unwrap();
    (message.to_owned(), signature.to_owned())
}
