//! Names are compared as they are declared: no other case, no blank, no look-alike is a role, a permission or a scope.

use axum::http::StatusCode;
use rolecall::directory::{Directory, TokenRequest, User};
use rolecall::{Identity, Router, get, protected};
use rolecall_tests::house::Town;
use rolecall_tests::logs::Logs;

mod policy {
    //! Names that differ in little.

    rolecall::permissions! {
        #[scope("Things.Read")]
        read,
        Read,
        see,
    }
    rolecall::roles! {
        Reader: [read],
        reader: [see],
        #[app_role(value = "Str.eet")]
        Street: [Read],
    }
}

/// What is almost `Reader` or `Str.eet`, and is neither: other cases, blanks, a Cyrillic letter, the name where there is
/// a value, and a word that holds the name.
const ALMOST: [&str; 9] = [
    "READER",
    "rEADER",
    " Reader",
    "Reader ",
    "Reader\t",
    "Rеader",
    "STR.EET",
    "Street",
    "Reader,Writer",
];

#[protected(authenticated, policy = crate::names::policy)]
async fn rights(user: Identity) -> String {
    let permissions: Vec<_> = user.permissions().map(|right| right.name()).collect();
    permissions.join(" ")
}

#[protected(permission = "read", policy = crate::names::policy)]
async fn read() {}

async fn town_of(roles: &[&str]) -> Town {
    let somebody = roles
        .iter()
        .fold(User::new("somebody"), |user, role| user.role(*role));
    let directory = Directory::builder()
        .listen("127.0.0.1:0")
        .user(somebody)
        .start()
        .await
        .expect("a directory on a free port");
    let engine = Town::believing(&directory, policy::Policy).await;
    Town { directory, engine }
}

#[tokio::test]
async fn a_role_that_is_almost_declared_grants_nothing() {
    let town = town_of(&ALMOST).await;
    let house = town.house(
        Router::new()
            .route("/rights", get(rights))
            .route("/read", get(read)),
    );
    let somebody = house.holding(&town.token(&TokenRequest::user("somebody").scope("Things.Read")));
    assert_eq!(somebody.get("/rights").await.body, "");
    assert_eq!(somebody.get("/read").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn names_that_differ_in_case_are_different_names() {
    let town = town_of(&["reader", "Str.eet"]).await;
    let house = town.house(
        Router::new()
            .route("/rights", get(rights))
            .route("/read", get(read)),
    );
    let somebody = house.holding(&town.token(&TokenRequest::user("somebody").scope("Things.Read")));
    assert_eq!(somebody.get("/rights").await.body, "Read see");
    assert_eq!(somebody.get("/read").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_scope_that_is_almost_declared_lets_nothing_through() {
    let town = town_of(&["Reader"]).await;
    let house = town.house(Router::new().route("/read", get(read)));
    for (scope, status) in [
        ("Things.Read", StatusCode::OK),
        ("things.read", StatusCode::FORBIDDEN),
        ("Things.ReadWrite", StatusCode::FORBIDDEN),
    ] {
        let somebody = house.holding(&town.token(&TokenRequest::user("somebody").scope(scope)));
        assert_eq!(somebody.get("/read").await.status, status, "{scope}");
    }
}

/// One line for each value, however often it comes.
#[tokio::test]
async fn what_is_not_declared_is_logged_once() {
    let logs = Logs::capture();
    let town = town_of(&["READER"]).await;
    for _ in 0..3 {
        let token = town.token(&TokenRequest::user("somebody").scope("Things.Read"));
        let identity = town.engine.verify(&token).await.expect("a good token");
        assert_eq!(identity.roles().count(), 0);
    }
    let text = logs.text();
    let said = text.matches(r#"the role "READER" of a token is not declared"#);
    assert_eq!(said.count(), 1, "{text}");
}
