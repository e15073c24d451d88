//! The code flow from the sign-in to the application's answer.

use std::time::Duration;

use serde_json::json;

use crate::house::{self, House, claims, refusal};
use crate::sign_in::{self, NONCE, sign_in};
use crate::world::NOW;

fn everything(house: &House) -> String {
    format!(
        "openid profile email offline_access {}",
        house.scope("Documents.Read")
    )
}

#[tokio::test]
async fn a_client_of_each_kind_gets_what_the_application_accepts() {
    let house = house::house().await;
    for (client, proof) in [("curl", "0"), ("portal", "1"), ("page", "0")] {
        let form = sign_in(&house, client, &everything(&house))
            .redemption("editor")
            .await;
        let form = if client == "page" {
            form.of_a_page()
        } else {
            form
        };
        let answer = form.send().await.good();
        let identity = house.judged(&answer).await;
        assert!(identity.may(rolecall_tests::policy::VIEW), "{client}");
        assert!(!identity.may(rolecall_tests::policy::EDIT), "{client}");
        let token = claims(&answer, "access_token");
        assert_eq!(
            (&token["azp"], &token["azpacr"]),
            (&json!(house.id(client)), &json!(proof))
        );
        assert!(answer["refresh_token"].is_string());
    }
}

#[tokio::test]
async fn an_id_token_echoes_the_nonce_once() {
    let house = house::house().await;
    let form = sign_in(&house, "curl", &everything(&house))
        .redemption("editor")
        .await;
    house.hand.advance(Duration::from_secs(60));
    let answer = form.send().await.good();
    let token = claims(&answer, "id_token");
    assert_eq!(
        (&token["nonce"], &token["auth_time"]),
        (&json!(NONCE), &json!(NOW))
    );
    assert_eq!(token["sid"], claims(&answer, "access_token")["sid"]);
    assert!(token.get("at_hash").is_none());
    let renewal = house.token("curl", "refresh_token");
    let renewal = renewal.with("refresh_token", answer["refresh_token"].as_str().unwrap());
    let renewed = claims(&renewal.send().await.good(), "id_token");
    assert!(renewed.get("nonce").is_none());
    assert_eq!(
        (&renewed["sid"], &renewed["auth_time"]),
        (&token["sid"], &json!(NOW))
    );
}

#[tokio::test]
async fn a_code_is_good_once_and_what_it_gave_is_taken_back() {
    let house = house::house().await;
    let code = sign_in(&house, "curl", &everything(&house))
        .code("editor")
        .await;
    let redemption = || sign_in::redemption(&house, "curl", &code);
    let first = redemption().send().await.good();
    let renewal = |answer: &serde_json::Value| {
        let form = house.token("curl", "refresh_token");
        form.with("refresh_token", answer["refresh_token"].as_str().unwrap())
    };
    let second = renewal(&first).send().await.good();
    assert_eq!(
        redemption().refused().await,
        refusal("invalid_grant", 54005)
    );
    for answer in [&first, &second] {
        assert_eq!(
            renewal(answer).refused().await,
            refusal("invalid_grant", 70008)
        );
    }
}

#[tokio::test]
async fn a_code_is_good_for_ten_minutes() {
    let house = house::house().await;
    let early = sign_in(&house, "curl", "openid").redemption("editor").await;
    let late = sign_in(&house, "curl", "openid").redemption("editor").await;
    house.hand.advance(Duration::from_secs(599));
    early.send().await.good();
    house.hand.advance(Duration::from_secs(1));
    assert_eq!(late.refused().await, refusal("invalid_grant", 70008));
}

