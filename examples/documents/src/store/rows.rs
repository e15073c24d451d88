//! What the tables hold, as it is told to callers.

use serde::{Deserialize, Serialize};
use sqlx::sqlite::SqliteRow;
use sqlx::{FromRow, Row};
use time::OffsetDateTime;
use time::serde::rfc3339;
use utoipa::ToSchema;

/// A document.
#[derive(Serialize, ToSchema)]
pub(crate) struct Document {
    /// Its number, which is never given again.
    pub(crate) id: i64,
    /// What it is about.
    title: String,
    /// What it says.
    body: String,
    /// The key of who created it.
    created_by: String,
    /// When it was last changed.
    #[serde(with = "rfc3339")]
    #[schema(value_type = String, format = DateTime)]
    updated_at: OffsetDateTime,
}

/// A document as it is handed in.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Draft {
    /// What it is about.
    pub(super) title: String,
    /// What it says.
    pub(super) body: String,
}

/// One line of the audit trail.
#[derive(Serialize, ToSchema)]
pub(crate) struct Entry {
    /// The key of who did it.
    who: String,
    /// What they were called then.
    name: Option<String>,
    /// `created`, `changed` or `deleted`.
    did: String,
    /// The number of the document.
    document: i64,
    /// When.
    #[serde(with = "rfc3339")]
    #[schema(value_type = String, format = DateTime)]
    at: OffsetDateTime,
}

impl FromRow<'_, SqliteRow> for Document {
    fn from_row(row: &SqliteRow) -> sqlx::Result<Self> {
        Ok(Self {
            id: row.try_get("id")?,
            title: row.try_get("title")?,
            body: row.try_get("body")?,
            created_by: row.try_get("created_by")?,
            updated_at: row.try_get("updated_at")?,
        })
    }
}

impl FromRow<'_, SqliteRow> for Entry {
    fn from_row(row: &SqliteRow) -> sqlx::Result<Self> {
        Ok(Self {
            who: row.try_get("who")?,
            name: row.try_get("name")?,
            did: row.try_get("did")?,
            document: row.try_get("document")?,
            at: row.try_get("at")?,
        })
    }
}
