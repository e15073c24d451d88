//! The document as one caller may see it: what they may not do is not in it, and neither is what only that would name.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::draft::operations;
use crate::identity::Identity;
use crate::policy::Cell;
use crate::routing::Endpoint;
use utoipa::openapi::OpenApi;

/// The document without what the caller may not do; of nobody known, without whatever is protected.
pub(super) fn by(document: &OpenApi, table: &[Endpoint], caller: Option<&Identity>) -> Value {
    let mut document = document.clone();
    for (path, item) in &mut document.paths.paths {
        for (method, slot) in operations(item) {
            let endpoint = table
                .iter()
                .find(|endpoint| endpoint.method() == method && endpoint.path() == path);
            if !endpoint.is_some_and(|endpoint| may(endpoint, caller)) {
                *slot = None;
            }
        }
    }
    document
        .paths
        .paths
        .retain(|_, item| operations(item).iter().any(|(_, slot)| slot.is_some()));
    let mut document = serde_json::to_value(&document).unwrap_or_default();
    if let Some(members) = document.as_object_mut() {
        members.remove("x-policy");
        forget_unused(members);
    }
    document
}

/// What a checker would say of a request is not known here: who may ask one, may see it.
fn may(endpoint: &Endpoint, caller: Option<&Identity>) -> bool {
    let meets = |caller: &Identity| {
        caller.wanted_context().is_none()
            && endpoint
                .credential_kinds()
                .contains(caller.credential_kind())
            && Cell::of(caller.grants(), endpoint.requirements()) != Cell::No
    };
    endpoint.is_public() || caller.is_some_and(meets)
}

/// Schemas, answers and tags that nothing refers to any more: their names alone would tell what is hidden.
fn forget_unused(document: &mut Map<String, Value>) {
    loop {
        let mut used = BTreeSet::new();
        collect(&Value::Object(document.clone()), &mut used);
        let components = document
            .get_mut("components")
            .and_then(Value::as_object_mut);
        let Some(components) = components else { break };
        let mut forgotten = 0;
        let kinds = components
            .iter_mut()
            .filter(|(kind, _)| *kind != "securitySchemes");
        for (kind, all) in kinds.filter_map(|(kind, all)| Some((kind, all.as_object_mut()?))) {
            let before = all.len();
            all.retain(|name, _| used.contains(&format!("#/components/{kind}/{name}")));
            forgotten += before - all.len();
        }
        if forgotten == 0 {
            break;
        }
    }
    let used = tags_of(document);
    if let Some(tags) = document.get_mut("tags").and_then(Value::as_array_mut) {
        tags.retain(|tag| tag["name"].as_str().is_some_and(|name| used.contains(name)));
    }
}

fn collect(value: &Value, used: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                match value.as_str().filter(|_| name == "$ref") {
                    Some(target) => drop(used.insert(target.to_owned())),
                    None => collect(value, used),
                }
            }
        }
        Value::Array(values) => values.iter().for_each(|value| collect(value, used)),
        _ => {}
    }
}

fn tags_of(document: &Map<String, Value>) -> BTreeSet<String> {
    let paths = document.get("paths").and_then(Value::as_object);
    let items = paths
        .into_iter()
        .flat_map(Map::values)
        .filter_map(Value::as_object);
    let operations = items
        .flat_map(Map::values)
        .filter_map(|operation| operation.get("tags")?.as_array());
    let names = operations.flatten().filter_map(Value::as_str);
    names.map(str::to_owned).collect()
}
