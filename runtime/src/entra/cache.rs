//! Identities already proven, found again by the whole token.
//!
//! The whole token is compared, byte for byte: a part of it, or a hash alone, would let a forged signature find a
//! verified payload. Its end, which is of the signature, is hashed to find where to compare. Only what was proven is
//! remembered, so that a caller without a good token can neither fill the table nor choose what collides in it; that is
//! also why a fast hash with a random seed is enough.

use std::hash::{Hash, Hasher};
use std::time::Duration;

use foldhash::fast::RandomState;
use quick_cache::sync::{Cache as Map, DefaultLifecycle};
use quick_cache::{Equivalent, OptionsBuilder, Weighter};

use super::lifetime::Lifetime;
use crate::Identity;

/// How long an identity is recalled at most: what a clock that was set wrong, or a right taken away, can cost.
const OLDEST: Duration = Duration::from_mins(5);

/// How much of a token is within the price of one entry. Longer ones cost more entries, which bounds the bytes too.
const BYTES_AN_ENTRY: usize = 2048;

/// Proven identities by token.
#[derive(Debug)]
pub(crate) struct Cache(Option<Map<Remembered, Entry, ByBytes, RandomState>>);

#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) identity: Identity,
    pub(crate) lifetime: Lifetime,
    pub(crate) epoch: u64,
    /// When it is proven anew, by the clock that never goes back.
    pub(crate) until: Duration,
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
        token: &[u8],
        now: u64,
        elapsed: Duration,
        epoch: u64,
    ) -> Option<Identity> {
        let entry = self.0.as_ref()?.get(&Sent(token))?;
        let holds =
            entry.epoch == epoch && elapsed < entry.until && entry.lifetime.check(now).is_ok();
        holds.then_some(entry.identity)
    }

    /// Until when is remembered what is proven now by keys that spoil then.
    pub(crate) fn until(proven: Duration, spoils: Duration) -> Duration {
        proven.saturating_add(OLDEST).min(spoils)
    }

    /// Remembers what was proven by `token`.
    pub(crate) fn remember(&self, token: &[u8], entry: Entry) {
        if let Some(map) = &self.0 {
            map.insert(Remembered(token.into()), entry);
        }
    }
}

#[derive(Clone, Debug)]
struct ByBytes;

impl Weighter<Remembered, Entry> for ByBytes {
    fn weight(&self, token: &Remembered, _: &Entry) -> u64 {
        token.0.len().max(BYTES_AN_ENTRY) as u64
    }
}

/// A token that was proven.
#[derive(Eq, PartialEq)]
struct Remembered(Box<[u8]>);

/// A token that was sent.
struct Sent<'a>(&'a [u8]);

impl Equivalent<Remembered> for Sent<'_> {
    fn equivalent(&self, remembered: &Remembered) -> bool {
        *self.0 == *remembered.0
    }
}

impl Hash for Remembered {
    fn hash<H: Hasher>(&self, state: &mut H) {
        Sent(&self.0).hash(state);
    }
}

impl Hash for Sent<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0
            .last_chunk::<HASHED>()
            .map_or(self.0, |end| end)
            .hash(state);
    }
}

/// How many bytes at the end are hashed: fewer than the shortest signature has, more than two ever share.
const HASHED: usize = 64;
