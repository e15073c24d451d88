//! What the stand-in for Graph says of a user.

use reqwest::StatusCode;
use rolecall::directory::{Bad, TokenRequest};
use serde_json::{Value, json};

use crate::house::{self, House, access_token, claims};

async fn asked(house: &House, token: &str) -> reqwest::Response {
    let request = house
        .http
        .get(format!("{}/oidc/userinfo", house.directory.url()));
    request.bearer_auth(token).send().await.unwrap()
}

#[tokio::test]
async fn it_says_as_much_as_was_asked_for() {
    let house = house::house().await;
    let answer = house
        .by_password("curl", "editor", "openid profile email")
        .await;
    let response = asked(&house, access_token(&answer)).await;
    let info: Value = response.json().await.unwrap();
    assert_eq!(
        info,
        json!({
            "sub": claims(&answer, "id_token")["sub"],
            "name": "Edgar Editor",
            "given_name": "Edgar",
            "family_name": "Editor",
            "email": "editor@directory.test",
        })
    );
    let bare = house.by_password("curl", "editor", "openid").await;
    let bare: Value = asked(&house, access_token(&bare))
        .await
        .json()
        .await
        .unwrap();
    assert_eq!(bare.as_object().unwrap().len(), 1);
}

#[tokio::test]
async fn it_may_be_asked_by_post() {
    let house = house::house().await;
    let answer = house.by_password("curl", "editor", "openid").await;
    let request = house
        .http
        .post(format!("{}/oidc/userinfo", house.directory.url()));
    let response = request
        .bearer_auth(access_token(&answer))
        .send()
        .await
        .unwrap();
    assert_eq!(response.status(), StatusCode::OK);
}

#[tokio::test]
async fn only_a_token_for_graph_with_openid_opens_it() {
    let house = house::house().await;
    let own = house
        .directory
        .token(&TokenRequest::user("editor"))
        .unwrap();
    let request = TokenRequest::user("editor").bad(Bad::Signature);
    let spoilt = house.directory.token(&request).unwrap();
    let other = house.by_password("curl", "editor", "User.Read").await;
    for token in [own.as_str(), &spoilt, access_token(&other), "nonsense"] {
        let response = asked(&house, token).await;
        assert_eq!(response.status(), StatusCode::UNAUTHORIZED);
        let challenge = &response.headers()["www-authenticate"];
        assert_eq!(challenge, "Bearer error=\"invalid_token\"");
    }
    let url = format!("{}/oidc/userinfo", house.directory.url());
    let bare = house.http.get(url).send().await.unwrap();
    assert_eq!(bare.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(bare.headers()["www-authenticate"], "Bearer");
}
