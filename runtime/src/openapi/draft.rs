//! The document while the router is being put together, and its completion.

use serde::Serialize;
use utoipa::openapi::path::{Operation, PathItem, Paths};
use utoipa::openapi::schema::Schema;
use utoipa::openapi::{Components, OpenApi, RefOr};

use super::alternatives::Alternatives;
use super::{operation, policy, schemes, seen};
use crate::engine::Engine;
use crate::identity::Identity;
use crate::routing::{self, Endpoint};

/// What the handlers say of themselves.
#[derive(Clone)]
pub(crate) struct Draft(OpenApi);

impl Draft {
    pub(crate) fn new(document: OpenApi) -> Self {
        Self(document)
    }

    pub(crate) fn add(&mut self, schemas: Vec<(String, RefOr<Schema>)>, paths: Paths) {
        self.add_paths(paths);
        self.0
            .components
            .get_or_insert_with(Components::new)
            .schemas
            .extend(schemas);
    }

    pub(crate) fn nested(mut self, prefix: &str) -> Self {
        let paths = std::mem::take(&mut self.0.paths.paths);
        self.0.paths.paths = paths
            .into_iter()
            .map(|(path, item)| (routing::nested(prefix, &path), item))
            .collect();
        self
    }

    pub(crate) fn merge(&mut self, mut other: Self) {
        // utoipa's own merge lets one path item take the place of another; ours joins their methods.
        self.add_paths(std::mem::take(&mut other.0.paths));
        self.0.merge(other.0);
    }

    /// The finished document, and what it says against the table: what is documented and not mounted, and who else is
    /// said to be let in.
    pub(crate) fn finish(mut self, table: &[Endpoint], engine: &Engine) -> (Finished, Vec<String>) {
        let alternatives = Alternatives::new(engine);
        let mut faults = schemes::taken(&self.0);
        for (path, item) in &mut self.0.paths.paths {
            for (method, slot) in operations(item) {
                let Some(documented) = slot else { continue };
                match table.iter().find(|endpoint| endpoint.method() == method && endpoint.path() == path) {
                    Some(_) if documented.security.is_some() => faults.push(format!(
                        "{method} {path}: its documentation says by `security(…)` who may call it, which its rule does; take \
                         `security(…)` out"
                    )),
                    Some(endpoint) => operation::describe(documented, endpoint, &alternatives),
                    None => faults.push(format!(
                        "{method} {path}: documented, but not mounted there; the mounted path is the truth"
                    )),
                }
            }
        }
        schemes::add(&mut self.0, engine);
        let extensions = self.0.extensions.get_or_insert_default();
        extensions.insert("x-policy".to_owned(), policy::of(engine));
        (Finished(self.0), faults)
    }

    fn add_paths(&mut self, paths: Paths) {
        for (path, item) in paths.paths {
            let path = if path.is_empty() {
                "/".to_owned()
            } else {
                path
            };
            match self.0.paths.paths.get_mut(&path) {
                Some(known) => known.merge_operations(item),
                None => {
                    self.0.paths.paths.insert(path, item);
                }
            }
        }
    }
}

/// The document, complete.
#[derive(Clone, Serialize)]
#[serde(transparent)]
pub(crate) struct Finished(OpenApi);

impl Finished {
    /// As this caller may see it.
    pub(crate) fn seen_by(
        &self,
        table: &[Endpoint],
        caller: Option<&Identity>,
    ) -> serde_json::Value {
        seen::by(&self.0, table, caller)
    }
}

#[cfg(feature = "swagger")]
impl Finished {
    pub(super) fn title(&self) -> &str {
        &self.0.info.title
    }
}

impl std::fmt::Debug for Finished {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Finished")
    }
}

impl Default for Draft {
    fn default() -> Self {
        Self(utoipa::openapi::OpenApiBuilder::new().build())
    }
}

impl std::fmt::Debug for Draft {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Draft")
            .field(&self.0.paths.paths.keys())
            .finish()
    }
}

/// The methods that a path item documents.
pub(crate) fn methods(item: &PathItem) -> Vec<&'static str> {
    let mut item = item.clone();
    operations(&mut item)
        .into_iter()
        .filter(|(_, slot)| slot.is_some())
        .map(|(method, _)| method)
        .collect()
}

pub(super) fn operations(item: &mut PathItem) -> [(&'static str, &mut Option<Operation>); 8] {
    [
        ("GET", &mut item.get),
        ("PUT", &mut item.put),
        ("POST", &mut item.post),
        ("DELETE", &mut item.delete),
        ("OPTIONS", &mut item.options),
        ("HEAD", &mut item.head),
        ("PATCH", &mut item.patch),
        ("TRACE", &mut item.trace),
    ]
}
