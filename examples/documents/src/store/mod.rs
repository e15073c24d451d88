//! The documents and the audit trail, in one SQLite file.
//!
//! Every change writes its line of the trail in the same transaction: what happened is told, and what is told happened.
//! An answer is sent after the transaction is on the disk, so that nothing which was confirmed is lost, however the
//! process ends.

mod changes;
mod error;
mod rows;

use std::path::Path;

use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{SqlSafeStr, query, query_as};

pub use self::error::StoreError;
pub(crate) use self::rows::{Document, Draft, Entry};

/// The open file. It is cheap to clone, and is the state of the handlers.
#[derive(Clone, Debug)]
pub struct Store {
    pool: SqlitePool,
}

impl Store {
    /// Opens the file, and creates it with its tables where it is not there yet.
    ///
    /// # Errors
    ///
    /// Where the file cannot be written, or is not a database of this application.
    pub async fn open(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            // Readers and a writer do not wait for each other.
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full);
        let pool = SqlitePoolOptions::new().connect_with(options).await?;
        migrations().run(&pool).await?;
        // SQLite opens a file that may only be read as well, and would refuse the first change.
        query("DELETE FROM audit WHERE false")
            .execute(&pool)
            .await?;
        Ok(Self { pool })
    }

    /// Writes everything into the one file, and closes it.
    pub async fn close(&self) {
        self.pool.close().await;
    }

    /// Every document, in the order of creation.
    pub(crate) async fn documents(&self) -> Result<Vec<Document>, StoreError> {
        let every =
            query_as("SELECT id, title, body, created_by, updated_at FROM document ORDER BY id");
        Ok(every.fetch_all(&self.pool).await?)
    }

    /// One document, if there is one of that number.
    pub(crate) async fn document(&self, id: i64) -> Result<Option<Document>, StoreError> {
        let one =
            query_as("SELECT id, title, body, created_by, updated_at FROM document WHERE id = ?");
        Ok(one.bind(id).fetch_optional(&self.pool).await?)
    }

    /// Every change that was made, the last one first.
    pub(crate) async fn trail(&self) -> Result<Vec<Entry>, StoreError> {
        let every = query_as("SELECT who, name, did, document, at FROM audit ORDER BY id DESC");
        Ok(every.fetch_all(&self.pool).await?)
    }
}

/// The steps that lead to the tables of today. One that was released is never changed: another is added.
fn migrations() -> Migrator {
    let first = include_str!("../../migrations/1_documents.sql").into_sql_str();
    Migrator::with_migrations(vec![Migration::new(
        1,
        "documents".into(),
        MigrationType::Simple,
        first,
        false,
    )])
}