#[tokio::test]
async fn a_code_is_for_who_asked_for_it_where_they_asked() {
    let house = house::house().await;
    let code = sign_in(&house, "curl", "openid").code("editor").await;
    let form = || sign_in::redemption(&house, "curl", &code);
    for (wrong, number) in [
        (
            form().but("redirect_uri", "http://localhost:5173/other"),
            50011,
        ),
        (form().but("code_verifier", "x".repeat(43)), 501_481),
        (form().but("client_id", house.id("reader")), 70000),
        (form().but("code", "nonsense"), 70008),
    ] {
        assert_eq!(wrong.refused().await, refusal("invalid_grant", number));
    }
    for absent in ["redirect_uri", "code_verifier", "code", "client_id"] {
        let refused = form().without(absent).refused().await;
        assert_eq!(refused, refusal("invalid_request", 900_144), "{absent}");
    }
    // None of these has used the code up.
    form().send().await.good();
}

#[tokio::test]
async fn a_part_of_the_scopes_can_be_redeemed() {
    let house = house::house().await;
    let (read, write) = (
        house.scope("Documents.Read"),
        house.scope("Documents.ReadWrite"),
    );
    let both = format!("openid {read} {write}");
    let form = sign_in(&house, "curl", &both).redemption("editor").await;
    let answer = form.with("scope", &read).send().await.good();
    assert_eq!(answer["scope"], read);
    assert_eq!(claims(&answer, "access_token")["scp"], "Documents.Read");
}

#[tokio::test]
async fn what_the_user_agrees_to_is_given_from_then_on() {
    let house = house::house().await;
    let write = house.scope("Documents.ReadWrite");
    let form = sign_in(&house, "reader", &write)
        .accepting()
        .redemption("editor")
        .await;
    assert_eq!(form.send().await.good()["scope"], write);
    assert_eq!(
        house.by_password("reader", "editor", &write).await["scope"],
        write
    );
    let other = house.token("reader", "password").with("scope", write);
    let other = other.with("username", "guest").with("password", "password");
    assert_eq!(other.refused().await, refusal("invalid_grant", 65001));
}

#[tokio::test]
async fn a_guest_signs_in_to_the_tenant() {
    let house = house::house().await;
    let form = sign_in(&house, "curl", &everything(&house))
        .redemption("visitor")
        .await;
    let answer = form.with("client_info", "1").send().await.good();
    house.judged(&answer).await;
    for token in ["access_token", "id_token"] {
        let token = claims(&answer, token);
        assert_eq!(
            (&token["acct"], &token["email"]),
            (&json!(1), &json!("visitor@partner.example"))
        );
        assert_eq!(token["tid"], house.directory.tenant_id());
    }
}

#[tokio::test]
async fn a_page_signs_in_again_after_a_day_however_often_it_renews() {
    let house = house::house().await;
    let form = sign_in(&house, "page", &everything(&house))
        .redemption("editor")
        .await;
    let mut answer = form.of_a_page().send().await.good();
    let renewal = |answer: &serde_json::Value| {
        let form = house.token("page", "refresh_token").of_a_page();
        form.with("refresh_token", answer["refresh_token"].as_str().unwrap())
    };
    for _ in 0..3 {
        house.hand.advance(Duration::from_secs(7 * 3_600));
        answer = renewal(&answer).send().await.good();
        house.judged(&answer).await;
    }
    house.hand.advance(Duration::from_secs(3 * 3_600));
    let ended = renewal(&answer).send().await;
    assert_eq!(ended.body["suberror"], "token_expired");
    assert_eq!(ended.refusal(), refusal("invalid_grant", 700_084));
}

#[tokio::test]
async fn what_was_taken_back_is_said_to_be() {
    let house = house::house().await;
    let form = sign_in(&house, "curl", &everything(&house))
        .redemption("editor")
        .await;
    let answer = form.send().await.good();
    let pending = sign_in(&house, "curl", "openid").redemption("editor").await;
    let revoke = house.form_for("_directory/revoke").with("user", "editor");
    assert_eq!(revoke.respond().await.status(), 200);
    let renewal = house.token("curl", "refresh_token");
    let renewal = renewal.with("refresh_token", answer["refresh_token"].as_str().unwrap());
    assert_eq!(renewal.refused().await, refusal("invalid_grant", 50173));
    assert_eq!(pending.refused().await, refusal("invalid_grant", 70008));
}
