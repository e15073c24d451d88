//! A stand-in for Microsoft Graph, as far as an API asks it: who the caller is, and which groups somebody is in when
//! they were too many for the token
//! ([overage](https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference#groups-overage-claim)).
//! It takes tokens of this directory that are for Graph. Tokens with too many groups name Entra's own Graph all the same:
//! nobody should follow where a token points.

mod bearer;
mod fault;
mod groups;
mod people;

use std::sync::Arc;

use axum::Router;
use axum::routing::{get, post};

use self::bearer::Bearer;
use self::fault::GraphFault;
use super::serve::{Service, any_origin};

/// Below the paths of Graph's version 1.0.
pub(super) fn routes() -> Router<Arc<Service>> {
    Router::new()
        .route("/v1.0/me", get(people::me))
        .route("/v1.0/me/getMemberObjects", post(groups::ids_of_me))
        .route("/v1.0/me/transitiveMemberOf", get(groups::page_of_me))
        .route("/v1.0/users/{id}", get(people::user))
        .route(
            "/v1.0/users/{id}/getMemberObjects",
            post(groups::ids_of_user),
        )
        .route(
            "/v1.0/users/{id}/transitiveMemberOf",
            get(groups::page_of_user),
        )
        .layer(any_origin())
}
