//! Layers, nests, merges, fallbacks and mounts, in whatever order they are put on: none lets the anonymous in.

use axum::body::Body;
use axum::extract::Request;
use axum::http::{Method, StatusCode};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing;
use rolecall::{Router, get, post, protected, require};
use rolecall_tests::house::Town;

use crate::policy;

#[protected(permission = "view")]
async fn read() -> &'static str {
    "read"
}

#[protected(permission = "edit")]
async fn write() -> &'static str {
    "written"
}

/// A layer that means to keep everybody out. In axum it does so only for what stands before it.
async fn deny(_: Request, _: Next) -> Response {
    StatusCode::IM_A_TEAPOT.into_response()
}

fn foreign() -> axum::Router {
    axum::Router::new().route("/file", routing::get(|| async { "foreign" }))
}

#[tokio::test]
async fn a_route_behind_a_layer_and_one_added_after_it_are_both_guarded() {
    let town = Town::under(policy::Policy).await;
    let router = Router::new()
        .route("/before", get(read))
        .layer(from_fn(deny))
        .route("/after", get(read));
    let house = town.house(router);
    assert_eq!(
        house.user("admin").get("/before").await.status,
        StatusCode::IM_A_TEAPOT
    );
    assert_eq!(
        house.anonymous().get("/after").await.status,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(house.user("viewer").get("/after").await.body, "read");
}

#[tokio::test]
async fn on_axums_router_what_the_engine_does_not_cover_is_closed() {
    let town = Town::under(policy::Policy).await;
    let routes = axum::Router::new()
        .route(
            "/before",
            routing::get(read).layer(town.engine.layer()).post(write),
        )
        .route("/routed", routing::get(read))
        .route_layer(town.engine.layer())
        .route("/after", routing::get(read))
        .fallback(read);
    let house = town.plain(routes);
    let admin = house.user("admin");
    assert_eq!(admin.get("/before").await.body, "read");
    assert_eq!(
        admin
            .send(Method::POST, "/before", Body::empty())
            .await
            .body,
        "written",
        "the outer layer"
    );
    for path in ["/after", "/nowhere"] {
        assert_eq!(
            admin.get(path).await.status,
            StatusCode::INTERNAL_SERVER_ERROR,
            "{path}"
        );
    }
    assert_eq!(
        house.anonymous().get("/routed").await.status,
        StatusCode::UNAUTHORIZED
    );
}

#[tokio::test]
async fn a_method_added_after_a_layer_is_guarded_by_its_own_rule() {
    let town = Town::under(policy::Policy).await;
    let methods = get(read).layer(from_fn(deny)).post(write);
    let house = town.house(Router::new().route("/x", methods));
    assert_eq!(
        house.anonymous().get("/x").await.status,
        StatusCode::IM_A_TEAPOT
    );
    let send = async |caller: rolecall_tests::house::Caller| {
        caller.send(Method::POST, "/x", Body::empty()).await
    };
    assert_eq!(
        send(house.anonymous()).await.status,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(
        send(house.user("viewer")).await.status,
        StatusCode::FORBIDDEN
    );
    assert_eq!(send(house.user("editor")).await.body, "written");
    let only_one = axum::Router::new().route(
        "/x",
        routing::get(read).layer(town.engine.layer()).post(write),
    );
    let closed = town
        .plain(only_one)
        .user("admin")
        .send(Method::POST, "/x", Body::empty())
        .await;
    assert_eq!(closed.status, StatusCode::INTERNAL_SERVER_ERROR);
}

#[tokio::test]
async fn a_protected_handler_guards_itself_as_a_fallback() {
    let town = Town::under(policy::Policy).await;
    let routes = axum::Router::new()
        .route("/x", routing::get(read).fallback(write))
        .fallback(read);
    let house = town.plain(routes.layer(town.engine.layer()));
    assert_eq!(
        house.anonymous().get("/nowhere").await.status,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(house.user("viewer").get("/nowhere").await.body, "read");
    let other = house
        .user("viewer")
        .send(Method::PATCH, "/x", Body::empty())
        .await;
    assert_eq!(other.status, StatusCode::FORBIDDEN);
}

/// Every order of five steps that a router is put together by.
#[tokio::test]
async fn in_every_order_of_the_steps_a_group_binds_what_is_in_it() {
    type Step = fn(Router) -> Router;
    let steps: [Step; 5] = [
        |router| router.route("/own", get(read)),
        |router| router.merge(Router::new().route("/merged", post(write).get(read))),
        |router| router.nest("/nested", Router::new().route("/deep", get(read))),
        |router| router.require(require!(role = "Auditor")),
        |router| {
            router.layer(axum::middleware::map_response(async |answer: Response| {
                answer
            }))
        },
    ];
    let town = Town::under(policy::Policy).await;
    for order in orders(steps.len()) {
        let group = order
            .iter()
            .fold(Router::new(), |router, step| steps[*step](router));
        let house = town.house(
            Router::new()
                .nest("/group", group)
                .route("/open-to-viewers", get(read)),
        );
        for path in ["/group/own", "/group/merged", "/group/nested/deep"] {
            assert_eq!(
                house.anonymous().get(path).await.status,
                StatusCode::UNAUTHORIZED,
                "{order:?} {path}"
            );
            assert_eq!(
                house.user("editor").get(path).await.status,
                StatusCode::FORBIDDEN,
                "{order:?} {path}"
            );
            assert_eq!(
                house.user("admin").get(path).await.body,
                "read",
                "{order:?} {path}"
            );
        }
        assert_eq!(
            house.user("viewer").get("/open-to-viewers").await.body,
            "read",
            "{order:?}"
        );
    }
}

fn orders(count: usize) -> Vec<Vec<usize>> {
    (0..count).fold(vec![Vec::new()], |shorter, next| {
        let each = shorter.into_iter().flat_map(|order| {
            (0..=order.len()).map(move |place| {
                let mut longer = order.clone();
                longer.insert(place, next);
                longer
            })
        });
        each.collect()
    })
}

#[tokio::test]
async fn no_spelling_goes_past_the_rule_of_a_mounted_service() {
    let town = Town::under(policy::Policy).await;
    let group = Router::new().mount_unprotected("/bare", foreign(), "no rule of its own");
    let router = Router::new().mount("/files", foreign(), require!(permission = "view"));
    let house = town.house(router.nest("/group", group.require(require!(role = "Viewer"))));
    for prefix in ["/files", "/group/bare"] {
        for path in [
            "", "/", "/file", "/file/", "//file", "/%66ile", "/FILE", "/file;x", "/../file",
            "/nowhere",
        ] {
            let path = format!("{prefix}{path}");
            assert_eq!(
                house.anonymous().get(&path).await.status,
                StatusCode::UNAUTHORIZED,
                "{path}"
            );
            assert_eq!(
                house.user("nobody").get(&path).await.status,
                StatusCode::FORBIDDEN,
                "{path}"
            );
        }
        assert_eq!(
            house
                .user("viewer")
                .get(&format!("{prefix}/file"))
                .await
                .body,
            "foreign"
        );
    }
    for path in [
        "//files/file",
        "/FILES/file",
        "/%66iles/file",
        "/files;x/file",
        "/group//bare/file",
    ] {
        assert_eq!(
            house.anonymous().get(path).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
}

#[tokio::test]
async fn no_other_spelling_of_an_exempt_path_is_exempt() {
    let town = Town::under(policy::Policy).await;
    let guarded = rolecall::layer(require!(permission = "view")).exempt("/file");
    let house = town.plain(foreign().layer(guarded).layer(town.engine.layer()));
    assert_eq!(house.anonymous().get("/file").await.body, "foreign");
    assert_eq!(
        house
            .anonymous()
            .get("http://elsewhere.test/file")
            .await
            .body,
        "foreign"
    );
    for path in [
        "/file/",
        "//file",
        "/FILE",
        "/%66ile",
        "/file;x",
        "/x/../file",
        "/file%2f",
        "/file%00",
        "/file.",
    ] {
        assert_eq!(
            house.anonymous().get(path).await.status,
            StatusCode::UNAUTHORIZED,
            "{path}"
        );
    }
}
