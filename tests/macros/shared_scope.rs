//! Two blocks that declare one scope: a token tells its name alone, so it is one scope wherever it counts or is named.

use axum::http::StatusCode;
use rolecall::directory::{Directory, TokenRequest, User};
use rolecall::openapi::Document;
use rolecall::policy::Scope;
use rolecall::{Router, get, protected, public, routes};
use rolecall_tests::house::Town;

mod files {
    rolecall::permissions! {
        /// Read files.
        #[scope("Files.Read", "Files.Write")]
        read,
        /// Change files.
        #[scope("Files.Write")]
        write,
    }
    rolecall::roles! {}
}

mod folders {
    rolecall::permissions! {
        /// Change folders.
        #[scope("Files.Write")]
        arrange,
    }
    rolecall::roles! {}
}

mod policy {
    rolecall::roles! {
        permissions = super::files;
        permissions = super::folders;
        Writer: all,
    }
}

#[protected(policy = policy, permission = write, permission = arrange)]
#[utoipa::path(get, path = "/tidy")]
async fn tidy() {}

#[protected(policy = policy, scope = "Files.Write")]
async fn by_scope() {}

#[public("what an API offers is no secret", policy = policy)]
async fn document(document: Document) -> Document {
    document
}

async fn town() -> Town {
    let directory = Directory::builder()
        .listen("127.0.0.1:0")
        .policy(policy::Policy)
        .user(User::new("writer").role("Writer"))
        .start()
        .await
        .expect("a directory on a free port");
    let engine = Town::believing(&directory, policy::Policy).await;
    Town { directory, engine }
}

fn router() -> Router {
    Router::new()
        .routes(routes!(tidy))
        .route("/scope", get(by_scope))
        .route("/openapi.json", get(document))
}

#[tokio::test]
async fn a_token_with_it_is_let_through_by_both_blocks() {
    let town = town().await;
    let house = town.house(router());
    let holding = |scope: &str| {
        let request = TokenRequest::user("writer").scope(scope);
        house.holding(&town.token(&request))
    };
    for (scope, status) in [
        ("Files.Write", StatusCode::OK),
        ("Files.Read", StatusCode::FORBIDDEN),
    ] {
        for path in ["/tidy", "/scope"] {
            let answer = holding(scope).get(path).await;
            assert_eq!(answer.status, status, "{path} with {scope}");
        }
    }
}

#[tokio::test]
async fn whoever_lacks_it_is_told_it_once() {
    let town = town().await;
    let house = town.house(router());
    let request = TokenRequest::user("writer").scope("Files.Read");
    let reader = house.holding(&town.token(&request));
    let told = reader.get("/tidy").await;
    assert_eq!(
        told.header("www-authenticate"),
        Some(r#"Bearer error="insufficient_scope", scope="Files.Write""#)
    );
}

#[tokio::test]
async fn the_document_asks_for_it_once_and_says_all_it_is_for() {
    let town = town().await;
    let house = town.house(router());
    let document = house.anonymous().get("/openapi.json").await.json();
    let full = format!("api://{}/Files.Write", town.directory.client_id());
    assert_eq!(
        document["paths"]["/tidy"]["get"]["security"],
        serde_json::json!([{ "oauth2": [full] }])
    );
    let flows = &document["components"]["securitySchemes"]["oauth2"]["flows"];
    assert_eq!(
        flows["authorizationCode"]["scopes"][&full],
        "Read files. Change files. Change folders."
    );
}

#[test]
fn it_is_one_name() {
    use policy::scope;
    assert_eq!(scope::ALL.len(), 3);
    let names: Vec<_> = scope::Name::all().map(scope::Name::name).collect();
    assert_eq!(names, ["Files.Read", "Files.Write"]);
    let written: scope::Name = "Files.Write".parse().unwrap();
    assert_eq!(written, files::scope::Files_Write.into());
    assert_eq!(written, folders::scope::Files_Write.into());
    assert_eq!(
        scope::Name::try_from(Scope::from(folders::scope::Files_Write)),
        Ok(written)
    );
}
