//! Which groups are known, of whom, and until when: within bounds, whoever asks.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use foldhash::fast::RandomState;
use quick_cache::sync::{Cache, DefaultLifecycle};
use quick_cache::{OptionsBuilder, Weighter};
use uuid::Uuid;

use super::answer::Failure;
use crate::identity::Key;

/// How much is remembered, in bytes: the groups of 10000 people who are in 200 each.
const BYTES: u64 = 32 << 20;

/// What is known of somebody, until a time by the clock that never goes back.
#[derive(Clone, Debug)]
pub(super) struct Outcome {
    pub(super) groups: Result<Arc<[Uuid]>, Failure>,
    pub(super) until: Duration,
}

/// One question, asked by one of those who wait for it.
pub(super) type Flight = tokio::sync::Mutex<Option<Outcome>>;

/// What was answered, and what is being asked.
#[derive(Debug)]
pub(super) struct Known {
    outcomes: Option<Cache<Key, Outcome, ByBytes, RandomState>>,
    flights: Mutex<HashMap<Key, Arc<Flight>>>,
    purges: AtomicU64,
}

/// How often anything was forgotten, before something was asked.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Purges(u64);

impl Known {
    pub(super) fn new() -> Self {
        let options = OptionsBuilder::new()
            .estimated_items_capacity(1_000)
            .weight_capacity(BYTES)
            .build();
        let cache = |options| {
            Cache::with_options(
                options,
                ByBytes,
                RandomState::default(),
                DefaultLifecycle::default(),
            )
        };
        Self {
            outcomes: options.ok().map(cache),
            flights: Mutex::default(),
            purges: AtomicU64::new(0),
        }
    }

    /// What is known, if it still counts.
    pub(super) fn of(&self, key: &Key, elapsed: Duration) -> Option<Outcome> {
        let outcome = self.outcomes.as_ref()?.get(key)?;
        (elapsed < outcome.until).then_some(outcome)
    }

    /// A seat in the question about somebody: the one that is being asked, or a new one.
    pub(super) fn board<'a>(&'a self, key: &'a Key) -> Seat<'a> {
        let mut flights = self.flights.lock().unwrap_or_else(PoisonError::into_inner);
        let flight = Arc::clone(flights.entry(key.clone()).or_default());
        Seat {
            known: self,
            key,
            flight,
        }
    }

    pub(super) fn purges(&self) -> Purges {
        Purges(self.purges.load(Ordering::SeqCst))
    }

    /// Remembers an outcome, unless something was forgotten since it was asked for.
    pub(super) fn remember(&self, key: &Key, outcome: Outcome, since: Purges) {
        let Some(outcomes) = &self.outcomes else {
            return;
        };
        outcomes.insert(key.clone(), outcome);
        if self.purges() != since {
            outcomes.remove(key);
        }
    }

    /// Forgets somebody, or everybody, and lets nobody wait for what is being asked.
    pub(super) fn forget(&self, whom: Option<&Key>) {
        self.purges.fetch_add(1, Ordering::SeqCst);
        let mut flights = self.flights.lock().unwrap_or_else(PoisonError::into_inner);
        match whom {
            Some(key) => drop(flights.remove(key)),
            None => flights.clear(),
        }
        match (whom, &self.outcomes) {
            (Some(key), Some(outcomes)) => drop(outcomes.remove(key)),
            (None, Some(outcomes)) => outcomes.clear(),
            (_, None) => {}
        }
    }
}

/// Whoever waits for a question. With the last of them it is forgotten, however they leave.
pub(super) struct Seat<'a> {
    known: &'a Known,
    key: &'a Key,
    flight: Arc<Flight>,
}

impl Seat<'_> {
    pub(super) fn flight(&self) -> &Flight {
        &self.flight
    }
}

impl Drop for Seat<'_> {
    fn drop(&mut self) {
        // The one in the table. Seats are only taken and left while it is locked.
        const EMPTY: usize = 1;
        let flights = &self.known.flights;
        let mut flights = flights.lock().unwrap_or_else(PoisonError::into_inner);
        let own = std::mem::take(&mut self.flight);
        let is_it = |other: &Arc<Flight>| Arc::ptr_eq(other, &own);
        if flights.get(self.key).is_some_and(is_it) {
            drop(own);
            if flights
                .get(self.key)
                .is_some_and(|left| Arc::strong_count(left) == EMPTY)
            {
                flights.remove(self.key);
            }
        }
    }
}

#[derive(Clone, Debug)]
struct ByBytes;

impl Weighter<Key, Outcome> for ByBytes {
    fn weight(&self, _: &Key, outcome: &Outcome) -> u64 {
        const FIXED: u64 = 256;
        const EACH: u64 = 16;
        let groups = outcome.groups.as_ref().map_or(0, |groups| groups.len());
        FIXED + EACH * groups as u64
    }
}
