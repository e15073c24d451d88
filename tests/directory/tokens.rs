//! Good tokens: the claims that Entra writes, signed by the key that is served.

use jsonwebtoken::jwk::JwkSet;
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use reqwest::Client;
use rolecall::Clock;
use rolecall::directory::{Directory, TokenRequest, User};
use serde_json::{Map, Value, json};

use crate::world::{self, NOW};

/// Verifies as a careful client of jsonwebtoken does, from the metadata document onwards.
async fn verified(directory: &Directory, token: &str) -> Map<String, Value> {
    let metadata = world::json(directory.metadata_url()).await;
    let keys = metadata["jwks_uri"].as_str().unwrap();
    let set: JwkSet = serde_json::from_value(world::json(keys).await).unwrap();
    let kid = jsonwebtoken::decode_header(token).unwrap().kid.unwrap();
    let key = DecodingKey::from_jwk(set.find(&kid).unwrap()).unwrap();
    let mut validation = Validation::new(Algorithm::RS256);
    validation.set_audience(&[directory.client_id()]);
    validation.set_issuer(&[metadata["issuer"].as_str().unwrap()]);
    validation.set_required_spec_claims(&["exp", "nbf", "iss", "aud"]);
    validation.validate_nbf = true;
    jsonwebtoken::decode(token, &key, &validation)
        .unwrap()
        .claims
}

/// The claims without those that differ from token to token and mean nothing.
fn meaningful(mut claims: Map<String, Value>) -> Value {
    for opaque in ["aio", "rh", "uti"] {
        assert!(claims.remove(opaque).unwrap().is_string(), "{opaque}");
    }
    Value::Object(claims)
}

#[tokio::test]
async fn a_token_of_the_systems_clock_verifies() {
    let directory = world::documents(Clock::system()).start().await.unwrap();
    let claims = verified(&directory, &world::minted(&directory, "user=editor").await).await;
    assert_eq!(claims["name"], "Edgar Editor");
    let claims = verified(&directory, &world::minted(&directory, "app=robot").await).await;
    assert_eq!(claims["idtyp"], "app");
}

#[tokio::test]
async fn the_header_is_entras() {
    let directory = world::started().await;
    let token = world::minted(&directory, "user=editor").await;
    let mut header = world::header(&token);
    assert!(header.remove("kid").unwrap().is_string());
    assert_eq!(
        Value::Object(header),
        json!({ "alg": "RS256", "typ": "JWT" })
    );
}

#[tokio::test]
async fn the_claims_of_a_user_are_entras() {
    let directory = world::started().await;
    let token = world::minted(&directory, "user=editor&scope=Documents.Read").await;
    let mut claims = world::claims(&token);
    let azp = claims.remove("azp").unwrap();
    let sub = claims.remove("sub").unwrap();
    let editor = &directory.users()[0];
    assert!(azp != directory.client_id() && sub != editor.object_id());
    assert_eq!(
        meaningful(claims),
        json!({
            "acct": 0,
            "aud": directory.client_id(),
            "azpacr": "0",
            "exp": NOW + 3_600,
            "iat": NOW - 300,
            "iss": directory.issuer(),
            "name": "Edgar Editor",
            "nbf": NOW - 300,
            "oid": editor.object_id(),
            "preferred_username": "editor@directory.test",
            "roles": ["Editor", "Auditor"],
            "scp": "Documents.Read",
            "tid": directory.tenant_id(),
            "ver": "2.0",
        })
    );
}

#[tokio::test]
async fn the_claims_of_an_application_are_entras() {
    let directory = world::started().await;
    let claims = world::claims(&world::minted(&directory, "app=robot").await);
    let robot = &directory.apps()[0];
    assert_eq!(
        meaningful(claims),
        json!({
            "aud": directory.client_id(),
            "azp": robot.client_id(),
            "azpacr": "1",
            "exp": NOW + 3_600,
            "iat": NOW - 300,
            "idtyp": "app",
            "iss": directory.issuer(),
            "nbf": NOW - 300,
            "oid": robot.object_id(),
            "roles": ["Documents.Admin"],
            "sub": robot.object_id(),
            "tid": directory.tenant_id(),
            "ver": "2.0",
        })
    );
}

#[tokio::test]
async fn who_has_no_roles_has_no_roles_claim() {
    let directory = world::started().await;
    let claims = world::claims(&world::minted(&directory, "user=guest").await);
    assert!(!claims.contains_key("roles") && !claims.contains_key("groups"));
    assert_eq!(claims["name"], "guest");
}

#[tokio::test]
async fn no_two_tokens_have_one_id() {
    let directory = world::started().await;
    let one = world::claims(&world::minted(&directory, "user=editor").await);
    let other = world::claims(&world::minted(&directory, "user=editor").await);
    assert_ne!(one["uti"], other["uti"]);
}

#[tokio::test]
async fn times_follow_the_clock() {
    let (directory, hand) = world::at_the_hand().await;
    hand.set(NOW + 86_400);
    let claims = world::claims(&world::minted(&directory, "user=editor").await);
    assert_eq!(claims["exp"], NOW + 86_400 + 3_600);
}

