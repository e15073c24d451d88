//! The documents under each name that a tenant can have in a path, and under the words that stand for several.

use serde_json::Value;

use crate::house::{self, House};
use crate::world;

async fn document(house: &House, tenant: &str) -> Value {
    let path = format!("{tenant}/v2.0/.well-known/openid-configuration");
    world::json(format!("{}/{path}", house.directory.url())).await
}

#[tokio::test]
async fn a_domain_is_another_name_of_the_tenant() {
    let house = house::house().await;
    let by_id = document(&house, house.directory.tenant_id()).await;
    for name in [
        "directory.test",
        "Directory.Test",
        &house.directory.tenant_id().to_uppercase(),
    ] {
        assert_eq!(document(&house, name).await, by_id, "{name}");
    }
    assert_eq!(by_id["issuer"], house.directory.issuer());
}

#[tokio::test]
async fn words_for_several_tenants_leave_the_issuer_open() {
    let house = house::house().await;
    let url = house.directory.url();
    for (word, issuing) in [
        ("common", "{tenantid}"),
        ("organizations", "{tenantid}"),
        ("consumers", "9188040d-6c67-4c5b-b112-36a304b66dad"),
    ] {
        let document = document(&house, word).await;
        assert_eq!(document["issuer"], format!("{url}/{issuing}/v2.0"));
        assert!(document["tenant_region_scope"].is_null());
        for (member, path) in [
            ("authorization_endpoint", "oauth2/v2.0/authorize"),
            ("token_endpoint", "oauth2/v2.0/token"),
            ("device_authorization_endpoint", "oauth2/v2.0/devicecode"),
            ("end_session_endpoint", "oauth2/v2.0/logout"),
            ("jwks_uri", "discovery/v2.0/keys"),
        ] {
            assert_eq!(document[member], format!("{url}/{word}/{path}"), "{member}");
        }
    }
}

#[tokio::test]
async fn all_have_the_same_keys() {
    let house = house::house().await;
    let own = document(&house, "directory.test").await;
    let keys = world::json(own["jwks_uri"].as_str().unwrap()).await;
    for word in ["common", "organizations", "consumers", "directory.test"] {
        let url = format!("{}/{word}/discovery/v2.0/keys", house.directory.url());
        assert_eq!(world::json(url).await, keys, "{word}");
    }
}

#[tokio::test]
async fn an_application_named_in_the_query_changes_nothing() {
    let house = house::house().await;
    let url = format!(
        "{}?appid={}",
        house.directory.metadata_url(),
        house.id("curl")
    );
    assert_eq!(
        world::json(url).await,
        world::json(house.directory.metadata_url()).await
    );
}

#[tokio::test]
async fn version_one_has_its_own_issuer_and_keys() {
    let house = house::house().await;
    let (url, tenant) = (house.directory.url(), house.directory.tenant_id());
    for (name, segment, issuing) in [
        (tenant, tenant, tenant),
        ("directory.test", tenant, tenant),
        ("common", "common", "{tenantid}"),
    ] {
        let document = world::json(format!("{url}/{name}/.well-known/openid-configuration")).await;
        assert_eq!(document["issuer"], format!("{url}/{issuing}/"));
        assert_eq!(
            document["jwks_uri"],
            format!("{url}/{segment}/discovery/keys")
        );
        let keys = world::json(document["jwks_uri"].as_str().unwrap()).await;
        let mut other = world::json(format!("{url}/{name}/discovery/v2.0/keys")).await;
        other["keys"][0].as_object_mut().unwrap().remove("issuer");
        assert_eq!(keys, other);
    }
}

#[tokio::test]
async fn everything_that_is_named_is_there() {
    let house = house::house().await;
    let tenant = house.directory.tenant_id();
    for path in [
        format!("{tenant}/v2.0"),
        tenant.to_owned(),
        "common/v2.0".to_owned(),
    ] {
        let url = format!(
            "{}/{path}/.well-known/openid-configuration",
            house.directory.url()
        );
        let document = world::json(url).await;
        for (member, value) in document.as_object().unwrap() {
            let named = value.as_str().filter(|text| text.starts_with("http"));
            // Nobody asks for tickets of Kerberos here, and an issuer is a name.
            if let Some(url) =
                named.filter(|_| !["kerberos_endpoint", "issuer"].contains(&member.as_str()))
            {
                let status = world::get(url).await.status();
                assert_ne!(status, 404, "{member}: {url}");
            }
        }
    }
}
