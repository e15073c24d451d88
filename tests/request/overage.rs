//! Groups that are too many for a token: what they may bring is unknown, which is neither held nor lacking. Nobody
//! passes by it, and nobody is told anything else than that they may not.

use axum::http::StatusCode;
use rolecall::identity::Groups;
use rolecall::{Identity, Problem, Router, checker, get, protected, require};
use rolecall_tests::Token;
use rolecall_tests::house::{Answer, Caller};
use rolecall_tests::logs::Logs;
use rolecall_tests::policy::{ADMIN, EDIT, EDITOR};
use rolecall_tests::world::{World, world_with};
use serde_json::{Value, json};

const EDITORS: &str = "7d1f8a52-90ac-4d3e-8f5b-2a7c6e1d0b93";

mod other {
    //! What the engine does not judge by.
    rolecall::permissions! { view }
    rolecall::roles! { Viewer: [view] }
}

#[checker]
fn yes(_: &Identity) -> bool {
    true
}

#[checker]
fn no(_: &Identity) -> bool {
    false
}

#[checker]
fn down(_: &Identity) -> Result<bool, &'static str> {
    Err("the database is away")
}

macro_rules! handlers {
    ($($name:ident: ($($rule:tt)+);)+) => {
        $(
            #[protected($($rule)+, policy = rolecall_tests::policy)]
            async fn $name() -> &'static str {
                "passed"
            }
        )+

        fn routes() -> Router {
            Router::new()$(.route(concat!("/", stringify!($name)), get($name)))+
                .route("/inside", get(inside))
        }
    };
}

handlers! {
    viewed: (permission = "view");
    edited: (permission = "edit");
    editors: (role = "Editor");
    admins: (role = "Admin");
    not_editors: (not(role = "Editor"));
    not_admins: (not(role = "Admin"));
    anybody: (any(role = "Editor", authenticated));
    concealed: (permission = "edit", conceal);
    watched: (permission = "view", shadow(role = "Editor"));
    stepped_up: (role = "Editor", acrs = "c1");
    and_yes: (role = "Editor", check = yes);
    and_no: (role = "Editor", check = no);
    and_down: (role = "Editor", check = down);
    or_yes: (any(role = "Editor", check = yes));
    or_no: (any(role = "Editor", check = no));
}

#[protected(policy = rolecall_tests::policy, authenticated)]
async fn inside(user: Identity) -> Result<&'static str, Problem> {
    assert!(!user.has_role(EDITOR) && !user.may(EDIT));
    assert!(!user.meets(require!(
        policy = rolecall_tests::policy,
        not(role = "Editor")
    )));
    user.require(require!(
        policy = rolecall_tests::policy,
        not(role = "Editor")
    ))?;
    Ok("passed")
}

async fn world() -> World {
    world_with(|builder| builder.group_role(EDITORS, EDITOR)).await
}

/// A viewer, in more groups than fit into the token.
fn somebody(world: &World) -> Token {
    let viewer = world.user().claim("roles", json!(["Viewer"]));
    viewer.claim("_claim_names", json!({"groups": "src1"}))
}

async fn asks(world: &World, token: &Token, path: &str) -> Answer {
    let router = routes().with(world.engine.clone()).expect("a router");
    Caller::of(router.clone())
        .holding(&token.sign())
        .get(path)
        .await
}

#[tokio::test]
async fn nobody_passes_by_what_is_unknown_and_nothing_else_is_lost() {
    let world = world().await;
    let token = somebody(&world);
    for (path, status) in [
        ("/viewed", StatusCode::OK),
        ("/edited", StatusCode::FORBIDDEN),
        ("/editors", StatusCode::FORBIDDEN),
        ("/admins", StatusCode::FORBIDDEN),
        ("/not_editors", StatusCode::FORBIDDEN),
        ("/not_admins", StatusCode::OK),
        ("/anybody", StatusCode::OK),
        ("/concealed", StatusCode::NOT_FOUND),
        ("/watched", StatusCode::OK),
        ("/stepped_up", StatusCode::FORBIDDEN),
        ("/inside", StatusCode::FORBIDDEN),
    ] {
        // The second time the caller is known already.
        for _ in 0..2 {
            assert_eq!(asks(&world, &token, path).await.status, status, "{path}");
        }
    }
}

