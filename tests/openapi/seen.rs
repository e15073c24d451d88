//! The document as one caller may see it.

use rolecall::openapi::Document;
use rolecall::{Identity, Router, checker, get, protected, public, require, routes};
use rolecall_tests::house::{Caller, House, Town};
use rolecall_tests::reader::Reader;
use serde_json::{Value, json};
use utoipa::{OpenApi, ToSchema};

use crate::policy;

#[public("everybody sees what is theirs to call")]
#[utoipa::path(get, path = "/openapi.json")]
async fn openapi(document: Document, user: Option<Identity>) -> Document {
    document.seen_by(user.as_ref())
}

#[derive(serde::Serialize, ToSchema)]
struct Plan {
    step: Step,
}

#[derive(serde::Serialize, ToSchema)]
struct Step {
    name: String,
    /// A schema that refers to itself keeps nothing alive.
    #[schema(no_recursion)]
    then: Vec<Step>,
}

#[protected(permission = "view")]
#[utoipa::path(get, path = "/viewed", tag = "things")]
async fn viewed() {}

#[protected(permission = "edit")]
#[utoipa::path(get, path = "/plan", tag = "plans", responses((status = 200, body = Plan)))]
async fn plan() -> axum::Json<Plan> {
    axum::Json(Plan {
        step: Step {
            name: "first".to_owned(),
            then: Vec::new(),
        },
    })
}

#[protected(role = "Admin", conceal)]
#[utoipa::path(get, path = "/concealed")]
async fn concealed() {}

#[checker]
async fn owns(_: &Identity) -> bool {
    false
}

#[protected(all(permission = "view", check = owns))]
#[utoipa::path(get, path = "/checked")]
async fn checked() {}

#[derive(OpenApi)]
#[openapi(tags((name = "plans", description = "What is to be done."), (name = "things")))]
struct Tags;

fn router() -> Router {
    let group = Router::new()
        .routes(routes!(viewed))
        .require(require!(permission = "edit"));
    Router::with_openapi(Tags::openapi())
        .routes(routes!(openapi, viewed, plan, concealed, checked))
        .nest("/group", group)
}

async fn document(caller: &Caller) -> Value {
    let answer = caller.get("/openapi.json").await;
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    answer.json()
}

fn paths(document: &Value) -> Vec<String> {
    let paths = document["paths"].as_object().expect("paths").keys();
    let mut paths: Vec<_> = paths.cloned().collect();
    paths.sort();
    paths
}

async fn seen_by(house: &House<'_>, caller: &Caller) -> Vec<String> {
    let seen = paths(&document(caller).await);
    // Whatever is shown is open to them, and whatever is not shown is not; the checker has its own opinion.
    for path in ["/viewed", "/plan", "/concealed", "/group/viewed"] {
        let is_open = caller.get(path).await.status.is_success();
        assert_eq!(seen.iter().any(|shown| shown == path), is_open, "{path}");
    }
    assert!(
        house
            .anonymous()
            .get("/openapi.json")
            .await
            .status
            .is_success()
    );
    seen
}

#[tokio::test]
async fn everybody_sees_what_they_may_do_and_nothing_else() {
    let town = Town::under(policy::Policy).await;
    let house = town.house(router());
    assert_eq!(seen_by(&house, &house.anonymous()).await, ["/openapi.json"]);
    let viewer = ["/checked", "/openapi.json", "/viewed"];
    assert_eq!(seen_by(&house, &house.user("viewer")).await, viewer);
    assert_eq!(
        seen_by(&house, &house.user("nobody")).await,
        ["/openapi.json"]
    );
    let all = [
        "/checked",
        "/concealed",
        "/group/viewed",
        "/openapi.json",
        "/plan",
        "/viewed",
    ];
    assert_eq!(seen_by(&house, &house.user("admin")).await, all);
    assert_eq!(seen_by(&house, &house.app("robot")).await, all);
}

#[tokio::test]
async fn what_is_hidden_is_not_given_away_by_a_name() {
    let town = Town::under(policy::Policy).await;
    let house = town.house(router());
    let viewer = document(&house.user("viewer")).await;
    let text = viewer.to_string();
    for name in [
        "Plan",
        "Step",
        "plans",
        "What is to be done",
        "conceal",
        "x-policy",
    ] {
        assert!(!text.contains(name), "{name} is in {text}");
    }
    assert_eq!(viewer["tags"], json!([{"name": "things"}]));
    let admin = document(&house.user("admin")).await;
    for name in ["Plan", "Step", "Problem"] {
        assert!(admin["components"]["schemas"][name].is_object(), "{name}");
    }
}

/// What is shown reads as it does in the whole document.
#[tokio::test]
async fn what_is_shown_is_whole() {
    let town = Town::under(policy::Policy).await;
    let house = town.house(router().routes(routes!(whole)));
    let whole = house.anonymous().get("/whole.json").await.json();
    let seen = document(&house.user("admin")).await;
    for operation in Reader::of(&whole).operations {
        let at = &seen["paths"][&operation.path]["get"];
        assert_eq!(*at, operation.said, "{}", operation.path);
    }
    let schemes = |document: &Value| {
        let schemes = document["components"]["securitySchemes"].as_object();
        schemes
            .expect("schemes")
            .keys()
            .cloned()
            .collect::<Vec<_>>()
    };
    assert_eq!(schemes(&seen), schemes(&whole));
}

#[public("the whole of it")]
#[utoipa::path(get, path = "/whole.json")]
async fn whole(document: Document) -> Document {
    document
}

/// On a router of axum's own, nobody knows.
#[tokio::test]
async fn an_identity_that_lacks_a_context_sees_what_is_public() {
    let town = Town::under(policy::Policy).await;
    let directory = &town.directory;
    let engine = rolecall::Engine::builder(policy::Policy)
        .tenant_id(directory.tenant_id())
        .client_id(directory.client_id())
        .authority(directory.issuer())
        .require_contexts(["c1"]);
    let engine = engine.start().await.expect("settings");
    let router = Router::new()
        .route("/seen", get(openapi))
        .routes(routes!(viewed));
    let router = router.with(engine).expect("a router");
    let token = town.token(&rolecall::directory::TokenRequest::user("admin"));
    let answer = Caller::of(router.clone())
        .holding(&token)
        .get("/seen")
        .await;
    assert_eq!(answer.status, axum::http::StatusCode::UNAUTHORIZED);
    let nobody = Caller::of(router).get("/seen").await.json();
    assert_eq!(nobody["paths"], json!({}));
}
