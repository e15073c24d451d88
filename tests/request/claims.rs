//! What a verified token must say before it proves anybody, and whom it proves.

use std::time::Duration;

use rolecall::Fault;
use rolecall::identity::Groups;
use rolecall::policy::Kind;
use rolecall_tests::policy::{ADMIN, EDIT, EDITOR, READ, VIEW, VIEWER};
use rolecall_tests::world::world_with;
use rolecall_tests::{CLIENT, NOW, TENANT, Token, World, world};
use serde_json::{Value, json};

#[tokio::test]
async fn a_token_ends_with_its_expiry_and_a_minute() {
    let world = world().await;
    let expiring = |at| world.user().claim("exp", at).sign();
    for at in [NOW + 4500, NOW + 1, NOW, NOW - 1, NOW - 59] {
        world.accepts(&expiring(at)).await;
    }
    for at in [NOW - 60, NOW - 61, NOW - 3600, 1, 0] {
        assert_eq!(world.code(&expiring(at)).await, "expired", "{at}");
    }
    let token = expiring(NOW + 30);
    world.accepts(&token).await;
    world.hand.advance(Duration::from_secs(89));
    world.accepts(&token).await;
    world.hand.advance(Duration::from_secs(1));
    assert_eq!(world.code(&token).await, "expired");
}

