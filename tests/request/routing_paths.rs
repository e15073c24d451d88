//! Spellings of a path: another spelling is another path, and no spelling opens a door.

use axum::extract::Path;
use axum::http::StatusCode;
use rolecall::{Router, get, protected, public, require};
use rolecall_tests::documents::serve;
use rolecall_tests::house::Town;
use tower::Layer;
use tower_http::normalize_path::NormalizePathLayer;

use crate::policy;
use crate::raw::Connection;

#[protected(permission = "view")]
async fn read() -> &'static str {
    "read"
}

#[protected(permission = "view")]
async fn named(Path(name): Path<String>) -> String {
    name
}

#[public("for tests")]
async fn open() -> &'static str {
    "open"
}

fn things() -> Router {
    let api = Router::new()
        .route("/", get(read))
        .route("/deep", get(read));
    let group = Router::new()
        .route("/", get(read))
        .route("/deep", get(read));
    Router::new()
        .route("/admin", get(read))
        .route("/u/{name}", get(named))
        .route("/tree/{*path}", get(named))
        .route("/open", get(open))
        .nest("/api", api)
        .nest("/group", group.require(require!(role = "Viewer")))
}

/// How `/admin` may be spelt, and is not.
const SPELLINGS: [&str; 19] = [
    "//admin",
    "///admin",
    "/admin/",
    "/admin//",
    "/ADMIN",
    "/Admin",
    "/%61dmin",
    "/%61%64%6d%69%6e",
    "/admin%2f",
    "/admin%00",
    "/admin%20",
    "/admin;x",
    "/admin;x=y",
    "/admin.",
    "/./admin",
    "/open/../admin",
    "/open/%2e%2e/admin",
    "/open/..;/admin",
    "/open%2f..%2fadmin",
];

#[tokio::test]
async fn another_spelling_is_not_the_path() {
    let town = Town::under(policy::Policy).await;
    let house = town.house(things());
    for path in SPELLINGS {
        for caller in [house.anonymous(), house.user("viewer"), house.user("admin")] {
            assert_eq!(
                caller.get(path).await.status,
                StatusCode::NOT_FOUND,
                "{path}"
            );
        }
    }
    assert_eq!(
        house.anonymous().get("/admin?").await.status,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(
        house.user("viewer").get("/admin?x=/open").await.body,
        "read"
    );
}

#[tokio::test]
async fn what_a_handler_is_handed_is_decoded_only_for_those_who_may() {
    let town = Town::under(policy::Policy).await;
    let house = town.house(things());
    for (path, handed) in [
        ("/u/%2e%2e%2fadmin", "../admin"),
        ("/u/..", ".."),
        ("/u/%2E%2E", ".."),
        ("/tree/%2e%2e/%2e%2e/admin", "../../admin"),
        ("/tree/../admin", "../admin"),
    ] {
        assert_eq!(
            house.anonymous().get(path).await.status,
            StatusCode::UNAUTHORIZED,
            "{path}"
        );
        assert_eq!(
            house.user("nobody").get(path).await.status,
            StatusCode::FORBIDDEN,
            "{path}"
        );
        assert_eq!(house.user("viewer").get(path).await.body, handed, "{path}");
    }
    let no_text = house.anonymous().get("/u/%ff").await;
    assert_eq!(
        no_text.status,
        StatusCode::UNAUTHORIZED,
        "who may not is not told that it is no text"
    );
}

#[tokio::test]
async fn the_root_of_a_nest_is_guarded_and_its_slash_is_nowhere() {
    let town = Town::under(policy::Policy).await;
    let house = town.house(things());
    for prefix in ["/api", "/group"] {
        assert_eq!(
            house.anonymous().get(prefix).await.status,
            StatusCode::UNAUTHORIZED,
            "{prefix}"
        );
        assert_eq!(
            house.user("viewer").get(prefix).await.body,
            "read",
            "{prefix}"
        );
        for path in ["/", "//", "/deep/", "//deep", "/nowhere"] {
            let path = format!("{prefix}{path}");
            assert_eq!(
                house.anonymous().get(&path).await.status,
                StatusCode::NOT_FOUND,
                "{path}"
            );
        }
    }
}

/// What a client library would tidy up before it is sent.
#[tokio::test]
async fn over_a_socket_the_target_is_routed_by_its_path_alone() {
    let town = Town::under(policy::Policy).await;
    let house = town.house(things());
    let address = serve(house.router.clone()).await;
    let token = town.token(&rolecall::directory::TokenRequest::user("viewer"));
    let mut connection = Connection::to(&address).await;
    for (target, anonymous, viewer) in [
        ("http://elsewhere.test/admin", 401, 200),
        ("HTTP://ELSEWHERE.TEST:1/admin", 401, 200),
        ("http://user@elsewhere.test/admin", 401, 200),
        ("http://elsewhere.test//admin", 404, 404),
        ("http://elsewhere.test/open/../admin", 404, 404),
        ("//admin", 404, 404),
        ("/open/../admin", 404, 404),
        ("/open/%2e%2e/admin", 404, 404),
        ("/admin;x", 404, 404),
        ("/admin", 401, 200),
    ] {
        assert_eq!(
            connection.get(target, None).await.status,
            anonymous,
            "{target}"
        );
        assert_eq!(
            connection.get(target, Some(&token)).await.status,
            viewer,
            "{target}"
        );
    }
}

#[tokio::test]
async fn behind_a_layer_that_normalizes_the_tidied_path_is_guarded_too() {
    let town = Town::under(policy::Policy).await;
    let plain = town.house(things());
    let router = NormalizePathLayer::trim_trailing_slash().layer(plain.router.clone());
    let house = town.plain(axum::Router::new().fallback_service(router));
    for path in [
        "/admin/",
        "/admin//",
        "/admin",
        "//admin/",
        "/api/",
        "/group/",
        "/group/deep/",
        "/u/x/",
    ] {
        let answer = house.anonymous().get(path).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{path}");
        assert_eq!(
            house.user("nobody").get(path).await.status,
            StatusCode::FORBIDDEN,
            "{path}"
        );
        assert_ne!(
            house.user("viewer").get(path).await.status,
            StatusCode::FORBIDDEN,
            "{path}"
        );
    }
    assert_eq!(house.user("viewer").get("/admin/").await.body, "read");
    for path in ["/ADMIN/", "/%61dmin/", "/admin;x/", "/open/../admin/"] {
        assert_eq!(
            house.anonymous().get(path).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
}
