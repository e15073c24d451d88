//! What a client gets of what users have agreed to, and what it does not get.

use crate::house::{self, claims, refusal};
use crate::sign_in::sign_in;

#[tokio::test]
async fn a_scope_that_nobody_agreed_to_is_refused() {
    let house = house::house().await;
    let form = house
        .token("reader", "password")
        .with("scope", house.scope("Documents.ReadWrite"));
    let form = form.with("username", "editor").with("password", "password");
    let answer = form.send().await;
    assert_eq!(answer.body["suberror"], "consent_required");
    assert_eq!(answer.refusal(), refusal("invalid_grant", 65001));
}

#[tokio::test]
async fn the_default_is_what_was_agreed_to() {
    let house = house::house().await;
    let scope = house.scope(".default");
    let answer = house.by_password("reader", "editor", &scope).await;
    let granted = answer["scope"].as_str().unwrap();
    assert!(granted.starts_with(&house.scope("Documents.Read")));
    assert_eq!(claims(&answer, "access_token")["scp"], "Documents.Read");
}

#[tokio::test]
async fn no_token_is_without_scopes() {
    let house = house::house_with(|builder| {
        builder.app(rolecall::directory::App::public("nothing").consented(Vec::<String>::new()))
    });
    let house = house.await;
    let form = house
        .token("nothing", "password")
        .with("scope", house.scope(".default"));
    let form = form.with("username", "editor").with("password", "password");
    assert_eq!(form.refused().await, refusal("invalid_grant", 65001));
}

#[tokio::test]
async fn a_scope_must_be_there_and_of_one_resource() {
    let house = house::house().await;
    let read = house.scope("Documents.Read");
    for (scope, error, number) in [
        (house.scope("Documents.Burn"), "invalid_scope", 650_053),
        ("Documents.Read".to_owned(), "invalid_scope", 650_053),
        ("api://nobody/Read".to_owned(), "invalid_resource", 500_011),
        (format!("{read} User.Read"), "invalid_request", 28000),
        (
            format!("{read} {}", house.scope(".default")),
            "invalid_scope",
            70011,
        ),
    ] {
        let form = house.token("curl", "password").with("scope", &scope);
        let form = form.with("username", "editor").with("password", "password");
        assert_eq!(form.refused().await, refusal(error, number), "{scope}");
    }
}

#[tokio::test]
async fn one_consent_is_for_several_resources_and_one_token_for_the_first() {
    let house = house::house().await;
    let scope = format!("offline_access User.Read {}", house.scope("Documents.Read"));
    let form = sign_in(&house, "curl", &scope).redemption("editor").await;
    let answer = form.send().await.good();
    assert_eq!(answer["scope"], "https://graph.microsoft.com/User.Read");
    let renewal = house
        .token("curl", "refresh_token")
        .with("refresh_token", answer["refresh_token"].as_str().unwrap());
    let other = renewal.with("scope", house.scope("Documents.Read"));
    assert_eq!(
        other.send().await.good()["scope"],
        house.scope("Documents.Read")
    );
}

#[tokio::test]
async fn a_token_for_another_of_the_resources_is_had_by_its_name() {
    let house = house::house().await;
    let own = house.scope("Documents.Read");
    let both = format!("User.Read {own}");
    let code = async || sign_in(&house, "curl", &both).redemption("editor").await;
    let named = code().await.with("scope", &own).send().await.good();
    assert_eq!(named["scope"], own);
    let mixed = code().await.with("scope", &both);
    assert_eq!(mixed.refused().await, refusal("invalid_request", 28000));
}

/// Nobody agreed beforehand to anything, so there is nothing that `.default` could stand for but everything.
#[tokio::test]
async fn a_client_with_nothing_consented_asks_by_default_for_everything() {
    let house = house::house_with(|directory| {
        directory.app(rolecall::directory::App::public("blank").consented(Vec::<String>::new()))
    });
    let house = house.await;
    let default = house.scope(".default");
    let asked = sign_in(&house, "blank", &default).page("editor").await;
    for scope in ["Documents.Read", "Documents.ReadWrite"] {
        assert!(asked.contains(scope), "{asked}");
    }
    let silent = house.token("blank", "password").with("scope", &default);
    let silent = silent
        .with("username", "editor")
        .with("password", "password");
    assert_eq!(silent.refused().await, refusal("invalid_grant", 65001));
    let form = sign_in(&house, "blank", &default).accepting();
    let form = form.redemption("editor").await.with("scope", &default);
    let answer = form.send().await.good();
    let token = claims(&answer, "access_token");
    assert_eq!(token["scp"], "Documents.Read Documents.ReadWrite");
}

/// Else a client that keeps tokens under what it asked for would not find this one again.
#[tokio::test]
async fn default_is_named_in_the_answer_as_it_was_asked_for() {
    let house = house::house().await;
    for asked in [
        house.scope(".default"),
        format!("{}/.default", house.directory.client_id()),
    ] {
        let answer = house.by_password("reader", "editor", &asked).await;
        let granted = asked.replace(".default", "Documents.Read");
        assert_eq!(answer["scope"], format!("{granted} {asked}"));
    }
}

#[tokio::test]
async fn an_application_asks_for_itself_by_its_id_alone() {
    let house = house::house().await;
    let id = house.id("portal");
    for name in [".default", "access_as_user"] {
        let form = house.token("portal", "password");
        let form = form
            .with("username", "editor")
            .with("password", "password")
            .with("scope", format!("api://{id}/{name}"));
        assert_eq!(form.refused().await, refusal("invalid_request", 90009));
    }
    let own = format!("openid {id}/access_as_user");
    let form = sign_in(&house, "portal", &own).redemption("editor").await;
    let answer = form.send().await.good();
    assert_eq!(answer["scope"], format!("{id}/access_as_user openid"));
    assert_eq!(claims(&answer, "access_token")["aud"], id);
}
