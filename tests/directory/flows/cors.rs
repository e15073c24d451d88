//! What pages of another origin are let to ask for.

use reqwest::{Method, Response, StatusCode};

use crate::house::{self, House};

const PAGE: &str = "http://localhost:5173";

async fn asked_beforehand(house: &House, path: &str, method: &str) -> Response {
    let request = house
        .http
        .request(Method::OPTIONS, format!("{}/{path}", house.directory.url()));
    let request = request.header("origin", PAGE);
    let request = request.header("access-control-request-method", method);
    let request = request.header(
        "access-control-request-headers",
        "content-type,x-requested-with",
    );
    request.send().await.unwrap()
}

async fn got_by_a_page(house: &House, path: &str) -> Response {
    let url = format!("{}/{path}", house.directory.url());
    let request = house.http.get(url).header("origin", PAGE);
    request.send().await.unwrap()
}

#[tokio::test]
async fn a_page_may_ask_for_tokens() {
    let house = house::house().await;
    let path = format!("{}/oauth2/v2.0/token", house.directory.tenant_id());
    let response = asked_beforehand(&house, &path, "POST").await;
    assert_eq!(response.status(), StatusCode::OK);
    let headers = response.headers();
    assert_eq!(headers["access-control-allow-origin"], "*");
    assert_eq!(headers["access-control-allow-methods"], "POST");
    assert_eq!(
        headers["access-control-allow-headers"],
        "content-type,x-requested-with"
    );
    assert!(!headers.contains_key("access-control-allow-credentials"));
}

#[tokio::test]
async fn a_page_can_read_tokens_and_refusals() {
    let house = house::house().await;
    let form = house.token("page", "refresh_token").of_a_page();
    let refused = form.send().await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    assert_eq!(refused.headers["access-control-allow-origin"], "*");
}

#[tokio::test]
async fn a_page_can_read_documents() {
    let house = house::house().await;
    let tenant = house.directory.tenant_id();
    for path in [
        format!("{tenant}/v2.0/.well-known/openid-configuration"),
        format!("{tenant}/discovery/v2.0/keys"),
        "common/discovery/instance".to_owned(),
        "oidc/userinfo".to_owned(),
    ] {
        let response = got_by_a_page(&house, &path).await;
        assert_eq!(
            response.headers()["access-control-allow-origin"],
            "*",
            "{path}"
        );
        let beforehand = asked_beforehand(&house, &path, "GET").await;
        assert_eq!(
            beforehand.headers()["access-control-allow-origin"],
            "*",
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_page_cannot_read_what_is_not_for_pages() {
    let house = house::house().await;
    for path in ["", "_directory/token?user=editor"] {
        let response = got_by_a_page(&house, path).await;
        let allowed = response.headers().get("access-control-allow-origin");
        assert_eq!(allowed, None, "{path}");
    }
}
