//! The document of `documents`, and of a small router: as reviewed, and true of whoever has no credentials.

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use reqwest::{Client, Method, StatusCode};
use rolecall::openapi::Document;
use rolecall::{Router, protected, public, require, routes};
use rolecall_tests::documents::{Documents, serve};
use rolecall_tests::house::Town;
use rolecall_tests::reader::{Operation, Reader};
use rolecall_tests::reviewed;
use serde_json::{Map, Value};

use crate::policy;

#[tokio::test]
async fn the_document_is_as_reviewed() {
    let documents = Documents::served().await;
    let document = documents.anonymous().json("/openapi.json").await;
    let directory = &documents.directory;
    let text = serde_json::to_string_pretty(&sorted(document)).unwrap();
    let text = text
        .replace(directory.url(), "https://directory.test")
        .replace(directory.tenant_id(), "TENANT")
        .replace(directory.client_id(), "CLIENT");
    reviewed::compare("openapi.json", &(text + "\n"));
}

#[tokio::test]
async fn what_is_mounted_is_documented_and_nothing_else() {
    let documents = Documents::served().await;
    let policy = documents.anonymous().json("/policy").await;
    let mounted = policy.as_array().unwrap().iter().map(|row| {
        let [method, path] = ["method", "path"].map(|name| row[name].as_str().unwrap().to_owned());
        (method, path)
    });
    let document = documents.anonymous().json("/openapi.json").await;
    let documented = Reader::of(&document).operations.into_iter();
    let documented: BTreeSet<_> = documented.map(|it| (it.method, it.path)).collect();
    // The page that shows the document is no part of what it offers.
    let offered = mounted.filter(|(_, path)| path != "/docs" && !path.starts_with("/docs/"));
    assert_eq!(offered.collect::<BTreeSet<_>>(), documented);
}

#[tokio::test]
async fn an_operation_names_its_refusals_unless_it_is_public() {
    let documents = Documents::served().await;
    let document = documents.anonymous().json("/openapi.json").await;
    for operation in Reader::of(&document).operations {
        for status in ["401", "403", "503"] {
            let answer = &operation.said["responses"][status];
            assert_eq!(
                answer.is_object(),
                !operation.is_open(),
                "{operation:?} {status}"
            );
        }
        let rule = [
            "x-requirement",
            "x-required-roles",
            "x-required-permissions",
        ];
        for name in rule {
            assert_eq!(
                operation.said[name].is_null(),
                operation.is_open(),
                "{operation:?} {name}"
            );
        }
    }
}

/// The property: nobody's request is answered 401 exactly where the document says that credentials are needed.
#[test]
fn an_operation_answers_without_credentials_exactly_when_it_says_so() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let documents = runtime.block_on(Documents::served());
    let document = runtime.block_on(documents.anonymous().json("/openapi.json"));
    holds_for_any_request(&runtime, documents.url(), &Reader::of(&document).operations);
}

#[test]
fn it_holds_for_groups_and_nested_routers_too() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let (url, operations) = runtime.block_on(async {
        let town = Town::under(policy::Policy).await;
        let house = town.house(small());
        let document = house.anonymous().get("/openapi.json").await.json();
        (
            serve(house.router.clone()).await,
            Reader::of(&document).operations,
        )
    });
    holds_for_any_request(&runtime, &url, &operations);
}

#[tokio::test]
async fn either_order_of_the_attributes_gives_the_same() {
    let town = Town::under(policy::Policy).await;
    let house = town.house(small());
    let document = house.anonymous().get("/openapi.json").await.json();
    for prefix in ["", "/nested", "/group"] {
        let of =
            |path: &str| without_its_name(&document["paths"][format!("{prefix}{path}")]["get"]);
        assert!(of("/rule-first").contains_key("security"), "{document:#}");
        assert_eq!(of("/rule-first"), of("/path-first"));
        let answers = ["/rule-first", "/path-first"].map(|path| format!("{prefix}{path}"));
        for path in answers {
            assert_eq!(
                house.anonymous().get(&path).await.status,
                StatusCode::UNAUTHORIZED,
                "{path}"
            );
            assert_eq!(
                house.user("admin").get(&path).await.status,
                StatusCode::OK,
                "{path}"
            );
        }
    }
}

