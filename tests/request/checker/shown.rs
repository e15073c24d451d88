//! What the log, the matrix and the document say of a rule that asks checkers.

use axum::http::StatusCode;
use rolecall::openapi::Document;
use rolecall::{MatrixPage, Router, protected, public, routes};
use rolecall_tests::logs::Logs;
use serde_json::json;

use super::{house, owns, town};

#[protected(permission = "view", check = owns)]
#[utoipa::path(get, path = "/own/{id}")]
async fn own() {}

#[protected(any(role = "Admin", all(permission = "edit", check = owns)))]
#[utoipa::path(get, path = "/either/{id}")]
async fn either() {}

#[protected(all(caller = "user", not(check = owns)))]
#[utoipa::path(get, path = "/not-own/{id}")]
async fn not_own() {}

#[public("for tests")]
#[utoipa::path(get, path = "/openapi.json")]
async fn openapi(document: Document) -> Document {
    document
}

#[public("for tests")]
#[utoipa::path(get, path = "/matrix")]
async fn matrix(page: MatrixPage) -> MatrixPage {
    page
}

fn router() -> Router<super::App> {
    Router::new().routes(routes!(own, either, not_own, openapi, matrix))
}

#[tokio::test]
async fn the_log_names_the_checker_that_refused() {
    let logs = Logs::capture();
    let town = town().await;
    let (house, _) = house(&town, router());
    let refused = house.user("editor").get("/own/1").await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert_eq!(refused.json()["detail"], "not permitted");
    assert!(
        logs.text().contains("lacks check = owns"),
        "{}",
        logs.text()
    );
    house.user("nobody").get("/own/1").await;
    let lines = logs.text();
    let last = lines.lines().last().unwrap();
    assert!(
        last.contains("lacks view") && !last.contains("owns"),
        "{last}"
    );
}

#[tokio::test]
async fn the_matrix_marks_what_a_checker_decides() {
    let town = town().await;
    let (house, _) = house(&town, router());
    let matrix = house
        .anonymous()
        .with("accept", "application/json")
        .get("/matrix")
        .await
        .json();
    let roles = |path: &str| {
        let mut rows = matrix.as_array().unwrap().iter();
        rows.find(|row| row["path"] == path).unwrap()["roles"].clone()
    };
    let row = |viewer: &str, editor: &str, auditor: &str, admin: &str| json!({ "Viewer": viewer, "Editor": editor, "Auditor": auditor, "Admin": admin });
    assert_eq!(
        roles("/own/{id}"),
        row("checked", "checked", "no", "checked")
    );
    assert_eq!(roles("/either/{id}"), row("no", "checked", "no", "yes"));
    assert_eq!(
        roles("/not-own/{id}"),
        row("checked", "checked", "checked", "checked")
    );
}

#[tokio::test]
async fn the_document_takes_a_checker_for_one_that_may_agree() {
    let town = town().await;
    let (house, _) = house(&town, router());
    let document = house.anonymous().get("/openapi.json").await.json();
    let said = |path: &str| document["paths"][path]["get"].clone();
    let own = said("/own/{id}");
    assert_eq!(
        own["x-requirement"],
        json!({ "all": [{ "permission": "view" }, { "check": "owns" }] })
    );
    let scopes = |name: &str| format!("api://{}/{name}", town.directory.client_id());
    let delegated = |name: &str| json!({ "oauth2": [scopes(name)] });
    let robot = json!({ "bearer": ["Admin"] });
    assert_eq!(
        own["security"],
        json!([
            delegated("Things.Read"),
            delegated("Things.ReadWrite"),
            robot
        ])
    );
    assert_eq!(said("/not-own/{id}")["security"], json!([{ "oauth2": [] }]));
    assert_eq!(
        said("/either/{id}")["security"],
        json!([
            delegated("Things.Read"),
            delegated("Things.ReadWrite"),
            robot
        ])
    );
}
