//! The finished document as an argument of a handler, so that the endpoint that shows it has a rule like any other.

use std::sync::Arc;

use axum::Json;
use axum::extract::FromRequestParts;
use axum::response::{IntoResponse, Response};
use http::request::Parts;

use crate::guard::{Mounted, Refusal, Rejection, Visit};

/// The OpenAPI document of the router that is serving the request; answers as JSON.
///
/// ```
/// # mod policy { rolecall::permissions! { view } rolecall::roles! { Viewer: [view] } }
/// use rolecall::{openapi::Document, public};
///
/// #[public("what an API offers is no secret")]
/// async fn openapi(document: Document) -> Document {
///     document
/// }
/// # fn main() {}
/// ```
#[derive(Clone, Debug)]
pub struct Document(Arc<Mounted>);

#[cfg(feature = "swagger")]
impl Document {
    /// The router that is serving the request.
    pub(super) fn mounted(&self) -> &Mounted {
        &self.0
    }
}

impl<S: Sync> FromRequestParts<S> for Document {
    type Rejection = Rejection;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Rejection> {
        match parts.extensions.get::<Visit>() {
            Some(visit) if visit.mounted.document.is_some() => Ok(Self(Arc::clone(&visit.mounted))),
            _ => Err(Rejection::new(parts, &Refusal::NoTable)),
        }
    }
}

impl IntoResponse for Document {
    fn into_response(self) -> Response {
        Json(&self.0.document).into_response()
    }
}
