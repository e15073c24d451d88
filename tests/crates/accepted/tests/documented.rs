//! `#[utoipa::path]` stands above or below the rule.

#![allow(clippy::exhaustive_structs, reason = "utoipa leaves them behind")]

use rolecall::{Router, protected, public, routes};

mod policy {
    rolecall::permissions! { view, edit }
    rolecall::roles! { Editor: all }
}

#[protected(permission = "view")]
#[utoipa::path(get, path = "/documents", responses((status = 200, body = String)))]
async fn list() -> String {
    "documents".to_owned()
}

#[utoipa::path(put, path = "/documents/{id}", params(("id" = u64, Path)))]
#[protected(permission = "edit")]
async fn update(axum::extract::Path(id): axum::extract::Path<u64>) -> String {
    format!("changed {id}")
}

#[public("liveness probe")]
#[utoipa::path(get, path = "/health")]
async fn health() {}

#[test]
fn it_is_accepted() {
    let router: Router = Router::new().routes(routes!(list, update, health));
    assert_eq!(router.endpoints().len(), 3);
}
