//! A stand-in for Microsoft Graph, as far as an API asks it: who the caller is, and which groups somebody is in when
//! they were too many for the token, a person or an application
//! ([overage](https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference#groups-overage-claim)).
//! It takes tokens of this directory that are for Graph. Tokens with too many groups name Entra's own Graph all the same:
//! nobody should follow where a token points.

mod bearer;
mod fault;
mod groups;
mod people;
mod whose;

use std::sync::Arc;

use axum::Router;
use axum::routing::{get, post};

use self::bearer::Bearer;
use self::fault::GraphFault;
use self::whose::{Me, ServicePrincipal, Somebody, User};
use super::serve::{Service, any_origin};

/// Below the paths of Graph's version 1.0.
pub(super) fn routes() -> Router<Arc<Service>> {
    Router::new()
        .route("/v1.0/me", get(people::me))
        .route("/v1.0/users/{id}", get(people::user))
        .nest("/v1.0/me", groups_of::<Me>())
        .nest("/v1.0/users/{id}", groups_of::<User>())
        .nest(
            "/v1.0/servicePrincipals/{id}",
            groups_of::<ServicePrincipal>(),
        )
        .layer(any_origin())
}

/// Both ways to ask for somebody's groups.
fn groups_of<S: Somebody>() -> Router<Arc<Service>> {
    Router::new()
        .route("/getMemberObjects", post(groups::ids::<S>))
        .route("/transitiveMemberOf", get(groups::page::<S>))
        .route(
            "/transitiveMemberOf/microsoft.graph.group",
            get(groups::page_of_cast::<S>),
        )
}
