//! Sign-in on a device: the codes, and what is said until somebody has typed one.

use std::time::Duration;

use serde_json::{Value, json};

use crate::house::{self, Form, House, claims, refusal};

const GRANT: &str = "urn:ietf:params:oauth:grant-type:device_code";

async fn begun(house: &House) -> Value {
    let form = house
        .form("oauth2/v2.0/devicecode")
        .with("client_id", house.id("curl"));
    let scope = format!(
        "openid profile offline_access {}",
        house.scope("Documents.Read")
    );
    form.with("scope", scope).send().await.good()
}

fn poll(house: &House, begun: &Value) -> Form {
    let code = begun["device_code"].as_str().unwrap();
    house.token("curl", GRANT).with("device_code", code)
}

#[tokio::test]
async fn the_answer_says_what_to_type_and_where() {
    let house = house::house().await;
    let mut begun = begun(&house).await;
    let code = begun["user_code"].take().as_str().unwrap().to_owned();
    let readable = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
    assert!(code.len() == 9 && code.bytes().all(readable), "{code}");
    assert!(begun["device_code"].take().as_str().unwrap().len() > 40);
    let page = format!("{}/devicelogin", house.directory.url());
    assert_eq!(
        begun,
        json!({
            "user_code": null,
            "device_code": null,
            "verification_uri": page,
            "expires_in": 900,
            "interval": 5,
            "message": format!(
                "To sign in, use a web browser to open the page {page} and enter the code {code} to authenticate."
            ),
        })
    );
}

#[tokio::test]
async fn until_somebody_has_typed_it_the_device_waits() {
    let house = house::house().await;
    let begun = begun(&house).await;
    let code = begun["device_code"].as_str().unwrap();
    let waiting = refusal("authorization_pending", 70016);
    for form in [
        poll(&house, &begun),
        house.token("curl", GRANT).with("code", code),
        house.token("curl", "device_code").with("device_code", code),
        house
            .token("curl", "device_code")
            .with("device_code", code)
            .with("code", code),
    ] {
        assert_eq!(form.refused().await, waiting);
    }
}

/// A person types the code, says who they are, and answers.
async fn answered(house: &House, begun: &Value, answer: &str) {
    let form = house.form_for("devicelogin").with("user", "editor");
    let form = form.with("user_code", begun["user_code"].as_str().unwrap());
    let response = form.with("consent", answer).respond().await;
    assert_eq!(response.status(), 200);
}

#[tokio::test]
async fn once_somebody_has_agreed_the_device_gets_tokens_once() {
    let house = house::house().await;
    let begun = begun(&house).await;
    answered(&house, &begun, "accept").await;
    let answer = poll(&house, &begun)
        .with("client_info", "1")
        .send()
        .await
        .good();
    assert!(
        house
            .judged(&answer)
            .await
            .may(rolecall_tests::policy::VIEW)
    );
    for member in ["id_token", "refresh_token", "client_info"] {
        assert!(answer[member].is_string(), "{member}");
    }
    let token = claims(&answer, "access_token");
    assert_eq!(
        (&token["azp"], &token["azpacr"]),
        (&json!(house.id("curl")), &json!("0"))
    );
    let renewal = house.token("curl", "refresh_token");
    let renewal = renewal.with("refresh_token", answer["refresh_token"].as_str().unwrap());
    renewal.send().await.good();
    let again = poll(&house, &begun).refused().await;
    assert_eq!(again, refusal("bad_verification_code", 70018));
}

#[tokio::test]
async fn once_somebody_has_declined_the_device_is_told() {
    let house = house::house().await;
    let begun = begun(&house).await;
    answered(&house, &begun, "cancel").await;
    for _ in 0..2 {
        let declined = poll(&house, &begun).refused().await;
        assert_eq!(declined, refusal("authorization_declined", 65004));
    }
}

#[tokio::test]
async fn a_code_ends_after_15_minutes() {
    let house = house::house().await;
    let begun = begun(&house).await;
    house.hand.advance(Duration::from_secs(900));
    let ended = poll(&house, &begun).refused().await;
    assert_eq!(ended, refusal("expired_token", 70019));
}

#[tokio::test]
async fn a_code_is_for_the_client_that_began() {
    let house = house::house().await;
    let begun = begun(&house).await;
    let other = poll(&house, &begun).but("client_id", house.id("reader"));
    assert_eq!(
        other.refused().await,
        refusal("bad_verification_code", 70018)
    );
    let unknown = house.token("curl", GRANT).with("device_code", "nonsense");
    assert_eq!(
        unknown.refused().await,
        refusal("bad_verification_code", 70018)
    );
    let absent = house.token("curl", GRANT);
    assert_eq!(absent.refused().await, refusal("invalid_request", 900_144));
}

#[tokio::test]
async fn what_could_not_be_given_is_refused_at_the_beginning() {
    let house = house::house().await;
    let form = || {
        house
            .form("oauth2/v2.0/devicecode")
            .with("client_id", house.id("curl"))
    };
    assert_eq!(form().refused().await, refusal("invalid_request", 900_144));
    let unknown = form()
        .with("scope", house.scope("Documents.Burn"))
        .refused()
        .await;
    assert_eq!(unknown, refusal("invalid_scope", 650_053));
    let secret = form()
        .with("scope", "openid")
        .but("client_id", house.id("portal"));
    assert_eq!(secret.refused().await, refusal("invalid_client", 7_000_218));
}

#[tokio::test]
async fn it_may_begin_on_the_paths_of_many_tenants() {
    let house = house::house().await;
    for tenant in ["common", "organizations", "directory.test"] {
        let form = house
            .form_at(tenant, "oauth2/v2.0/devicecode")
            .with("scope", "openid");
        form.with("client_id", house.id("curl")).send().await.good();
    }
}
