//! The client credentials grant: an application in its own name, by its secret.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use reqwest::StatusCode;
use serde_json::json;

use crate::house::{self, Form, House, claims, refusal};

fn own_name(house: &House, client: &str) -> Form {
    let form = house.token(client, "client_credentials");
    form.with("scope", house.scope(".default"))
}

#[tokio::test]
async fn an_application_gets_a_token_that_the_other_accepts() {
    let house = house::house().await;
    let answer = own_name(&house, "robot").send().await.good();
    let identity = house.judged(&answer).await;
    assert!(identity.has_role(rolecall_tests::policy::ADMIN));
    let token = claims(&answer, "access_token");
    assert_eq!(
        (&token["azpacr"], &token["idtyp"]),
        (&json!("1"), &json!("app"))
    );
    assert_eq!(token["oid"], token["sub"]);
    assert!(token.get("scp").is_none() && token.get("sid").is_none());
}

#[tokio::test]
async fn the_answer_has_an_access_token_and_nothing_else() {
    let house = house::house().await;
    let answer = own_name(&house, "robot").send().await.good();
    let mut members: Vec<_> = answer.as_object().unwrap().keys().collect();
    members.sort();
    assert_eq!(
        members,
        ["access_token", "expires_in", "ext_expires_in", "token_type"]
    );
}

#[tokio::test]
async fn the_secret_may_stand_in_the_header() {
    let house = house::house_with(|builder| {
        let app = rolecall::directory::App::new("odd").secret("a b:c+d%&=é");
        builder.app(app)
    });
    let house = house.await;
    // As a form writes it, which is what RFC 6749 asks for.
    let pair = format!("{}:a+b%3Ac%2Bd%25%26%3D%C3%A9", house.id("odd"));
    let basic = format!("Basic {}", BASE64_STANDARD.encode(pair));
    let form = own_name(&house, "odd")
        .without("client_id")
        .without("client_secret");
    form.header("authorization", &basic).send().await.good();
    let both = own_name(&house, "odd").header("authorization", &basic);
    assert_eq!(both.refused().await, refusal("invalid_request", 90013));
    let bearer = own_name(&house, "odd").header("authorization", "Bearer x");
    assert_eq!(bearer.refused().await, refusal("invalid_client", 70002));
}

#[tokio::test]
async fn a_bad_secret_is_a_401() {
    let house = house::house().await;
    for (form, number) in [
        (
            own_name(&house, "robot").but("client_secret", "wrong"),
            7_000_215,
        ),
        (
            own_name(&house, "robot").without("client_secret"),
            7_000_218,
        ),
        (
            own_name(&house, "robot").but("client_secret", ""),
            7_000_218,
        ),
        (own_name(&house, "curl"), 7_000_218),
        (
            own_name(&house, "curl").with("client_secret", "any"),
            700_025,
        ),
    ] {
        let answer = form.send().await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{number}");
        assert_eq!(answer.refusal(), refusal("invalid_client", number));
    }
}

#[tokio::test]
async fn it_asks_for_one_resource_as_a_whole() {
    let house = house::house().await;
    let read = house.scope("Documents.Read");
    for scope in [
        &read,
        "openid",
        &format!("{} {read}", house.scope(".default")),
    ] {
        let form = own_name(&house, "robot").but("scope", scope);
        assert_eq!(
            form.refused().await,
            refusal("invalid_scope", 1_002_012),
            "{scope}"
        );
    }
    let absent = own_name(&house, "robot").without("scope");
    assert_eq!(absent.refused().await, refusal("invalid_request", 900_144));
    let by_id = format!("{}/.default", house.directory.client_id());
    own_name(&house, "robot")
        .but("scope", by_id)
        .send()
        .await
        .good();
}

#[tokio::test]
async fn at_graph_it_may_read_users_groups_and_applications() {
    let house = house::house().await;
    let form = own_name(&house, "robot").but("scope", "https://graph.microsoft.com/.default");
    let token = claims(&form.send().await.good(), "access_token");
    assert_eq!(
        token["roles"],
        json!([
            "User.Read.All",
            "GroupMember.Read.All",
            "Application.Read.All"
        ])
    );
    assert_eq!(token["aud"], "https://graph.microsoft.com");
}

#[tokio::test]
async fn it_is_at_home_in_one_tenant() {
    let house = house::house().await;
    for tenant in ["common", "organizations", "consumers"] {
        let form = house.form_at(tenant, "oauth2/v2.0/token");
        let form = form.with("grant_type", "client_credentials");
        let form = form
            .with("client_id", house.id("robot"))
            .with("client_secret", "robot-secret");
        let form = form.with("scope", house.scope(".default"));
        assert_eq!(
            form.refused().await,
            refusal("invalid_request", 50059),
            "{tenant}"
        );
    }
}