#[tokio::test]
async fn the_caller_is_told_what_anybody_is_told_and_the_log_is_told_why() {
    let logs = Logs::capture();
    let world = world().await;
    let unknown = asks(&world, &somebody(&world), "/editors").await;
    let text = logs.text();
    assert!(
        text.contains(r#"refusal="overage""#) && text.contains(r#"whether role = "Editor" holds"#),
        "{text}"
    );
    let viewer = world.user().claim("roles", json!(["Viewer"]));
    let lacking = asks(&world, &viewer, "/editors").await;
    assert_eq!(unknown.body, lacking.body);
    assert_eq!(unknown.header("www-authenticate"), None);
    assert_eq!(unknown.header("cache-control"), Some("no-store"));
    assert_eq!(unknown.json()["detail"], "not permitted");
}

#[tokio::test]
async fn what_is_only_watched_is_logged() {
    let logs = Logs::capture();
    let world = world().await;
    asks(&world, &somebody(&world), "/watched").await;
    let text = logs.text();
    assert!(
        text.contains("would have refused: the token names no groups"),
        "{text}"
    );
}

/// Stepping up would not do, and nothing is advised that would not.
#[tokio::test]
async fn who_lacks_more_than_groups_is_told_of_that_alone() {
    let logs = Logs::capture();
    let world = world().await;
    let answer = asks(&world, &somebody(&world), "/stepped_up").await;
    assert_eq!(answer.header("www-authenticate"), None);
    let text = logs.text();
    assert!(text.contains(r#"lacks acrs = "c1""#), "{text}");
    assert!(
        !text.contains("lacks role") && !text.contains("would do"),
        "{text}"
    );
    let met = somebody(&world).claim("acrs", json!(["c1"]));
    asks(&world, &met, "/stepped_up").await;
    assert!(logs.text().contains(r#"refusal="overage""#));
}

/// A checker is asked beside a role that is unknown, and its failure is its own.
#[tokio::test]
async fn checkers_are_asked_beside_unknown_groups() {
    let logs = Logs::capture();
    let world = world().await;
    let token = somebody(&world);
    for (path, status, code) in [
        ("/and_yes", StatusCode::FORBIDDEN, "overage"),
        ("/and_no", StatusCode::FORBIDDEN, "not_permitted"),
        ("/and_down", StatusCode::SERVICE_UNAVAILABLE, "undecided"),
        ("/or_yes", StatusCode::OK, ""),
        ("/or_no", StatusCode::FORBIDDEN, "overage"),
    ] {
        let before = logs.text().len();
        assert_eq!(asks(&world, &token, path).await.status, status, "{path}");
        let said = logs.text().split_off(before);
        let refusal = said.contains(&format!("refusal=\"{code}\""));
        assert_eq!(refusal, !code.is_empty(), "{path}: {said}");
    }
}

#[protected(permission = "view", policy = other)]
async fn foreign() {}

/// A rule of another policy is a bug, whoever asks.
#[tokio::test]
async fn a_name_of_another_policy_is_no_overage() {
    let world = world().await;
    let router = axum::Router::new()
        .route("/", axum::routing::get(foreign))
        .layer(world.engine.layer());
    let caller = Caller::of(router.clone()).holding(&somebody(&world).sign());
    assert_eq!(
        caller.get("/").await.status,
        StatusCode::INTERNAL_SERVER_ERROR
    );
}

#[tokio::test]
async fn a_role_that_is_assigned_needs_no_group() {
    let world = world().await;
    let editor = somebody(&world).claim("roles", json!(["Editor"]));
    assert_eq!(
        asks(&world, &editor, "/edited").await.status,
        StatusCode::OK
    );
    let admin = somebody(&world).claim("roles", json!(["Documents.Admin"]));
    assert_eq!(asks(&world, &admin, "/editors").await.body, "passed");
    assert_eq!(
        asks(&world, &admin, "/not_editors").await.status,
        StatusCode::FORBIDDEN
    );
}

/// Unknown groups bring nothing that scopes would not let through anyway: there it is known what is lacking.
#[tokio::test]
async fn scopes_cap_what_unknown_groups_bring() {
    let logs = Logs::capture();
    let world = world().await;
    let token = somebody(&world).claim("scp", "Documents.Read");
    let answer = asks(&world, &token, "/edited").await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(
        logs.text().contains(r#"refusal="not_permitted""#),
        "{}",
        logs.text()
    );
}

#[tokio::test]
async fn without_group_roles_the_groups_do_not_matter() {
    let world = world_with(|builder| builder).await;
    let token = somebody(&world);
    assert_eq!(
        world.accepts(&token.sign()).await.groups(),
        &Groups::Overage
    );
    assert_eq!(
        asks(&world, &token, "/not_editors").await.status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn an_application_too_may_be_in_too_many_groups() {
    let world = world_with(|builder| {
        builder
            .group_role(EDITORS, EDITOR)
            .group_role(EDITORS, ADMIN)
    })
    .await;
    let ask = async |path: &str| asks(&world, &daemon_of(&world), path).await.status;
    // An application may be an administrator, and as such whatever an editor may.
    assert_eq!(ask("/admins").await, StatusCode::FORBIDDEN);
    assert_eq!(ask("/not_admins").await, StatusCode::FORBIDDEN);
    let world = self::world().await;
    let not_for_it = asks(&world, &daemon_of(&world), "/not_editors").await;
    assert_eq!(
        not_for_it.status,
        StatusCode::OK,
        "no group makes it an editor"
    );
}

fn daemon_of(world: &World) -> Token {
    world
        .application()
        .without("roles")
        .claim("hasgroups", true)
}

/// Entra has written it in several ways over the years.
#[tokio::test]
async fn every_spelling_of_too_many_is_unknown() {
    let world = world().await;
    let sources = json!({"src1": {"endpoint": world.authority.url("/members")}});
    let spellings: [&[(&str, Value)]; 5] = [
        &[
            ("_claim_names", json!({"groups": "src1"})),
            ("_claim_sources", sources.clone()),
        ],
        &[("_claim_names", json!({"groups": "src1"}))],
        &[
            ("groups:src1", json!("src1")),
            ("_claim_sources", sources.clone()),
        ],
        &[("_claim_sources", sources.clone())],
        &[("hasgroups", json!(true)), ("groups", json!([EDITORS]))],
    ];
    for claims in spellings {
        let viewer = world.user().claim("roles", json!(["Viewer"]));
        let token = claims.iter().fold(viewer, |token, (name, value)| {
            token.claim(name, value.clone())
        });
        let identity = world.accepts(&token.sign()).await;
        assert_eq!(identity.groups(), &Groups::Overage, "{claims:?}");
        let answer = asks(&world, &token, "/not_editors").await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{claims:?}");
    }
    let asked = world.authority.all_requests();
    assert!(
        asked.iter().all(|request| !request.contains("/members")),
        "what a token names was fetched: {asked:?}"
    );
}

#[tokio::test]
async fn a_source_that_is_no_object_is_refused() {
    let world = world().await;
    for value in [json!("src1"), json!(["src1"]), json!(null), json!(1)] {
        let token = somebody(&world).claim("_claim_sources", value);
        assert_eq!(world.code(&token.sign()).await, "claim");
    }
}

mod duties {
    //! Who keeps the books does not audit them.
    rolecall::permissions! { look, book, audit }

    rolecall::roles! {
        #![exclusive(Bookkeeper, Auditor)]

        Visitor: [look],
        Bookkeeper: Visitor + [book],
        Auditor: Visitor + [audit],
    }
}

#[protected(permission = "book", policy = duties)]
async fn book() {}

#[protected(permission = "look", policy = duties)]
async fn look() {}

/// A group may hold what excludes what is assigned, and would take it away.
#[tokio::test]
async fn what_an_unknown_group_may_exclude_is_unknown() {
    let world = world().await;
    let engine = rolecall::Engine::builder(duties::Policy)
        .tenant_id(rolecall_tests::TENANT)
        .client_id(rolecall_tests::CLIENT)
        .authority(world.authority.base())
        .clock(rolecall::Clock::by_hand(rolecall_tests::NOW).0)
        .group_role(EDITORS, duties::role::Auditor);
    let engine = engine.start().await.expect("settings");
    let router = Router::new()
        .route("/book", get(book))
        .route("/look", get(look));
    let router = router.with(engine).expect("a router");
    let ask = async |token: &Token, path: &str| {
        let answer = Caller::of(router.clone())
            .holding(&token.sign())
            .get(path)
            .await;
        answer.status
    };
    let keeper = world.user().claim("roles", json!(["Bookkeeper"]));
    assert_eq!(ask(&keeper, "/book").await, StatusCode::OK);
    let in_too_many = keeper.clone().claim("hasgroups", true);
    assert_eq!(ask(&in_too_many, "/book").await, StatusCode::FORBIDDEN);
    assert_eq!(ask(&in_too_many, "/look").await, StatusCode::FORBIDDEN);
    let in_both = keeper.clone().claim("groups", json!([EDITORS]));
    assert_eq!(ask(&in_both, "/look").await, StatusCode::FORBIDDEN);
    let visiting = in_too_many.claim("roles", json!(["Bookkeeper", "Visitor"]));
    assert_eq!(ask(&visiting, "/look").await, StatusCode::OK);
}
