//! Identities already proven, found again by the whole token.
//!
//! The whole token is compared, byte for byte: a part of it, or a hash alone, would let a forged signature find a
//! verified payload. Its end, which is of the signature, is hashed to find where to compare. Only what was proven is
//! remembered, so that a caller without a good token can neither fill the table nor choose what collides in it; that is
//! also why a fast hash with a random seed is enough.
//!
//! A strict cache keeps the SHA-256 of the whole token in its place, for those who want no token in memory longer than
//! its request lasts.

use std::hash::Hash;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use aws_lc_rs::digest::{SHA256, SHA256_OUTPUT_LEN, digest};
use foldhash::fast::RandomState;
use quick_cache::sync::{Cache as Map, DefaultLifecycle};
use quick_cache::{OptionsBuilder, Weighter};

use super::lifetime::Window;
use super::remembered::{Remembered, Sent};
use crate::Identity;

/// The share of a token and its identity where nobody says how many bytes there are.
const USUAL_SHARE: u64 = 8192;

/// How much is remembered, how, and for how long.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CacheLimits {
    pub(crate) entries: usize,
    /// Of all tokens and identities together.
    pub(crate) bytes: Option<u64>,
    pub(crate) age: Duration,
    pub(crate) strict: bool,
}

/// Proven identities by token.
#[derive(Debug)]
pub(crate) struct Cache {
    known: Known,
    age: Duration,
    purges: AtomicU64,
}

#[derive(Debug)]
enum Known {
    Nobody,
    ByToken(Table<Remembered>),
    ByDigest(Table<Digest>),
}

type Table<K> = Map<K, Entry, ByBytes, RandomState>;
type Digest = [u8; SHA256_OUTPUT_LEN];

#[derive(Clone, Debug)]
pub(crate) struct Entry {
    identity: Identity,
    /// What the identity weighs, in bytes: reckoned once, for its coming and its going.
    bytes: usize,
    window: Window,
    epoch: u64,
    /// When it is proven anew, by the clock that never goes back.
    until: Duration,
}

impl Entry {
    /// What was proven by keys of `epoch`, and holds within `window` and `until` then.
    pub(crate) fn new(identity: Identity, window: Window, epoch: u64, until: Duration) -> Self {
        Self {
            bytes: identity.bytes(),
            identity,
            window,
            epoch,
            until,
        }
    }
}

/// How often anything was purged, before something was proven.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Purges(u64);

impl Cache {
    /// A cache for as many tokens of ordinary length; none at all for 0.
    pub(crate) fn new(limits: CacheLimits) -> Self {
        Self {
            known: Known::new(limits),
            age: limits.age,
            purges: AtomicU64::new(0),
        }
    }

    /// What was proven by `token`, if that still holds: by both clocks, and by the keys of now. Allocates nothing.
    pub(crate) fn recall(
        &self,
        token: &[u8],
        now: u64,
        elapsed: Duration,
        epoch: u64,
    ) -> Option<Identity> {
        let entry = match &self.known {
            Known::Nobody => return None,
            Known::ByToken(table) => table.get(&Sent(token)),
            Known::ByDigest(table) => table.get(&digest_of(token)),
        }?;
        let holds = entry.epoch == epoch && elapsed < entry.until && entry.window.holds(now);
        holds.then_some(entry.identity)
    }

    /// Until when is remembered what is proven now by keys that spoil then.
    pub(crate) fn until(&self, proven: Duration, spoils: Duration) -> Duration {
        proven.saturating_add(self.age).min(spoils)
    }

    /// What [`remember`](Self::remember) is told, asked for before anything is proven.
    pub(crate) fn purges(&self) -> Purges {
        Purges(self.purges.load(Ordering::SeqCst))
    }

    /// Remembers what was proven by `token`, unless something was purged since the proof began: it may rest on what is
    /// to be asked anew.
    pub(crate) fn remember(&self, token: &[u8], entry: impl FnOnce() -> Entry, since: Purges) {
        match &self.known {
            Known::Nobody => return,
            Known::ByToken(table) => table.insert(Remembered::new(token), entry()),
            Known::ByDigest(table) => table.insert(digest_of(token), entry()),
        }
        if self.purges() != since {
            self.forget(token);
        }
    }

    /// Forgets one token.
    pub(crate) fn forget(&self, token: &[u8]) {
        match &self.known {
            Known::Nobody => {}
            Known::ByToken(table) => drop(table.remove(&Sent(token))),
            Known::ByDigest(table) => drop(table.remove(&digest_of(token))),
        }
    }

    /// Forgets whom it is said of, and whoever is being proven meanwhile. It goes through everybody, and holds up those
    /// who are recalled from the same part of the table for that long.
    pub(crate) fn purge(&self, of: impl Fn(&Identity) -> bool) {
        self.purges.fetch_add(1, Ordering::SeqCst);
        match &self.known {
            Known::Nobody => {}
            Known::ByToken(table) => table.retain(|_, entry| !of(&entry.identity)),
            Known::ByDigest(table) => table.retain(|_, entry| !of(&entry.identity)),
        }
    }
}

impl Known {
    fn new(limits: CacheLimits) -> Self {
        match (limits.entries, limits.strict) {
            (0, _) => Self::Nobody,
            (_, false) => table(limits).map_or(Self::Nobody, Self::ByToken),
            (_, true) => table(limits).map_or(Self::Nobody, Self::ByDigest),
        }
    }
}

/// Both numbers are kept by one weight: nobody weighs less than a share, so there are never more than shares, and those
/// who weigh more take the shares of others.
fn table<K: Eq + Hash>(limits: CacheLimits) -> Option<Table<K>>
where
    ByBytes: Weighter<K, Entry>,
{
    let entries = limits.entries as u64;
    let bytes = limits.bytes;
    let bytes = bytes.unwrap_or(entries.saturating_mul(USUAL_SHARE));
    let share = bytes.checked_div(entries)?.max(1);
    // The table is divided, and a part has to have room for more than one.
    let likely = (bytes / USUAL_SHARE).clamp(1, entries);
    let options = OptionsBuilder::new()
        .estimated_items_capacity(usize::try_from(likely).unwrap_or(limits.entries))
        .weight_capacity(bytes)
        .build();
    let (weighter, hashing) = (ByBytes { share }, RandomState::default());
    let lifecycle = DefaultLifecycle::default();
    Some(Map::with_options(
        options.ok()?,
        weighter,
        hashing,
        lifecycle,
    ))
}

fn digest_of(token: &[u8]) -> Digest {
    let mut bytes = [0; SHA256_OUTPUT_LEN];
    bytes.copy_from_slice(digest(&SHA256, token).as_ref());
    bytes
}

#[derive(Clone, Debug)]
struct ByBytes {
    share: u64,
}

impl Weighter<Remembered, Entry> for ByBytes {
    fn weight(&self, token: &Remembered, entry: &Entry) -> u64 {
        self.weight_of(token.len(), entry)
    }
}

impl Weighter<Digest, Entry> for ByBytes {
    fn weight(&self, digest: &Digest, entry: &Entry) -> u64 {
        self.weight_of(digest.len(), entry)
    }
}

impl ByBytes {
    fn weight_of(&self, key: usize, entry: &Entry) -> u64 {
        let bytes = key.saturating_add(entry.bytes) as u64;
        bytes.max(self.share)
    }
}
