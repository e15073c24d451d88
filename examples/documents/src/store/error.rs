//! What can go wrong with the file, and what a caller is told of it: nothing.

use http::StatusCode;
use rolecall::Problem;
use sqlx::migrate::MigrateError;

/// The file could not be opened, read or written.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct StoreError(#[from] sqlx::Error);

impl From<MigrateError> for StoreError {
    fn from(error: MigrateError) -> Self {
        Self(sqlx::Error::from(error))
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        tracing::error!(%error, "the database failed");
        Self::new(StatusCode::INTERNAL_SERVER_ERROR).with_detail("internal error")
    }
}
