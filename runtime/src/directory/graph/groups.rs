//! Which groups somebody is in: all ids at once, or page by page.

use std::sync::Arc;

use axum::Json;
use axum::extract::rejection::{JsonRejection, QueryRejection};
use axum::extract::{Query, State};
use http::HeaderMap;
use serde::Deserialize;
use serde_json::{Value, json};

use super::GraphFault;
use super::whose::{Member, Somebody};
use crate::directory::serve::Service;

type Answer = Result<Json<Value>, GraphFault>;

/// The body of `getMemberObjects`. All groups here are security groups, so for users it changes nothing.
#[derive(Deserialize)]
pub(super) struct Wish {
    #[serde(rename = "securityEnabledOnly")]
    security_enabled_only: bool,
}

#[derive(Deserialize)]
pub(super) struct Page {
    #[serde(rename = "$top")]
    top: Option<usize>,
    #[serde(rename = "$skiptoken")]
    skip: Option<usize>,
    #[serde(rename = "$count")]
    count: Option<bool>,
}

/// All of them at once.
pub(super) async fn ids<S: Somebody>(
    State(service): State<Arc<Service>>,
    somebody: S,
    wish: Result<Json<Wish>, JsonRejection>,
) -> Answer {
    let member = somebody.into_member();
    let Json(wish) = wish.map_err(|_| GraphFault::Body)?;
    if wish.security_enabled_only && !member.is_user {
        return Err(GraphFault::SecurityOfNoUser);
    }
    let base = service.site.base();
    Ok(Json(json!({
        "@odata.context": format!("{base}/v1.0/$metadata#Collection(Edm.String)"),
        "value": member.groups,
    })))
}

/// A page of whatever somebody is in, which here are groups alone.
pub(super) async fn page<S: Somebody>(
    State(service): State<Arc<Service>>,
    somebody: S,
    page: Result<Query<Page>, QueryRejection>,
) -> Answer {
    groups(
        &somebody.into_member(),
        "transitiveMemberOf",
        page,
        &service,
    )
}

/// The same of groups alone, which Graph answers by an index of its own
/// ([advanced queries](https://learn.microsoft.com/graph/aad-advanced-queries)).
pub(super) async fn page_of_cast<S: Somebody>(
    State(service): State<Arc<Service>>,
    somebody: S,
    headers: HeaderMap,
    page: Result<Query<Page>, QueryRejection>,
) -> Answer {
    let level = headers
        .get("consistencylevel")
        .and_then(|level| level.to_str().ok());
    let counts = page.as_ref().is_ok_and(|page| page.count == Some(true));
    if level != Some("eventual") || !counts {
        return Err(GraphFault::Consistency);
    }
    let below = "transitiveMemberOf/microsoft.graph.group";
    groups(&somebody.into_member(), below, page, &service)
}

fn groups(
    member: &Member,
    below: &str,
    page: Result<Query<Page>, QueryRejection>,
    service: &Service,
) -> Answer {
    let Query(page) = page.map_err(|_| GraphFault::Query("$skiptoken"))?;
    let top = page.top.unwrap_or(100);
    if !(1..=999).contains(&top) {
        return Err(GraphFault::Query("$top"));
    }
    let skip = page.skip.unwrap_or_default();
    let groups = member.groups.iter();
    let shown: Vec<_> = groups.skip(skip).take(top).map(group).collect();
    let base = service.site.base();
    let next = skip.saturating_add(shown.len());
    let mut answer = json!({
        "@odata.context": format!("{base}/v1.0/$metadata#directoryObjects"),
        "value": shown,
    });
    let is_more = next < member.groups.len();
    if let Some(members) = answer.as_object_mut().filter(|_| is_more) {
        let path = &member.path;
        let count = page.count.map(|count| format!("$count={count}&"));
        let count = count.unwrap_or_default();
        let link = format!("{base}/v1.0/{path}/{below}?{count}$top={top}&$skiptoken={next}");
        members.insert("@odata.nextLink".to_owned(), link.into());
    }
    Ok(Json(answer))
}

/// The directory knows its groups by their ids alone.
fn group(id: &String) -> Value {
    json!({ "@odata.type": "#microsoft.graph.group", "id": id, "displayName": null, "securityEnabled": true })
}
