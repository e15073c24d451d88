//! A key set, imported key by key: one that cannot be trusted is left out and named in the log, the rest works.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::algorithm::Algorithm;
use super::fault::shown;
use super::json;
use super::jwk::{Key, OTHER_CLOUD};

/// How many keys of one set are looked at. Entra publishes about ten.
const MOST: usize = 100;

/// The keys that may sign tokens now.
#[derive(Debug)]
pub(super) struct Keys(Vec<Arc<Key>>);

#[derive(Deserialize)]
struct Document<'a> {
    #[serde(borrow)]
    keys: Vec<&'a RawValue>,
}

impl Keys {
    /// Reads a key set of `cloud`. A set without one usable key is no set. What of it is left out is told to `left_out`.
    pub(super) fn read(
        text: &[u8],
        allowed: &[Algorithm],
        cloud: Option<&str>,
        left_out: &mut LeftOut,
    ) -> Result<Self, String> {
        let document: Document<'_> = serde_json::from_slice(text)
            .map_err(|_| "the key set is not JSON with `keys`".to_owned())?;
        let written: Vec<_> = document.keys.iter().take(MOST).map(written).collect();
        let uses = uses(&written);
        let (mut keys, mut faults) = (Vec::new(), HashSet::new());
        if document.keys.len() > MOST {
            faults.insert((beyond(), "only so many are looked at"));
        }
        for one in &written {
            match one.import(&uses, allowed, cloud) {
                Ok(key) => keys.push(Arc::new(key)),
                Err(reason) => {
                    faults.insert((one.name(), reason));
                }
            }
        }
        left_out.replace(faults);
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

/// The keys of the latest set that are not used, and why: each is told to the log once, until that changes. An hourly
/// fetch would else say the same every hour.
#[derive(Debug, Default)]
pub(super) struct LeftOut(HashSet<(String, &'static str)>);

impl LeftOut {
    fn replace(&mut self, faults: HashSet<(String, &'static str)>) {
        for (key, reason) in faults.difference(&self.0) {
            if *reason == OTHER_CLOUD {
                tracing::debug!("the key `{key}` of the key set is not used: {reason}");
            } else {
                tracing::warn!("the key `{key}` of the key set is not used: {reason}");
            }
        }
        self.0 = faults;
    }
}

/// One key as it stands in the set, and whether it is well written.
struct Written {
    id: Option<String>,
    members: Result<Map<String, Value>, &'static str>,
}

impl Written {
    fn import(
        &self,
        uses: &HashMap<&str, usize>,
        allowed: &[Algorithm],
        cloud: Option<&str>,
    ) -> Result<Key, &'static str> {
        let members = self.members.as_ref().map_err(|reason| *reason)?;
        let id = self.id.as_deref();
        if id.and_then(|id| uses.get(id)).is_some_and(|uses| *uses > 1) {
            return Err("another key has the same `kid`");
        }
        Key::import(members, allowed, cloud)
    }

    /// What the log calls it.
    fn name(&self) -> String {
        let id = self.id.as_deref();
        id.map_or_else(|| "without `kid`".to_owned(), shown)
    }
}

/// A key whose member stands in it twice can be read in two ways: it is not used, and spoils no other.
fn written(text: &&RawValue) -> Written {
    let text = text.get();
    let read: Value = serde_json::from_str(text).unwrap_or_default();
    Written {
        id: read.get("kid").and_then(Value::as_str).map(str::to_owned),
        members: json::object(text.as_bytes()),
    }
}

/// How many keys have each name: of two with one name, either could be meant.
fn uses(keys: &[Written]) -> HashMap<&str, usize> {
    let mut uses = HashMap::new();
    for id in keys.iter().filter_map(|key| key.id.as_deref()) {
        *uses.entry(id).or_default() += 1;
    }
    uses
}

fn beyond() -> String {
    format!("number {} and every further one", MOST + 1)
}
