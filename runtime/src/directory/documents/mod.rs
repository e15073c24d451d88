//! The documents that a client of the directory reads before it asks for a token: metadata, keys, and the calls by which
//! Microsoft's clients find out what an authority is. Beside them, what is told of a user to who has a token for it.

mod instance;
mod metadata;
mod realm;
mod userinfo;

use std::sync::Arc;

use axum::extract::State;
use axum::routing::get;
use axum::{Json, Router};
use serde_json::Value;

use super::serve::{Service, Tenant, any_origin};

/// All of them, for pages of any origin, as Entra lets them.
pub(super) fn routes() -> Router<Arc<Service>> {
    Router::new()
        .route(
            "/{tenant}/v2.0/.well-known/openid-configuration",
            get(metadata),
        )
        .route("/{tenant}/discovery/v2.0/keys", get(keys))
        .route(
            "/{tenant}/.well-known/openid-configuration",
            get(metadata_of_version_one),
        )
        .route("/{tenant}/discovery/keys", get(keys_of_version_one))
        .route("/{tenant}/discovery/instance", get(instance::get))
        .route("/{tenant}/userrealm/{name}", get(realm::get))
        .route("/oidc/userinfo", get(userinfo::get).post(userinfo::get))
        .layer(any_origin())
}

async fn metadata(State(service): State<Arc<Service>>, tenant: Tenant) -> Json<Value> {
    Json(service.metadata(tenant))
}

async fn keys(State(service): State<Arc<Service>>, _tenant: Tenant) -> Json<Value> {
    Json(service.key_set())
}

async fn metadata_of_version_one(
    State(service): State<Arc<Service>>,
    tenant: Tenant,
) -> Json<Value> {
    Json(service.metadata_of_version_one(tenant))
}

async fn keys_of_version_one(State(service): State<Arc<Service>>, _tenant: Tenant) -> Json<Value> {
    Json(service.key_set_of_version_one())
}
