//! The finished document as an argument of a handler, so that the endpoint that shows it has a rule like any other.

use std::sync::Arc;

use axum::Json;
use axum::extract::FromRequestParts;
use axum::response::{IntoResponse, Response};
use http::HeaderValue;
use http::header::CACHE_CONTROL;
use http::request::Parts;
use serde_json::Value;

use crate::guard::{Mounted, Refusal, Rejection, Visit};
use crate::identity::Identity;

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
///
/// It names every documented endpoint, those whose rules `conceal` among them. Where not everybody shall read that,
/// [`seen_by`](Self::seen_by) leaves out what the caller may not do; or the handler has a rule.
#[derive(Clone, Debug)]
pub struct Document {
    mounted: Arc<Mounted>,
    /// As somebody may see it; nothing where it is shown whole.
    seen: Option<Value>,
}

impl Document {
    /// The document without what the caller may not do, and without the schemas that only that refers to: of nobody known,
    /// what is public. Where a checker decides about each request, the operation is shown. Answered with `no-store`.
    ///
    /// ```
    /// # mod policy { rolecall::permissions! { view } rolecall::roles! { Viewer: [view] } }
    /// use rolecall::{Identity, openapi::Document, public};
    ///
    /// #[public("everybody sees what is theirs to call")]
    /// async fn openapi(document: Document, user: Option<Identity>) -> Document {
    ///     document.seen_by(user.as_ref())
    /// }
    /// # fn main() {}
    /// ```
    #[must_use]
    pub fn seen_by(mut self, caller: Option<&Identity>) -> Self {
        let table = self.mounted.endpoints.as_deref().unwrap_or_default();
        let document = self.mounted.document.as_ref();
        let seen = document.map(|document| document.seen_by(table, caller));
        self.seen = Some(seen.unwrap_or_default());
        self
    }
}

#[cfg(feature = "swagger")]
impl Document {
    /// The router that is serving the request.
    pub(super) fn mounted(&self) -> &Mounted {
        &self.mounted
    }
}

impl<S: Sync> FromRequestParts<S> for Document {
    type Rejection = Rejection;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Rejection> {
        match parts.extensions.get::<Visit>() {
            Some(visit) if visit.mounted.document.is_some() => Ok(Self {
                mounted: Arc::clone(&visit.mounted),
                seen: None,
            }),
            _ => Err(Rejection::new(parts, &Refusal::NoTable)),
        }
    }
}

impl IntoResponse for Document {
    fn into_response(self) -> Response {
        let Some(document) = self.seen else {
            return Json(&self.mounted.document).into_response();
        };
        let no_store = HeaderValue::from_static("no-store");
        ([(CACHE_CONTROL, no_store)], Json(document)).into_response()
    }
}
