//! The guard: before everything else of a handler, wherever the handler is mounted.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::{Method, StatusCode, header};
use axum::response::IntoResponse;
use rolecall::directory::{Bad, TokenRequest};
use rolecall::policy::Kind;
use rolecall::{Identity, Router, get, protected, public, put, require};
use rolecall_tests::house::Town;
use rolecall_tests::logs::Logs;

use crate::{other, policy};

#[protected(permission = "edit")]
async fn update(user: Identity, Path(id): Path<u64>, body: String) -> String {
    format!("{} {id} {body}", user.name().unwrap_or("?"))
}

#[protected(permission = "view")]
async fn read() -> &'static str {
    "read"
}

#[public("for tests")]
async fn open(user: Option<Identity>) -> String {
    user.map_or("nobody".to_owned(), |user| user.key().to_string())
}

fn things() -> Router {
    Router::new()
        .route("/things/{id}", put(update).get(read))
        .route("/open", get(open))
}

/// A body that must not be read.
pub(crate) struct Untouched;

impl http_body::Body for Untouched {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, Infallible>>> {
        panic!("the body was read before the decision");
    }
}

#[tokio::test]
async fn no_byte_of_a_body_is_read_before_the_decision() {
    let town = Town::under(policy::Policy).await;
    let house = town.house(things());
    let anonymous = house
        .anonymous()
        .put("/things/1", Body::new(Untouched))
        .await;
    assert_eq!(anonymous.status, StatusCode::UNAUTHORIZED);
    let viewer = house
        .user("viewer")
        .put("/things/1", Body::new(Untouched))
        .await;
    assert_eq!(viewer.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn the_path_is_parsed_only_for_those_who_may() {
    let town = Town::under(policy::Policy).await;
    let house = town.house(things());
    assert_eq!(
        house.anonymous().put("/things/abc", "").await.status,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(
        house.user("viewer").put("/things/abc", "").await.status,
        StatusCode::FORBIDDEN
    );
    assert_eq!(
        house.user("editor").put("/things/abc", "").await.status,
        StatusCode::BAD_REQUEST
    );
}

#[tokio::test]
async fn those_who_may_reach_the_handler_with_their_arguments() {
    let town = Town::under(policy::Policy).await;
    let house = town.house(things());
    let answer = house.user("editor").put("/things/7", "new").await;
    assert_eq!(
        (answer.status, answer.body.as_str()),
        (StatusCode::OK, "editor 7 new")
    );
}

#[tokio::test]
async fn a_protected_handler_on_axums_router_needs_the_engine_and_says_so() {
    let logs = Logs::capture();
    let town = Town::under(policy::Policy).await;
    let bare = axum::Router::new().route("/read", axum::routing::get(read));
    let without = town.plain(bare.clone()).user("admin").get("/read").await;
    assert_eq!(without.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(
        !without.body.contains("guard"),
        "the caller is told nothing: {}",
        without.body
    );
    assert!(
        logs.text().contains("guard not configured"),
        "{}",
        logs.text()
    );

    let with = town.plain(bare.layer(town.engine.layer()));
    assert_eq!(
        with.user("viewer").get("/read").await.status,
        StatusCode::OK
    );
    assert_eq!(
        with.user("nobody").get("/read").await.status,
        StatusCode::FORBIDDEN
    );
    assert_eq!(
        with.anonymous().get("/read").await.status,
        StatusCode::UNAUTHORIZED
    );
}

#[derive(Clone)]
struct App(u8);

#[protected(permission = "view")]
#[axum::debug_handler(state = App)]
async fn with_state(State(App(number)): State<App>) -> String {
    number.to_string()
}

#[protected(permission = "view")]
async fn generic<T, const N: usize>() -> impl IntoResponse
where
    T: Default + std::fmt::Debug + Send + 'static,
{
    format!("{:?} {N}", T::default())
}

struct Things;

impl Things {
    #[protected(any(role = Auditor, permission = "view"))]
    async fn list() -> &'static str {
        "listed"
    }
}

#[protected(permission = "view")]
async fn r#match() -> &'static str {
    #![allow(unused_variables)]
    let unused = 1;
    "matched"
}

#[tokio::test]
async fn state_generics_methods_and_debug_handler_keep_the_guard() {
    let town = Town::under(policy::Policy).await;
    let router = Router::new()
        .route("/state", get(with_state))
        .route("/generic", get(generic::<u8, 3>))
        .route("/method", get(Things::list))
        .route("/match", get(r#match))
        .with_state(App(9));
    let house = town.house(router);
    for (path, body) in [
        ("/state", "9"),
        ("/generic", "0 3"),
        ("/method", "listed"),
        ("/match", "matched"),
    ] {
        assert_eq!(
            house.anonymous().get(path).await.status,
            StatusCode::UNAUTHORIZED,
            "{path}"
        );
        assert_eq!(
            house.user("nobody").get(path).await.status,
            StatusCode::FORBIDDEN,
            "{path}"
        );
        assert_eq!(house.user("viewer").get(path).await.body, body, "{path}");
    }
}

#[tokio::test]
async fn head_needs_what_get_needs_and_other_methods_run_no_handler() {
    let town = Town::under(policy::Policy).await;
    let house = town.house(things());
    let head = |caller: rolecall_tests::house::Caller| async move {
        caller
            .send(Method::HEAD, "/things/1", Body::empty())
            .await
            .status
    };
    assert_eq!(head(house.anonymous()).await, StatusCode::UNAUTHORIZED);
    assert_eq!(head(house.user("nobody")).await, StatusCode::FORBIDDEN);
    assert_eq!(head(house.user("viewer")).await, StatusCode::OK);
    for method in ["OPTIONS", "TRACE", "DELETE", "FROBNICATE"] {
        let method: Method = method.parse().expect("a method");
        let answer = house
            .user("admin")
            .send(method.clone(), "/things/1", Body::empty())
            .await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{method}");
    }
}

#[tokio::test]
async fn no_header_or_query_changes_the_method_or_switches_a_check_off() {
    let town = Town::under(policy::Policy).await;
    let house = town.house(things());
    for name in [
        "x-http-method-override",
        "x-original-url",
        "x-rewrite-url",
        "x-middleware-subrequest",
        "x-ms-client-principal",
    ] {
        let answer = house.anonymous().with(name, "/open").get("/things/1").await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{name}");
    }
    let token = town.token(&TokenRequest::user("admin"));
    let in_query = house
        .anonymous()
        .get(&format!("/things/1?access_token={token}"))
        .await;
    assert_eq!(in_query.status, StatusCode::UNAUTHORIZED);
    let in_body = house
        .anonymous()
        .put("/things/1", format!("access_token={token}"))
        .await;
    assert_eq!(in_body.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn other_spellings_of_a_path_are_not_the_path() {
    let town = Town::under(policy::Policy).await;
    let house = town.house(things());
    for path in [
        "//things/1",
        "/things/1/",
        "/THINGS/1",
        "/%74hings/1",
        "/open/../things/1",
        "/things/1;x",
    ] {
        let answer = house.anonymous().get(path).await;
        assert!(
            matches!(
                answer.status,
                StatusCode::NOT_FOUND | StatusCode::UNAUTHORIZED
            ),
            "{path}: {}",
            answer.status
        );
    }
    let absolute = house
        .anonymous()
        .get("http://elsewhere.test/things/1")
        .await;
    assert_eq!(absolute.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_public_handler_asks_for_credentials_only_where_it_takes_them() {
    let town = Town::under(policy::Policy).await;
    let house = town.house(things());
    assert_eq!(house.anonymous().get("/open").await.body, "nobody");
    assert_ne!(house.user("nobody").get("/open").await.body, "nobody");
    let expired = town.token(&TokenRequest::user("viewer").bad(Bad::Expired));
    assert_eq!(
        house.holding(&expired).get("/open").await.status,
        StatusCode::UNAUTHORIZED
    );
}

#[protected(policy = other, permission = "view")]
async fn of_another_policy() -> &'static str {
    "never"
}

#[tokio::test]
async fn a_rule_of_another_policy_lets_nobody_pass() {
    let logs = Logs::capture();
    let town = Town::under(policy::Policy).await;
    let router = Router::<()>::new().route("/other", get(of_another_policy));
    let refused = router
        .with(town.engine.clone())
        .expect_err("a contradiction")
        .to_string();
    assert!(
        refused.contains("GET /other") && refused.contains("does not declare"),
        "{refused}"
    );

    let plain = axum::Router::new()
        .route("/other", axum::routing::get(of_another_policy))
        .layer(town.engine.layer());
    let answer = town.plain(plain).user("admin").get("/other").await;
    assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(logs.text().contains("foreign_policy"), "{}", logs.text());
}

#[tokio::test]
async fn two_policies_in_one_program_each_have_their_engine() {
    let town = Town::under(policy::Policy).await;
    let engine = Town::believing(&town.directory, other::Policy).await;
    let router = Router::new()
        .route("/other", get(of_another_policy))
        .with(engine)
        .expect("its own policy");
    let house = town.plain(router);
    assert_eq!(
        house.user("viewer").get("/other").await.status,
        StatusCode::OK
    );
    assert_eq!(
        house.user("editor").get("/other").await.status,
        StatusCode::FORBIDDEN
    );
}

#[protected(authenticated)]
async fn whoami(user: Identity) -> String {
    let mut permissions: Vec<_> = user
        .permissions()
        .map(|permission| permission.name())
        .collect();
    permissions.sort_unstable();
    let kind = match user.kind() {
        Kind::Application => "application",
        _ => "user",
    };
    format!("{kind} {}", permissions.join(" "))
}

fn me() -> Router {
    Router::new().route("/me", get(whoami))
}

#[tokio::test]
async fn permissions_are_those_of_the_roles_capped_by_the_scopes() {
    let town = Town::under(policy::Policy).await;
    let house = town.house(me());
    let with_scope = |scope: &str| town.token(&TokenRequest::user("admin").scope(scope));
    assert_eq!(
        house.user("admin").get("/me").await.body,
        "user audit.read edit view"
    );
    assert_eq!(
        house
            .holding(&with_scope("Things.Read"))
            .get("/me")
            .await
            .body,
        "user audit.read view"
    );
    assert_eq!(
        house
            .holding(&with_scope("Something.Else"))
            .get("/me")
            .await
            .body,
        "user "
    );
    assert_eq!(
        house.app("robot").get("/me").await.body,
        "application audit.read edit view"
    );
    assert_eq!(house.app("stray").get("/me").await.body, "application ");
    assert_eq!(house.user("nobody").get("/me").await.body, "user ");
}

#[protected(caller = "application")]
async fn for_applications() {}

#[protected(caller = "user", not(role = "Auditor"))]
async fn for_people_who_do_not_audit() {}

#[protected(scope = "Things.ReadWrite")]
async fn by_scope() {}

#[protected(role = ["Auditor", "Editor"])]
async fn for_either_role() {}

#[tokio::test]
async fn every_term_holds_for_whom_it_says() {
    let town = Town::under(policy::Policy).await;
    let router = Router::new()
        .route("/applications", get(for_applications))
        .route("/people", get(for_people_who_do_not_audit))
        .route("/scope", get(by_scope))
        .route("/roles", get(for_either_role));
    let house = town.house(router);
    let passes = |caller: rolecall_tests::house::Caller, path: &'static str| async move {
        caller.get(path).await.status == StatusCode::OK
    };
    assert!(passes(house.app("stray"), "/applications").await);
    assert!(!passes(house.user("admin"), "/applications").await);
    assert!(passes(house.user("viewer"), "/people").await);
    assert!(
        !passes(house.user("admin"), "/people").await,
        "an administrator includes the auditor"
    );
    assert!(!passes(house.app("stray"), "/people").await);
    assert!(passes(house.user("nobody"), "/scope").await);
    assert!(
        !passes(house.app("robot"), "/scope").await,
        "an application carries no scope"
    );
    assert!(
        passes(house.user("auditor"), "/roles").await
            && passes(house.user("admin"), "/roles").await
    );
    assert!(!passes(house.user("viewer"), "/roles").await);
}

#[protected(permission = "view")]
async fn page(user: Identity) -> &'static str {
    if user.meets(require!(permission = "edit")) && user.may(policy::permission::edit) {
        "with a pencil"
    } else {
        "without"
    }
}

#[tokio::test]
async fn a_handler_can_decide_within() {
    let town = Town::under(policy::Policy).await;
    let house = town.house(Router::new().route("/page", get(page)));
    assert_eq!(house.user("viewer").get("/page").await.body, "without");
    assert_eq!(
        house.user("editor").get("/page").await.body,
        "with a pencil"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_requests_of_two_people_never_mix() {
    let town = Town::under(policy::Policy).await;
    let house = town.house(Router::new().route("/open", get(open)));
    let (one, two) = (house.user("viewer"), house.user("editor"));
    let (first, second) = (one.get("/open").await.body, two.get("/open").await.body);
    assert_ne!(first, second);
    let mut requests = tokio::task::JoinSet::new();
    for number in 0..1000 {
        let (caller, expected) = if number % 2 == 0 {
            (one.clone(), first.clone())
        } else {
            (two.clone(), second.clone())
        };
        requests.spawn(async move { caller.get("/open").await.body == expected });
    }
    assert!(requests.join_all().await.into_iter().all(|same| same));
}

#[tokio::test]
async fn an_identity_is_its_object_never_its_mail_address() {
    let town = Town::under(policy::Policy).await;
    let house = town.house(Router::new().route("/open", get(open)));
    let key = house.user("viewer").get("/open").await.body;
    assert_eq!(key, house.user("viewer").get("/open").await.body);
    assert!(
        key.starts_with(town.directory.tenant_id()) && !key.contains('@'),
        "{key}"
    );
    assert_eq!(header::AUTHORIZATION.as_str(), "authorization");
}
