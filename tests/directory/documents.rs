//! What the directory says of itself: metadata, keys, the page.

use reqwest::{Client, StatusCode};
use rolecall::Clock;
use rolecall::directory::{Document, OldKeys, Trouble, User};
use serde_json::Value;

use crate::world::{self, NOW};

#[tokio::test]
async fn metadata_has_every_member_of_entras_document() {
    let directory = world::started().await;
    let document = world::json(directory.metadata_url()).await;
    let mut members: Vec<_> = document.as_object().unwrap().keys().collect();
    members.sort();
    assert_eq!(
        members,
        [
            "authorization_endpoint",
            "claims_supported",
            "cloud_graph_host_name",
            "cloud_instance_name",
            "device_authorization_endpoint",
            "end_session_endpoint",
            "frontchannel_logout_supported",
            "http_logout_supported",
            "id_token_signing_alg_values_supported",
            "issuer",
            "jwks_uri",
            "kerberos_endpoint",
            "msgraph_host",
            "rbac_url",
            "request_uri_parameter_supported",
            "response_modes_supported",
            "response_types_supported",
            "scopes_supported",
            "subject_types_supported",
            "tenant_region_scope",
            "token_endpoint",
            "token_endpoint_auth_methods_supported",
            "userinfo_endpoint",
        ]
    );
}

#[tokio::test]
async fn metadata_names_entras_paths_under_the_base_url() {
    let directory = world::started().await;
    let document = world::json(directory.metadata_url()).await;
    let tenant = format!("{}/{}", directory.url(), directory.tenant_id());
    for (member, path) in [
        ("issuer", "v2.0"),
        ("jwks_uri", "discovery/v2.0/keys"),
        ("authorization_endpoint", "oauth2/v2.0/authorize"),
        ("token_endpoint", "oauth2/v2.0/token"),
        ("device_authorization_endpoint", "oauth2/v2.0/devicecode"),
        ("end_session_endpoint", "oauth2/v2.0/logout"),
    ] {
        assert_eq!(document[member], format!("{tenant}/{path}"), "{member}");
    }
    assert_eq!(document["issuer"], directory.issuer());
}

#[tokio::test]
async fn no_url_of_the_metadata_leads_away() {
    let directory = world::started().await;
    let document = world::json(directory.metadata_url()).await;
    for (member, value) in document.as_object().unwrap() {
        if let Some(url) = value.as_str().filter(|text| text.contains("://")) {
            assert!(url.starts_with(directory.url()), "{member}: {url}");
        }
    }
}

#[tokio::test]
async fn the_host_header_changes_nothing() {
    let directory = world::started().await;
    let request = Client::new()
        .get(directory.metadata_url())
        .header("host", "evil.example")
        .header("x-forwarded-host", "evil.example");
    let asked_elsewhere: Value = request.send().await.unwrap().json().await.unwrap();
    assert_eq!(asked_elsewhere, world::json(directory.metadata_url()).await);
}

#[tokio::test]
async fn keys_are_written_as_entras() {
    let directory = world::started().await;
    let metadata = world::json(directory.metadata_url()).await;
    let set = world::json(metadata["jwks_uri"].as_str().unwrap()).await;
    let [key] = set["keys"].as_array().unwrap().as_slice() else {
        panic!("one key");
    };
    let mut members: Vec<_> = key.as_object().unwrap().keys().collect();
    members.sort();
    assert_eq!(
        members,
        [
            "cloud_instance_name",
            "e",
            "issuer",
            "kid",
            "kty",
            "n",
            "use",
            "x5c",
            "x5t"
        ]
    );
    assert_eq!(
        (&key["kty"], &key["use"], &key["e"]),
        (&"RSA".into(), &"sig".into(), &"AQAB".into())
    );
    assert_eq!(key["kid"], key["x5t"]);
    assert_eq!(
        key["issuer"],
        format!("{}/{{tenantid}}/v2.0", directory.url())
    );
    assert_eq!(key["cloud_instance_name"], metadata["cloud_instance_name"]);
    // 2048 bits are 256 bytes, which are 342 characters.
    assert_eq!(key["n"].as_str().unwrap().len(), 342);
}

