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
    }
    forget_unused(&mut document);
    forget_descriptions(&mut document);
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

/// Schemas, answers and tags that no operation leads to: their names alone would tell what is hidden.
fn forget_unused(document: &mut Value) {
    let used = reached(document);
    let components = document.pointer_mut("/components");
    let components = components.and_then(Value::as_object_mut).into_iter();
    for (kind, all) in components
        .flatten()
        .filter(|(kind, _)| *kind != "securitySchemes")
    {
        if let Some(all) = all.as_object_mut() {
            all.retain(|name, _| used.contains(&format!("#/components/{kind}/{name}")));
        }
    }
    let used = tags_of(document);
    if let Some(tags) = document.get_mut("tags").and_then(Value::as_array_mut) {
        tags.retain(|tag| tag["name"].as_str().is_some_and(|name| used.contains(name)));
    }
}

/// Whatever the operations refer to, and what that refers to in turn. What only refers to itself is not among it.
fn reached(document: &Value) -> BTreeSet<String> {
    let (mut reached, mut open) = (BTreeSet::new(), Vec::new());
    collect(&document["paths"], &mut open);
    while let Some(target) = open.pop() {
        let place = document.pointer(target.trim_start_matches('#'));
        if reached.insert(target.clone())
            && let Some(place) = place
        {
            collect(place, &mut open);
        }
    }
    reached
}

/// What scopes are for is told in the words of the permissions that they carry.
fn forget_descriptions(document: &mut Value) {
    let scopes = "/components/securitySchemes/oauth2/flows/authorizationCode/scopes";
    let scopes = document.pointer_mut(scopes).and_then(Value::as_object_mut);
    for (_, description) in scopes.into_iter().flatten() {
        *description = Value::from("");
    }
}

fn collect(value: &Value, used: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                match value.as_str().filter(|_| name == "$ref") {
                    Some(target) => used.push(target.to_owned()),
                    None => collect(value, used),
                }
            }
        }
        Value::Array(values) => values.iter().for_each(|value| collect(value, used)),
        _ => {}
    }
}

fn tags_of(document: &Value) -> BTreeSet<String> {
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
