//! Who is asked what, and when: only where the tables leave it open, and each checker once.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use rolecall::{Identity, Router, checker, get, protected, put, require};

use super::{App, Asked, house, owns, town};
use crate::guard::Untouched;
use crate::policy;

mod rules {
    //! Checkers of another module.

    use axum::extract::Path;
    use rolecall::{Identity, checker};

    #[checker]
    pub(super) fn even(_: &Identity, Path(id): Path<u64>) -> bool {
        id.is_multiple_of(2)
    }

    #[checker]
    pub(super) async fn small(
        _: &rolecall::Identity,
        Path(id): Path<u64>,
    ) -> Result<bool, &'static str> {
        Ok(id < 5)
    }
}

use rules::small;

#[protected(permission = "view", check = owns)]
async fn read(Path(id): Path<u64>) -> String {
    format!("thing {id}")
}

#[protected(permission = "view", check = rules::even)]
async fn read_even() {}

#[protected(permission = "view", check = small)]
async fn read_small() {}

#[protected(any(check = rules::even, not(check = small)))]
async fn read_even_or_great() {}

#[tokio::test]
async fn a_checker_decides_by_the_path() {
    let town = town().await;
    let (house, _) = house(&town, Router::new().route("/things/{id}", get(read)));
    let viewer = house.user("viewer");
    // The second time the caller is known already.
    for _ in 0..2 {
        let own = viewer.get("/things/7").await;
        assert_eq!((own.status, own.body.as_str()), (StatusCode::OK, "thing 7"));
        assert_eq!(viewer.get("/things/17").await.status, StatusCode::FORBIDDEN);
    }
    assert_eq!(
        house.user("editor").get("/things/7").await.status,
        StatusCode::FORBIDDEN
    );
    let anonymous = house.anonymous().get("/things/7").await;
    assert_eq!(anonymous.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn sync_and_async_from_here_and_from_elsewhere() {
    let town = town().await;
    let router = Router::new()
        .route("/even/{id}", get(read_even))
        .route("/small/{id}", get(read_small))
        .route("/either/{id}", get(read_even_or_great));
    let (house, _) = house(&town, router);
    let viewer = house.user("viewer");
    for (path, expected) in [
        ("/even/4", 200),
        ("/even/3", 403),
        ("/small/4", 200),
        ("/small/5", 403),
        ("/either/4", 200),
        ("/either/7", 200),
        ("/either/3", 403),
    ] {
        assert_eq!(viewer.get(path).await.status.as_u16(), expected, "{path}");
    }
}

#[protected(any(role = "Admin", check = owns))]
async fn by_role_or_owner() {}

#[protected(permission = "edit", check = owns)]
async fn edit_own() {}

#[protected(any(check = owns, role = "Admin"), any(role = "Auditor", check = owns), not(all(check = owns, role = "Admin")))]
async fn of_three_minds() {}

#[tokio::test]
async fn a_checker_is_asked_once_and_only_where_the_tables_leave_it_open() {
    let town = town().await;
    let router = Router::new()
        .route("/either/{id}", get(by_role_or_owner))
        .route("/both/{id}", get(edit_own))
        .route("/three/{id}", get(of_three_minds));
    let (house, asked) = house(&town, router);
    for (caller, path, expected, times) in [
        ("admin", "/either/1", 200, 0),
        ("viewer", "/either/1", 200, 1),
        ("viewer", "/either/11", 403, 1),
        ("viewer", "/both/1", 403, 0),
        ("editor", "/both/1", 403, 1),
        ("viewer", "/three/1", 200, 1),
        ("viewer", "/three/11", 403, 1),
        ("auditor", "/three/1", 403, 1),
    ] {
        let answer = house.user(caller).get(path).await;
        assert_eq!(answer.status.as_u16(), expected, "{caller} {path}");
        assert_eq!(asked.times(), times, "{caller} {path}");
    }
    assert_eq!(
        house.anonymous().get("/either/1").await.status,
        StatusCode::UNAUTHORIZED
    );
    let forged = house.holding("forged").get("/either/1").await;
    assert_eq!(forged.status, StatusCode::UNAUTHORIZED);
    assert_eq!(asked.times(), 0, "nobody is asked about a stranger");
}

#[tokio::test]
async fn the_groups_around_it_speak_first() {
    let town = town().await;
    let group = Router::new()
        .route("/{id}", get(read))
        .require(require!(role = "Auditor"));
    let (house, asked) = house(&town, Router::new().nest("/group", group));
    let viewer = house.user("viewer").get("/group/1").await;
    assert_eq!((viewer.status, asked.times()), (StatusCode::FORBIDDEN, 0));
    let admin = house.user("admin").get("/group/1").await;
    assert_eq!((admin.status, asked.times()), (StatusCode::FORBIDDEN, 1));
}

#[protected(permission = "view", check = owns)]
async fn write(Path(id): Path<u64>, body: String) -> String {
    format!("{id} {body}")
}

#[tokio::test]
async fn no_byte_of_a_body_is_read_before_the_checkers_have_agreed() {
    let town = town().await;
    let (house, _) = house(&town, Router::new().route("/things/{id}", put(write)));
    let viewer = house.user("viewer");
    let refused = viewer.put("/things/17", Body::new(Untouched)).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let unfit = viewer.put("/things/abc", Body::new(Untouched)).await;
    assert_eq!(unfit.status, StatusCode::FORBIDDEN);
    assert_eq!(viewer.put("/things/7", "new").await.body, "7 new");
}

#[checker]
fn same_proof(user: &Identity, extracted: Identity, again: Option<Identity>) -> bool {
    let again = again.as_ref();
    user.key() == extracted.key() && again.is_some_and(|again| again.key() == user.key())
}

#[protected(check = same_proof)]
async fn proven(user: Identity) -> String {
    user.name().unwrap_or_default().to_owned()
}

struct Things;

impl Things {
    #[protected(check = owns, permission = "view")]
    async fn get(State(_): State<Asked>) -> &'static str {
        "a thing"
    }
}

#[tokio::test]
async fn an_identity_among_the_arguments_is_the_same_proof() {
    let town = town().await;
    let (house, _) = house(&town, Router::new().route("/proven", get(proven)));
    assert_eq!(house.user("viewer").get("/proven").await.body, "viewer");
}

#[tokio::test]
async fn methods_of_an_impl_block_ask_too() {
    let town = town().await;
    let (house, _) = house(&town, Router::new().route("/things/{id}", get(Things::get)));
    assert_eq!(house.user("viewer").get("/things/7").await.body, "a thing");
    let refused = house.user("viewer").get("/things/17").await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn on_axums_router_it_asks_too_and_without_an_engine_it_is_closed() {
    let town = town().await;
    let app = App::default();
    let bare = axum::Router::new()
        .route("/things/{id}", axum::routing::get(read))
        .with_state(app.clone());
    let without = town
        .plain(bare.clone())
        .user("viewer")
        .get("/things/7")
        .await;
    assert_eq!(without.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(app.asked.times(), 0);

    let with = town.plain(bare.layer(town.engine.layer()));
    let viewer = with.user("viewer");
    assert_eq!(viewer.get("/things/7").await.status, StatusCode::OK);
    assert_eq!(viewer.get("/things/17").await.status, StatusCode::FORBIDDEN);
    assert_eq!(
        with.anonymous().get("/things/7").await.status,
        StatusCode::UNAUTHORIZED
    );
}

/// Eight that agree, each once.
macro_rules! eight {
    ($($name:ident)+) => {
        $(
            #[checker]
            async fn $name(_: &Identity, State(asked): State<Asked>) -> bool {
                asked.once_more();
                true
            }
        )+

        #[protected($(check = $name),+)]
        async fn by_all_eight() {}
    };
}

eight! { first second third fourth fifth sixth seventh eighth }

#[tokio::test]
async fn a_rule_asks_up_to_eight_and_each_of_them_once() {
    let town = town().await;
    let (house, asked) = house(&town, Router::new().route("/eight", get(by_all_eight)));
    let answer = house.user("nobody").get("/eight").await;
    assert_eq!((answer.status, asked.times()), (StatusCode::OK, 8));
}

#[checker(policy = policy)]
fn of_a_named_policy(user: &Identity) -> bool {
    user.may(policy::permission::view)
}

#[protected(policy = policy, check = of_a_named_policy)]
async fn by_a_named_policy() {}

#[tokio::test]
async fn a_checker_finds_the_runtime_through_the_policy_it_names() {
    let town = town().await;
    let (house, _) = house(&town, Router::new().route("/named", get(by_a_named_policy)));
    assert_eq!(
        house.user("viewer").get("/named").await.status,
        StatusCode::OK
    );
    assert_eq!(
        house.user("nobody").get("/named").await.status,
        StatusCode::FORBIDDEN
    );
}
