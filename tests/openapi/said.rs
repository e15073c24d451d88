//! What is said of an operation besides `security`, and what nobody may say in its place.

use axum::http::StatusCode;
use rolecall::openapi::Document;
use rolecall::{Identity, Router, checker, get, protected, public, require, routes};
use rolecall_tests::house::{House, Town};
use serde_json::{Value, json};
use utoipa::OpenApi;

use crate::policy;

#[public("what is offered is no secret")]
#[utoipa::path(get, path = "/openapi.json")]
async fn openapi(document: Document) -> Document {
    document
}

async fn document(house: &House<'_>) -> Value {
    house.anonymous().get("/openapi.json").await.json()
}

fn operation<'a>(document: &'a Value, path: &str) -> &'a Value {
    &document["paths"][path]["get"]
}

#[public("greets whoever comes")]
#[utoipa::path(get, path = "/greeting", responses((status = 200, body = String)))]
async fn greeting(user: Option<Identity>) -> &'static str {
    user.map_or("hello", |_| "hello again")
}

/// No token is fine, a good one is looked at, and a bad one is refused.
#[tokio::test]
async fn an_identity_that_may_be_absent_is_an_alternative_besides() {
    let town = Town::under(policy::Policy).await;
    let house = town.house(Router::new().routes(routes!(greeting, openapi)));
    let document = document(&house).await;
    let greeting = operation(&document, "/greeting");
    let alternatives = json!([{"oauth2": []}, {"bearer": []}, {}]);
    assert_eq!(greeting["security"], alternatives);
    assert!(greeting["responses"]["401"].is_object() && greeting["responses"]["503"].is_object());
    assert!(greeting["responses"]["403"].is_null(), "{greeting:#}");
    assert_eq!(house.anonymous().get("/greeting").await.body, "hello");
    assert_eq!(
        house.user("viewer").get("/greeting").await.body,
        "hello again"
    );
    let refused = house.holding("no.token.atall").get("/greeting").await;
    assert_eq!(refused.status, StatusCode::UNAUTHORIZED);
    assert_eq!(operation(&document, "/openapi.json")["security"], json!([]));
}

#[tokio::test]
async fn the_answers_of_the_guard_are_described_once() {
    let town = Town::under(policy::Policy).await;
    let house = town.house(Router::new().routes(routes!(plain, openapi)));
    let document = document(&house).await;
    for (status, header) in [
        ("401", Some("WWW-Authenticate")),
        ("403", None),
        ("503", Some("Retry-After")),
    ] {
        let referred = &operation(&document, "/plain")["responses"][status]["$ref"];
        assert_eq!(referred, &format!("#/components/responses/guard.{status}"));
        let described = &document["components"]["responses"][format!("guard.{status}")];
        let schema = &described["content"]["application/problem+json"]["schema"]["$ref"];
        assert_eq!(schema, "#/components/schemas/Problem");
        let headers = described["headers"].as_object();
        assert_eq!(
            headers
                .and_then(|all| all.keys().next())
                .map(String::as_str),
            header
        );
    }
}

#[protected(permission = "view")]
#[utoipa::path(
    get,
    path = "/plain",
    description = "As it was written.\n\n* with a list",
    tag = "things"
)]
async fn plain() {}

#[checker]
async fn owns(_: &Identity) -> bool {
    true
}

#[protected(all(permission = "view", not(role = "Auditor"), check = owns, acrs = "c1"), conceal)]
#[utoipa::path(
    get,
    path = "/told",
    description = "As it was written.",
    tag = "things"
)]
async fn told() {}

#[protected(any(permission = "edit", all(permission = "view", not(permission = "edit")), check = owns))]
#[utoipa::path(get, path = "/by-ways")]
async fn by_ways() {}

#[protected(all(permission = "view", shadow(permission = "edit")))]
#[utoipa::path(get, path = "/watched")]
async fn watched() {}

