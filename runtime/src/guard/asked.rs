//! What is known of the request that somebody is refused at: enough to tell the log where it was, and the caller in the
//! form they would rather have. Cheap to make, since an identity carries it into the handler.

use std::sync::Arc;

use axum::extract::MatchedPath;
use http::Method;
use http::request::Parts;

use super::negotiate::Accept;
use super::visit::{Mounted, Visit};

/// Where somebody asks, and how they would be answered.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    method: Method,
    endpoint: Option<MatchedPath>,
    pub(super) accept: Accept,
    /// Whether a refusal of who is signed in reads as if nothing were there.
    pub(super) conceals: bool,
    pub(super) mounted: Option<Arc<Mounted>>,
}

impl Asked {
    pub(super) fn of(parts: &Parts) -> Self {
        let visit = parts.extensions.get::<Visit>();
        Self {
            method: parts.method.clone(),
            endpoint: parts.extensions.get::<MatchedPath>().cloned(),
            accept: Accept::of(&parts.headers),
            conceals: visit.is_some_and(|visit| visit.conceals),
            mounted: visit.map(|visit| Arc::clone(&visit.mounted)),
        }
    }

    pub(super) fn method(&self) -> &str {
        self.method.as_str()
    }

    /// The endpoint as mounted, never the path as sent.
    pub(super) fn endpoint(&self) -> &str {
        self.endpoint.as_ref().map_or("", MatchedPath::as_str)
    }
}
