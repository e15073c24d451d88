//! What changes documents. Each change and its line in the audit trail are one transaction.

use rolecall::Identity;
use sqlx::{Sqlite, SqliteConnection, Transaction, query, query_as};
use time::OffsetDateTime;

use super::{Document, Draft, Store, StoreError};

impl Store {
    /// Keeps a new document.
    pub(crate) async fn create(&self, draft: Draft, by: &Identity) -> Result<Document, StoreError> {
        let mut change = self.begin().await?;
        let document: Document = query_as(
            "INSERT INTO document (title, body, created_by, updated_at) VALUES (?, ?, ?, ?)
             RETURNING id, title, body, created_by, updated_at",
        )
        .bind(draft.title)
        .bind(draft.body)
        .bind(by.key().to_string())
        .bind(now())
        .fetch_one(&mut *change)
        .await?;
        tell(&mut change, by, "created", document.id).await?;
        change.commit().await?;
        Ok(document)
    }

    /// Gives a document another title and body, if there is one of that number.
    pub(crate) async fn update(
        &self,
        id: i64,
        draft: Draft,
        by: &Identity,
    ) -> Result<Option<Document>, StoreError> {
        let mut change = self.begin().await?;
        let document: Option<Document> = query_as(
            "UPDATE document SET title = ?, body = ?, updated_at = ? WHERE id = ?
             RETURNING id, title, body, created_by, updated_at",
        )
        .bind(draft.title)
        .bind(draft.body)
        .bind(now())
        .bind(id)
        .fetch_optional(&mut *change)
        .await?;
        if document.is_some() {
            tell(&mut change, by, "changed", id).await?;
            change.commit().await?;
        }
        Ok(document)
    }

    /// Removes a document for good, if there is one of that number.
    pub(crate) async fn delete(&self, id: i64, by: &Identity) -> Result<Option<()>, StoreError> {
        let mut change = self.begin().await?;
        let removed = query("DELETE FROM document WHERE id = ?")
            .bind(id)
            .execute(&mut *change)
            .await?;
        if removed.rows_affected() == 0 {
            return Ok(None);
        }
        tell(&mut change, by, "deleted", id).await?;
        change.commit().await?;
        Ok(Some(()))
    }

    /// A transaction that may write from its first statement, so that two of them wait instead of failing halfway.
    async fn begin(&self) -> Result<Transaction<'static, Sqlite>, StoreError> {
        Ok(self.pool.begin_with("BEGIN IMMEDIATE").await?)
    }
}

/// One line of the audit trail.
async fn tell(
    change: &mut SqliteConnection,
    by: &Identity,
    did: &'static str,
    document: i64,
) -> Result<(), StoreError> {
    query("INSERT INTO audit (who, name, did, document, at) VALUES (?, ?, ?, ?, ?)")
        .bind(by.key().to_string())
        .bind(by.name())
        .bind(did)
        .bind(document)
        .bind(now())
        .execute(change)
        .await?;
    Ok(())
}

fn now() -> OffsetDateTime {
    OffsetDateTime::now_utc().truncate_to_millisecond()
}