#[tokio::test]
async fn what_security_cannot_say_is_said_in_words_after_those_of_the_author() {
    let town = Town::under(policy::Policy).await;
    let house = town.house(Router::new().routes(routes!(plain, told, by_ways, watched, openapi)));
    let document = document(&house).await;
    let said = |path: &str| operation(&document, path)["description"].clone();
    assert_eq!(said("/plain"), "As it was written.\n\n* with a list");
    assert_eq!(
        said("/told"),
        "As it was written.\n\n**Access:** Refused to whoever holds the role `Auditor`. The checker `owns` decides for each \
         request. Wants a sign-in that meets the authentication context `c1`. Whoever may not is answered as if nothing were \
         here."
    );
    assert_eq!(
        said("/by-ways"),
        "**Access:** Refused to whoever has the permission `edit`, unless another way is open to them. The checker `owns` \
         opens one of the ways."
    );
    assert_eq!(
        said("/watched"),
        "**Access:** Not enforced yet, only watched: `permission = \"edit\"`."
    );
    for path in ["/plain", "/told"] {
        assert_eq!(operation(&document, path)["tags"], json!(["things"]));
    }
}

/// No application holds it, and no person has a scope that would carry it: the rule stands in the document all the same.
#[tokio::test]
async fn where_nobody_may_it_is_said() {
    let town = Town::under(policy::Policy).await;
    let group = Router::new()
        .routes(routes!(for_applications))
        .require(require!(role = "Viewer"))
        .require(require!(caller = "user"));
    let house = town.house(Router::new().nest("/group", group).routes(routes!(openapi)));
    let document = document(&house).await;
    let nobody = operation(&document, "/group/for-applications");
    assert_eq!(nobody["x-nobody"], true);
    assert_eq!(nobody["security"], json!([{"bearer": []}]));
    let words = "**Access:** As the policy stands, nobody may call it.";
    assert_eq!(nobody["description"], words);
}

#[protected(caller = "application")]
#[utoipa::path(get, path = "/for-applications")]
async fn for_applications() {}

#[tokio::test]
async fn the_policy_is_in_the_document_and_names_nobody() {
    let town = Town::under(policy::Policy).await;
    let house = town.house(Router::new().routes(routes!(plain, openapi)));
    let document = document(&house).await;
    let policy = &document["x-policy"];
    assert_eq!(policy["roles"]["Admin"]["includes"], json!(["Viewer"]));
    assert_eq!(
        policy["roles"]["Admin"]["permissions"],
        json!(["view", "edit"])
    );
    assert_eq!(
        policy["roles"]["Admin"]["members"],
        json!(["user", "application"])
    );
    assert_eq!(policy["roles"]["Viewer"]["value"], "Viewer");
    let scopes = policy["permissions"]["edit"]["scopes"]
        .as_array()
        .expect("scopes");
    assert!(
        scopes[0]
            .as_str()
            .expect("a scope")
            .ends_with("/Things.Write")
    );
}

#[derive(OpenApi)]
#[openapi(paths(listed), tags((name = "things", description = "What there is.")))]
struct Listed;

#[protected(permission = "view")]
#[utoipa::path(get, path = "/listed", tag = "things", summary = "All of them.")]
async fn listed() {}

/// The macro of utoipa's own, and a router of plain routes.
#[tokio::test]
async fn a_document_that_was_derived_is_completed_too() {
    let town = Town::under(policy::Policy).await;
    let router = Router::with_openapi(Listed::openapi())
        .route("/listed", get(listed))
        .routes(routes!(openapi));
    let document = document(&town.house(router)).await;
    let listed = operation(&document, "/listed");
    assert_eq!(listed["x-requirement"], json!({"permission": "view"}));
    assert_eq!(
        (&listed["summary"], &listed["tags"]),
        (&json!("All of them."), &json!(["things"]))
    );
    assert_eq!(document["tags"][0]["description"], "What there is.");
    assert!(!listed["security"].as_array().expect("security").is_empty());
}

#[protected(permission = "view")]
#[utoipa::path(get, path = "/lying", security(()))]
async fn lying() {}

#[derive(OpenApi)]
#[openapi(security(()))]
struct OpenToAll;

#[derive(OpenApi)]
#[openapi(modifiers(&Bearer))]
struct WithBearer;

struct Bearer;

impl utoipa::Modify for Bearer {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
        let scheme = HttpBuilder::new().scheme(HttpAuthScheme::Basic).build();
        let components = document.components.get_or_insert_default();
        components.add_security_scheme("bearer", SecurityScheme::Http(scheme.clone()));
        components.add_security_scheme("legacy", SecurityScheme::Http(scheme));
    }
}