#[tokio::test]
async fn an_expiry_that_is_no_time_is_refused() {
    let world = world().await;
    let unusable = Fault::Claim("exp".to_owned());
    assert_eq!(
        world.refuses(&world.user().without("exp").sign()).await,
        unusable
    );
    for odd in odd_times() {
        let token = world.user().claim("exp", odd.clone()).sign();
        assert_eq!(world.refuses(&token).await, unusable, "{odd}");
    }
    let payload = world.user().payload.to_string();
    let exp = format!(r#""exp":{}"#, NOW + 4500);
    assert!(payload.contains(&exp));
    let spelled = |number: &str| {
        let payload = payload.replace(&exp, &format!(r#""exp":{number}"#));
        world.user().sign_payload(payload)
    };
    for number in [
        "18446744073709551616",
        "1e300",
        "9007199254740992",
        "-1",
        "-0.5",
    ] {
        assert_eq!(world.refuses(&spelled(number)).await, unusable, "{number}");
    }
    world.accepts(&spelled("9007199254740991")).await;
    world.accepts(&spelled("1790000100.999")).await;
    world.accepts(&spelled("1.7900001e9")).await;
    // A fraction is cut off, not rounded up.
    assert_eq!(world.code(&spelled("1789999940.999")).await, "expired");
    world.accepts(&spelled("1789999941.001")).await;
}

#[tokio::test]
async fn a_token_from_the_future_is_refused() {
    let world = world().await;
    for name in ["iat", "nbf"] {
        for at in [0, NOW - 86_400, NOW, NOW + 60] {
            world.accepts(&world.user().claim(name, at).sign()).await;
        }
        for at in [NOW + 61, NOW + 3600] {
            let token = world.user().claim(name, at).sign();
            assert_eq!(world.code(&token).await, "not_yet_valid", "{name} {at}");
        }
        for odd in odd_times() {
            let fault = world.refuses(&world.user().claim(name, odd).sign()).await;
            assert_eq!(fault, Fault::Claim(name.to_owned()));
        }
    }
    world.accepts(&world.user().without("nbf").sign()).await;
    let fault = world.refuses(&world.user().without("iat").sign()).await;
    assert_eq!(fault, Fault::Claim("iat".to_owned()));
}

#[tokio::test]
async fn an_audience_is_one_of_those_configured_byte_for_byte() {
    let world = world().await;
    let to = |audience: Value| world.user().claim("aud", audience).sign();
    let uri = format!("api://{CLIENT}");
    for audience in [json!(CLIENT), json!(uri), json!([CLIENT]), json!([uri])] {
        world.accepts(&to(audience)).await;
    }
    for audience in [
        json!(""),
        json!([]),
        json!([""]),
        json!({}),
        json!({"0": CLIENT}),
        json!(null),
        json!([null]),
        json!(1),
        json!(true),
        json!([[CLIENT]]),
        json!([CLIENT, CLIENT]),
        json!([CLIENT, uri]),
        json!([CLIENT, "another"]),
        json!(["another", CLIENT]),
        json!(CLIENT.to_uppercase()),
        json!(&CLIENT[..35]),
        json!(format!("{CLIENT}0")),
        json!(format!("{CLIENT} another")),
        json!(format!(" {CLIENT}")),
        json!(format!("{CLIENT}\0")),
        json!(format!("{uri}/")),
        json!(format!("API://{CLIENT}")),
        json!("api://"),
        json!("*"),
    ] {
        assert_eq!(
            world.code(&to(audience.clone())).await,
            "audience",
            "{audience}"
        );
    }
    assert_eq!(
        world.code(&world.user().without("aud").sign()).await,
        "audience"
    );
}

#[tokio::test]
async fn an_issuer_is_the_configured_one_byte_for_byte() {
    let world = world().await;
    let issuer = world.authority.issuer();
    for odd in [
        json!([issuer]),
        json!([issuer, "x"]),
        json!({"iss": issuer}),
        json!(null),
        json!(1),
        json!(""),
        json!(format!("{issuer}/")),
        json!(format!("{issuer}.evil")),
        json!(format!(" {issuer}")),
        json!(&issuer[..issuer.len() - 1]),
        json!(issuer.replace("http:", "https:")),
        json!(issuer.replace("http:", "HTTP:")),
        json!(issuer.replace("127.0.0.1", "127.0.0.2")),
        json!(issuer.replace("127.0.0.1", "localhost")),
        json!(issuer.to_uppercase()),
        json!(issuer.replace(TENANT, "99999999-bbbb-4bbb-8bbb-222222222222")),
        json!(issuer.replace(TENANT, "{tenantid}")),
        json!(issuer.replace(TENANT, "common")),
        json!(format!("https://sts.windows.net/{TENANT}/")),
    ] {
        let token = world.user().claim("iss", odd.clone()).sign();
        assert_eq!(world.code(&token).await, "issuer", "{odd}");
    }
    assert_eq!(
        world.code(&world.user().without("iss").sign()).await,
        "issuer"
    );
}

#[tokio::test]
async fn a_token_of_version_one_tells_the_developer_what_to_change() {
    let world = world().await;
    let old = format!("https://sts.windows.net/{TENANT}/");
    let token = world.user().claim("iss", old).claim("ver", "1.0").sign();
    let told = world.refuses(&token).await.to_string();
    assert!(
        told.contains("`requestedAccessTokenVersion` to 2"),
        "{told}"
    );

    for version in ["1.0", "2", "2.0 ", "3.0", ""] {
        let token = world.user().claim("ver", version).sign();
        assert_eq!(world.code(&token).await, "version", "{version}");
    }
    assert_eq!(
        world.code(&world.user().without("ver").sign()).await,
        "version"
    );
    for odd in [json!(2.0), json!(2), json!(["2.0"]), json!(null)] {
        assert_eq!(
            world.code(&world.user().claim("ver", odd).sign()).await,
            "claim"
        );
    }
}

#[tokio::test]
async fn a_tenant_is_the_configured_one_in_lower_case() {
    let world = world().await;
    for odd in [
        json!("99999999-bbbb-4bbb-8bbb-222222222222"),
        json!(TENANT.to_uppercase()),
        json!(TENANT.replace('-', "")),
        json!(format!("{{{TENANT}}}")),
        json!("contoso.onmicrosoft.com"),
        json!(""),
        json!([TENANT]),
        json!(null),
        json!(1),
    ] {
        let token = world.user().claim("tid", odd.clone()).sign();
        assert_eq!(world.code(&token).await, "tenant", "{odd}");
    }
    assert_eq!(
        world.code(&world.user().without("tid").sign()).await,
        "tenant"
    );
}

#[tokio::test]
async fn an_id_token_is_no_access_token() {
    let world = world().await;
    for only_there in ["nonce", "at_hash", "c_hash"] {
        for value in [json!("x"), json!(""), json!(null)] {
            let token = world.user().claim(only_there, value).sign();
            assert_eq!(world.code(&token).await, "id_token", "{only_there}");
        }
    }
    // An ID token without any of these has no scope either, and names no client.
    let plain = world.user().without("scp").without("azp");
    assert_eq!(world.code(&plain.sign()).await, "client");
    assert_eq!(world.code(&plain.claim("azp", CLIENT).sign()).await, "kind");
}

#[tokio::test]
async fn a_calling_application_is_named() {
    let world = world().await;
    for token in [world.user(), world.application()] {
        assert_eq!(
            world.code(&token.clone().without("azp").sign()).await,
            "client"
        );
        assert_eq!(
            world.code(&token.clone().claim("azp", "").sign()).await,
            "client"
        );
        for odd in [json!(null), json!(["x"]), json!(1)] {
            let code = world.code(&token.clone().claim("azp", odd).sign()).await;
            assert_eq!(code, "claim");
        }
    }
    let identity = world.accepts(&world.user().sign()).await;
    assert_eq!(
        identity.client(),
        Some("33333333-cccc-4ccc-8ccc-333333333333")
    );
}

#[tokio::test]
async fn somebody_is_named() {
    let world = world().await;
    let nobody = world.user().without("oid").without("sub");
    assert_eq!(world.code(&nobody.sign()).await, "subject");
    for name in ["oid", "sub"] {
        let token = world.user().claim(name, "").sign();
        assert_eq!(world.code(&token).await, "subject");
        for odd in [json!(null), json!(1), json!(["x"])] {
            assert_eq!(
                world.code(&world.user().claim(name, odd).sign()).await,
                "claim"
            );
        }
    }
    let unusable = Fault::Claim("oid".to_owned());
    for no_guid in [
        "44444444-dddd-4ddd-8ddd-44444444444",
        "44444444dddd4ddd8ddd444444444444",
        "{44444444-dddd-4ddd-8ddd-444444444444}",
        "44444444-DDDD-4ddd-8ddd-444444444444",
        "../users/44444444-dddd-4ddd-8ddd-444444444444",
        "ada@contoso.test",
    ] {
        let token = world.user().claim("oid", no_guid).sign();
        assert_eq!(world.refuses(&token).await, unusable, "{no_guid}");
    }
    world.accepts(&world.user().without("sub").sign()).await;
    world.accepts(&world.user().without("oid").sign()).await;
}

#[tokio::test]
async fn somebody_is_known_by_object_or_subject_and_never_by_mail() {
    let world = world().await;
    let ada = world.accepts(&world.user().sign()).await;
    let same_mail = world
        .user()
        .claim("oid", "77777777-dddd-4ddd-8ddd-444444444444")
        .claim("email", "ada@contoso.test")
        .claim("upn", "ada@contoso.test");
    let other = world.accepts(&same_mail.sign()).await;
    assert_ne!(ada.key(), other.key());
    let renamed = world
        .user()
        .claim("preferred_username", "countess@contoso.test")
        .claim("name", "The Countess")
        .claim("sub", "another_pairwise");
    let renamed = world.accepts(&renamed.sign()).await;
    assert_eq!(ada.key(), renamed.key());
    let key = format!("{TENANT}/44444444-dddd-4ddd-8ddd-444444444444");
    assert_eq!(ada.key().to_string(), key);

    let without_object = world.accepts(&world.user().without("oid").sign()).await;
    assert_eq!(
        without_object.key().to_string(),
        format!("{TENANT}#q1_pairwise")
    );
    assert_eq!(without_object.tenant(), Some(TENANT));
}

#[tokio::test]
async fn unknown_claims_and_their_order_mean_nothing() {
    let world = world().await;
    let token = world.user();
    let plain = world.accepts(&token.sign()).await;
    let members = token.payload.as_object().unwrap();
    let reversed: Vec<_> = members
        .iter()
        .rev()
        .map(|(name, value)| format!("{}:{value}", json!(name)))
        .collect();
    let unknown =
        r#""enfpolids":[1,{"a":null}],"xms_st":{"sub":"x","tid":"y"},"upn":5,"wids":["a"]"#;
    let payload = format!("{{{unknown},{}}}", reversed.join(","));
    let strange = world.accepts(&token.sign_payload(payload)).await;
    assert_eq!(plain.key(), strange.key());
    assert!(plain.roles().eq(strange.roles()));
    assert_eq!(strange.claim("upn"), Some(&json!(5)));
}

#[tokio::test]
async fn a_claim_of_the_wrong_type_is_never_taken_for_an_absent_one() {
    let world = world().await;
    let odd_lists = || {
        vec![
            json!(null),
            json!("Editor"),
            json!({"0": "Editor"}),
            json!(1),
            json!([1]),
            json!([["Editor"]]),
            json!(["Editor", null]),
        ]
    };
    for name in ["roles", "groups", "acrs", "amr", "xms_cc"] {
        for odd in odd_lists() {
            for token in [world.user(), world.application()] {
                let fault = world.refuses(&token.claim(name, odd.clone()).sign()).await;
                assert_eq!(fault, Fault::Claim(name.to_owned()), "{odd}");
            }
        }
    }
    for name in [
        "scp",
        "idtyp",
        "ver",
        "azp",
        "client_id",
        "azpacr",
        "idp",
        "name",
        "preferred_username",
        "sid",
        "uti",
        "jti",
    ] {
        for odd in [
            json!(null),
            json!(["Documents.Read"]),
            json!(1),
            json!(false),
            json!({}),
        ] {
            let fault = world
                .refuses(&world.user().claim(name, odd.clone()).sign())
                .await;
            assert_eq!(fault, Fault::Claim(name.to_owned()), "{odd}");
        }
    }
    for (name, odd) in [
        ("hasgroups", json!("true")),
        ("hasgroups", json!(null)),
        ("_claim_names", json!("groups")),
        ("_claim_names", json!(["groups"])),
    ] {
        let fault = world.refuses(&world.user().claim(name, odd).sign()).await;
        assert_eq!(fault, Fault::Claim(name.to_owned()));
    }
}

/// `serde_json` gives numbers a form of their own where it keeps all their digits, and texts of values another. Neither
/// is what was written.
#[tokio::test]
async fn a_number_is_what_was_written_as_one() {
    let world = world().await;
    for name in ["exp", "iat", "nbf", "auth_time", "acct"] {
        for form in ["Number", "RawValue"] {
            let disguised = json!({format!("$serde_json::private::{form}"): NOW.to_string()});
            let token = world.user().claim(name, disguised);
            assert_eq!(world.code(&token.sign()).await, "malformed", "{name}");
        }
    }
    for name in ["_claim_names", "_claim_sources"] {
        let fault = world.refuses(&world.user().claim(name, 5).sign()).await;
        assert_eq!(fault, Fault::Claim(name.to_owned()));
    }
}

/// One reader would take such an object for a number, or for the JSON in a text, and another would not: whose claims it
/// stands among is refused, at whatever depth.
#[tokio::test]
async fn a_name_that_readers_keep_for_themselves_is_refused() {
    let world = world().await;
    for form in ["Number", "RawValue", ""] {
        for value in [json!(5), json!("{}"), json!("[1]")] {
            let magic = json!({format!("$serde_json::private::{form}"): value});
            let deep = json!({"theme": [{"dark": magic.clone()}]});
            for metadata in [magic, deep] {
                let token = world.user().claim("user_metadata", metadata);
                let token = token.claim("suspended", true).sign();
                assert_eq!(world.code(&token).await, "malformed");
            }
        }
    }
}

#[tokio::test]
async fn claims_are_told_as_they_were_sent_whoever_asks_first() {
    let world = world().await;
    let token = world
        .user()
        .claim("new", json!({"a": [1, 2.5, null], "b": "\u{1f600} \n"}))
        .claim("groups", json!(["g1"]));
    let ada = world.accepts(&token.sign()).await;
    let asked = ada.clone();
    let ask = move |name: &str| asked.claim(name).cloned();
    let at_once: Vec<_> = (0..4)
        .map(|_| {
            std::thread::spawn({
                let ask = ask.clone();
                move || ask("new")
            })
        })
        .collect();
    for thread in at_once {
        assert_eq!(thread.join().unwrap().as_ref(), token.payload.get("new"));
    }
    for (name, value) in token.payload.as_object().unwrap() {
        assert_eq!(ada.claim(name), Some(value), "{name}");
    }
    assert_eq!((ada.claim("absent"), ada.claim("")), (None, None));
}

#[tokio::test]
async fn an_application_is_told_from_a_person() {
    let world = world().await;
    let kind = async |token: Token| world.accepts(&token.sign()).await.kind();
    assert_eq!(kind(world.user()).await, Kind::User);
    assert_eq!(kind(world.application()).await, Kind::Application);
    assert_eq!(
        kind(world.application().without("idtyp")).await,
        Kind::Application
    );
    assert_eq!(kind(world.user().claim("idtyp", "user")).await, Kind::User);
    // Roles do not make an application, and their absence makes no person.
    assert_eq!(kind(world.user().without("roles")).await, Kind::User);
    assert_eq!(
        kind(world.application().without("roles")).await,
        Kind::Application
    );

    for neither in [
        world.user().without("scp"),
        world.user().claim("scp", ""),
        world.user().claim("scp", "  "),
        world.user().without("scp").claim("idtyp", "user"),
        world.user().without("scp").claim("idtyp", "App"),
        world.user().without("scp").without("oid"),
        world.user().without("scp").without("sub"),
        world.application().claim("idtyp", "user"),
        world.application().claim("idtyp", "device"),
        world.application().claim("scp", "Documents.Read"),
        world.application().claim("scp", ""),
        world.application().without("idtyp").claim("scp", ""),
        world.application().without("idtyp").claim("sub", "another"),
        world.application().without("idtyp").without("oid"),
        world.application().without("idtyp").without("sub"),
    ] {
        assert_eq!(
            world.code(&neither.sign()).await,
            "kind",
            "{}",
            neither.payload
        );
    }
}

#[tokio::test]
async fn without_roles_and_scopes_an_application_has_no_rights_and_a_person_no_entry() {
    let world = world().await;
    let application = world.application().without("roles");
    let application = world.accepts(&application.sign()).await;
    assert_eq!(
        application.roles().count() + application.permissions().count(),
        0
    );
    let person = world.user().without("roles").without("scp");
    assert_eq!(world.code(&person.sign()).await, "kind");
}

#[tokio::test]
async fn roles_and_scopes_count_exactly() {
    let world = world().await;
    let ada = world.accepts(&world.user().sign()).await;
    assert!(ada.has_role(EDITOR) && ada.has_role(VIEWER) && !ada.has_role(ADMIN));
    assert!(ada.may(VIEW) && ada.may(EDIT));

    let reading = world.user().claim("scp", "openid Documents.Read profile");
    let reading = world.accepts(&reading.sign()).await;
    assert!(reading.may(VIEW) && !reading.may(EDIT));
    assert!(reading.scopes().eq([READ]));

    for near in [
        "documents.read",
        "Documents.Rea",
        "Documents.Read.All",
        "xDocuments.Read",
        "Documents.Read,Documents.ReadWrite",
        "Documents.Read\tDocuments.ReadWrite",
    ] {
        let token = world.user().claim("scp", near);
        let identity = world.accepts(&token.sign()).await;
        assert_eq!(identity.scopes().count(), 0, "{near}");
        assert!(!identity.may(VIEW) && !identity.has_role(VIEWER));
    }
    for near in ["editor", "Editor ", "Edit", "Documents.admin", "Admin", ""] {
        let token = world.user().claim("roles", json!([near]));
        assert_eq!(
            world.accepts(&token.sign()).await.roles().count(),
            0,
            "{near}"
        );
    }
    let of_the_directory = world
        .user()
        .without("roles")
        .claim("wids", json!(["Editor", "Documents.Admin"]))
        .claim("groups", json!(["Documents.Admin"]));
    assert_eq!(
        world
            .accepts(&of_the_directory.sign())
            .await
            .roles()
            .count(),
        0
    );
}

#[tokio::test]
async fn groups_that_are_too_many_are_unknown_and_not_none() {
    let world = world().await;
    let groups = async |token: Token| world.accepts(&token.sign()).await.groups().clone();
    assert_eq!(groups(world.user()).await, Groups::Absent);
    assert_eq!(
        groups(world.user().claim("groups", json!([]))).await,
        Groups::Known(vec![])
    );
    let known = world.user().claim("groups", json!(["g1", "g2"]));
    let both = vec!["g1".to_owned(), "g2".to_owned()];
    assert_eq!(groups(known.clone()).await, Groups::Known(both));

    let elsewhere = json!({"src1": {"endpoint": "https://evil.example/members"}});
    let overage = |token: Token| {
        token
            .claim("_claim_names", json!({"groups": "src1"}))
            .claim("_claim_sources", elsewhere.clone())
    };
    assert_eq!(groups(overage(world.user())).await, Groups::Overage);
    assert_eq!(groups(overage(known)).await, Groups::Overage);
    assert_eq!(
        groups(world.user().claim("hasgroups", true)).await,
        Groups::Overage
    );
    assert_eq!(
        groups(world.user().claim("hasgroups", false)).await,
        Groups::Absent
    );
    let other = world
        .user()
        .claim("_claim_names", json!({"address": "src1"}));
    assert_eq!(groups(other).await, Groups::Absent);
}

#[tokio::test]
async fn an_identity_says_what_the_token_said() {
    let world = world().await;
    let token = world
        .user()
        .claim("acrs", json!(["c1"]))
        .claim("amr", json!(["pwd", "mfa"]));
    let ada = world.accepts(&token.sign()).await;
    assert_eq!(ada.name(), Some("Ada Test"));
    assert_eq!(ada.tenant(), Some(TENANT));
    assert_eq!(ada.authentication_contexts(), ["c1"]);
    assert_eq!(ada.authentication_methods(), ["pwd", "mfa"]);
    assert_eq!((ada.expires(), ada.proven_by()), (NOW + 4500, "bearer"));
    let nameless = world.accepts(&world.user().without("name").sign()).await;
    assert_eq!(nameless.name(), Some("ada@contoso.test"));
}

#[tokio::test]
async fn another_openid_provider_needs_no_claims_of_entra() {
    let world = World::elsewhere(|builder| builder).await;
    let stranger = Token::of_stranger(&world.authority.base());
    let identity = world.accepts(&stranger.sign()).await;
    assert_eq!((identity.kind(), identity.tenant()), (Kind::User, None));
    let key = format!("{}#248289761001", world.authority.base());
    assert_eq!(identity.key().to_string(), key);
    assert!(identity.may(VIEW) && !identity.may(EDIT));

    let with_scp = stranger.clone().claim("scp", "Documents.ReadWrite");
    assert!(world.accepts(&with_scp.sign()).await.may(EDIT));
    for (token, code) in [
        (stranger.clone().without("sub"), "subject"),
        (stranger.clone().without("sub").claim("oid", "x"), "subject"),
        (stranger.clone().without("scope"), "kind"),
        (
            stranger.clone().claim("scope", json!(["Documents.Read"])),
            "claim",
        ),
        (stranger.clone().claim("nonce", "n"), "id_token"),
        (stranger.clone().claim("aud", CLIENT), "audience"),
        (
            stranger.clone().claim("iss", world.authority.base() + "/"),
            "issuer",
        ),
        (stranger.clone().without("iat"), "claim"),
    ] {
        assert_eq!(world.code(&token.sign()).await, code, "{}", token.payload);
    }
}

#[tokio::test]
async fn another_openid_providers_applications_are_their_own_subject() {
    let world = World::elsewhere(|builder| builder).await;
    let stranger = Token::of_stranger(&world.authority.base());
    for token in [
        stranger.clone().claim("client_id", "248289761001"),
        stranger.clone().claim("azp", "248289761001"),
        stranger
            .clone()
            .without("scope")
            .claim("azp", "248289761001"),
        stranger.clone().without("scope").claim("idtyp", "app"),
    ] {
        let identity = world.accepts(&token.sign()).await;
        assert_eq!(identity.kind(), Kind::Application, "{}", token.payload);
        assert_eq!(identity.scopes().count(), 0);
    }
    let by_another = stranger.clone().claim("azp", "another");
    assert_eq!(world.accepts(&by_another.sign()).await.kind(), Kind::User);
    let contradictory = stranger.claim("idtyp", "app");
    assert_eq!(world.code(&contradictory.sign()).await, "kind");
}

#[tokio::test]
async fn another_openid_provider_may_name_its_claims_otherwise() {
    let world =
        World::elsewhere(|builder| builder.roles_claim("permissions").scopes_claim("granted"))
            .await;
    let token = Token::of_stranger(&world.authority.base())
        .claim("permissions", json!(["Viewer"]))
        .claim("granted", "Documents.ReadWrite");
    let identity = world.accepts(&token.sign()).await;
    assert!(identity.has_role(VIEWER) && !identity.has_role(EDITOR));
    assert_eq!(
        world.code(&token.clone().without("granted").sign()).await,
        "kind"
    );
    let twice = token.claim("Permissions", json!(["Editor"]));
    assert_eq!(world.code(&twice.sign()).await, "malformed");
}

#[tokio::test]
async fn audiences_that_are_configured_replace_the_usual_ones() {
    let world =
        world_with(|builder| builder.audiences(["api://documents", "https://documents.example/"]))
            .await;
    for audience in ["api://documents", "https://documents.example/"] {
        world
            .accepts(&world.user().claim("aud", audience).sign())
            .await;
    }
    assert_eq!(world.code(&world.user().sign()).await, "audience");
}

fn odd_times() -> Vec<Value> {
    vec![
        json!(null),
        json!((NOW + 10).to_string()),
        json!(""),
        json!(true),
        json!([NOW]),
        json!({}),
        json!(-1),
        json!(-0.1),
        json!(u64::MAX),
        json!(1_u64 << 53),
        json!(1e300),
    ]
}