#[tokio::test]
async fn a_subject_is_another_one_for_each_application() {
    let (clock, _) = Clock::by_hand(NOW);
    let documents = world::started().await;
    let invoices = world::documents(clock)
        .application("Invoices")
        .start()
        .await
        .unwrap();
    let request = TokenRequest::user("editor");
    let here = world::claims(&documents.token(&request).unwrap());
    let there = world::claims(&invoices.token(&request).unwrap());
    assert_eq!(here["oid"], there["oid"]);
    assert_ne!(here["sub"], there["sub"]);
    assert_ne!(here["aud"], there["aud"]);
}

#[tokio::test]
async fn a_client_can_be_chosen() {
    let directory = world::started().await;
    let azp = async |query| world::claims(&world::minted(&directory, query).await)["azp"].clone();
    assert_eq!(
        azp("user=editor").await,
        azp("user=editor&client=curl").await
    );
    assert_ne!(
        azp("user=editor").await,
        azp("user=editor&client=spa").await
    );
}

#[tokio::test]
async fn groups_are_guids() {
    const GUID: &str = "0a1b2c3d-0000-4000-8000-000000000001";
    let (clock, _) = Clock::by_hand(NOW);
    let member = User::new("member")
        .group("Auditors")
        .group(GUID.to_uppercase());
    let directory = world::documents(clock).user(member).start().await.unwrap();
    let claims = world::claims(&world::minted(&directory, "user=member").await);
    assert_eq!(claims["groups"], json!(directory.users()[2].groups()));
    assert_eq!(claims["groups"][1], GUID);
    assert_eq!(claims["groups"][0].as_str().unwrap().len(), GUID.len());
}

#[tokio::test]
async fn more_groups_than_fit_are_not_listed() {
    let in_groups = |name, count: u32| {
        (0..count).fold(User::new(name), |user, group| {
            user.group(format!("group {group}"))
        })
    };
    let (clock, _) = Clock::by_hand(NOW);
    let builder = world::documents(clock)
        .user(in_groups("many", 200))
        .user(in_groups("more", 201));
    let directory = builder.start().await.unwrap();
    let many = world::claims(&world::minted(&directory, "user=many").await);
    assert_eq!(many["groups"].as_array().unwrap().len(), 200);
    let more = world::claims(&world::minted(&directory, "user=more").await);
    assert!(!more.contains_key("groups"));
    assert_eq!(more["_claim_names"], json!({ "groups": "src1" }));
    assert!(more["_claim_sources"]["src1"]["endpoint"].is_string());
}

#[tokio::test]
async fn a_shell_gets_the_token_alone() {
    let directory = world::started().await;
    let response = world::get(world::token_url(&directory, "user=editor")).await;
    assert_eq!(
        response.headers()["content-type"],
        "text/plain; charset=utf-8"
    );
    assert_eq!(response.headers()["cache-control"], "no-store");
    let text = response.text().await.unwrap();
    assert!(text.starts_with("eyJ") && text.ends_with('\n') && text.lines().count() == 1);
}

#[tokio::test]
async fn who_asks_for_json_gets_the_answer_of_a_token_endpoint() {
    let directory = world::started().await;
    let asked = async |query| -> Value {
        let request = Client::new().get(world::token_url(&directory, query));
        let response = request
            .header("accept", "application/json, */*")
            .send()
            .await
            .unwrap();
        assert_eq!(response.headers()["cache-control"], "no-store");
        response.json().await.unwrap()
    };
    let mut answer = asked("user=editor").await;
    assert!(
        answer["access_token"]
            .take()
            .as_str()
            .unwrap()
            .starts_with("eyJ")
    );
    let id = directory.client_id();
    let scope = format!("api://{id}/Documents.Read api://{id}/Documents.ReadWrite");
    assert_eq!(
        answer,
        json!({ "token_type": "Bearer", "scope": scope, "expires_in": 3_599, "ext_expires_in": 3_599, "access_token": null })
    );
    assert!(asked("app=robot").await.get("scope").is_none());
}

#[tokio::test]
async fn code_and_http_mint_the_same() {
    let directory = world::started().await;
    let request = TokenRequest::user("editor")
        .scope("Documents.Read")
        .client("spa");
    let by_code = world::claims(&directory.token(&request).unwrap());
    let by_http = world::get(directory.token_url(&request))
        .await
        .text()
        .await
        .unwrap();
    assert_eq!(
        meaningful(by_code),
        meaningful(world::claims(by_http.trim_end()))
    );
}

#[tokio::test]
async fn a_token_says_which_authentication_contexts_were_met() {
    let directory = world::started().await;
    let request = TokenRequest::user("editor").acrs("c1").acrs("c7 c99");
    let claims = world::claims(&directory.token(&request).unwrap());
    assert_eq!(claims["acrs"], json!(["c1", "c7", "c99"]));
    let over_http = world::claims(&world::minted(&directory, "user=editor&acrs=c1").await);
    assert_eq!(over_http["acrs"], json!(["c1"]));
    let without = world::claims(&world::minted(&directory, "user=editor").await);
    assert!(!without.contains_key("acrs"));
    for unknown in ["c0", "c01", "c100", "C1", "mfa"] {
        let refused = directory.token(&TokenRequest::user("editor").acrs(unknown));
        assert!(
            refused
                .unwrap_err()
                .to_string()
                .contains("ask for `c1` to `c99`"),
            "{unknown}"
        );
    }
    let refused = directory.token(&TokenRequest::app("robot").acrs("c1"));
    assert!(
        refused
            .unwrap_err()
            .to_string()
            .contains("leave `acrs` out")
    );
}
