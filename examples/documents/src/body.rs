//! The body of a request as JSON. axum's own extractor refuses in plain text; this one in the words of the API.

use axum::Json;
use axum::extract::{FromRequest, Request};
use rolecall::Problem;
use serde::de::DeserializeOwned;

/// A JSON body. What cannot be read as a `T` is answered by a problem that says why.
pub(crate) struct Body<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let headers = request.headers().clone();
        match Json::from_request(request, state).await {
            Ok(Json(value)) => Ok(Self(value)),
            Err(refused) => Err(Problem::new(refused.status())
                .with_detail(refused.body_text())
                .for_request(&headers)),
        }
    }
}
