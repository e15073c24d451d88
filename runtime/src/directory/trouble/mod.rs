//! Trouble on request, and whatever else is there for tests and for `curl`: all of it below `/_directory`, where no
//! tenant's path can begin.
//!
//! `desk` remembers what was asked for, `interfere` stands before every answer and makes it so, `answers`, `blanks` and
//! `key_sets` are what goes wrong; `control` and `stranger` are the paths, `report` is everything as JSON.

mod answers;
mod blanks;
mod control;
mod counters;
mod desk;
mod interfere;
mod key_sets;
mod kind;
mod report;
mod stranger;
mod token;

use std::sync::Arc;

use axum::Router;
use axum::routing::{get, post};
use tower_http::csrf::CsrfLayer;

pub use self::counters::Counters;
pub(super) use self::counters::STRANGER;
pub(super) use self::desk::{Desk, SLOW};
pub(super) use self::interfere::interfere;
pub use self::kind::{Document, Trouble};
use super::serve::Service;

/// What the directory does on request and Entra does not. A page of another origin may not ask for it.
pub(super) fn routes() -> Router<Arc<Service>> {
    Router::new()
        .route("/_directory", get(control::everything))
        .route("/_directory/clock", post(control::clock))
        .route(
            "/_directory/counters",
            get(control::counters).post(control::reset),
        )
        .route("/_directory/keys/rotate", post(control::rotate))
        .route("/_directory/revoke", post(control::revoke))
        .route(
            "/_directory/stranger/certificate",
            get(stranger::certificate),
        )
        .route("/_directory/stranger/keys", get(stranger::keys))
        .route(TOKEN, get(token::get))
        .route("/_directory/trouble", post(control::trouble))
        .layer(CsrfLayer::new())
}

/// Where a token can be had without a flow.
pub(super) const TOKEN: &str = "/_directory/token";
