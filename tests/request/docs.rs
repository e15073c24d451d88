//! The documentation page: what is served, to whom, and with which permissions. How it behaves in a browser is
//! `tests/browser/test_docs.py`.

use std::process::Command;

use axum::body::Body;
use axum::http::{Method, StatusCode};
use rolecall::openapi::Docs;
use rolecall::{Engine, Router, get, protected, require};
use rolecall_tests::house::{Answer, House, Town};
use rolecall_tests::world::world_with;
use rolecall_tests::{Answer as Told, CLIENT, World};
use serde_json::{Value, json};

use crate::policy;

const DOCS_CLIENT: &str = "55555555-dddd-4ddd-8ddd-555555555555";
const FILES: [(&str, &str); 9] = [
    ("", "text/html; charset=utf-8"),
    ("docs.css", "text/css; charset=utf-8"),
    ("docs.js", "text/javascript; charset=utf-8"),
    ("oauth2-redirect", "text/html; charset=utf-8"),
    ("oauth2-redirect.html", "text/html; charset=utf-8"),
    ("oauth2-redirect.js", "text/javascript; charset=utf-8"),
    ("openapi.json", "application/json"),
    ("swagger-ui-bundle.js", "text/javascript; charset=utf-8"),
    ("swagger-ui.css", "text/css; charset=utf-8"),
];

#[protected(permission = "view")]
async fn list() -> &'static str {
    "things"
}

fn things() -> Router {
    Router::new().route("/things", get(list))
}

fn open_house(town: &Town) -> House<'_> {
    town.house(things().docs(Docs::new()))
}

fn settings(page: &Answer) -> Value {
    let (_, after) = page.body.split_once("data-settings=\"").unwrap();
    let (settings, _) = after.split_once('"').unwrap();
    serde_json::from_str(&settings.replace("&#34;", "\"")).unwrap()
}

fn directives(answer: &Answer) -> Vec<String> {
    let policy = answer.header("content-security-policy").unwrap();
    policy.split("; ").map(str::to_owned).collect()
}

/// A router under settings of its own, of which nothing is asked that needs a token.
fn under(engine: &Engine, docs: Docs) -> rolecall_tests::house::Caller {
    let router = Router::new().docs(docs).with(engine.clone());
    rolecall_tests::house::Caller::of(router.unwrap())
}

