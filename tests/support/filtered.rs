//! An application whose documentation page shows everybody what they may do: for a browser, with a directory of its own.

use rolecall::directory::{App, AppKind, Directory, User};
use rolecall::openapi::Docs;
use rolecall::{Engine, Router, protected, public, routes};
use rolecall_tests::policy;

#[public("reveals nothing", policy = policy)]
#[utoipa::path(get, path = "/health")]
async fn health() -> &'static str {
    "well"
}

#[protected(permission = "view", policy = policy)]
#[utoipa::path(get, path = "/viewed")]
async fn viewed() -> &'static str {
    "viewed"
}

#[protected(permission = "edit", conceal, policy = policy)]
#[utoipa::path(get, path = "/edited")]
async fn edited() -> &'static str {
    "edited"
}

#[tokio::main]
async fn main() {
    let directory = Directory::builder()
        .listen("127.0.0.1:0")
        .policy(&policy::Policy)
        .user(
            User::new("viewer")
                .display_name("Vera Viewer")
                .role("Viewer"),
        )
        .user(
            User::new("editor")
                .display_name("Edgar Editor")
                .role("Editor"),
        )
        .app(App::single_page("docs"));
    let directory = directory.start().await.expect("a directory");
    let mut clients = directory.clients().iter();
    let client = clients.find(|app| app.kind() == AppKind::SinglePage);
    let client = client.expect("an app").client_id();
    let engine = Engine::builder(policy::Policy)
        .tenant_id(directory.tenant_id())
        .client_id(directory.client_id())
        .authority(directory.issuer())
        .docs_client_id(client);
    let router = Router::new()
        .routes(routes!(health, viewed, edited))
        .docs(Docs::new().filtered());
    let engine = engine.start().await.expect("settings");
    let router: axum::Router = router.with(engine).expect("a router");
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await;
    let listener = listener.expect("a free port");
    println!(
        "filtered http://{}",
        listener.local_addr().expect("an address")
    );
    axum::serve(listener, router).await.expect("a server");
}
