//! Who may do what: every endpoint against every role, for reviewers, from the table that enforces.

mod cells;
mod record;
mod shown;
mod since;

use std::sync::Arc;

use serde::ser::SerializeMap;
use serde::{Deserialize, Serialize, Serializer};

use self::cells::{cells, role_alone};
pub use self::record::{MatrixRecord, RecordError};
pub(crate) use self::shown::BY_ROLE_ALONE;
pub use self::since::{Change, Effect};
use super::alike::Callers;
use super::permission::Scope;
use super::requirement::Requirement;
use super::role::Role;
use super::ways::Ways;

/// Every endpoint against every role. Shown as text, it is the table that belongs into code review; as JSON, rows of
/// `{method, path, requirement, public, roles, ways, policy}`, which a [`MatrixRecord`] reads again.
#[derive(Clone, Debug, Serialize)]
#[serde(transparent)]
pub struct Matrix {
    rows: Vec<Row>,
}

/// One endpoint against every role.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    method: String,
    path: String,
    requirement: Option<String>,
    public: Option<String>,
    #[serde(serialize_with = "by_name")]
    roles: Vec<(Role, Cell)>,
    #[serde(skip)]
    by_role_alone: bool,
    #[serde(serialize_with = "ways")]
    ways: Ways,
    /// What the policy declared when this was told.
    #[serde(serialize_with = "text")]
    policy: Arc<str>,
}

/// Whether one who holds this role, and no other, may call the endpoint.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Cell {
    /// They may; a person does so through an application that carries the scopes.
    Yes,
    /// They may not.
    No,
    /// They may if a checker agrees, which it decides for each request anew.
    Checked,
}

impl Matrix {
    pub(crate) fn new(rows: Vec<Row>) -> Self {
        Self { rows }
    }

    /// The rows, in the order of mounting.
    #[must_use]
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The roles that the columns stand for.
    pub fn roles(&self) -> impl Iterator<Item = Role> {
        self.rows
            .first()
            .into_iter()
            .flat_map(|row| row.roles.iter().map(|(role, _)| *role))
    }

    /// Whether some endpoint can be reached by a role that no scope of the caller's application caps.
    #[must_use]
    pub fn marks_roles_alone(&self) -> bool {
        self.rows.iter().any(|row| row.by_role_alone)
    }
}

impl Row {
    pub(crate) fn new(
        callers: &Callers,
        (method, path): (&str, &str),
        requirements: &[Requirement],
        texts: (Option<String>, Option<String>),
    ) -> Self {
        let (requirement, public) = texts;
        Self {
            method: method.to_owned(),
            path: path.to_owned(),
            requirement,
            public,
            roles: cells(callers, requirements),
            by_role_alone: role_alone(requirements),
            ways: Ways::of(callers, requirements),
            policy: callers.digest(),
        }
    }

    /// The method in capitals.
    #[must_use]
    pub fn method(&self) -> &str {
        &self.method
    }

    /// The path as mounted.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The rule, in its own words; nothing of a public endpoint.
    #[must_use]
    pub fn requirement(&self) -> Option<&str> {
        self.requirement.as_deref()
    }

    /// Why everyone may call it; nothing of a protected endpoint.
    #[must_use]
    pub fn public(&self) -> Option<&str> {
        self.public.as_deref()
    }

    /// Every role, and whether it is enough.
    #[must_use]
    pub fn roles(&self) -> &[(Role, Cell)] {
        &self.roles
    }

    /// Whether a role is enough here with no permission beside it, so that the scopes of the caller's application do
    /// not cap it.
    #[must_use]
    pub fn by_role_alone(&self) -> bool {
        self.by_role_alone
    }
    /// The smallest sets of scopes with which a person's application is let through, whoever of its people may. An empty
    /// one: it needs none. None at all: no person may.
    #[must_use]
    pub fn scopes(&self) -> &[Vec<Scope>] {
        &self.ways.people
    }

    /// The smallest sets of roles with which an application may call in its own name. An empty one: it needs none. None
    /// at all: no application may.
    #[must_use]
    pub fn application_roles(&self) -> &[Vec<Role>] {
        &self.ways.applications
    }
}

impl Cell {
    /// As shown: `yes`, `no` or `checked`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Checked => "checked",
        }
    }
}

fn by_name<S: Serializer>(roles: &[(Role, Cell)], serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(roles.len()))?;
    for (role, cell) in roles {
        map.serialize_entry(role.name(), cell)?;
    }
    map.end()
}

fn text<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(text)
}

fn ways<S: Serializer>(ways: &Ways, serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(2))?;
    map.serialize_entry("people", &ways.people)?;
    map.serialize_entry("applications", &ways.applications)?;
    map.end()
}
