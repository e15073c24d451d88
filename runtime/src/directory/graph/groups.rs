//! Which groups a user is in: all ids at once, or page by page.

use std::sync::Arc;

use axum::Json;
use axum::extract::rejection::{JsonRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Bearer, GraphFault};
use crate::directory::registry::RegisteredUser;
use crate::directory::serve::Service;

type Answer = Result<Json<Value>, GraphFault>;

/// The body of `getMemberObjects`. All groups here are security groups, so it changes nothing.
#[derive(Deserialize)]
pub(super) struct Wish {
    #[serde(rename = "securityEnabledOnly")]
    _security_enabled_only: bool,
}

#[derive(Deserialize)]
pub(super) struct Page {
    #[serde(rename = "$top")]
    top: Option<usize>,
    #[serde(rename = "$skiptoken")]
    skip: Option<usize>,
}

pub(super) async fn ids_of_me(
    State(service): State<Arc<Service>>,
    bearer: Bearer,
    wish: Result<Json<Wish>, JsonRejection>,
) -> Answer {
    ids(bearer.me(&service.registry)?, wish, &service)
}

pub(super) async fn ids_of_user(
    State(service): State<Arc<Service>>,
    Path(id): Path<String>,
    bearer: Bearer,
    wish: Result<Json<Wish>, JsonRejection>,
) -> Answer {
    ids(bearer.user(&id, &service.registry)?, wish, &service)
}

pub(super) async fn page_of_me(
    State(service): State<Arc<Service>>,
    bearer: Bearer,
    page: Result<Query<Page>, QueryRejection>,
) -> Answer {
    groups(bearer.me(&service.registry)?, page, &service)
}

pub(super) async fn page_of_user(
    State(service): State<Arc<Service>>,
    Path(id): Path<String>,
    bearer: Bearer,
    page: Result<Query<Page>, QueryRejection>,
) -> Answer {
    groups(bearer.user(&id, &service.registry)?, page, &service)
}

fn ids(
    user: &RegisteredUser,
    wish: Result<Json<Wish>, JsonRejection>,
    service: &Service,
) -> Answer {
    let Json(_wish) = wish.map_err(|_| GraphFault::Body)?;
    let base = service.site.base();
    Ok(Json(json!({
        "@odata.context": format!("{base}/v1.0/$metadata#Collection(Edm.String)"),
        "value": user.groups,
    })))
}

fn groups(
    user: &RegisteredUser,
    page: Result<Query<Page>, QueryRejection>,
    service: &Service,
) -> Answer {
    let Query(page) = page.map_err(|_| GraphFault::Query("$skiptoken"))?;
    let top = page.top.unwrap_or(100);
    if !(1..=999).contains(&top) {
        return Err(GraphFault::Query("$top"));
    }
    let skip = page.skip.unwrap_or_default();
    let shown: Vec<_> = user.groups.iter().skip(skip).take(top).map(group).collect();
    let base = service.site.base();
    let next = skip.saturating_add(shown.len());
    let mut answer = json!({
        "@odata.context": format!("{base}/v1.0/$metadata#directoryObjects"),
        "value": shown,
    });
    if let Some(members) = answer.as_object_mut().filter(|_| next < user.groups.len()) {
        let id = &user.object_id;
        let link =
            format!("{base}/v1.0/users/{id}/transitiveMemberOf?$top={top}&$skiptoken={next}");
        members.insert("@odata.nextLink".to_owned(), link.into());
    }
    Ok(Json(answer))
}

/// The directory knows its groups by their ids alone.
fn group(id: &String) -> Value {
    json!({ "@odata.type": "#microsoft.graph.group", "id": id, "displayName": null, "securityEnabled": true })
}