#[tokio::test]
async fn the_requirement_of_a_group_is_part_of_the_document() {
    let town = Town::under(policy::Policy).await;
    let document = town
        .house(small())
        .anonymous()
        .get("/openapi.json")
        .await
        .json();
    let rule = &document["paths"]["/group/rule-first"]["get"]["x-requirement"];
    assert_eq!(
        *rule,
        serde_json::json!({"all": [{"permission": "edit"}, {"permission": "view"}]})
    );
    let alone = &document["paths"]["/nested/rule-first"]["get"]["x-requirement"];
    assert_eq!(*alone, serde_json::json!({"permission": "view"}));
}

#[protected(role = "Viewer", shadow(permission = "edit"), conceal, schemes = ["bearer"])]
#[utoipa::path(get, path = "/modified", responses((status = 200, body = String)))]
async fn modified() -> &'static str {
    "a thing"
}

#[tokio::test]
async fn what_is_said_of_the_whole_rule_is_documented() {
    let town = Town::under(policy::Policy).await;
    let router = Router::new().routes(routes!(modified, openapi));
    let house = town.house(router);
    let document = house.anonymous().get("/openapi.json").await.json();
    let operation = &document["paths"]["/modified"]["get"];
    assert_eq!(
        operation["x-requirement"],
        serde_json::json!({
            "all": [{"role": "Viewer"}, {"shadow": {"permission": "edit"}}],
            "conceal": true,
            "schemes": ["bearer"],
        })
    );
    assert_eq!(operation["x-required-roles"], serde_json::json!(["Viewer"]));
    assert_eq!(
        operation["x-required-permissions"],
        serde_json::json!([]),
        "only watched"
    );
    let answers = &operation["responses"];
    assert!(
        answers["401"].is_object() && answers["404"].is_object(),
        "{operation:#}"
    );
    assert!(answers["403"].is_null(), "it reads 404");
    assert_eq!(
        house.user("nobody").get("/modified").await.status,
        StatusCode::NOT_FOUND
    );
}

#[protected(permission = "view")]
#[utoipa::path(get, path = "/rule-first", responses((status = 200, body = String)))]
async fn rule_first() -> &'static str {
    "a thing"
}

#[utoipa::path(get, path = "/path-first", responses((status = 200, body = String)))]
#[protected(permission = "view")]
async fn path_first() -> &'static str {
    "a thing"
}

#[public("what is offered is no secret")]
#[utoipa::path(get, path = "/openapi.json")]
async fn openapi(document: Document) -> Document {
    document
}

/// The two orders: at the root, nested, and in a group that requires more.
fn small() -> Router {
    let both = || Router::new().routes(routes!(rule_first, path_first));
    both()
        .nest("/nested", both())
        .nest("/group", both().require(require!(permission = "edit")))
        .routes(routes!(openapi))
}

/// Any operation, with anything for an identifier, any body, and any `Accept`.
fn holds_for_any_request(runtime: &tokio::runtime::Runtime, url: &str, operations: &[Operation]) {
    let client = Client::new();
    let identifier = prop_oneof![
        any::<i64>().prop_map(|id| id.to_string()),
        "[a-zA-Z0-9_~-]{1,20}",
        "(%[C-D][0-9]){1,5}"
    ];
    let accept = prop::sample::select(vec!["*/*", "application/json", "text/html", "nonsense"]);
    let request = (
        prop::sample::select(operations.to_vec()),
        identifier,
        any::<Vec<u8>>(),
        accept,
    );
    TestRunner::new(Config::with_cases(200))
        .run(&request, |(operation, identifier, body, accept)| {
            let path = operation.path.replace("{id}", &identifier);
            let method: Method = operation.method.parse().unwrap();
            let request = client.request(method, format!("{url}{path}"));
            let request = request.header("accept", accept).body(body);
            let status = runtime.block_on(request.send()).unwrap().status();
            prop_assert_eq!(
                status != StatusCode::UNAUTHORIZED,
                operation.is_open(),
                "{:?} {}",
                operation,
                status
            );
            Ok(())
        })
        .unwrap();
}

fn without_its_name(operation: &Value) -> Map<String, Value> {
    let mut operation = operation.as_object().cloned().unwrap_or_default();
    operation.remove("operationId");
    operation
}

/// The order of keys is that of the alphabet, whatever serde_json was built to keep.
fn sorted(value: Value) -> Value {
    match value {
        Value::Object(map) => {
            let mut entries: Vec<_> = map
                .into_iter()
                .map(|(key, value)| (key, sorted(value)))
                .collect();
            entries.sort_by(|(one, _), (other, _)| one.cmp(other));
            Value::Object(entries.into_iter().collect())
        }
        Value::Array(values) => Value::Array(values.into_iter().map(sorted).collect()),
        other => other,
    }
}
