//! Groups that bring roles: which they are, who may hold what they bring, and what is made of settings that are wrong.

use rolecall::policy::Role;
use rolecall::{EngineBuilder, Identity};
use rolecall_tests::logs::Logs;
use rolecall_tests::policy::{ADMIN, EDITOR, VIEWER};
use rolecall_tests::world::{World, world_with};
use rolecall_tests::{Authority, Token};
use serde_json::json;

const EDITORS: &str = "7d1f8a52-90ac-4d3e-8f5b-2a7c6e1d0b93";
const ADMINS: &str = "8e2a9b63-a1bd-4e4f-9a6c-3b8d7f2e1ca4";
const NOBODYS: &str = "9f3bac74-b2ce-4f5a-8b7d-4c9e8a3f2db5";

async fn world_of_groups() -> World {
    world_with(mapped).await
}

fn mapped(builder: EngineBuilder) -> EngineBuilder {
    builder
        .group_role(EDITORS, EDITOR)
        .group_role(ADMINS, ADMIN)
}

fn roles(identity: &Identity) -> Vec<&'static str> {
    identity.roles().map(Role::name).collect()
}

/// A person without a role of their own in these groups.
fn member(world: &World, groups: &[&str]) -> Token {
    world.user().without("roles").claim("groups", json!(groups))
}

#[tokio::test]
async fn a_group_brings_the_role_that_it_is_named_with() {
    let world = world_of_groups().await;
    let held = async |groups: &[&str]| {
        let token = member(&world, groups).sign();
        roles(&world.accepts(&token).await)
    };
    assert_eq!(held(&[EDITORS]).await, ["Viewer", "Editor"]);
    assert_eq!(
        held(&[ADMINS, NOBODYS]).await,
        ["Viewer", "Editor", "Admin"]
    );
    assert!(held(&[NOBODYS]).await.is_empty());
    assert!(held(&[]).await.is_empty());
}

#[tokio::test]
async fn an_object_id_is_the_same_in_any_case() {
    let upper = |builder: EngineBuilder| builder.group_role(EDITORS.to_uppercase(), EDITOR);
    for world in [world_of_groups().await, world_with(upper).await] {
        for group in [EDITORS.to_owned(), EDITORS.to_uppercase()] {
            let identity = world.accepts(&member(&world, &[&group]).sign()).await;
            assert!(identity.has_role(EDITOR), "{group}");
        }
        let braced = format!("{{{EDITORS}}}");
        for other in [&braced, &EDITORS.replace('-', ""), &EDITORS[1..]] {
            let identity = world.accepts(&member(&world, &[other]).sign()).await;
            assert!(!identity.has_role(EDITOR), "{other}");
        }
    }
}

#[tokio::test]
async fn several_roles_of_a_group_and_several_groups_of_a_role() {
    let world = world_with(|builder| {
        let builder = builder.group_role(EDITORS, VIEWER);
        builder.group_role(EDITORS, ADMIN).group_role(ADMINS, ADMIN)
    })
    .await;
    for group in [EDITORS, ADMINS] {
        let identity = world.accepts(&member(&world, &[group]).sign()).await;
        assert!(identity.has_role(ADMIN), "{group}");
    }
}

#[tokio::test]
async fn assigned_roles_and_those_of_groups_are_held_together() {
    let world = world_of_groups().await;
    let token = member(&world, &[ADMINS]).claim("roles", json!(["Viewer"]));
    let identity = world.accepts(&token.sign()).await;
    assert_eq!(roles(&identity), ["Viewer", "Editor", "Admin"]);
    assert_eq!(identity.permissions().count(), 2);
}

/// A role for people is none for a daemon, whatever group it is put into.
#[tokio::test]
async fn the_members_of_a_role_count_for_groups_too() {
    let world = world_of_groups().await;
    let daemon = |group: &str| {
        let token = world.application().without("roles");
        token.claim("groups", json!([group])).sign()
    };
    let identity = world.accepts(&daemon(EDITORS)).await;
    assert_eq!(roles(&identity), Vec::<&str>::new());
    let identity = world.accepts(&daemon(ADMINS)).await;
    assert_eq!(roles(&identity), ["Viewer", "Editor", "Admin"]);
}

/// An administrator's group does not make a client more than it was consented to.
#[tokio::test]
async fn scopes_cap_what_groups_bring() {
    let world = world_of_groups().await;
    let token = member(&world, &[ADMINS]).claim("scp", "Documents.Read");
    let identity = world.accepts(&token.sign()).await;
    let permissions: Vec<_> = identity.permissions().map(|one| one.name()).collect();
    assert_eq!(permissions, ["view"]);
    let other = member(&world, &[ADMINS]).claim("scp", "Else.Where");
    assert!(roles(&world.accepts(&other.sign()).await).is_empty());
}

#[tokio::test]
async fn directory_roles_are_never_groups() {
    let world = world_of_groups().await;
    let token = world.user().without("roles").claim("wids", json!([ADMINS]));
    assert!(roles(&world.accepts(&token.sign()).await).is_empty());
    let token = world.user().claim("roles", json!([ADMINS]));
    assert!(roles(&world.accepts(&token.sign()).await).is_empty());
}

/// A directory has thousands.
#[tokio::test]
async fn groups_that_bring_nothing_are_no_news() {
    let logs = Logs::capture();
    let world = world_of_groups().await;
    world.accepts(&member(&world, &[NOBODYS]).sign()).await;
    assert!(!logs.text().contains(NOBODYS), "{}", logs.text());
}

#[tokio::test]
async fn without_settings_no_group_brings_anything() {
    let world = world_with(|builder| builder).await;
    let identity = world.accepts(&member(&world, &[EDITORS]).sign()).await;
    assert!(roles(&identity).is_empty());
}

/// Another provider's groups are what it calls them.
#[tokio::test]
async fn names_of_groups_count_for_another_provider_alone() {
    let authority = Authority::start().await;
    let wrong = authority.builder().group_role("editors", EDITOR);
    let text = wrong.start().await.unwrap_err().to_string();
    assert!(
        text.contains("`group_role` of the role `Editor` names a group by what is not a GUID"),
        "{text}"
    );
    assert!(!text.contains("editors"), "{text}");

    let world = World::elsewhere(|builder| builder.group_role("editors", EDITOR)).await;
    let stranger = Token::of_stranger(&world.authority.base()).without("roles");
    for (group, held) in [("editors", true), ("Editors", false), ("editors ", false)] {
        let token = stranger.clone().claim("groups", json!([group]));
        let identity = world.accepts(&token.sign()).await;
        assert_eq!(identity.has_role(EDITOR), held, "{group}");
    }
}

#[tokio::test]
async fn mistakes_about_groups_are_told_one_by_one() {
    let authority = Authority::start().await;
    let builder = authority
        .builder()
        .group_role("", EDITOR)
        .group_role(EDITORS, crate::policy::role::Editor);
    let error = builder.start().await.unwrap_err();
    let told: Vec<_> = error.mistakes().collect();
    assert_eq!(
        told,
        [
            "`group_role` of the role `Editor` names no group: give its object ID".to_owned(),
            format!(
                "`group_role` of the role `Editor` names a role of `{}`, which the policy `rolecall_tests::policy` of \
                 the engine does not declare: start the engine with the policy that does",
                "request::policy"
            ),
        ]
    );
}
