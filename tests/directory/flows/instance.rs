//! What Microsoft's clients ask before they trust an authority, or send it a password.

use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::house::{self, House};
use crate::world;

async fn asked(house: &House, endpoint: &str) -> (StatusCode, Value) {
    let url = format!("{}/common/discovery/instance", house.directory.url());
    let query = [("api-version", "1.1"), ("authorization_endpoint", endpoint)];
    let url = reqwest::Url::parse_with_params(&url, query).unwrap();
    let response = house.http.get(url).send().await.unwrap();
    (response.status(), response.json().await.unwrap())
}

#[tokio::test]
async fn the_directory_vouches_for_itself() {
    let house = house::house().await;
    let (url, tenant) = (house.directory.url(), house.directory.tenant_id());
    let host = url.strip_prefix("http://").unwrap();
    for (named, meant) in [
        (tenant, tenant),
        ("directory.test", tenant),
        ("common", "common"),
        ("organizations", "organizations"),
    ] {
        let (status, answer) = asked(&house, &format!("{url}/{named}/oauth2/v2.0/authorize")).await;
        assert_eq!(status, StatusCode::OK);
        assert_eq!(
            answer,
            json!({
                "tenant_discovery_endpoint":
                    format!("{url}/{meant}/v2.0/.well-known/openid-configuration"),
                "api-version": "1.1",
                "metadata": [{ "preferred_network": host, "preferred_cache": host, "aliases": [host] }],
            })
        );
    }
}

#[tokio::test]
async fn a_port_may_be_left_out() {
    let house = house::house().await;
    let portless = "https://localhost/common/oauth2/v2.0/authorize";
    let (status, answer) = asked(&house, portless).await;
    assert_eq!(status, StatusCode::OK);
    let document = answer["tenant_discovery_endpoint"].as_str().unwrap();
    assert!(document.starts_with(house.directory.url()));
}

#[tokio::test]
async fn it_vouches_for_nobody_else() {
    let house = house::house().await;
    for foreign in [
        "https://login.microsoftonline.com/common/oauth2/v2.0/authorize",
        "http://localhost:1/common/oauth2/v2.0/authorize",
        "nonsense",
    ] {
        let (status, error) = asked(&house, foreign).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{foreign}");
        assert_eq!(error["error"], "invalid_instance");
        assert_eq!(error["error_codes"], json!([50049]));
    }
    let here = format!(
        "{}/contoso.example/oauth2/v2.0/authorize",
        house.directory.url()
    );
    assert_eq!(asked(&house, &here).await.1["error_codes"], json!([90002]));
    let bare = world::get(format!(
        "{}/common/discovery/instance",
        house.directory.url()
    ))
    .await;
    let error: Value = bare.json().await.unwrap();
    assert_eq!(error["error_codes"], json!([900_144]));
}

#[tokio::test]
async fn a_user_of_the_tenant_signs_in_here() {
    let house = house::house().await;
    let realm = async |name: &str| {
        let path = format!("common/userrealm/{name}?api-version=1.0");
        world::json(format!("{}/{path}", house.directory.url())).await
    };
    let host = house.directory.url().strip_prefix("http://").unwrap();
    assert_eq!(
        realm("editor@directory.test").await,
        json!({
            "ver": "1.0",
            "account_type": "Managed",
            "domain_name": "directory.test",
            "cloud_instance_name": host,
            "cloud_audience_urn": "urn:federation:MicrosoftOnline",
        })
    );
    for stranger in ["visitor@partner.example", "editor"] {
        assert_eq!(
            realm(stranger).await["account_type"],
            "Unknown",
            "{stranger}"
        );
    }
}
