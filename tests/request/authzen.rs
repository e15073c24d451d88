//! A role table that others have published, and the decisions they expect of it: the todo scenario of the AuthZEN
//! interoperability tests ([scenario](https://authzen-interop.net/docs/scenarios/todo-1.1/),
//! [expected decisions](https://github.com/openid/authzen/blob/main/interop/authzen-todo-backend/test/decisions.json)).

use axum::body::Body;
use axum::extract::Path;
use axum::http::Method;
use rolecall::directory::{Directory, TokenRequest, User};
use rolecall::policy::Requirement;
use rolecall::{Identity, Problem, Router, get, protected, put, require};
use rolecall_tests::house::Town;

mod scenario {
    //! The scenario's permissions and roles. What one may do with one's own todos is a permission of its own.

    rolecall::permissions! {
        can_read_user,
        can_read_todos,
        can_create_todo,
        can_update_todo,
        can_delete_todo,
        "can_update_todo.own",
        "can_delete_todo.own",
    }

    rolecall::roles! {
        viewer: [can_read_user, can_read_todos],
        editor: viewer + [can_create_todo, "can_update_todo.own", "can_delete_todo.own"],
        admin: editor + [can_delete_todo],
        evil_genius: editor + [can_update_todo],
    }
}

#[protected(policy = scenario, permission = "can_read_user")]
async fn read_user() {}

#[protected(policy = scenario, permission = "can_read_todos")]
async fn read_todos() {}

#[protected(policy = scenario, permission = "can_create_todo")]
async fn create() {}

#[protected(policy = scenario, permission = "can_read_todos")]
async fn update(user: Identity, Path(owner): Path<String>) -> Result<(), Problem> {
    let own = require!(
        policy = scenario,
        any(
            permission = "can_update_todo",
            permission = "can_update_todo.own"
        )
    );
    decided(
        &user,
        &owner,
        own,
        require!(policy = scenario, permission = "can_update_todo"),
    )
}

#[protected(policy = scenario, permission = "can_read_todos")]
async fn delete(user: Identity, Path(owner): Path<String>) -> Result<(), Problem> {
    let own = require!(
        policy = scenario,
        any(
            permission = "can_delete_todo",
            permission = "can_delete_todo.own"
        )
    );
    decided(
        &user,
        &owner,
        own,
        require!(policy = scenario, permission = "can_delete_todo"),
    )
}

fn decided(
    user: &Identity,
    owner: &str,
    own: Requirement,
    any: Requirement,
) -> Result<(), Problem> {
    Ok(user.require(if user.name() == Some(owner) { own } else { any })?)
}

fn todos() -> Router {
    Router::new()
        .route("/users/{name}", get(read_user))
        .route("/todos", get(read_todos).post(create))
        .route("/todos/{owner}", put(update).delete(delete))
}

/// Who holds which roles.
const USERS: [(&str, &[&str]); 5] = [
    ("rick", &["admin", "evil_genius"]),
    ("morty", &["editor"]),
    ("summer", &["editor"]),
    ("beth", &["viewer"]),
    ("jerry", &["viewer"]),
];

/// The two users whose todos are asked about, as published, and the eight decisions in the published order: read a
/// user, read oneself, read the todos, create one, update one of each owner, delete one of each owner.
const EXPECTED: [(&str, [&str; 2], [bool; 8]); 5] = [
    (
        "rick",
        ["rick", "morty"],
        [true, true, true, true, true, true, true, true],
    ),
    (
        "morty",
        ["rick", "morty"],
        [true, true, true, true, false, true, false, true],
    ),
    (
        "summer",
        ["rick", "summer"],
        [true, true, true, true, false, true, false, true],
    ),
    (
        "beth",
        ["rick", "beth"],
        [true, true, true, false, false, false, false, false],
    ),
    (
        "jerry",
        ["rick", "jerry"],
        [true, true, true, false, false, false, false, false],
    ),
];

#[tokio::test]
async fn forty_published_decisions_are_ours_too() {
    let mut directory = Directory::builder()
        .listen("127.0.0.1:0")
        .policy(scenario::Policy);
    for (name, roles) in USERS {
        let user = roles
            .iter()
            .fold(User::new(name), |user, role| user.role(*role));
        directory = directory.user(user);
    }
    let directory = directory.start().await.expect("a directory on a free port");
    let engine = Town::believing(&directory, scenario::Policy).await;
    let town = Town { directory, engine };
    let house = town.house(todos());
    let mut decisions = 0;
    for (name, [one, other], expected) in EXPECTED {
        let caller = house.holding(&town.token(&TokenRequest::user(name)));
        let asked = [
            (Method::GET, "/users/beth".to_owned()),
            (Method::GET, format!("/users/{name}")),
            (Method::GET, "/todos".to_owned()),
            (Method::POST, "/todos".to_owned()),
            (Method::PUT, format!("/todos/{one}")),
            (Method::PUT, format!("/todos/{other}")),
            (Method::DELETE, format!("/todos/{one}")),
            (Method::DELETE, format!("/todos/{other}")),
        ];
        for ((method, path), expected) in asked.into_iter().zip(expected) {
            let answer = caller.send(method.clone(), &path, Body::empty()).await;
            let status = if expected { 200 } else { 403 };
            assert_eq!(answer.status, status, "{name}: {method} {path}");
            decisions += 1;
        }
    }
    assert_eq!(decisions, 40);
}
