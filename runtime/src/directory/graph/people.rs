//! Who a user is.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use serde_json::{Value, json};

use super::{Bearer, GraphFault};
use crate::directory::registry::RegisteredUser;
use crate::directory::serve::Service;

pub(super) async fn me(
    State(service): State<Arc<Service>>,
    bearer: Bearer,
) -> Result<Json<Value>, GraphFault> {
    let user = bearer.me(&service.registry)?;
    Ok(Json(person(user, &service)))
}

pub(super) async fn user(
    State(service): State<Arc<Service>>,
    Path(id): Path<String>,
    bearer: Bearer,
) -> Result<Json<Value>, GraphFault> {
    let user = bearer.user(&id, &service.registry)?;
    Ok(Json(person(user, &service)))
}

/// What Graph tells unless asked for more.
fn person(user: &RegisteredUser, service: &Service) -> Value {
    json!({
        "@odata.context": format!("{}/v1.0/$metadata#users/$entity", service.site.base()),
        "businessPhones": [],
        "displayName": user.display_name,
        "givenName": null,
        "jobTitle": null,
        "mail": null,
        "mobilePhone": null,
        "officeLocation": null,
        "preferredLanguage": null,
        "surname": null,
        "userPrincipalName": user.user_name,
        "id": user.object_id,
    })
}
