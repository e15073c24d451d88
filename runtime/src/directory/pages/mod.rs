//! What people see in a browser: the overview, the pages on which they sign in and out, and what a terminal is told of
//! the same.
//!
//! | file | holds |
//! |---|---|
//! | `visit`, `html` | what a browser sends, and how a page is sent back |
//! | `authorize` | the authorization request, and the road from it to an answer |
//! | `device`, `logout` | the page where a device's code is typed, and the end of a session |
//! | `admin` | consent for everybody at once |
//! | `session`, `hint` | who is signed in in which browser, and who is expected to |
//! | `picker`, `consent` | the two questions that people are asked |
//! | `face` | what stands for a person's picture |
//! | `message`, `problem` | what they are told where there is nothing to ask |
//! | `overview` | what there is, for people and for a terminal |

mod admin;
mod authorize;
mod consent;
mod device;
mod face;
mod hint;
mod html;
mod logout;
mod message;
mod overview;
mod picker;
mod problem;
mod session;
mod visit;

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use tower_http::csrf::CsrfLayer;

pub(super) use self::overview::text;
use super::serve::Service;

/// The overview.
pub(super) fn routes() -> Router<Arc<Service>> {
    Router::new().route("/", get(index))
}

async fn index(State(service): State<Arc<Service>>) -> Response {
    overview::page(&service)
}

/// The pages on which people sign in and out.
///
/// Any site may send a browser to the authorize endpoint: that is what it is for. What a person answers there counts
/// only from the directory's own pages, or from a program; else a foreign page could sign somebody in.
pub(super) fn sign_in() -> Router<Arc<Service>> {
    let answers = Router::new()
        .route("/{tenant}/login", post(authorize::login))
        .route(admin::FOR_ALL, get(admin::consent).post(admin::consent))
        .route(admin::WITH_SCOPES, get(admin::consent).post(admin::consent))
        .route(device::PATH, get(device::asked).post(device::typed))
        .layer(CsrfLayer::new());
    Router::new()
        .route(
            "/{tenant}/oauth2/v2.0/authorize",
            get(authorize::authorize).post(authorize::authorize),
        )
        .route(
            "/{tenant}/oauth2/v2.0/logout",
            get(logout::logout).post(logout::logout),
        )
        .route("/error", get(problem::explained))
        .merge(answers)
}
