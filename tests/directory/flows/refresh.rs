//! The refresh grant: new tokens without the user, for as long as that goes.

use std::time::Duration;

use serde_json::Value;

use crate::house::{self, Form, House, claims, refusal};

const DAY: Duration = Duration::from_secs(86_400);

async fn signed_in(house: &House, client: &str) -> Value {
    let scope = format!(
        "openid profile offline_access {}",
        house.scope("Documents.Read")
    );
    house.by_password(client, "editor", &scope).await
}

fn renewal(house: &House, client: &str, answer: &Value) -> Form {
    let token = answer["refresh_token"].as_str().unwrap();
    house
        .token(client, "refresh_token")
        .with("refresh_token", token)
}

#[tokio::test]
async fn it_gives_new_tokens_of_every_kind() {
    let house = house::house().await;
    let first = signed_in(&house, "curl").await;
    let second = renewal(&house, "curl", &first).send().await.good();
    for token in ["access_token", "id_token", "refresh_token"] {
        assert_ne!(first[token], second[token], "{token}");
    }
    assert_eq!(first["scope"], second["scope"]);
    assert_eq!(
        claims(&first, "id_token")["sid"],
        claims(&second, "id_token")["sid"]
    );
    house.judged(&second).await;
}

#[tokio::test]
async fn the_one_that_was_used_stays_good() {
    let house = house::house().await;
    let first = signed_in(&house, "curl").await;
    for _ in 0..2 {
        renewal(&house, "curl", &first).send().await.good();
    }
}

#[tokio::test]
async fn each_is_good_for_90_days() {
    let house = house::house().await;
    let first = signed_in(&house, "curl").await;
    house.hand.advance(DAY * 89);
    let second = renewal(&house, "curl", &first).send().await.good();
    house.hand.advance(DAY * 2);
    let ended = renewal(&house, "curl", &first).refused().await;
    assert_eq!(ended, refusal("invalid_grant", 700_082));
    house
        .judged(&renewal(&house, "curl", &second).send().await.good())
        .await;
}

#[tokio::test]
async fn any_consented_resource_can_be_asked_for() {
    let house = house::house().await;
    let first = signed_in(&house, "curl").await;
    let graph = renewal(&house, "curl", &first).with("scope", "User.Read");
    let graph = graph.send().await.good();
    assert_eq!(graph["scope"], "https://graph.microsoft.com/User.Read");
    assert!(graph.get("id_token").is_none());
    let default = renewal(&house, "curl", &graph).with("scope", house.scope(".default"));
    let default = default.send().await.good();
    let scp = &claims(&default, "access_token")["scp"];
    assert_eq!(scp, "Documents.Read Documents.ReadWrite");
    let original = renewal(&house, "curl", &default).send().await.good();
    assert_eq!(original["scope"], first["scope"]);
}

#[tokio::test]
async fn it_is_for_who_it_was_given_to() {
    let house = house::house().await;
    let answer = signed_in(&house, "curl").await;
    let stolen = renewal(&house, "reader", &answer).refused().await;
    assert_eq!(stolen, refusal("invalid_grant", 70000));
    let unknown = house
        .token("curl", "refresh_token")
        .with("refresh_token", "nonsense");
    assert_eq!(unknown.refused().await, refusal("invalid_grant", 70008));
    let absent = house.token("curl", "refresh_token");
    assert_eq!(absent.refused().await, refusal("invalid_request", 900_144));
}

#[tokio::test]
async fn an_application_with_a_secret_shows_it_again() {
    let house = house::house().await;
    let answer = signed_in(&house, "portal").await;
    let bare = renewal(&house, "portal", &answer).without("client_secret");
    assert_eq!(bare.refused().await, refusal("invalid_client", 7_000_218));
    renewal(&house, "portal", &answer).send().await.good();
}
