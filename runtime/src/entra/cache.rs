//! Identities already proven, found again by the whole token.
//!
//! The whole token is the key and is compared, byte for byte: a part of it, or a hash alone, would let a forged
//! signature find a verified payload. Only what was proven is remembered, so that a caller without a good token can
//! neither fill the table nor choose what collides in it; that is also why a fast hash with a random seed is enough.

use std::time::Duration;

use foldhash::fast::RandomState;
use quick_cache::sync::{Cache as Map, DefaultLifecycle};
use quick_cache::{OptionsBuilder, Weighter};

use super::lifetime::Lifetime;
use crate::Identity;

/// How long an identity is recalled at most: what a clock that was set wrong, or a right taken away, can cost.
const OLDEST: Duration = Duration::from_mins(5);

/// How much of a token is within the price of one entry. Longer ones cost more entries, which bounds the bytes too.
const BYTES_AN_ENTRY: usize = 2048;

/// Proven identities by token.
#[derive(Debug)]
pub(crate) struct Cache(Option<Map<Box<str>, Entry, ByBytes, RandomState>>);

#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) identity: Identity,
    pub(crate) lifetime: Lifetime,
    pub(crate) epoch: u64,
    /// When it was proven, by the clock that never goes back.
    pub(crate) proven: Duration,
}

impl Cache {
    /// A cache for as many tokens of ordinary length; none at all for 0.
    pub(crate) fn new(entries: usize) -> Self {
        let options = OptionsBuilder::new()
            .estimated_items_capacity(entries)
            .weight_capacity((entries as u64).saturating_mul(BYTES_AN_ENTRY as u64))
            .build();
        let map = |options| {
            Map::with_options(
                options,
                ByBytes,
                RandomState::default(),
                DefaultLifecycle::default(),
            )
        };
        Self(options.ok().filter(|_| entries > 0).map(map))
    }

    /// What was proven by `token`, if that still holds: by both clocks, and by the keys of now. Allocates nothing.
    pub(crate) fn recall(
        &self,
        token: &str,
        now: u64,
        elapsed: Duration,
        epoch: u64,
    ) -> Option<Identity> {
        let entry = self.0.as_ref()?.get(token)?;
        let holds = entry.epoch == epoch
            && elapsed.saturating_sub(entry.proven) < OLDEST
            && entry.lifetime.check(now).is_ok();
        holds.then_some(entry.identity)
    }

    /// Remembers what was proven by `token`.
    pub(crate) fn remember(&self, token: &str, entry: Entry) {
        if let Some(map) = &self.0 {
            map.insert(token.into(), entry);
        }
    }
}

#[derive(Clone, Debug)]
struct ByBytes;

impl Weighter<Box<str>, Entry> for ByBytes {
    fn weight(&self, token: &Box<str>, _: &Entry) -> u64 {
        token.len().max(BYTES_AN_ENTRY) as u64
    }
}
