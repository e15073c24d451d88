//! The password grant, and what every answer with a user's tokens looks like.

use serde_json::{Value, json};

use crate::house::{self, House, claims, refusal};
use crate::world::NOW;

const EVERYTHING: &str = "openid profile email offline_access";

async fn of(house: &House, user: &str) -> Value {
    let scope = format!("{EVERYTHING} {}", house.scope("Documents.Read"));
    house.by_password("curl", user, &scope).await
}

#[tokio::test]
async fn a_user_gets_tokens_that_the_application_accepts() {
    let house = house::house().await;
    let answer = of(&house, "editor@directory.test").await;
    let identity = house.judged(&answer).await;
    assert!(identity.has_role(rolecall_tests::policy::EDITOR));
    assert!(identity.may(rolecall_tests::policy::VIEW));
    assert!(!identity.may(rolecall_tests::policy::EDIT));
}

#[tokio::test]
async fn the_answer_is_entras() {
    let house = house::house().await;
    let mut answer = of(&house, "editor").await;
    for token in ["access_token", "id_token", "refresh_token"] {
        assert!(answer[token].take().is_string(), "{token}");
    }
    let expires_in = answer["expires_in"].take().as_u64().unwrap();
    assert!((3_599..5_400).contains(&expires_in), "{expires_in}");
    assert_eq!(answer["ext_expires_in"].take(), expires_in);
    assert_eq!(
        answer,
        json!({
            "token_type": "Bearer",
            "scope": format!("{} openid profile email", house.scope("Documents.Read")),
            "access_token": null, "id_token": null, "refresh_token": null,
            "expires_in": null, "ext_expires_in": null,
        })
    );
}

#[tokio::test]
async fn an_access_token_lives_for_60_to_90_minutes() {
    let house = house::house().await;
    for _ in 0..8 {
        let answer = of(&house, "editor").await;
        let token = claims(&answer, "access_token");
        let lives = token["exp"].as_u64().unwrap() - NOW;
        assert!((3_600..=5_400).contains(&lives), "{lives}");
        assert_eq!(answer["expires_in"], lives - 1);
        assert_eq!(
            (&token["iat"], &token["nbf"]),
            (&json!(NOW - 300), &json!(NOW - 300))
        );
    }
}

#[tokio::test]
async fn an_id_token_is_for_the_client() {
    let house = house::house().await;
    let answer = of(&house, "editor").await;
    let mut token = claims(&answer, "id_token");
    for opaque in ["aio", "rh", "uti", "sub", "sid", "login_hint"] {
        assert!(token[opaque].take().is_string(), "{opaque}");
    }
    assert_eq!(
        token,
        json!({
            "acct": 0,
            "aud": house.id("curl"),
            "auth_time": NOW,
            "email": "editor@directory.test",
            "exp": NOW + 3_600,
            "iat": NOW - 300,
            "iss": house.directory.issuer(),
            "name": "Edgar Editor",
            "nbf": NOW - 300,
            "oid": house.directory.users()[0].object_id(),
            "preferred_username": "editor@directory.test",
            "tid": house.directory.tenant_id(),
            "ver": "2.0",
            "aio": null, "rh": null, "uti": null, "sub": null, "sid": null, "login_hint": null,
        })
    );
    let token = answer["id_token"].as_str().unwrap();
    assert_eq!(house.refusal(token).await, "audience");
}

#[tokio::test]
async fn what_was_not_asked_for_is_not_given() {
    let house = house::house().await;
    let scope = house.scope("Documents.Read");
    let bare = house.by_password("curl", "editor", &scope).await;
    for member in ["id_token", "refresh_token", "client_info"] {
        assert!(bare.get(member).is_none(), "{member}");
    }
    let openid = house.by_password("curl", "editor", "openid").await;
    let token = claims(&openid, "id_token");
    assert!(token.get("name").is_none() && token.get("email").is_none());
}

#[tokio::test]
async fn client_info_says_whose_tokens_they_are() {
    let house = house::house().await;
    let form = house.token("curl", "password").with("scope", "openid");
    let form = form.with("username", "editor").with("password", "password");
    let answer = form.with("client_info", "1").send().await.good();
    let info = format!(".{}.", answer["client_info"].as_str().unwrap());
    let info: Value = serde_json::from_str(&crate::world::part_text(&info, 1)).unwrap();
    let editor = house.directory.users()[0].object_id();
    assert_eq!(
        info,
        json!({ "uid": editor, "utid": house.directory.tenant_id() })
    );
}

#[tokio::test]
async fn a_subject_is_another_one_for_the_client_and_for_the_application() {
    let house = house::house().await;
    let answer = of(&house, "editor").await;
    let (access, id) = (claims(&answer, "access_token"), claims(&answer, "id_token"));
    assert_ne!(access["sub"], id["sub"]);
    assert_eq!(access["oid"], id["oid"]);
    assert_eq!(access["sid"], id["sid"]);
    assert_eq!(access["auth_time"], id["auth_time"]);
}

#[tokio::test]
async fn an_application_that_keeps_a_secret_proves_itself_too() {
    let house = house::house().await;
    let scope = house.scope("Documents.Read");
    let answer = house.by_password("portal", "editor", &scope).await;
    let token = claims(&answer, "access_token");
    assert_eq!(
        (&token["azp"], &token["azpacr"]),
        (&json!(house.id("portal")), &json!("1"))
    );
    house.judged(&answer).await;
}

#[tokio::test]
async fn who_cannot_sign_in_by_password_is_told_why() {
    let house = house::house().await;
    let form = || {
        let form = house.token("curl", "password").with("scope", "openid");
        form.with("username", "editor").with("password", "password")
    };
    assert_eq!(
        form().but("password", "other").refused().await,
        refusal("invalid_grant", 50126)
    );
    assert_eq!(
        form().but("username", "nobody").refused().await,
        refusal("invalid_grant", 50034)
    );
    assert_eq!(
        form().but("username", "visitor").refused().await,
        refusal("invalid_grant", 50034)
    );
    for absent in ["username", "password", "scope"] {
        assert_eq!(
            form().without(absent).refused().await,
            refusal("invalid_request", 900_144)
        );
    }
}

#[tokio::test]
async fn it_is_for_paths_of_tenants_with_passwords() {
    let house = house::house().await;
    for (tenant, number) in [("common", 9_001_023), ("consumers", 9_001_023)] {
        let form = house.form_at(tenant, "oauth2/v2.0/token");
        let form = form
            .with("grant_type", "password")
            .with("client_id", house.id("curl"));
        assert_eq!(
            form.refused().await,
            refusal("invalid_request", number),
            "{tenant}"
        );
    }
    for tenant in ["organizations", "directory.test"] {
        let form = house
            .form_at(tenant, "oauth2/v2.0/token")
            .with("grant_type", "password");
        let form = form
            .with("client_id", house.id("curl"))
            .with("scope", "openid");
        let form = form.with("username", "editor").with("password", "password");
        form.send().await.good();
    }
}
