//! Wherever a handler may stand, and whatever may stand on it.

use rolecall::protected as guarded;
use rolecall::{Router, get, protected, public};

mod policy {
    rolecall::permissions! { view }
    rolecall::roles! { Viewer: [view] }
}

struct Documents;

impl Documents {
    #[expect(clippy::unused_async, reason = "a handler is async")]
    #[protected(permission = "view")]
    async fn list() {}
}

trait Listed {
    #[protected(permission = "view")]
    async fn list_all() {}
}

impl Listed for Documents {}

#[cfg_attr(all(), protected(permission = "view"))]
async fn conditional() {}

#[guarded(permission = "view")]
async fn aliased() {}

#[rolecall::protected(permission = "view")]
async fn by_path() {}

#[protected(permission = "view")]
async fn r#match() {}

#[protected(permission = "view")]
#[axum::debug_handler]
async fn debugged(body: String) -> String {
    body
}

#[public("tells nothing")]
#[axum::debug_handler]
async fn debugged_too(body: String) -> String {
    body
}

#[protected(permission = "view")]
async fn with_inner_attributes() {
    #![allow(unused_variables, reason = "stands first in the body, and stays there")]
    let unused = 1;
}

macro_rules! item {
    ($item:item) => {
        #[protected(permission = "view")]
        $item
    };
}

item! {
    async fn passed_on() {}
}

#[test]
fn it_is_accepted() {
    #[protected(permission = "view")]
    async fn inside() {}

    let _: Router = Router::new()
        .route("/list", get(Documents::list))
        .route("/conditional", get(conditional).post(r#match))
        .route("/aliased", get(aliased).post(by_path))
        .route("/debugged", get(debugged).post(debugged_too))
        .route(
            "/inner",
            get(with_inner_attributes).post(inside).put(passed_on),
        );
    let _ = <Documents as Listed>::list_all;
}
