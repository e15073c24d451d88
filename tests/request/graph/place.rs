//! A scripted authority that is Graph as well, and an engine that asks it.

use axum::http::StatusCode;
use rolecall::entra::Graph;
use rolecall::{EngineBuilder, Identity, Problem, Router, Secret, get, protected, require};
use rolecall_tests::house::{Answer, Caller};
use rolecall_tests::policy::EDITOR;
use rolecall_tests::world::World;
use rolecall_tests::{Authority, TENANT, Token};
use serde_json::{Value, json};

pub const EDITORS: &str = "7d1f8a52-90ac-4d3e-8f5b-2a7c6e1d0b93";
pub const OTHERS: &str = "9f3bac74-b2ce-4f5a-8b7d-4c9e8a3f2db5";
pub const SECRET: &str = "aBc8Q~of-documents";
pub const GRAPH_TOKEN: &str = "eyJ.for.graph";
/// Where Graph tells the groups of [`Token::of_user`].
pub const ADA: &str = "/v1.0/users/44444444-dddd-4ddd-8ddd-444444444444/getMemberObjects";
/// The first page of them.
pub const ADAS_PAGES: &str = "/v1.0/users/44444444-dddd-4ddd-8ddd-444444444444/transitiveMemberOf/microsoft.graph.group?$select=id,securityEnabled&$count=true&$top=999";

macro_rules! handlers {
    ($($name:ident: ($($rule:tt)+);)+) => {
        $(
            #[protected($($rule)+, policy = rolecall_tests::policy)]
            async fn $name() -> &'static str {
                "passed"
            }
        )+

        pub fn routes() -> Router {
            Router::new()$(.route(concat!("/", stringify!($name)), get($name)))+
                .route("/inside", get(inside))
        }
    };
}

handlers! {
    viewed: (permission = "view");
    edited: (permission = "edit");
    editors: (role = "Editor");
    not_editors: (not(role = "Editor"));
    anybody: (any(role = "Editor", authenticated));
    concealed: (permission = "edit", conceal);
    watched: (permission = "view", shadow(role = "Editor"));
}

#[protected(policy = rolecall_tests::policy, authenticated)]
async fn inside(user: Identity) -> Result<&'static str, Problem> {
    assert!(!user.has_role(EDITOR));
    user.require(require!(
        policy = rolecall_tests::policy,
        not(role = "Editor")
    ))?;
    Ok("passed")
}

pub fn token_endpoint() -> String {
    format!("/{TENANT}/oauth2/v2.0/token")
}

/// A world whose Graph is well: it knows Ada to be in these groups.
pub async fn place(groups: &[&str]) -> World {
    place_with(groups, |graph| graph, |builder| builder).await
}

pub async fn place_with(
    groups: &[&str],
    how: impl FnOnce(Graph) -> Graph,
    settings: impl FnOnce(EngineBuilder) -> EngineBuilder,
) -> World {
    let authority = Authority::start().await;
    let token = json!({"token_type": "Bearer", "expires_in": 3599, "access_token": GRAPH_TOKEN});
    authority.answer(&token_endpoint(), rolecall_tests::Answer::json(&token));
    authority.answer(ADA, told(groups));
    let graph = how(Graph::resolve().url(authority.base()));
    let mapped = |builder: EngineBuilder| {
        let builder = builder.group_role(EDITORS, EDITOR).graph(graph);
        settings(builder.client_secret(Secret::new(SECRET)))
    };
    World::of(authority, mapped).await
}

/// Graph's answer that somebody is in these groups.
pub fn told(groups: &[&str]) -> rolecall_tests::Answer {
    rolecall_tests::Answer::json(&json!({"value": groups}))
}

/// Ada the viewer, in more groups than fit into the token.
pub fn ada(world: &World) -> Token {
    crowded(world.user().claim("roles", json!(["Viewer"])))
}

/// The same token, and it says that the groups are too many, and where Entra would have them asked for.
pub fn crowded(token: Token) -> Token {
    let endpoint: Value =
        json!({"src1": {"endpoint": "https://graph.windows.net/t/users/o/getMemberObjects"}});
    let token = token.claim("_claim_names", json!({"groups": "src1"}));
    token.claim("_claim_sources", endpoint)
}

pub async fn asks(world: &World, token: &str, path: &str) -> Answer {
    let router = routes().with(world.engine.clone()).expect("a router");
    Caller::of(router.clone()).holding(token).get(path).await
}

pub async fn status(world: &World, token: &str, path: &str) -> StatusCode {
    asks(world, token, path).await.status
}
