//! A matrix that was written down as JSON, read again: by a tool that knows nothing of the policy in code.

use std::collections::{BTreeMap, HashSet};
use std::fmt;

use serde::Deserialize;

use super::Cell;
use super::since::{Change, changes};

/// A matrix as its JSON says it, which may be of another day: what belongs into a repository, to be compared with.
///
/// ```
/// use rolecall::policy::MatrixRecord;
///
/// let old: MatrixRecord = r#"[
///     {"method": "DELETE", "path": "/documents/{id}", "requirement": "permission = \"delete\"", "public": null,
///      "roles": {"Editor": "no", "Admin": "yes"}}
/// ]"#.parse()?;
/// let new: MatrixRecord = r#"[
///     {"method": "DELETE", "path": "/documents/{id}", "requirement": "permission = \"edit\"", "public": null,
///      "roles": {"Editor": "yes", "Admin": "yes"}}
/// ]"#.parse()?;
/// let changes = new.changes_since(&old);
/// assert_eq!(changes[0].to_string(), "Editor may now DELETE /documents/{id}");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Deserialize)]
#[serde(transparent)]
pub struct MatrixRecord {
    pub(super) endpoints: Vec<Recorded>,
}

/// One row.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Recorded {
    pub(super) method: String,
    pub(super) path: String,
    pub(super) requirement: Option<String>,
    pub(super) public: Option<String>,
    pub(super) roles: BTreeMap<String, Cell>,
    /// Absent where it was written down before there were ways.
    pub(super) ways: Option<RecordedWays>,
    /// Likewise.
    pub(super) policy: Option<String>,
}

#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq)]
pub(super) struct RecordedWays {
    pub(super) people: Vec<Vec<String>>,
    pub(super) applications: Vec<Vec<String>>,
}

/// Why a text is no matrix.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct RecordError(String);

impl MatrixRecord {
    /// What is not as it was in `old`, in sentences: endpoint by endpoint, in the order of mounting; then the roles that
    /// are new, and those that are gone.
    #[must_use]
    pub fn changes_since(&self, old: &Self) -> Vec<Change> {
        changes(old, self)
    }

    /// How many endpoints there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.endpoints.len()
    }

    /// Whether there is no endpoint at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.endpoints.is_empty()
    }
}

impl std::str::FromStr for MatrixRecord {
    type Err = RecordError;

    fn from_str(json: &str) -> Result<Self, RecordError> {
        let record: Self = serde_json::from_str(json).map_err(|error| {
            RecordError(format!(
                "it is no matrix in JSON: {error}; expected what `MatrixPage` answers as application/json"
            ))
        })?;
        let mut seen = HashSet::new();
        for endpoint in &record.endpoints {
            if !seen.insert(endpoint.name()) {
                return Err(RecordError(format!(
                    "`{endpoint}` stands in it twice; expected each endpoint once"
                )));
            }
        }
        Ok(record)
    }
}

impl Recorded {
    /// By what it is found again.
    pub(super) fn name(&self) -> (&str, &str) {
        (&self.method, &self.path)
    }
}

impl fmt::Display for Recorded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.path)
    }
}

impl fmt::Display for RecordError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for RecordError {}
