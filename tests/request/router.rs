//! The router: groups, foreign services, and what it refuses when it is finished.

use axum::body::Body;
use axum::http::{Method, StatusCode};
use rolecall::routing::Endpoint;
use rolecall::{Application, Identity, Router, User, get, protected, public, put, require};
use rolecall_tests::house::Town;

use crate::policy;

#[protected(permission = "view")]
async fn read() -> &'static str {
    "read"
}

#[protected(permission = "edit")]
async fn write() -> &'static str {
    "written"
}

#[protected(authenticated)]
async fn anybody() -> &'static str {
    "somebody"
}

#[public("for tests")]
async fn open() -> &'static str {
    "open"
}

fn foreign() -> axum::Router {
    axum::Router::new().route("/file", axum::routing::get(|| async { "foreign" }))
}

#[tokio::test]
async fn a_group_binds_what_is_mounted_before_and_after() {
    let town = Town::under(policy::Policy).await;
    let group = Router::new()
        .route("/before", get(anybody))
        .require(require!(role = "Auditor"))
        .route("/after", get(anybody));
    let house = town.house(
        Router::new()
            .nest("/group", group)
            .route("/outside", get(anybody)),
    );
    for path in ["/group/before", "/group/after"] {
        assert_eq!(
            house.anonymous().get(path).await.status,
            StatusCode::UNAUTHORIZED,
            "{path}"
        );
        assert_eq!(
            house.user("viewer").get(path).await.status,
            StatusCode::FORBIDDEN,
            "{path}"
        );
        assert_eq!(
            house.user("auditor").get(path).await.status,
            StatusCode::OK,
            "{path}"
        );
    }
    assert_eq!(
        house.user("viewer").get("/outside").await.status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn groups_add_up_three_deep_and_the_table_says_so() {
    let town = Town::under(policy::Policy).await;
    let inner = Router::new()
        .route("/x", get(read))
        .require(require!(caller = "user"));
    let middle = Router::new()
        .nest("/c", inner)
        .require(require!(role = "Auditor"));
    let outer = Router::new()
        .merge(Router::new().nest("/b", middle))
        .require(require!(permission = "edit"));
    let endpoints = outer.endpoints();
    let row = endpoints.first().expect("a row");
    assert_eq!((row.method(), row.path()), ("GET", "/b/c/x"));
    assert_eq!(
        row.requirement_text().as_deref(),
        Some(r#"all(permission = "edit", role = "Auditor", caller = "user", permission = "view")"#)
    );
    let house = town.house(outer);
    assert_eq!(
        house.user("admin").get("/b/c/x").await.status,
        StatusCode::OK
    );
    for other in ["editor", "auditor", "viewer"] {
        assert_eq!(
            house.user(other).get("/b/c/x").await.status,
            StatusCode::FORBIDDEN,
            "{other}"
        );
    }
    assert_eq!(
        house.app("robot").get("/b/c/x").await.status,
        StatusCode::FORBIDDEN
    );
}

#[tokio::test]
async fn a_method_that_does_not_exist_is_405_even_in_a_guarded_group() {
    let town = Town::under(policy::Policy).await;
    let group = Router::new()
        .route("/x", get(read).put(write))
        .require(require!(role = "Admin"));
    let house = town.house(Router::new().nest("/group", group));
    let answer = house
        .anonymous()
        .send(Method::DELETE, "/group/x", Body::empty())
        .await;
    assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(
        answer.header("allow").map(|allow| allow.contains("PUT")),
        Some(true)
    );
    assert_eq!(
        answer.header("content-type"),
        Some("application/problem+json")
    );
    assert_eq!(
        house.anonymous().get("/group/nowhere").await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        house
            .anonymous()
            .send(Method::HEAD, "/group/x", Body::empty())
            .await
            .status,
        StatusCode::UNAUTHORIZED
    );
}

#[tokio::test]
async fn a_public_handler_in_a_group_is_refused_naming_both() {
    let town = Town::under(policy::Policy).await;
    let group: Router = Router::new()
        .route("/open", get(open))
        .require(require!(role = "Admin"));
    let error = Router::new()
        .nest("/group", group)
        .with(town.engine.clone())
        .expect_err("a contradiction");
    let text = error.to_string();
    for part in ["GET /group/open", "::open`", r#"role = "Admin""#] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

type Somebody = Identity;

#[public("takes an identity that nobody has proven")]
async fn presumptuous(user: Somebody) -> String {
    user.key().to_string()
}

#[tokio::test]
async fn a_public_handler_that_takes_a_plain_identity_is_refused_even_under_an_alias() {
    let town = Town::under(policy::Policy).await;
    let router: Router = Router::new()
        .route("/me", get(presumptuous))
        .route("/open", get(open));
    let text = router
        .with(town.engine.clone())
        .expect_err("a contradiction")
        .to_string();
    assert!(
        text.contains("GET /me") && text.contains("Option<Identity>"),
        "{text}"
    );
    assert!(!text.contains("/open"), "{text}");
}

#[tokio::test]
async fn a_foreign_router_stands_behind_one_rule() {
    let town = Town::under(policy::Policy).await;
    let house = town.house(Router::new().mount("/files", foreign(), require!(permission = "view")));
    assert_eq!(
        house.anonymous().get("/files/file").await.status,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(
        house.user("nobody").get("/files/file").await.status,
        StatusCode::FORBIDDEN
    );
    assert_eq!(
        house.user("viewer").get("/files/file").await.body,
        "foreign"
    );
    assert_eq!(
        house.anonymous().get("/files/nowhere").await.status,
        StatusCode::UNAUTHORIZED
    );
}

#[tokio::test]
async fn an_unprotected_mount_is_bound_by_the_groups_around_it() {
    let town = Town::under(policy::Policy).await;
    let alone =
        town.house(Router::new().mount_unprotected("/files", foreign(), "pictures for everyone"));
    assert_eq!(alone.anonymous().get("/files/file").await.body, "foreign");

    let group = Router::new().mount_unprotected("/files", foreign(), "no rule of its own");
    let house = town.house(Router::new().nest("/group", group.require(require!(authenticated))));
    assert_eq!(
        house.anonymous().get("/group/files/file").await.status,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(
        house.user("nobody").get("/group/files/file").await.body,
        "foreign"
    );
}

#[tokio::test]
async fn a_mount_without_a_reason_is_refused() {
    let town = Town::under(policy::Policy).await;
    let router: Router = Router::new().mount_unprotected("/files", foreign(), " ");
    let text = router
        .with(town.engine.clone())
        .expect_err("a contradiction")
        .to_string();
    assert!(
        text.contains("/files") && text.contains("needs a reason"),
        "{text}"
    );
}

#[tokio::test]
async fn a_finished_router_inside_another_loses_no_requirement() {
    let town = Town::under(policy::Policy).await;
    let inner = Router::new()
        .route("/x", get(read))
        .with(town.engine.clone())
        .expect("a router");
    let house = town.house(Router::new().mount("/inner", inner, require!(role = "Auditor")));
    assert_eq!(
        house.user("viewer").get("/inner/x").await.status,
        StatusCode::FORBIDDEN,
        "the mount's rule"
    );
    assert_eq!(
        house.user("auditor").get("/inner/x").await.status,
        StatusCode::FORBIDDEN,
        "the handler's rule"
    );
    assert_eq!(house.user("admin").get("/inner/x").await.body, "read");
}

/// The line that a router of axum's own needs, left behind in one of ours.
#[tokio::test]
async fn a_layer_of_the_engine_inside_a_group_takes_nothing_away_from_it() {
    let town = Town::under(policy::Policy).await;
    let inside = Router::new()
        .route("/x", get(read))
        .mount_unprotected("/files", foreign(), "the group guards it")
        .layer(town.engine.layer())
        .require(require!(role = "Auditor"));
    let house = town.house(inside);
    for path in ["/x", "/files/file"] {
        assert_eq!(
            house.anonymous().get(path).await.status,
            StatusCode::UNAUTHORIZED,
            "{path}"
        );
        assert_eq!(
            house.user("viewer").get(path).await.status,
            StatusCode::FORBIDDEN,
            "{path}"
        );
        assert_eq!(
            house.user("admin").get(path).await.status,
            StatusCode::OK,
            "{path}"
        );
    }
}

#[tokio::test]
async fn the_layer_guards_what_has_no_handler_of_ours_but_for_exact_exemptions() {
    let town = Town::under(policy::Policy).await;
    let routes = axum::Router::new()
        .route("/health", axum::routing::get(|| async { "ok" }))
        .route("/health/deep", axum::routing::get(|| async { "deep" }))
        .merge(foreign());
    let guarded = routes
        .layer(rolecall::layer(require!(permission = "view")).exempt("/health"))
        .layer(town.engine.layer());
    let house = town.plain(guarded);
    assert_eq!(house.anonymous().get("/health").await.body, "ok");
    assert_eq!(house.anonymous().get("/health?a=b").await.body, "ok");
    for path in [
        "/health/deep",
        "/file",
        "/health/",
        "//health",
        "/file?/health",
        "/nowhere",
    ] {
        assert_eq!(
            house.anonymous().get(path).await.status,
            StatusCode::UNAUTHORIZED,
            "{path}"
        );
    }
    assert_eq!(house.user("viewer").get("/file").await.body, "foreign");
    let bare = foreign().layer(rolecall::layer(require!(permission = "view")));
    assert_eq!(
        town.plain(bare).user("admin").get("/file").await.status,
        StatusCode::INTERNAL_SERVER_ERROR
    );
}

#[tokio::test]
async fn layers_around_handlers_stand_outside_the_guard_and_change_nothing() {
    let town = Town::under(policy::Policy).await;
    let log =
        axum::middleware::map_response(|response: axum::response::Response| async { response });
    let house = town.house(
        Router::new()
            .route("/a", get(read).layer(log.clone()).put(write))
            .layer(log)
            .route("/late", put(write)),
    );
    for (method, path) in [
        (Method::GET, "/a"),
        (Method::PUT, "/a"),
        (Method::PUT, "/late"),
    ] {
        assert_eq!(
            house
                .anonymous()
                .send(method, path, Body::empty())
                .await
                .status,
            StatusCode::UNAUTHORIZED,
            "{path}"
        );
    }
    assert_eq!(house.user("viewer").get("/a").await.body, "read");
}

#[tokio::test]
async fn nested_and_merged_tables_know_the_whole_path() {
    let api: Router = Router::new()
        .route("/", get(read))
        .route("/things/{id}", get(read).put(write));
    let router: Router = Router::new()
        .nest("/api", api)
        .merge(Router::new().route("/open", get(open)));
    let rows: Vec<_> = router.endpoints().iter().map(ToString::to_string).collect();
    assert_eq!(
        rows,
        [
            "GET /api",
            "GET /api/things/{id}",
            "PUT /api/things/{id}",
            "GET /open"
        ]
    );
    let handlers = router.endpoints();
    assert!(
        handlers
            .iter()
            .all(|endpoint| endpoint.handler().starts_with("request::router::"))
    );
    assert_eq!(
        handlers.last().and_then(Endpoint::public_reason).as_deref(),
        Some("for tests")
    );
}

#[protected(permission = "view")]
async fn for_people(user: User) -> String {
    user.name().unwrap_or("?").to_owned()
}

#[protected(permission = "view")]
async fn for_applications(application: Application) -> String {
    application.key().to_string()
}

#[protected(authenticated)]
async fn for_centaurs(_user: User, _application: Application) {}

#[public("takes a person that nobody has proven")]
async fn for_a_stranger(_user: User) {}

#[tokio::test]
async fn an_argument_of_one_kind_is_part_of_the_rule() {
    let town = Town::under(policy::Policy).await;
    let router: Router = Router::new()
        .route("/people", get(for_people))
        .route("/applications", get(for_applications));
    let rules: Vec<_> = router
        .endpoints()
        .iter()
        .filter_map(Endpoint::requirement_text)
        .collect();
    assert_eq!(
        rules,
        [
            r#"all(permission = "view", caller = "user")"#,
            r#"all(permission = "view", caller = "application")"#
        ]
    );
    let house = town.house(router);
    assert_eq!(house.user("viewer").get("/people").await.body, "viewer");
    assert_eq!(
        house.app("robot").get("/people").await.status,
        StatusCode::FORBIDDEN
    );
    assert_eq!(
        house.app("robot").get("/applications").await.status,
        StatusCode::OK
    );
    assert_eq!(
        house.user("admin").get("/applications").await.status,
        StatusCode::FORBIDDEN
    );
    assert_eq!(
        house.anonymous().get("/people").await.status,
        StatusCode::UNAUTHORIZED
    );
}

#[tokio::test]
async fn arguments_that_nobody_could_be_are_refused() {
    let town = Town::under(policy::Policy).await;
    let router: Router = Router::new()
        .route("/both", get(for_centaurs))
        .route("/stranger", get(for_a_stranger));
    let text = router
        .with(town.engine.clone())
        .expect_err("two contradictions")
        .to_string();
    assert!(
        text.contains("GET /both") && text.contains("nobody is both"),
        "{text}"
    );
    assert!(
        text.contains("GET /stranger") && text.contains("Option<Identity>"),
        "{text}"
    );
}
