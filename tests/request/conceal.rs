//! `conceal`: who may not see something is told what is told where nothing is, byte for byte.

use axum::body::Body;
use axum::extract::Path;
use axum::http::{Method, StatusCode};
use rolecall::directory::{Bad, TokenRequest};
use rolecall::{Problem, Router, User, get, protected, put, require};
use rolecall_tests::documents::serve;
use rolecall_tests::house::{Answer, House, Town};
use rolecall_tests::logs::Logs;

use crate::policy;
use crate::raw::Connection;

fn no_such_thing() -> Problem {
    Problem::new(StatusCode::NOT_FOUND).with_detail("no such thing")
}

#[protected(permission = "edit", conceal)]
async fn secret(Path(id): Path<u64>) -> Result<&'static str, Problem> {
    (id == 1).then_some("secret").ok_or_else(no_such_thing)
}

/// At the same path, and it has nothing to conceal.
#[protected(permission = "edit")]
async fn open_about_it() -> Problem {
    no_such_thing()
}

#[protected(permission = "view")]
async fn plain() -> Problem {
    no_such_thing()
}

#[protected(permission = "view", conceal)]
async fn for_people(_user: User) -> &'static str {
    "secret"
}

fn things() -> Router {
    let secrets = Router::new().route("/thing", get(plain));
    Router::new()
        .route("/things/{id}", get(secret).put(open_about_it))
        .route("/people", get(for_people))
        .route("/plain", get(plain))
        .nest(
            "/group",
            secrets.require(require!(role = "Auditor", conceal)),
        )
        .mount("/files", foreign(), require!(permission = "edit", conceal))
}

fn foreign() -> axum::Router {
    axum::Router::new().route("/file", axum::routing::get(|| async { "foreign" }))
}

const BROWSER: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

fn same(one: &Answer, other: &Answer) -> bool {
    (one.status, &one.headers, &one.body) == (other.status, &other.headers, &other.body)
}

/// Every one of `paths` answers as one that is not mounted, to the last byte that is sent.
async fn is_nowhere(house: &House<'_>, caller: &TokenRequest, paths: &[&str]) {
    let mut connection = Connection::to(&serve(house.router.clone()).await).await;
    let token = house.town.token(caller);
    for method in ["GET", "HEAD"] {
        for accept in ["", "application/json", BROWSER, "image/png", "nonsense"] {
            let accept = format!("accept: {accept}\r\n");
            let nowhere = connection
                .ask(method, "/nowhere", Some(&token), &accept)
                .await;
            assert_eq!(nowhere.status, 404);
            for path in paths {
                let answer = connection.ask(method, path, Some(&token), &accept).await;
                assert_eq!(answer, nowhere, "{method} {path}");
            }
        }
    }
}

fn user(name: &str) -> TokenRequest {
    TokenRequest::user(name)
}

fn app(name: &str) -> TokenRequest {
    TokenRequest::app(name)
}

#[tokio::test]
async fn who_may_not_see_it_is_told_what_is_told_where_nothing_is() {
    let town = Town::under(policy::Policy).await;
    let house = town.house(things());
    is_nowhere(
        &house,
        &user("viewer"),
        &["/things/1", "/things/2", "/things/abc"],
    )
    .await;
    let everything = [
        "/things/1",
        "/people",
        "/group/thing",
        "/files/file",
        "/files/nowhere",
    ];
    is_nowhere(&house, &app("stray"), &everything).await;
}

#[tokio::test]
async fn what_is_not_there_is_told_in_the_same_words_to_who_may_see_it() {
    let town = Town::under(policy::Policy).await;
    let house = town.house(things());
    is_nowhere(&house, &user("editor"), &["/things/2", "/files/nowhere"]).await;
    assert_eq!(house.user("editor").get("/things/1").await.body, "secret");
    assert_eq!(
        house.user("editor").get("/files/file").await.body,
        "foreign"
    );
}

#[tokio::test]
async fn one_requirement_that_conceals_is_enough_for_all_of_them() {
    let town = Town::under(policy::Policy).await;
    let house = town.house(things());
    // The group's rule, the handler's in the group, its own 404 there, and the argument's.
    is_nowhere(&house, &user("viewer"), &["/group/thing"]).await;
    is_nowhere(&house, &user("auditor"), &["/group/thing"]).await;
    is_nowhere(&house, &user("admin"), &["/group/thing"]).await;
    is_nowhere(&house, &app("robot"), &["/people"]).await;
    assert_eq!(house.user("viewer").get("/people").await.body, "secret");
}

