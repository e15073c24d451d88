//! The number of a document in a path. What is no number names no document, and is answered so.

use axum::extract::{FromRequestParts, Path};
use http::StatusCode;
use http::request::Parts;
use rolecall::Problem;

/// The `{id}` of a path.
#[derive(Clone, Copy)]
pub(crate) struct Number(pub(crate) i64);

impl Number {
    /// The answer where there is no such document.
    pub(crate) fn unknown() -> Problem {
        Problem::new(StatusCode::NOT_FOUND).with_detail("no such document")
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Number {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        match Path::from_request_parts(parts, state).await {
            Ok(Path(number)) => Ok(Self(number)),
            Err(_) => Err(Self::unknown().for_request(&parts.headers)),
        }
    }
}
