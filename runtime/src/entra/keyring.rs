//! The keys of now, and how they stay so.
//!
//! Readers take what is there without waiting for anybody. A key that is not there is asked for once, by all who miss
//! it together, and then not again until a while has passed: a sender of invented key ids cannot make us a burden to
//! the authority, nor fill our memory with those who wait. In an outage the last good keys serve for a bounded time;
//! then nothing is accepted until new ones come. No lock is held while anything is waited for.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use arc_swap::ArcSwapOption;
use tokio::sync::{Semaphore, watch};
use tracing::Instrument as _;

use super::documents::Published;
use super::epoch::Epoch;
use super::fault::{Fault, Unavailable, Unproven};
use super::fetch::Fetcher;
use super::jwk::Key;
use super::keys::Keys;
use super::latest::{KeyTimes, Latest, Why};
use super::token::Rules;
use crate::Clock;

/// How many callers may wait for a fetch at a time. Anybody can send tokens of unknown keys, and whoever waits holds a
/// connection.
const WAITING: usize = 64;

/// What those are told to wait who find that many before them, and no keys.
const CROWDED: Duration = Duration::from_secs(5);

/// The keys of an authority.
#[derive(Debug)]
pub(crate) struct Keyring {
    rules: Arc<Rules>,
    fetcher: Arc<Fetcher>,
    clock: Clock,
    times: KeyTimes,
    epoch: Epoch,
    held: ArcSwapOption<Held>,
    /// Locked for a glance, never while anything is waited for.
    latest: Mutex<Latest>,
    waiting: Semaphore,
}

#[derive(Debug)]
struct Held {
    keys: Arc<Keys>,
    since: Duration,
}

/// A key, and what is proven by it rests on.
pub(super) struct Found {
    pub(super) key: Arc<Key>,
    /// The generation that the key was found in.
    pub(super) epoch: u64,
    /// When the key is too old to be used, by the clock that never goes back.
    pub(super) spoils: Duration,
}

/// Why a key was not found at once.
pub(crate) enum Missed {
    /// The authority may have it: worth a fetch.
    Unknown,
    Refused(Fault),
}

impl From<Fault> for Missed {
    fn from(fault: Fault) -> Self {
        Self::Refused(fault)
    }
}

impl Keyring {
    /// An empty keyring, which ends a generation of `epoch` whenever a key is gone or is no longer the same.
    pub(crate) fn new(
        rules: Arc<Rules>,
        fetcher: Arc<Fetcher>,
        clock: Clock,
        times: KeyTimes,
        epoch: Epoch,
    ) -> Arc<Self> {
        Arc::new(Self {
            rules,
            fetcher,
            clock,
            times,
            epoch,
            held: ArcSwapOption::empty(),
            latest: Mutex::default(),
            waiting: Semaphore::new(WAITING),
        })
    }

    /// Fetches the keys before the first request asks for them, and waits for that so long at most. A failure is
    /// logged, and the first request tries again.
    pub(crate) async fn prime(self: &Arc<Self>, at_most: Duration) {
        if let Some(ended) = self.fetch_for(Why::Start) {
            let _ = tokio::time::timeout(at_most, until(ended)).await;
        }
    }

    /// How long the keys need not be fetched anew, as far as is known: for nine tenths of the time after which a caller
    /// would have it done, or until it is worth another try.
    pub(super) fn until_due(&self) -> Duration {
        let latest = self.latest();
        match (latest.failure(), &*self.held.load()) {
            (None, Some(held)) => self.early().saturating_sub(self.age(held)),
            _ => Duration::ZERO,
        }
        .max(latest.back_off())
    }

    /// Fetches the keys anew if it is time, and waits for that.
    pub(super) async fn refresh_if_due(self: &Arc<Self>) {
        let is_early = |held: &Arc<Held>| self.age(held) < self.early();
        if self.held.load().as_ref().is_some_and(is_early) {
            return;
        }
        if let Some(ended) = self.fetch_for(Why::Old) {
            until(ended).await;
        }
    }

    fn early(&self) -> Duration {
        self.times.refresh / 10 * 9
    }

    /// The key of that name, if it is at hand.
    pub(super) fn find(self: &Arc<Self>, id: Option<&str>) -> Result<Found, Missed> {
        let epoch = self.epoch.now();
        let (held, age) = self.usable().ok_or(Missed::Unknown)?;
        if let Some(key) = held.keys.find(id) {
            self.refresh(age);
            return Ok(self.found(key, &held, epoch));
        }
        match id {
            Some(_) => Err(Missed::Unknown),
            None => Err(Fault::unknown_key(None).into()),
        }
    }

