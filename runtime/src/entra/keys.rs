//! A key set, imported key by key: one that cannot be trusted is left out and named in the log, the rest works.

use std::collections::HashMap;
use std::sync::Arc;

use serde::Deserialize;
use serde_json::{Map, Value};

use super::algorithm::Algorithm;
use super::fault::shown;
use super::jwk::Key;

/// How many keys of one set are looked at. Entra publishes about ten.
const MOST: usize = 100;

/// The keys that may sign tokens now.
#[derive(Debug)]
pub(super) struct Keys(Vec<Arc<Key>>);

#[derive(Deserialize)]
struct Document {
    keys: Vec<Value>,
}

impl Keys {
    /// Reads a key set of `cloud`. A set without one usable key is no set.
    pub(super) fn read(
        text: &[u8],
        allowed: &[Algorithm],
        cloud: Option<&str>,
    ) -> Result<Self, String> {
        let mut document: Document = serde_json::from_slice(text)
            .map_err(|_| "the key set is not JSON with `keys`".to_owned())?;
        if document.keys.len() > MOST {
            tracing::warn!("only the first {MOST} keys of the key set are used");
            document.keys.truncate(MOST);
        }
        let keys: Vec<_> = distinct(&document.keys)
            .filter_map(|members| import(members, allowed, cloud))
            .collect();
        if keys.is_empty() {
            return Err("the key set holds no usable key".to_owned());
        }
        Ok(Self(keys))
    }

    /// The key of that name; without a name, the only one there is.
    pub(super) fn find(&self, id: Option<&str>) -> Option<&Arc<Key>> {
        match (id, self.0.as_slice()) {
            (Some(id), keys) => keys.iter().find(|key| key.id.as_deref() == Some(id)),
            (None, [only]) => Some(only),
            (None, _) => None,
        }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether every key of `earlier` is still there and the same.
    pub(super) fn retain(&self, earlier: &Self) -> bool {
        let is_there = |key: &Arc<Key>| self.0.iter().any(|own| own.is_same(key));
        earlier.0.iter().all(is_there)
    }
}

/// The keys whose name is theirs alone: of two with one name, either could be meant.
fn distinct(keys: &[Value]) -> impl Iterator<Item = &Map<String, Value>> {
    let keys = keys.iter().filter_map(Value::as_object);
    let mut uses: HashMap<&str, usize> = HashMap::new();
    for id in keys.clone().filter_map(id) {
        *uses.entry(id).or_default() += 1;
    }
    keys.filter(move |members| {
        let Some(id) = id(members) else {
            return true;
        };
        let alone = uses.get(id) == Some(&1);
        if !alone {
            report(Some(id), "another key has the same `kid`");
        }
        alone
    })
}

fn import(
    members: &Map<String, Value>,
    allowed: &[Algorithm],
    cloud: Option<&str>,
) -> Option<Arc<Key>> {
    match Key::import(members, allowed, cloud) {
        Ok(key) => Some(Arc::new(key)),
        Err(reason) => {
            report(id(members), reason);
            None
        }
    }
}

fn id(members: &Map<String, Value>) -> Option<&str> {
    members.get("kid")?.as_str()
}

fn report(id: Option<&str>, reason: &str) {
    let id = id.map_or_else(|| "without `kid`".to_owned(), shown);
    tracing::warn!("the key `{id}` of the key set is not used: {reason}");
}
