//! What is known of one request on its way to the handler. The engine's layer makes it; groups add what they require,
//! the guard who is calling.

use std::sync::Arc;

use once_cell::sync::OnceCell;
use smallvec::SmallVec;

use crate::engine::Engine;
use crate::identity::Identity;
use crate::policy::{Matrix, Requirement};
use crate::routing::Endpoint;

/// Kept in the extensions of the request. Nothing outside this crate can make or name one.
#[derive(Clone)]
pub(crate) struct Visit {
    pub(crate) mounted: Arc<Mounted>,
    /// The outermost group first.
    pub(crate) requirements: SmallVec<[Requirement; 4]>,
    pub(crate) identity: Option<Identity>,
    /// Whether a requirement that was met on the way so far, or is being decided, conceals.
    pub(crate) conceals: bool,
}

/// What is mounted, and what it is judged by.
#[derive(Debug)]
pub(crate) struct Mounted {
    pub(crate) engine: Engine,
    /// Nothing on a router of axum's own, which does not tell what it holds.
    pub(crate) endpoints: Option<Vec<Endpoint>>,
    /// Every endpoint against every role, made when it is first asked for: it is the same for ever.
    pub(crate) matrix: OnceCell<Arc<Matrix>>,
    #[cfg(feature = "openapi")]
    pub(crate) document: Option<crate::openapi::Finished>,
}

impl Mounted {
    /// For a router of axum's own.
    pub(crate) fn without_table(engine: Engine) -> Self {
        Self {
            engine,
            endpoints: None,
            matrix: OnceCell::new(),
            #[cfg(feature = "openapi")]
            document: None,
        }
    }
}

impl Visit {
    pub(crate) fn new(mounted: Arc<Mounted>) -> Self {
        Self {
            mounted,
            requirements: SmallVec::new(),
            identity: None,
            conceals: false,
        }
    }
}
