//! Separation of duties: who is assigned two roles of an exclusive set has neither, and nothing that brings one.

use axum::http::StatusCode;
use rolecall::directory::{Directory, TokenRequest, User};
use rolecall::identity::Grants;
use rolecall::policy::Kind;
use rolecall::{Identity, Router, get, protected, require};
use rolecall_tests::house::{Answer, Town};
use rolecall_tests::logs::Logs;

mod duties {
    //! Who keeps the books does not audit them.

    rolecall::permissions! { look, book, audit, sign }

    rolecall::roles! {
        #![exclusive(Bookkeeper, Auditor)]
        #![exclusive(Auditor, Director)]

        Visitor: [look],
        Bookkeeper: Visitor + [book],
        Auditor: Visitor + [audit],
        Director: [sign],
        /// Brings a bookkeeper's duties with it.
        Head: Bookkeeper + [sign],
    }
}

#[protected(permission = "look", policy = duties)]
async fn rights(user: Identity) -> String {
    let roles: Vec<_> = user.roles().map(|role| role.name()).collect();
    let permissions: Vec<_> = user.permissions().map(|right| right.name()).collect();
    format!("{} / {}", roles.join(" "), permissions.join(" "))
}

#[protected(permission = "book", policy = duties)]
async fn book() -> &'static str {
    "booked"
}

/// A town in which `somebody` is assigned these roles.
async fn town_of(roles: &[&str]) -> Town {
    let somebody = roles
        .iter()
        .fold(User::new("somebody"), |user, role| user.role(*role));
    let directory = Directory::builder()
        .listen("127.0.0.1:0")
        .policy(duties::Policy)
        .user(somebody)
        .start()
        .await
        .expect("a directory on a free port");
    let engine = Town::believing(&directory, duties::Policy).await;
    Town { directory, engine }
}

/// The answer to somebody who is assigned these roles.
async fn assigned(roles: &[&str], path: &str) -> Answer {
    let town = town_of(roles).await;
    let router = Router::new()
        .route("/rights", get(rights))
        .route("/book", get(book));
    town.house(router).user("somebody").get(path).await
}

#[tokio::test]
async fn two_exclusive_roles_are_none() {
    assert_eq!(assigned(&["Bookkeeper"], "/book").await.body, "booked");
    for both in [["Bookkeeper", "Auditor"], ["Auditor", "Bookkeeper"]] {
        let answer = assigned(&both, "/book").await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{both:?}");
    }
}

#[tokio::test]
async fn what_is_held_beside_them_counts() {
    let answer = assigned(&["Visitor", "Bookkeeper", "Auditor"], "/rights").await;
    assert_eq!(answer.body, "Visitor / look");
}

#[tokio::test]
async fn a_role_that_brings_one_of_them_goes_with_it() {
    let answer = assigned(&["Visitor", "Head", "Auditor"], "/rights").await;
    assert_eq!(answer.body, "Visitor / look");
}

#[tokio::test]
async fn roles_of_different_sets_are_held_together() {
    let answer = assigned(&["Bookkeeper", "Director"], "/rights").await;
    assert_eq!(answer.body, "Visitor Bookkeeper Director / look book sign");
}

#[tokio::test]
async fn the_log_names_them_once() {
    let logs = Logs::capture();
    let town = town_of(&["Bookkeeper", "Auditor"]).await;
    for _ in 0..2 {
        let token = town.token(&TokenRequest::user("somebody"));
        let identity = town.engine.verify(&token).await.unwrap();
        assert_eq!(identity.roles().count(), 0);
    }
    let text = logs.text();
    let said = text.matches("Bookkeeper, Auditor").count();
    assert_eq!(said, 1, "{text}");
}

/// An explanation must not advise what would take rights away.
#[tokio::test]
async fn no_remedy_is_a_role_that_excludes_what_is_held() {
    let auditor = Grants::hypothetical(
        duties::Policy,
        Kind::User,
        [duties::role::Auditor.into()],
        [],
    );
    let lack =
        rolecall::decision::Lack::of(&auditor, require!(permission = "book", policy = duties));
    assert_eq!(lack.role(), None, "{lack}");
}
