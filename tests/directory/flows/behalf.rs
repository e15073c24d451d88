//! On behalf of: a token that a user sent is exchanged for one to another application.

use std::time::Duration;

use rolecall::directory::{App, Bad, TokenRequest};
use serde_json::{Value, json};

use crate::house::{self, Form, House, access_token, claims, refusal};

/// A user's token for the web application.
async fn received(house: &House, user: &str) -> String {
    let scope = format!("api://{}/access_as_user", house.id("portal"));
    let answer = house.by_password("curl", user, &scope).await;
    access_token(&answer).to_owned()
}

fn exchange(house: &House, token: &str) -> Form {
    let form = house.token("portal", GRANT).with("assertion", token);
    let form = form.with("requested_token_use", "on_behalf_of");
    form.with(
        "scope",
        format!(
            "openid profile offline_access {}",
            house.scope("Documents.Read")
        ),
    )
}

const GRANT: &str = "urn:ietf:params:oauth:grant-type:jwt-bearer";

#[tokio::test]
async fn the_user_stays_the_same() {
    let house = house::house().await;
    let sent = received(&house, "editor").await;
    let answer = exchange(&house, &sent).send().await.good();
    let identity = house.judged(&answer).await;
    assert!(identity.may(rolecall_tests::policy::VIEW));
    let (sent, given) = (
        json!(crate::world::claims(&sent)),
        claims(&answer, "access_token"),
    );
    assert_eq!((&given["oid"], &given["sid"]), (&sent["oid"], &sent["sid"]));
    assert_eq!(
        (&given["azp"], &given["azpacr"]),
        (&json!(house.id("portal")), &json!("1"))
    );
    assert_eq!(given["roles"], json!(["Editor", "Auditor"]));
    assert!(sent.get("roles").is_none());
    assert!(answer["id_token"].is_string() && answer["refresh_token"].is_string());
}

#[tokio::test]
async fn the_application_can_ask_graph_for_its_caller() {
    let house = house::house().await;
    let sent = house
        .directory
        .token(&TokenRequest::user("editor"))
        .unwrap();
    let form = house.form("oauth2/v2.0/token").with("grant_type", GRANT);
    let form = form.with("client_id", house.directory.client_id());
    let form = form
        .with("client_secret", "Documents-secret")
        .with("assertion", sent);
    let form = form.with("requested_token_use", "on_behalf_of");
    let form = form.with("scope", "https://graph.microsoft.com/.default");
    let token = claims(&form.send().await.good(), "access_token");
    assert_eq!(token["scp"], "User.Read GroupMember.Read.All");
    assert_eq!(token["aud"], "https://graph.microsoft.com");
}

#[tokio::test]
async fn a_token_of_version_one_can_be_exchanged_too() {
    let house = house::house().await;
    let request = TokenRequest::user("editor").version_one();
    let sent = house.directory.token(&request).unwrap();
    let form = exchange(&house, &sent).but("client_id", house.directory.client_id());
    let form = form
        .but("client_secret", "Documents-secret")
        .but("scope", "User.Read");
    form.send().await.good();
}

#[tokio::test]
async fn only_a_good_token_of_a_user_for_the_application_itself_is_exchanged() {
    let house = house::house().await;
    let own = |bad| {
        let request = TokenRequest::user("editor").bad(bad);
        house.directory.token(&request).unwrap()
    };
    for (bad, number) in [
        (Bad::AlgNone, 50013),
        (Bad::Audience, 500_131),
        (Bad::Expired, 500_133),
        (Bad::Hmac, 50013),
        (Bad::Issuer, 50013),
        (Bad::Key, 50013),
        (Bad::Kid, 50013),
        (Bad::NoScope, 50013),
        (Bad::NotYet, 500_133),
        (Bad::Signature, 50013),
        (Bad::Tenant, 50013),
    ] {
        let form = exchange(&house, &own(bad)).but("client_id", house.directory.client_id());
        let form = form
            .but("client_secret", "Documents-secret")
            .but("scope", "User.Read");
        assert_eq!(
            form.refused().await,
            refusal("invalid_grant", number),
            "{bad}"
        );
    }
    let nonsense = exchange(&house, "nonsense").refused().await;
    assert_eq!(nonsense, refusal("invalid_grant", 50013));
}

#[tokio::test]
async fn neither_an_applications_token_nor_an_id_token_is_exchanged() {
    let house = house::house().await;
    let robot = house.token("robot", "client_credentials");
    let scope = format!("api://{}/.default", house.id("portal"));
    let robot = robot.with("scope", scope).send().await.good();
    let refused = exchange(&house, access_token(&robot)).refused().await;
    assert_eq!(refused, refusal("invalid_request", 7_000_114));
    let answer = house.by_password("portal", "editor", "openid").await;
    let id_token = answer["id_token"].as_str().unwrap();
    let refused = exchange(&house, id_token).refused().await;
    assert_eq!(refused, refusal("invalid_grant", 50013));
}

#[tokio::test]
async fn a_token_ends_by_the_directorys_clock() {
    let house = house::house().await;
    let sent = received(&house, "editor").await;
    house.hand.advance(Duration::from_secs(5_400));
    let refused = exchange(&house, &sent).refused().await;
    assert_eq!(refused, refusal("invalid_grant", 500_133));
}

#[tokio::test]
async fn the_application_proves_itself_and_says_what_it_wants() {
    let house = house::house().await;
    let sent = received(&house, "editor").await;
    let form = || exchange(&house, &sent);
    let bare = form().without("client_secret").refused().await;
    assert_eq!(bare, refusal("invalid_client", 7_000_218));
    let public = form()
        .but("client_id", house.id("curl"))
        .without("client_secret");
    assert_eq!(public.refused().await, refusal("invalid_client", 7_000_218));
    for absent in ["assertion", "scope", "requested_token_use"] {
        let refused = form().without(absent).refused().await;
        assert_eq!(refused, refusal("invalid_request", 900_144), "{absent}");
    }
    let other = form()
        .but("requested_token_use", "impersonation")
        .refused()
        .await;
    assert_eq!(other, refusal("invalid_request", 90013));
}

#[tokio::test]
async fn consent_is_asked_of_the_application_in_the_middle() {
    let narrow = App::web("narrow").consented(["Documents.Read"]);
    let house = house::house_with(|builder| builder.app(narrow)).await;
    let scope = format!("api://{}/access_as_user", house.id("narrow"));
    let sent: Value = house.by_password("curl", "editor", &scope).await;
    let form = house
        .token("narrow", GRANT)
        .with("assertion", access_token(&sent));
    let form = form.with("requested_token_use", "on_behalf_of");
    let form = form.with("scope", house.scope("Documents.ReadWrite"));
    assert_eq!(form.refused().await, refusal("invalid_grant", 65001));
}

#[tokio::test]
async fn no_bad_token_is_exchanged() {
    let house = house::house().await;
    // A token of the other format is good here: the application in the middle may have been given one.
    for bad in Bad::ALL.iter().filter(|bad| **bad != Bad::Version) {
        let sent = house
            .directory
            .token(&TokenRequest::user("editor").bad(*bad));
        let form = exchange(&house, &sent.unwrap()).but("client_id", house.directory.client_id());
        let form = form
            .but("client_secret", "Documents-secret")
            .but("scope", "User.Read");
        let answer = form.send().await;
        assert_ne!(answer.status, 200, "{bad}");
    }
}