#[tokio::test]
async fn both_documents_are_for_any_origin_and_no_cache() {
    let directory = world::started().await;
    let keys = format!(
        "{}/{}/discovery/v2.0/keys",
        directory.url(),
        directory.tenant_id()
    );
    for url in [directory.metadata_url(), keys] {
        let response = world::get(&url).await;
        assert_eq!(
            response.headers()["access-control-allow-origin"],
            "*",
            "{url}"
        );
        assert_eq!(response.headers()["cache-control"], "no-store", "{url}");
        assert_eq!(
            response.headers()["content-type"],
            "application/json",
            "{url}"
        );
    }
}

#[tokio::test]
async fn another_tenant_is_unknown() {
    let directory = world::started().await;
    for tenant in ["contoso.example", "00000000-0000-4000-8000-000000000000"] {
        for path in [
            "v2.0/.well-known/openid-configuration",
            "discovery/v2.0/keys",
        ] {
            let response = world::get(format!("{}/{tenant}/{path}", directory.url())).await;
            assert_eq!(
                response.status(),
                StatusCode::BAD_REQUEST,
                "{tenant}/{path}"
            );
            let error: Value = response.json().await.unwrap();
            assert_eq!(error["error"], "invalid_tenant");
            assert_eq!(error["error_codes"], serde_json::json!([90002]));
        }
    }
}

#[tokio::test]
async fn the_page_says_what_this_is_and_how_to_get_every_token() {
    let directory = world::started().await;
    let page = world::get(directory.url()).await.text().await.unwrap();
    for said in [
        "Never for production",
        "Documents",
        directory.tenant_id(),
        directory.client_id(),
        "Edgar Editor",
        "Editor, Auditor",
        "No roles",
        "/_directory/token?user=editor",
        "/_directory/token?app=robot",
    ] {
        assert!(page.contains(said), "{said}");
    }
    for bad in rolecall::directory::Bad::ALL {
        assert!(page.contains(&format!("<code>{bad}</code>")), "{bad}");
    }
}

#[tokio::test]
async fn the_page_has_every_button_and_says_how_things_are() {
    let directory = world::started().await;
    directory.trouble(Document::Keys, Trouble::Html);
    directory.move_clock(-60);
    directory.rotate_keys(OldKeys::Keep).await.unwrap();
    let endpoint = format!("{}/directory.test/oauth2/v2.0/token", directory.url());
    let asked = reqwest::Client::new().post(endpoint);
    let asked = asked.form(&[("grant_type", "password")]).send();
    assert_eq!(asked.await.unwrap().status(), StatusCode::BAD_REQUEST);
    let response = world::get(directory.url()).await;
    let policy = response.headers()["content-security-policy"]
        .to_str()
        .unwrap();
    assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"));
    let page = response.text().await.unwrap();
    for said in [
        "action=\"/_directory/keys/rotate\"",
        "action=\"/_directory/trouble\"",
        "action=\"/_directory/clock\"",
        "action=\"/_directory/counters\"",
        "action=\"/_directory/revoke\"",
        "<option value=\"html\" selected>",
        "60 s behind",
        "robot-secret",
        "Documents-secret",
        "<span>password</span>",
    ] {
        assert!(page.contains(said), "{said}");
    }
    assert!(!page.contains("<script"));
    let keys = world::json(format!("{}/_directory", directory.url())).await;
    for kid in keys["keys"].as_array().unwrap() {
        assert!(page.contains(kid.as_str().unwrap()));
    }
}

#[tokio::test]
async fn the_page_escapes_what_people_are_called() {
    let (clock, _) = Clock::by_hand(NOW);
    let mallory = User::new("a&b='c'").display_name("<script>alert(1)</script>");
    let directory = world::documents(clock).user(mallory).start().await.unwrap();
    let page = world::get(directory.url()).await.text().await.unwrap();
    assert!(!page.contains("<script>"));
    assert!(page.contains("user=a%26b%3D%27c%27"));
}

#[tokio::test]
async fn the_terminal_is_told_the_same() {
    let directory = world::started().await;
    let text = directory.describe();
    assert!(text.contains(directory.url()) && text.contains("never for production"));
    assert!(text.contains("user editor (Edgar Editor), roles: Editor, Auditor"));
    assert!(text.contains("app robot (Night Robot), roles: Documents.Admin"));
}
