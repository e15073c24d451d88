//! The generation of all that was proven: another one as soon as something that proofs rest on is gone.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Counts generations. Clones count together.
///
/// Whoever proves something reads the generation first and what it rests on afterwards; whoever takes something away
/// does so first and counts afterwards. What was proven by something that is gone is then never of the present
/// generation.
#[derive(Clone, Debug, Default)]
pub(crate) struct Epoch(Arc<AtomicU64>);

impl Epoch {
    /// The present generation.
    #[inline]
    pub(crate) fn now(&self) -> u64 {
        self.0.load(Ordering::SeqCst)
    }

    /// Begins another one.
    pub(crate) fn end(&self) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}