#[tokio::test]
async fn strangers_are_asked_to_sign_in_as_anywhere() {
    let town = Town::under(policy::Policy).await;
    let house = town.house(things());
    let expired = town.token(&TokenRequest::user("editor").bad(Bad::Expired));
    for path in [
        "/things/1",
        "/things/2",
        "/group/thing",
        "/people",
        "/files/file",
    ] {
        let anonymous = house.anonymous().get(path).await;
        assert_eq!(anonymous.status, StatusCode::UNAUTHORIZED, "{path}");
        assert_eq!(
            anonymous.header("www-authenticate"),
            Some("Bearer"),
            "{path}"
        );
        let bad = house.holding(&expired).get(path).await;
        assert_eq!(bad.status, StatusCode::UNAUTHORIZED, "{path}");
        assert!(
            bad.header("www-authenticate")
                .is_some_and(|told| told.contains("invalid_token"))
        );
    }
}

#[tokio::test]
async fn what_does_not_conceal_keeps_its_own_answers() {
    let town = Town::under(policy::Policy).await;
    let house = town.house(things());
    let editor = house.user("editor");
    for answer in [
        editor.put("/things/2", "").await,
        editor.get("/plain").await,
    ] {
        assert_eq!(answer.json()["detail"], "no such thing");
    }
    assert_eq!(
        house.user("viewer").put("/things/2", "").await.status,
        StatusCode::FORBIDDEN
    );
    assert_eq!(
        house.user("nobody").get("/plain").await.status,
        StatusCode::FORBIDDEN
    );
    let wrong = house
        .user("viewer")
        .send(Method::DELETE, "/things/1", Body::empty())
        .await;
    assert_eq!(wrong.status, StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn the_log_is_told_the_truth() {
    let logs = Logs::capture();
    let town = Town::under(policy::Policy).await;
    town.house(things()).user("viewer").get("/things/1").await;
    let text = logs.text();
    assert!(
        text.contains("concealed: lacks edit; the role `Editor` would do"),
        "{text}"
    );
    assert!(text.contains("endpoint=\"/things/{id}\""), "{text}");
}

#[tokio::test]
async fn a_finished_router_behind_a_rule_that_conceals_is_concealed_too() {
    let town = Town::under(policy::Policy).await;
    let inner = Router::new().route("/thing", get(plain).put(open_about_it));
    let inner = inner.with(town.engine.clone()).expect("a router");
    let house = town.house(Router::new().mount("/inner", inner, require!(authenticated, conceal)));
    is_nowhere(&house, &user("nobody"), &["/inner/thing"]).await;
    let refused = house.user("viewer").put("/inner/thing", "").await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
    assert!(!refused.body.contains("no such thing"), "{}", refused.body);
}

#[protected(permission = "edit", conceal)]
async fn on_axums_router(headers: axum::http::HeaderMap) -> Problem {
    Problem::new(StatusCode::NOT_FOUND).for_request(&headers)
}

/// There the handler gives the answer by itself, and nothing comes in between.
#[tokio::test]
async fn on_a_router_of_axums_own_a_bare_problem_is_the_same_answer() {
    let town = Town::under(policy::Policy).await;
    let routes = axum::Router::new().route("/thing", axum::routing::get(on_axums_router));
    let house: House<'_> = town.plain(routes.layer(town.engine.layer()));
    for accept in ["application/json", BROWSER] {
        let ask = async |name| house.user(name).with("accept", accept).get("/thing").await;
        let (refused, missing) = (ask("viewer").await, ask("editor").await);
        assert_eq!(refused.status, StatusCode::NOT_FOUND);
        assert!(same(&refused, &missing), "{refused:?} is not {missing:?}");
    }
}

#[tokio::test]
async fn a_layer_that_conceals_covers_the_404s_behind_it() {
    let town = Town::under(policy::Policy).await;
    let routes =
        foreign().layer(rolecall::layer(require!(permission = "edit", conceal)).exempt("/open"));
    let house = town.plain(routes.layer(town.engine.layer()));
    let refused = house.user("viewer").get("/file").await;
    let missing = house.user("editor").get("/nowhere").await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
    assert!(same(&refused, &missing), "{refused:?} is not {missing:?}");
    assert_eq!(
        house.anonymous().get("/open").await.body,
        "",
        "exempt: axum's own answer"
    );
}

#[tokio::test]
async fn a_rule_that_conceals_says_so_in_the_table() {
    let router = things();
    let group = router.endpoints();
    let rule = |path: &str| {
        let row = group.iter().find(|row| row.path() == path).expect("a row");
        (row.conceals(), row.requirement_text().expect("a rule"))
    };
    assert_eq!(
        rule("/group/thing"),
        (
            true,
            r#"all(role = "Auditor", permission = "view"), conceal"#.to_owned()
        )
    );
    assert_eq!(rule("/plain"), (false, r#"permission = "view""#.to_owned()));
    let _also_by_put: Router = Router::new().route("/x", put(secret));
}