    /// Waits for the fetch that is under way, or for a new one. If the last was too recent, or too many wait already, it
    /// waits for nothing.
    ///
    /// The fetch is a task of its own and goes on when the request that asked for it is gone: else a sender who hangs
    /// up could keep us from ever learning of a new key.
    pub(super) async fn refetch(self: &Arc<Self>) {
        if let Ok(_place) = self.waiting.try_acquire()
            && let Some(ended) = self.fetch_for(Why::Missing)
        {
            until(ended).await;
        }
    }

    /// The key of that name after all that could be done for it. Without it, it is unknown only if the authority was
    /// heard.
    pub(super) fn find_or_refuse(&self, id: Option<&str>) -> Result<Found, Unproven> {
        let (epoch, held) = (self.epoch.now(), self.usable());
        let found = held.as_ref().and_then(|(held, _)| {
            let key = held.keys.find(id)?;
            Some(self.found(key, held, epoch))
        });
        found.ok_or_else(|| self.miss(id, held.is_some()))
    }

    /// Fetches old keys anew, unless the latest attempt was too recent. Nobody waits for it.
    fn refresh(self: &Arc<Self>, age: Duration) {
        if age >= self.times.refresh {
            self.fetch_for(Why::Old);
        }
    }

    fn found(&self, key: &Arc<Key>, held: &Held, epoch: u64) -> Found {
        Found {
            key: Arc::clone(key),
            epoch,
            spoils: held.since.saturating_add(self.times.spoilt),
        }
    }

    fn miss(&self, id: Option<&str>, any: bool) -> Unproven {
        let latest = self.latest();
        let reason = match latest.failure() {
            None if any => return Fault::unknown_key(id).into(),
            Some(failure) => failure,
            None if latest.under_way().is_some() => "they are being fetched",
            None => "they are too old",
        };
        let pause = latest.pause(Why::Missing, self.clock.elapsed(), &self.times, any);
        let pause = if pause.is_zero() { CROWDED } else { pause };
        Unavailable::new(reason, pause).into()
    }

    /// What is held, and how old it is, unless it has grown too old to trust.
    fn usable(&self) -> Option<(Arc<Held>, Duration)> {
        let held = self.held.load_full()?;
        let age = self.age(&held);
        (age < self.times.spoilt).then_some((held, age))
    }

    fn age(&self, held: &Held) -> Duration {
        self.clock.elapsed().saturating_sub(held.since)
    }

    fn latest(&self) -> MutexGuard<'_, Latest> {
        self.latest.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The fetch that is under way, or a new one if it is time for one.
    fn fetch_for(self: &Arc<Self>, why: Why) -> Option<watch::Receiver<()>> {
        let any = self.usable().is_some();
        let mut latest = self.latest();
        if let Some(under_way) = latest.under_way() {
            return Some(under_way);
        }
        let pause = latest.pause(why, self.clock.elapsed(), &self.times, any);
        if !pause.is_zero() {
            return None;
        }
        let (alive, ended) = latest.begin();
        let keyring = Arc::clone(self);
        let fetching = async move {
            keyring.fetch(why).await;
            drop(alive);
        };
        // Of several authorities the log has to say which, wherever it tells of anything.
        let authority = self.rules.authority.issuer();
        tokio::spawn(fetching.instrument(tracing::error_span!("keys", authority)));
        Some(ended)
    }

    async fn fetch(&self, why: Why) {
        let mut documents = std::mem::take(&mut self.latest().documents);
        let published = documents.ask(&self.rules, &self.fetcher).await;
        let outcome = published.and_then(|published| self.hold(published));
        let mut latest = self.latest();
        latest.documents = documents;
        latest.end(why, self.clock.elapsed(), outcome);
    }

    fn hold(&self, published: Published) -> Result<(), String> {
        let earlier = self.held.load();
        let earlier = earlier.as_ref().map(|held| &held.keys);
        let (keys, goes_on) = match (published, earlier) {
            (Published::New(keys), Some(earlier)) => {
                let goes_on = keys.retain(earlier);
                (Arc::new(keys), goes_on)
            }
            (Published::New(keys), None) => (Arc::new(keys), true),
            (Published::Same, Some(earlier)) => (Arc::clone(earlier), true),
            (Published::Same, None) => return Err("the keys are not known yet".to_owned()),
        };
        let since = self.clock.elapsed();
        self.held.store(Some(Arc::new(Held { keys, since })));
        if !goes_on {
            self.epoch.end();
        }
        Ok(())
    }
}

/// Waits until a fetch has ended, however it did.
async fn until(mut ended: watch::Receiver<()>) {
    while ended.changed().await.is_ok() {}
}