#[tokio::test]
async fn the_page_and_what_belongs_to_it_are_served_to_everyone() {
    let town = Town::under(policy::Policy).await;
    let house = open_house(&town);
    for (file, kind) in FILES {
        let answer = house.anonymous().get(&format!("/docs/{file}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{file}");
        assert_eq!(answer.header("content-type"), Some(kind), "{file}");
        if file != "openapi.json" {
            let sniffed = answer.header("x-content-type-options");
            assert_eq!(sniffed, Some("nosniff"), "{file}");
        }
    }
}

#[tokio::test]
async fn the_bare_path_leads_to_the_page_by_a_relative_address() {
    let town = Town::under(policy::Policy).await;
    for (docs, path, page) in [
        (Docs::new(), "/docs", "docs/"),
        (Docs::at("/api/v1.0/docs"), "/api/v1.0/docs", "docs/"),
    ] {
        let house = town.house(things().docs(docs));
        let answer = house.anonymous().get(path).await;
        assert_eq!(answer.status, StatusCode::PERMANENT_REDIRECT);
        assert_eq!(answer.header("location"), Some(page));
    }
}

#[tokio::test]
async fn no_other_file_of_swagger_ui_is_served() {
    let town = Town::under(policy::Policy).await;
    let house = open_house(&town);
    for file in [
        "index.html",
        "index.css",
        "swagger-initializer.js",
        "swagger-ui.js",
        "swagger-ui-bundle.js.map",
        "swagger-ui-standalone-preset.js",
        "swagger-ui-es-bundle.js",
        "favicon-32x32.png",
        "page.html",
        "Docs.js",
        "docs.js%00",
        "%64ocs.js",
        "..%2fdocs.js",
        "",
    ] {
        let answer = match file {
            "" => house.anonymous().get("/docs/more/docs.js").await,
            file => house.anonymous().get(&format!("/docs/{file}")).await,
        };
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{file}");
        assert_eq!(
            answer.header("content-type"),
            Some("application/problem+json"),
            "{file}"
        );
    }
    let written = house
        .anonymous()
        .send(Method::POST, "/docs/", Body::empty())
        .await;
    assert_eq!(written.status, StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn the_page_may_ask_itself_and_the_authority_and_nobody_else() {
    let town = Town::under(policy::Policy).await;
    let page = open_house(&town).anonymous().get("/docs/").await;
    let authority = format!("connect-src 'self' {}", town.directory.url());
    assert_eq!(
        directives(&page),
        [
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            &authority,
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        ]
    );
    for (name, value) in [
        ("cache-control", "no-store"),
        ("referrer-policy", "strict-origin"),
        ("cross-origin-opener-policy", "unsafe-none"),
    ] {
        assert_eq!(page.header(name), Some(value));
    }
}

#[tokio::test]
async fn the_page_on_which_a_sign_in_ends_may_ask_nobody_and_tells_nobody_its_address() {
    let town = Town::under(policy::Policy).await;
    let house = open_house(&town);
    for name in ["oauth2-redirect", "oauth2-redirect.html"] {
        let end = house
            .anonymous()
            .get(&format!("/docs/{name}?code=secret&state=x"))
            .await;
        let policy = directives(&end);
        assert!(policy.contains(&"default-src 'none'".to_owned()));
        assert!(!policy.iter().any(|one| one.starts_with("connect-src")));
        assert!(!policy.iter().any(|one| one.contains("unsafe")));
        assert_eq!(end.header("referrer-policy"), Some("no-referrer"));
        assert_eq!(end.header("cache-control"), Some("no-store"));
        assert!(!end.body.contains("secret"), "{}", end.body);
    }
}

#[tokio::test]
async fn no_script_or_style_stands_within_a_page() {
    let town = Town::under(policy::Policy).await;
    let house = open_house(&town);
    for file in ["", "oauth2-redirect.html"] {
        let page = house.anonymous().get(&format!("/docs/{file}")).await.body;
        let scripts = page.matches("<script").count();
        assert!(scripts > 0);
        assert_eq!(page.matches("<script src=").count(), scripts, "{page}");
        assert_eq!(page.matches("></script>").count(), scripts, "{page}");
        for inline in ["<style", "style=", "onload", "onclick", "javascript:"] {
            assert!(!page.contains(inline), "{inline}");
        }
    }
}

#[tokio::test]
async fn nothing_that_a_request_says_of_its_host_or_in_its_query_changes_a_byte() {
    let town = Town::under(policy::Policy).await;
    let house = open_house(&town);
    for path in [
        "/docs",
        "/docs/",
        "/docs/oauth2-redirect.html",
        "/docs/docs.js",
    ] {
        let usual = house.anonymous().get(path).await;
        let hostile = house
            .anonymous()
            .with("host", "evil.example")
            .with("forwarded", "host=evil.example;proto=https")
            .with("x-forwarded-host", "evil.example")
            .with("x-forwarded-proto", "https")
            .with("x-forwarded-prefix", "/evil")
            .with("origin", "https://evil.example")
            .get(&format!(
                "{path}?url=https://evil.example/x.json&configUrl=https://evil.example/c.json"
            ))
            .await;
        assert_eq!(hostile.status, usual.status, "{path}");
        assert_eq!(hostile.headers, usual.headers, "{path}");
        assert_eq!(hostile.body, usual.body, "{path}");
    }
}

#[tokio::test]
async fn files_are_sent_once_and_asked_about_each_time() {
    let town = Town::under(policy::Policy).await;
    let house = open_house(&town);
    for file in ["docs.js", "swagger-ui-bundle.js"] {
        let path = format!("/docs/{file}");
        let first = house.anonymous().get(&path).await;
        assert_eq!(first.header("cache-control"), Some("no-cache"));
        let tag = first.header("etag").unwrap();
        for known in [tag, "*", &format!("\"other\", W/{tag}")] {
            let again = house.anonymous().with("if-none-match", known);
            let again = again.get(&path).await;
            assert_eq!(again.status, StatusCode::NOT_MODIFIED, "{known}");
            assert_eq!(again.header("etag"), Some(tag));
            assert!(again.body.is_empty());
        }
        let other = house.anonymous().with("if-none-match", "\"other\"");
        assert_eq!(other.get(&path).await.body, first.body);
    }
}

#[tokio::test]
async fn swagger_ui_is_the_one_that_is_named_on_the_page() {
    let town = Town::under(policy::Policy).await;
    let house = open_house(&town);
    let page = house.anonymous().get("/docs/").await.body;
    let script = house.anonymous().get("/docs/swagger-ui-bundle.js").await;
    assert!(page.contains("Swagger UI 5.32.6"));
    assert!(script.body.contains("PACKAGE_VERSION:\"5.32.6\""));
}

#[tokio::test]
async fn the_document_beside_the_page_is_that_of_the_router() {
    let town = Town::under(policy::Policy).await;
    let answer = open_house(&town)
        .anonymous()
        .get("/docs/openapi.json")
        .await;
    let document = answer.json();
    assert!(document["components"]["securitySchemes"]["oauth2"].is_object());
    assert!(answer.header("cache-control").is_none());
}

#[tokio::test]
async fn a_page_that_requires_something_keeps_all_that_belongs_to_it() {
    let town = Town::under(policy::Policy).await;
    let docs = Docs::new()
        .require(require!(permission = "view"))
        .require(require!(caller = "user"));
    let house = town.house(things().docs(docs));
    let paths = FILES.map(|(file, _)| format!("/docs/{file}"));
    for path in paths.iter().map(String::as_str).chain(["/docs", "/docs/x"]) {
        let status = async |caller: rolecall_tests::house::Caller| caller.get(path).await.status;
        assert_eq!(
            status(house.anonymous()).await,
            StatusCode::UNAUTHORIZED,
            "{path}"
        );
        assert_eq!(
            status(house.user("nobody")).await,
            StatusCode::FORBIDDEN,
            "{path}"
        );
        assert_eq!(
            status(house.app("robot")).await,
            StatusCode::FORBIDDEN,
            "{path}"
        );
        let viewer = status(house.user("viewer")).await;
        assert!(viewer.is_success() || viewer.is_redirection() || path.ends_with('x'));
    }
    let document = house.user("viewer").get("/docs/openapi.json").await;
    assert_eq!(document.header("cache-control"), Some("no-store"));
    let rows = things()
        .docs(Docs::new().require(require!(permission = "view")))
        .endpoints();
    for row in rows.iter().filter(|row| row.path().starts_with("/docs")) {
        let rule = row.requirement_text();
        assert_eq!(rule.as_deref(), Some("permission = \"view\""), "{row}");
        assert_eq!(row.public_reason(), None);
    }
}

#[tokio::test]
async fn a_group_around_the_page_binds_it() {
    let town = Town::under(policy::Policy).await;
    let group = Router::new()
        .docs(Docs::new())
        .require(require!(role = "Auditor"));
    let house = town.house(things().nest("/inside", group));
    for path in ["/inside/docs", "/inside/docs/", "/inside/docs/docs.js"] {
        let anonymous = house.anonymous().get(path).await.status;
        assert_eq!(anonymous, StatusCode::UNAUTHORIZED, "{path}");
        let viewer = house.user("viewer").get(path).await.status;
        assert_eq!(viewer, StatusCode::FORBIDDEN, "{path}");
        let auditor = house.user("auditor").get(path).await.status;
        assert!(auditor.is_success() || auditor.is_redirection(), "{path}");
    }
}

#[tokio::test]
async fn it_stands_elsewhere_and_nested_with_its_rows_in_the_table() {
    let town = Town::under(policy::Policy).await;
    let router = || {
        let inner = Router::new().docs(Docs::at("/help/docs"));
        things()
            .nest("/api", inner)
            .merge(Router::new().docs(Docs::at("/docs")))
    };
    let told: Vec<_> = router()
        .endpoints()
        .iter()
        .filter(|row| row.is_public())
        .map(|row| (row.to_string(), row.public_reason().unwrap()))
        .collect();
    let rows: Vec<_> = told.iter().map(|(row, _)| row.as_str()).collect();
    assert_eq!(
        rows,
        [
            "GET /api/help/docs",
            "GET /api/help/docs/",
            "GET /api/help/docs/{file}",
            "GET /docs",
            "GET /docs/",
            "GET /docs/{file}",
        ]
    );
    assert!(told.iter().all(|(_, why)| why.contains("no data")));
    let house = town.house(router());
    for path in [
        "/api/help/docs/",
        "/api/help/docs/docs.js",
        "/docs/openapi.json",
    ] {
        assert_eq!(house.anonymous().get(path).await.status, StatusCode::OK);
    }
    let bare = house.anonymous().get("/api/help/docs").await;
    assert_eq!(bare.header("location"), Some("docs/"));
}

#[tokio::test]
async fn a_path_that_leads_nowhere_is_refused_when_the_router_is_finished() {
    let town = Town::under(policy::Policy).await;
    for odd in [
        "",
        "/",
        "docs",
        "/docs/",
        "//docs",
        "/{docs}",
        "/docs/{*rest}",
        "/do cs",
        "/docs?x",
        "/docs#x",
        "/..",
        "/%64ocs",
        "/ä",
    ] {
        let router = things().docs(Docs::at(odd));
        let fault = router.with(town.engine.clone()).unwrap_err().to_string();
        assert!(
            fault.contains("no path for the documentation"),
            "{odd}: {fault}"
        );
    }
}

#[tokio::test]
async fn the_page_is_told_its_client_and_the_scopes() {
    let world = world_with(|builder| builder.docs_client_id(DOCS_CLIENT)).await;
    let page = under(&world.engine, Docs::new()).get("/docs/").await;
    let scopes = ["Documents.Read", "Documents.ReadWrite"];
    let scopes = scopes.map(|name| format!("api://{CLIENT}/{name}"));
    assert_eq!(
        settings(&page),
        json!({"client": DOCS_CLIENT, "scopes": scopes, "filtered": false})
    );
    assert!(!page.body.contains("AAD_DOCS_CLIENT_ID"));
    let fewer = Docs::new().scopes([rolecall_tests::policy::READ]);
    let page = under(&world.engine, fewer).get("/docs/").await;
    assert_eq!(settings(&page)["scopes"], json!([scopes[0]]));
}

#[tokio::test]
async fn without_a_client_the_page_says_what_is_missing() {
    let world = world_with(|builder| builder).await;
    let page = under(&world.engine, Docs::new()).get("/docs/").await;
    assert_eq!(settings(&page)["client"], Value::Null);
    assert!(page.body.contains("AAD_DOCS_CLIENT_ID"));
}

/// Entra refuses an application that asks for its own scopes by the App ID URI (AADSTS90009).
#[tokio::test]
async fn a_page_that_shares_the_registration_asks_by_the_client_id() {
    let world = world_with(|builder| builder.docs_client_id(CLIENT.to_uppercase())).await;
    let caller = under(&world.engine, Docs::new());
    let scopes = settings(&caller.get("/docs/").await)["scopes"].clone();
    assert_eq!(scopes[0], format!("{CLIENT}/Documents.Read"));
    let document = caller.get("/docs/openapi.json").await.json();
    let flows = &document["components"]["securitySchemes"]["oauth2"]["flows"];
    let offered = flows["authorizationCode"]["scopes"].as_object().unwrap();
    for scope in scopes.as_array().unwrap() {
        assert!(offered.contains_key(scope.as_str().unwrap()), "{offered:?}");
    }
}

#[tokio::test]
async fn another_provider_is_asked_for_bare_scopes() {
    let world = World::elsewhere(|builder| builder.docs_client_id("docs")).await;
    let page = under(&world.engine, Docs::new()).get("/docs/").await;
    assert_eq!(
        settings(&page),
        json!({"client": "docs", "scopes": ["Documents.Read", "Documents.ReadWrite"], "filtered": false})
    );
    let authority = format!("connect-src 'self' {}", world.authority.base());
    assert!(directives(&page).contains(&authority));
}

#[tokio::test]
async fn what_is_written_on_the_page_is_text() {
    let world = World::elsewhere(|builder| builder.docs_client_id("\"><script>x</script>")).await;
    let docs = Docs::new().title("</title><script>x</script>");
    let page = under(&world.engine, docs).get("/docs/").await;
    assert!(!page.body.contains("<script>"), "{}", page.body);
    let client = settings_text(&page);
    assert!(client.contains("&#60;script&#62;"), "{client}");
}

fn settings_text(page: &Answer) -> String {
    let (_, after) = page.body.split_once("data-settings=\"").unwrap();
    after.split_once('"').unwrap().0.to_owned()
}

/// The metadata may be anywhere; the page is allowed to reach where it is.
#[tokio::test]
async fn metadata_elsewhere_is_reached_where_it_is() {
    let world = World::elsewhere(|builder| builder).await;
    let path = "/other/metadata";
    let authority = &world.authority;
    let document = json!({"issuer": authority.base(), "jwks_uri": authority.url("/keys")});
    authority.answer(path, Told::json(&document));
    let engine = Engine::builder(rolecall_tests::policy::Policy)
        .authority("https://login.example")
        .metadata_url(authority.url(path))
        .client_id("documents");
    let engine = engine.start().await.unwrap();
    let page = under(&engine, Docs::new()).get("/docs/").await;
    let policy = directives(&page);
    let metadata = format!("connect-src 'self' {}", authority.base());
    assert!(policy.contains(&metadata), "{policy:?}");
}

#[tokio::test]
async fn a_client_that_cannot_be_one_is_refused_at_the_start() {
    let of_entra = Engine::builder(rolecall_tests::policy::Policy)
        .tenant_id("22222222-bbbb-4bbb-8bbb-222222222222")
        .client_id(CLIENT)
        .docs_client_id("docs");
    let error = of_entra.start().await.unwrap_err().to_string();
    let expected =
        "`AAD_DOCS_CLIENT_ID` (set in code) is not a GUID: give the application (client) ID";
    assert!(error.contains(expected), "{error}");
    let of_another = Engine::builder(rolecall_tests::policy::Policy)
        .authority("https://login.example")
        .client_id("documents")
        .docs_client_id(" ");
    let error = of_another.start().await.unwrap_err().to_string();
    assert!(
        error.contains("`AAD_DOCS_CLIENT_ID` (set in code) is empty"),
        "{error}"
    );
}

#[test]
fn the_client_is_named_by_a_variable() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_settings"));
    command
        .current_dir(folder.path())
        .env_clear()
        .env("AAD_AUTHORITY", "http://127.0.0.1:1")
        .env("AAD_CLIENT_ID", "documents")
        .env("AAD_DOCS_CLIENT_ID", " docs ");
    let shown = String::from_utf8(command.output().unwrap().stdout).unwrap();
    assert!(shown.contains(r#"docs_client_id: Some("docs")"#), "{shown}");
}

#[protected(role = "Admin", conceal)]
#[utoipa::path(get, path = "/concealed")]
async fn concealed() {}

/// Whoever brings a token sees more; a bad one is refused, and no file but the document is about that.
#[tokio::test]
async fn a_filtered_page_shows_everybody_what_they_may_do() {
    let town = Town::under(policy::Policy).await;
    let router = Router::new()
        .routes(rolecall::routes!(concealed))
        .docs(Docs::new().filtered());
    let house = town.house(router);
    let page = house.anonymous().get("/docs/").await;
    assert_eq!(settings(&page)["filtered"], true);
    let paths = async |caller: rolecall_tests::house::Caller| {
        let answer = caller.get("/docs/openapi.json").await;
        assert_eq!(answer.header("cache-control"), Some("no-store"));
        answer.json()["paths"].clone()
    };
    for caller in [house.anonymous(), house.user("viewer")] {
        assert_eq!(paths(caller).await, json!({}));
    }
    let seen = paths(house.user("admin")).await;
    assert!(seen["/concealed"].is_object(), "{seen}");
    let bad = house.holding("no.token.atall");
    let refused = bad.get("/docs/openapi.json").await;
    assert_eq!(refused.status, StatusCode::UNAUTHORIZED);
    assert_eq!(bad.get("/docs/docs.js").await.status, StatusCode::OK);
}
