//! How much memory an identity keeps, roughly: what a cache of them is bounded by.

use serde_json::Value;

use super::claims::{Groups, Subject};

/// What a value or a string costs besides what is in it.
const EACH: usize = 48;

/// The bytes of a subject and of what was worked out from it. An estimate that is rather too high.
pub(super) fn of(subject: &Subject) -> usize {
    let lists = [
        subject.roles.as_slice(),
        subject.scopes.as_slice(),
        subject.authentication_contexts.as_slice(),
        subject.authentication_methods.as_slice(),
        match &subject.groups {
            Groups::Known(groups) => groups.as_slice(),
            _ => &[],
        },
    ];
    let strings = lists.into_iter().flatten().map(|text| EACH + text.len());
    let claims = subject.claims.iter();
    let claims = claims.map(|(name, value)| EACH + name.len() + of_value(value));
    FIXED + strings.sum::<usize>() + claims.sum::<usize>()
}

/// The structures themselves, the key, and the grants of a policy of ordinary size.
const FIXED: usize = 1024;

fn of_value(value: &Value) -> usize {
    EACH + match value {
        Value::Null | Value::Bool(_) | Value::Number(_) => 0,
        Value::String(text) => text.len(),
        Value::Array(items) => items.iter().map(of_value).sum(),
        Value::Object(members) => members
            .iter()
            .map(|(name, value)| EACH + name.len() + of_value(value))
            .sum(),
    }
}
