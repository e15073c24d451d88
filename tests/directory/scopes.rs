//! Which scopes a token carries for those that were asked for.

use rolecall::Clock;
use rolecall::directory::{Directory, TokenRequest};

use crate::world::{self, NOW};

async fn carried(directory: &Directory, scope: &str) -> String {
    let token = world::minted(directory, &format!("user=editor&scope={scope}")).await;
    world::claims(&token)["scp"].as_str().unwrap().to_owned()
}

const EVERY: &str = "Documents.Read Documents.ReadWrite";

#[tokio::test]
async fn one_can_be_asked_for_in_each_of_its_forms() {
    let directory = world::started().await;
    let id = directory.client_id();
    for form in [
        "Documents.Read".to_owned(),
        format!("api://{id}/Documents.Read"),
        format!("{id}/Documents.Read"),
        "Documents.Read+Documents.Read".to_owned(),
        "openid+profile+offline_access+Documents.Read".to_owned(),
    ] {
        assert_eq!(carried(&directory, &form).await, "Documents.Read", "{form}");
    }
}

#[tokio::test]
async fn several_stand_in_the_order_they_were_asked_for() {
    let directory = world::started().await;
    let asked = "Documents.ReadWrite+Documents.Read";
    assert_eq!(
        carried(&directory, asked).await,
        "Documents.ReadWrite Documents.Read"
    );
    assert_eq!(
        carried(&directory, &asked.replace('+', "%20")).await,
        "Documents.ReadWrite Documents.Read"
    );
}

#[tokio::test]
async fn none_and_default_are_every_one() {
    let directory = world::started().await;
    let default = format!("api://{}/.default", directory.client_id());
    for asked in ["", "openid", ".default", "openid+.default", &default] {
        assert_eq!(carried(&directory, asked).await, EVERY, "{asked:?}");
    }
    let unasked = directory.token(&TokenRequest::user("editor")).unwrap();
    assert_eq!(world::claims(&unasked)["scp"], EVERY);
}

#[tokio::test]
async fn one_that_code_does_not_declare_is_minted_as_asked() {
    let directory = world::started().await;
    assert_eq!(carried(&directory, "Reports.Read").await, "Reports.Read");
}

#[tokio::test]
async fn an_application_may_ask_for_default() {
    let directory = world::started().await;
    let token = world::minted(&directory, "app=robot&scope=.default").await;
    assert!(!world::claims(&token).contains_key("scp"));
}

#[tokio::test]
async fn an_application_without_scopes_has_one_all_the_same() {
    let (clock, _) = Clock::by_hand(NOW);
    let user = rolecall::directory::User::new("editor");
    let builder = Directory::builder()
        .listen("127.0.0.1:0")
        .user(user)
        .clock(clock);
    let directory = builder.start().await.unwrap();
    assert_eq!(carried(&directory, "").await, "access_as_user");
}
