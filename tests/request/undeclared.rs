//! Words of tokens that no policy declares: the log is told of each once, of none at length, and not of any number.

use rolecall::Whom;
use rolecall_tests::logs::Logs;
use rolecall_tests::world::world;
use serde_json::json;

#[tokio::test]
async fn each_is_told_once_and_not_at_length() {
    let logs = Logs::capture();
    let world = world().await;
    let long = "r".repeat(5_000);
    for id in 0..3 {
        let roles = json!(["Elsewhere", long, "with\nline"]);
        let token = world
            .user()
            .claim("roles", roles)
            .claim("uti", id.to_string());
        world.accepts(&token.sign()).await;
    }
    let text = logs.text();
    assert_eq!(
        text.matches("the role \"Elsewhere\" of a token").count(),
        1,
        "{text}"
    );
    assert_eq!(text.matches(&"r".repeat(120)).count(), 1);
    assert!(!text.contains(&"r".repeat(121)));
    assert_eq!(text.matches("with\\nline").count(), 1, "{text}");
}

/// Long words that begin alike are two words.
#[tokio::test]
async fn what_is_not_shown_of_a_word_tells_it_apart_all_the_same() {
    let logs = Logs::capture();
    let world = world().await;
    let (one, other) = ("r".repeat(200) + "1", "r".repeat(200) + "2");
    world
        .accepts(&world.user().claim("roles", json!([one, other])).sign())
        .await;
    assert_eq!(logs.text().matches(&"r".repeat(120)).count(), 2);
}

#[tokio::test]
async fn of_any_number_a_thousand_are_told_and_that_it_ends() {
    let logs = Logs::capture();
    let world = world().await;
    let roles: Vec<_> = (0..1_200).map(|number| format!("r{number:04}")).collect();
    let token = world.user().claim("roles", json!(roles)).sign();
    world.accepts(&token).await;
    let text = logs.text();
    assert_eq!(
        text.matches("is not declared; it grants nothing").count(),
        1_000
    );
    assert_eq!(text.matches("nothing more is").count(), 1, "{text}");
    let more = world.user().claim("roles", json!(["Elsewhere"])).sign();
    world.accepts(&more).await;
    assert!(!logs.text().contains("Elsewhere"));
}

/// Whoever is refused for another reason takes nobody's share of what is told.
#[tokio::test]
async fn of_a_revoked_token_nothing_is_told() {
    let logs = Logs::capture();
    let world = world().await;
    world.engine.revoke(&Whom::Everybody);
    let token = world.user().claim("roles", json!(["Elsewhere"])).sign();
    assert_eq!(world.code(&token).await, "revoked");
    assert!(!logs.text().contains("Elsewhere"), "{}", logs.text());
}