/// Only the rules say who may call; another word beside them could be believed.
#[tokio::test]
async fn who_says_otherwise_in_the_documentation_is_refused_at_the_start() {
    let town = Town::under(policy::Policy).await;
    let lies = Router::new().routes(routes!(lying));
    let cases: [(Router, &str); 3] = [
        (
            lies,
            "GET /lying: its documentation says by `security(…)` who may call it",
        ),
        (
            Router::with_openapi(OpenToAll::openapi()),
            "the document says by `security(…)` who may call its operations",
        ),
        (
            Router::with_openapi(WithBearer::openapi()),
            "the document has a security scheme `bearer` of its own",
        ),
    ];
    for (router, expected) in cases {
        let refused = router.with(town.engine.clone()).expect_err(expected);
        assert!(refused.to_string().contains(expected), "{refused}");
    }
}

mod shop {
    //! An application whose roles grant what a library's handlers ask for.

    rolecall::roles! {
        permissions = handlers::policy;
        Reader: ["comments.read"],
        Writer: Reader + ["comments.write"],
    }
}

/// Documented there, and mounted here: by the library's own router, and one by one.
#[tokio::test]
async fn handlers_of_a_library_are_documented_too() {
    let town = Town::under(shop::Policy).await;
    let router = Router::new()
        .nest("/shop", handlers::routes())
        .routes(routes!(handlers::newest, shop_openapi));
    let document = document(&town.house(router)).await;
    for path in ["/shop/comments/newest", "/comments/newest"] {
        let newest = operation(&document, path);
        assert_eq!(
            newest["x-requirement"],
            json!({"permission": "comments.read"})
        );
        assert_eq!(newest["tags"], json!(["comments"]));
        assert!(newest["responses"]["503"].is_object(), "{newest:#}");
    }
}

#[public("what is offered is no secret", policy = shop)]
#[utoipa::path(get, path = "/openapi.json")]
async fn shop_openapi(document: Document) -> Document {
    document
}

use rolecall::protected as guarded;
use utoipa::path as described;

#[guarded(permission = "view")]
#[described(get, path = "/renamed")]
async fn renamed() {}

#[described(get, path = "/renamed-too")]
#[guarded(permission = "view")]
async fn renamed_too() {}

#[tokio::test]
async fn attributes_under_other_names_are_the_same() {
    let town = Town::under(policy::Policy).await;
    let router = Router::new().routes(routes!(renamed, renamed_too, openapi));
    let house = town.house(router);
    let document = document(&house).await;
    for path in ["/renamed", "/renamed-too"] {
        let rule = &operation(&document, path)["x-requirement"];
        assert_eq!(*rule, json!({"permission": "view"}), "{path}");
        let status = house.anonymous().get(path).await.status;
        assert_eq!(status, StatusCode::UNAUTHORIZED, "{path}");
    }
}

trait Thing: Send + 'static {
    const NAME: &'static str;
}

struct Book;

impl Thing for Book {
    const NAME: &'static str = "a book";
}

#[protected(permission = "view")]
async fn shown<T: Thing>() -> &'static str {
    T::NAME
}

/// The macro of utoipa's takes no generic function; a path that is written by hand is completed like any other.
#[tokio::test]
async fn a_generic_handler_is_documented_by_hand() {
    use utoipa::openapi::path::{HttpMethod, OperationBuilder, PathItem};
    use utoipa::openapi::{OpenApiBuilder, PathsBuilder};
    let said = OperationBuilder::new().summary(Some("A book."));
    let paths = PathsBuilder::new().path("/book", PathItem::new(HttpMethod::Get, said));
    let town = Town::under(policy::Policy).await;
    let router = Router::with_openapi(OpenApiBuilder::new().paths(paths).build())
        .route("/book", get(shown::<Book>))
        .routes(routes!(openapi));
    let house = town.house(router);
    let document = document(&house).await;
    let book = operation(&document, "/book");
    assert_eq!(book["summary"], "A book.");
    assert_eq!(book["x-requirement"], json!({"permission": "view"}));
    assert_eq!(house.user("viewer").get("/book").await.body, "a book");
    let status = house.anonymous().get("/book").await.status;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
}
