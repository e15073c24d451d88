//! How the token endpoint refuses: in Entra's shape, with the names by which a request can be found again.

use reqwest::StatusCode;
use serde_json::json;

use crate::house::{self, refusal};

const OWN: &str = "0a1b2c3d-0000-4000-8000-000000000001";

#[tokio::test]
async fn a_refusal_has_every_member() {
    let house = house::house().await;
    let answer = house.form("oauth2/v2.0/token").send().await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    let mut members: Vec<_> = answer.body.as_object().unwrap().keys().collect();
    members.sort();
    assert_eq!(
        members,
        [
            "correlation_id",
            "error",
            "error_codes",
            "error_description",
            "error_uri",
            "timestamp",
            "trace_id"
        ]
    );
    let page = format!("{}/error?code=900144", house.directory.url());
    assert_eq!(answer.body["error_uri"], page);
    assert_eq!(
        answer.headers["x-ms-request-id"],
        answer.body["trace_id"].as_str().unwrap()
    );
    let said = answer.body["error_description"].as_str().unwrap();
    assert!(
        said.starts_with("AADSTS900144: ") && said.contains("`grant_type`"),
        "{said}"
    );
}

#[tokio::test]
async fn no_answer_is_kept() {
    let house = house::house().await;
    let good = house
        .token("robot", "client_credentials")
        .with("scope", house.scope(".default"));
    for form in [good, house.form("oauth2/v2.0/token")] {
        let answer = form.send().await;
        assert_eq!(answer.headers["cache-control"], "no-store, no-cache");
        assert_eq!(answer.headers["pragma"], "no-cache");
        assert!(answer.headers.contains_key("x-ms-request-id"));
    }
}

#[tokio::test]
async fn a_request_keeps_the_name_that_it_gives_itself() {
    let house = house::house().await;
    let form = || house.form("oauth2/v2.0/token");
    for named in [
        form().with("client-request-id", OWN),
        form().header("client-request-id", OWN),
        form().query(&format!("client-request-id={OWN}")),
    ] {
        let answer = named
            .header("return-client-request-id", "true")
            .send()
            .await;
        assert_eq!(answer.body["correlation_id"], OWN);
        assert_eq!(answer.headers["client-request-id"], OWN);
        assert_ne!(answer.body["trace_id"], OWN);
    }
    let nonsense = form().with("client-request-id", "<script>").send().await;
    assert_ne!(nonsense.body["correlation_id"], "<script>");
}

#[tokio::test]
async fn only_a_form_is_read() {
    let house = house::house().await;
    let url = format!(
        "{}/{}/oauth2/v2.0/token",
        house.directory.url(),
        house.directory.tenant_id()
    );
    let body = json!({ "grant_type": "client_credentials" });
    for request in [
        house.http.post(&url).json(&body),
        house.http.post(&url),
        house.http.post(&url).body("grant_type=refresh_token"),
    ] {
        let error: serde_json::Value = request.send().await.unwrap().json().await.unwrap();
        assert_eq!(error["error_codes"], json!([9_002_313]), "{error}");
    }
    let charset = "application/x-www-form-urlencoded; charset=UTF-8";
    let form = house
        .form("oauth2/v2.0/token")
        .header("content-type", charset);
    assert_eq!(form.refused().await, refusal("invalid_request", 900_144));
    let read = house.http.get(&url).send().await.unwrap();
    assert_eq!(read.status(), StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn what_is_read_stands_there_once() {
    let house = house::house().await;
    for twice in ["grant_type", "client_id", "client_secret", "scope"] {
        let form = house
            .token("robot", "client_credentials")
            .with("scope", "x");
        let form = form.with(twice, "again");
        assert_eq!(
            form.refused().await,
            refusal("invalid_request", 90013),
            "{twice}"
        );
    }
    let form = house
        .token("robot", "client_credentials")
        .with("scope", house.scope(".default"));
    form.with("x-client-sku", "a")
        .with("x-client-sku", "b")
        .send()
        .await
        .good();
}

#[tokio::test]
async fn an_unknown_grant_is_unsupported() {
    let house = house::house().await;
    let form = house.token("curl", "urn:ietf:params:oauth:grant-type:saml2-bearer");
    assert_eq!(
        form.refused().await,
        refusal("unsupported_grant_type", 70003)
    );
}

#[tokio::test]
async fn there_are_no_personal_accounts() {
    let house = house::house().await;
    for endpoint in ["token", "devicecode"] {
        let form = house.form_at("consumers", &format!("oauth2/v2.0/{endpoint}"));
        let form = form.with("grant_type", "authorization_code");
        let refused = form.with("client_id", house.id("curl")).refused().await;
        assert_eq!(refused, refusal("invalid_request", 9_002_332), "{endpoint}");
    }
    let elsewhere = house.form_at("contoso.example", "oauth2/v2.0/token");
    assert_eq!(elsewhere.refused().await, refusal("invalid_tenant", 90002));
}

#[tokio::test]
async fn who_calls_it_by_a_foreign_name_gets_no_token() {
    let house = house::house().await;
    let form = house
        .token("robot", "client_credentials")
        .with("scope", house.scope(".default"));
    let response = form.header("host", "rebound.example").respond().await;
    assert_eq!(response.status(), StatusCode::MISDIRECTED_REQUEST);
}
