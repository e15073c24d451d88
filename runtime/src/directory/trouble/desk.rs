//! What was asked for: which document is in trouble, how far the clock is moved, and what was counted.

use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use parking_lot::Mutex;
use tokio::sync::watch;
use tokio::time;

use super::counters::{Counters, Endpoint};
use super::kind::{Document, Trouble};

/// Everything that can be changed while the directory runs.
#[derive(Debug)]
pub(in crate::directory) struct Desk {
    ill: watch::Sender<HashMap<Document, Ailment>>,
    counters: Mutex<Counters>,
    ahead: AtomicI64,
}

/// The trouble that a document is in.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
struct Ailment {
    kind: Trouble,
    delay: Duration,
}

impl Desk {
    /// Puts a document into trouble, in place of what it was in.
    pub(in crate::directory) fn trouble(&self, document: Document, kind: Trouble, delay: Duration) {
        let delay = delay.min(LONGEST);
        self.ill.send_modify(|ill| {
            if kind == Trouble::None {
                ill.remove(&document);
            } else {
                ill.insert(document, Ailment { kind, delay });
            }
        });
    }

    /// Ends all trouble. Answers that are held up go on.
    pub(in crate::directory) fn recover(&self) {
        self.ill.send_modify(HashMap::clear);
    }

    /// The trouble that a document is in.
    pub(in crate::directory) fn ailing(&self, document: Document) -> Trouble {
        let ill = self.ill.borrow();
        ill.get(&document).map_or(Trouble::None, |it| it.kind)
    }

    /// Waits as long as the document is slow, which ends at once when it is no longer.
    pub(super) async fn linger(&self, document: Document) {
        let mut ill = self.ill.subscribe();
        let now = ill.borrow_and_update().get(&document).copied();
        let Some(slow) = now.filter(|it| it.kind == Trouble::Slow) else {
            return;
        };
        let over = ill.wait_for(|ill| ill.get(&document) != Some(&slow));
        // Either way it has been waited for long enough.
        let _elapsed = time::timeout(slow.delay, over).await.is_err();
    }

    pub(super) fn count(&self, endpoint: Endpoint) {
        self.counters.lock().count(endpoint);
    }

    pub(super) fn count_grant(&self, grant_type: &str) {
        self.counters.lock().count_grant(grant_type);
    }

    pub(super) fn count_redirected(&self) {
        self.counters.lock().redirected += 1;
    }

    pub(in crate::directory) fn counters(&self) -> Counters {
        self.counters.lock().clone()
    }

    pub(in crate::directory) fn reset_counters(&self) {
        *self.counters.lock() = Counters::default();
    }

    /// How far the directory's time is ahead of its clock, in seconds; behind where negative.
    pub(in crate::directory) fn ahead(&self) -> i64 {
        self.ahead.load(Ordering::SeqCst)
    }

    pub(in crate::directory) fn move_clock(&self, ahead: i64) {
        let ahead = ahead.clamp(-CENTURY, CENTURY);
        self.ahead.store(ahead, Ordering::SeqCst);
    }
}

impl Default for Desk {
    fn default() -> Self {
        Self {
            ill: watch::Sender::new(HashMap::new()),
            counters: Mutex::default(),
            ahead: AtomicI64::new(0),
        }
    }
}

/// How long a slow document takes, unless it is said.
pub(in crate::directory) const SLOW: Duration = Duration::from_secs(30);
const LONGEST: Duration = Duration::from_mins(5);
const CENTURY: i64 = 3_155_760_000;
