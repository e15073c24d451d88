//! Libraries that bring permissions and handlers, and an application that declares who may do what with them.

use axum::http::{Method, StatusCode};
use rolecall::directory::{App, Directory, TokenRequest, User};
use rolecall::policy::Policy;
use rolecall::{Engine, Router};
use rolecall_tests::house::{Answer, Caller, Town};
use rolecall_tests::logs::Logs;

/// The application's roles over the permissions of both libraries.
mod shop {
    rolecall::roles! {
        permissions = catalogue::catalogue;
        permissions = handlers::policy;

        Customer: [browse, "comments.read"],
        #[app_role(members = [User, Application])]
        Merchant: Customer + ["goods.change", "comments.write"],
        Moderator: ["comments.read", "comments.write"],
    }
}

/// Another application, which has to do with one of the libraries alone.
mod forum {
    rolecall::roles! {
        permissions = handlers::policy;
        Guest: all,
    }
}

fn routes() -> Router {
    Router::new()
        .nest("/shop", catalogue::routes())
        .nest("/shop", handlers::routes())
}

async fn town(policy: impl Policy) -> Town {
    let directory = Directory::builder()
        .listen("127.0.0.1:0")
        .scopes(["Catalogue.Read", "Catalogue.Write"])
        .user(User::new("customer").role("Customer"))
        .user(User::new("merchant").role("Merchant"))
        .user(User::new("moderator").role("Moderator"))
        .user(User::new("guest").role("Guest"))
        .app(App::new("importer").role("Merchant"))
        .start()
        .await
        .expect("a directory on a free port");
    let engine: Engine = Town::believing(&directory, policy).await;
    Town { directory, engine }
}

async fn change(caller: Caller) -> StatusCode {
    let answer = caller.put("/shop/goods", "a lamp").await;
    answer.status
}

async fn comment(caller: Caller) -> StatusCode {
    let answer = caller.send(Method::POST, "/shop/comments", "fine".into());
    answer.await.status
}

async fn statuses(caller: Caller) -> [u16; 4] {
    [
        caller.get("/shop/goods").await.status.as_u16(),
        change(caller.clone()).await.as_u16(),
        caller.get("/shop/comments").await.status.as_u16(),
        comment(caller).await.as_u16(),
    ]
}

#[tokio::test]
async fn the_roles_of_the_application_open_the_handlers_of_the_libraries() {
    let town = town(shop::Policy).await;
    let house = town.house(routes());
    assert_eq!(statuses(house.anonymous()).await, [401; 4]);
    assert_eq!(statuses(house.user("guest")).await, [403; 4]);
    assert_eq!(statuses(house.user("customer")).await, [200, 403, 200, 403]);
    assert_eq!(
        statuses(house.user("moderator")).await,
        [403, 403, 200, 200]
    );
    assert_eq!(statuses(house.user("merchant")).await, [200; 4]);
    assert_eq!(statuses(house.app("importer")).await, [200; 4]);
}

#[tokio::test]
async fn the_scopes_of_a_library_cap_its_own_permissions() {
    let town = town(shop::Policy).await;
    let house = town.house(routes());
    let reader = TokenRequest::user("merchant").scope("Catalogue.Read");
    let reader = house.holding(&town.token(&reader));
    assert_eq!(statuses(reader.clone()).await, [200, 403, 200, 200]);
    let told = reader.put("/shop/goods", "a lamp").await;
    assert_eq!(
        told.header("www-authenticate"),
        Some(r#"Bearer error="insufficient_scope", scope="Catalogue.Write""#)
    );
}

fn refused(router: Router, engine: &Engine) -> String {
    let refused = router.with(engine.clone()).expect_err("a contradiction");
    refused.to_string()
}

/// What a router of axum's own answers, which nobody asked beforehand.
async fn unasked<H, T>(handler: H, town: &Town, user: &str) -> (Answer, String)
where
    H: axum::handler::Handler<T, ()>,
    T: 'static,
{
    let logs = Logs::capture();
    let router = axum::Router::new()
        .route("/goods", axum::routing::get(handler))
        .layer(town.engine.layer());
    let answer = town.plain(router).user(user).get("/goods").await;
    (answer, logs.text())
}

#[tokio::test]
async fn a_library_is_closed_under_a_policy_that_does_not_read_it() {
    let town = town(forum::Policy).await;
    let sentence = "requires permission = \"browse\" of `catalogue::catalogue`, which the policy \
                    `macros::libraries::forum` of the engine does not declare; start the engine with the policy that \
                    does, or let its `roles!` read that module by `permissions = path;`";
    assert_eq!(
        refused(catalogue::routes(), &town.engine),
        format!(
            "the router contradicts itself:\n  GET /goods: `catalogue::list` {sentence}\n  PUT /goods: \
             `catalogue::change` {}",
            sentence.replace("browse", "goods.change")
        )
    );
    let (answer, log) = unasked(catalogue::list, &town, "guest").await;
    assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(!answer.body.contains("browse"), "{}", answer.body);
    assert!(log.contains(&format!("the rule {sentence}")), "{log}");
    // The other library is open to whom it should be.
    let house = town.house(handlers::routes());
    assert_eq!(
        house.user("guest").get("/comments").await.status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn two_versions_of_a_library_do_not_mix() {
    let town = town(shop::Policy).await;
    let sentence = "requires permission = \"browse\" of `catalogue` 2.0.0, and the policy reads `catalogue` 0.1.0; let \
                    one version serve both";
    assert_eq!(
        refused(catalogue_2::routes(), &town.engine),
        format!("the router contradicts itself:\n  GET /goods: `catalogue::list` {sentence}")
    );
    let (answer, log) = unasked(catalogue_2::list, &town, "merchant").await;
    assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(
        !answer.body.contains("browse") && !answer.body.contains("2.0.0"),
        "{}",
        answer.body
    );
    assert!(log.contains(&format!("the rule {sentence}")), "{log}");
}

#[tokio::test]
async fn a_group_of_another_policy_is_refused_at_each_endpoint_in_it() {
    let town = town(shop::Policy).await;
    let group = rolecall::require!(policy = forum, role = "Guest");
    let text = refused(
        Router::new().require(group).merge(handlers::routes()),
        &town.engine,
    );
    let sentence = "requires role = \"Guest\" of `macros::libraries::forum`, which the policy \
                    `macros::libraries::shop` of the engine does not declare; start the engine with the policy that \
                    does";
    assert!(
        text.contains(&format!("GET /comments: `handlers::list` {sentence}\n")),
        "{text}"
    );
}
