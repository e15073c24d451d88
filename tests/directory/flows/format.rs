//! Access tokens by the resource that they are for: which format, which audience, which claims.

use rolecall::directory::TokenRequest;
use serde_json::{Value, json};

use crate::house::{self, claims};
use crate::world;

#[tokio::test]
async fn an_application_that_wants_version_one_gets_it_at_every_endpoint() {
    let house = house::house_with(rolecall::directory::Builder::version_one_tokens).await;
    let scope = format!("openid profile {}", house.scope("Documents.Read"));
    let answer = house.by_password("curl", "editor", &scope).await;
    let mut token = claims(&answer, "access_token");
    for varies in [
        "aio",
        "rh",
        "uti",
        "sub",
        "sid",
        "exp",
        "iat",
        "nbf",
        "auth_time",
    ] {
        assert!(!token[varies].take().is_null(), "{varies}");
    }
    let (url, tenant) = (house.directory.url(), house.directory.tenant_id());
    assert_eq!(
        token,
        json!({
            "acct": 0, "acr": "1", "amr": ["pwd"],
            "appid": house.id("curl"), "appidacr": "0",
            "aud": format!("api://{}", house.directory.client_id()),
            "family_name": "Editor", "given_name": "Edgar", "name": "Edgar Editor",
            "iss": format!("{url}/{tenant}/"),
            "oid": house.directory.users()[0].object_id(),
            "roles": ["Editor", "Auditor"], "scp": "Documents.Read", "tid": tenant,
            "unique_name": "editor@directory.test", "upn": "editor@directory.test", "ver": "1.0",
            "aio": null, "rh": null, "uti": null, "sub": null, "sid": null, "exp": null,
            "iat": null, "nbf": null, "auth_time": null,
        })
    );
    let header = world::header(house::access_token(&answer));
    assert_eq!(header["x5t"], header["kid"]);
    // The format of an ID token is the endpoint's, not the application's.
    assert_eq!(claims(&answer, "id_token")["ver"], "2.0");
}

#[tokio::test]
async fn a_shell_can_have_either_format() {
    let house = house::house().await;
    let version = async |query| {
        let token = world::minted(&house.directory, query).await;
        assert!(world::signed_by_the_served_key(&house.directory, &token).await);
        world::claims(&token)["ver"].clone()
    };
    assert_eq!(version("user=editor").await, "2.0");
    assert_eq!(version("user=editor&version=2").await, "2.0");
    assert_eq!(version("user=editor&version=1").await, "1.0");
    assert_eq!(version("app=robot&version=1").await, "1.0");
    let request = TokenRequest::user("editor").version_one();
    assert!(house.directory.token_url(&request).ends_with("&version=1"));
    let other = world::get(world::token_url(&house.directory, "user=editor&version=3")).await;
    assert_eq!(other.status(), 400);
}

#[tokio::test]
async fn a_token_for_graph_is_for_graph_alone() {
    let house = house::house().await;
    let answer = house
        .by_password("curl", "editor", "openid profile User.Read")
        .await;
    assert_eq!(
        answer["scope"],
        "https://graph.microsoft.com/User.Read openid profile"
    );
    let token = claims(&answer, "access_token");
    assert_eq!(token["aud"], "https://graph.microsoft.com");
    assert_eq!(token["scp"], "User.Read openid profile");
    assert!(token.get("roles").is_none());
    let text = house::access_token(&answer);
    assert!(world::header(text)["nonce"].is_string());
    assert_eq!(house.refusal(text).await, "audience");
}

#[tokio::test]
async fn without_a_resource_the_token_is_for_graph() {
    let house = house::house().await;
    let answer = house.by_password("curl", "editor", "openid profile").await;
    assert_eq!(answer["scope"], "openid profile");
    assert_eq!(
        claims(&answer, "access_token")["aud"],
        "https://graph.microsoft.com"
    );
}

#[tokio::test]
async fn roles_are_those_of_the_application_they_belong_to() {
    let house = house::house().await;
    let scope = format!("api://{}/access_as_user", house.id("portal"));
    let answer = house.by_password("curl", "editor", &scope).await;
    let token = claims(&answer, "access_token");
    assert_eq!(token["aud"], house.id("portal"));
    assert!(token.get("roles").is_none());
    assert_eq!(
        house.refusal(house::access_token(&answer)).await,
        "audience"
    );
}

#[tokio::test]
async fn a_guest_is_said_to_be_one() {
    let house = house::house().await;
    for query in ["user=visitor", "user=visitor&version=1"] {
        let token: Value = json!(world::claims(&world::minted(&house.directory, query).await));
        assert_eq!(token["acct"], 1, "{query}");
        assert_eq!(token["email"], "visitor@partner.example");
        assert_eq!(token["tid"], house.directory.tenant_id());
        let idp = token["idp"].as_str().unwrap();
        assert!(
            idp.starts_with("https://sts.windows.net/") && idp.ends_with('/'),
            "{idp}"
        );
        assert!(!idp.contains(house.directory.tenant_id()));
        assert!(token.get("upn").is_none());
    }
    let editor = world::claims(&world::minted(&house.directory, "user=editor").await);
    assert_eq!(editor["acct"], 0);
    assert!(!editor.contains_key("idp") && !editor.contains_key("email"));
}
