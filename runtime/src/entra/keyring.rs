//! The keys of now, and how they stay so.
//!
//! Readers take what is there without waiting for anybody. A key that is not there is asked for once, by all who miss
//! it together, and then not again until a while has passed: a sender of invented key ids cannot make us a burden to
//! the authority. In an outage the last good keys serve for a day; then nothing is accepted until new ones come.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use arc_swap::ArcSwapOption;
use tokio::sync::{Mutex, OwnedMutexGuard};

use super::fault::{Fault, Unavailable, Unproven};
use super::fetch::Fetcher;
use super::jwk::Key;
use super::keys::Keys;
use super::metadata::Metadata;
use super::token::Rules;
use crate::Clock;

/// The age at which keys are fetched anew when next used.
const STALE: Duration = Duration::from_hours(1);

/// The age at which keys are no longer used.
const SPOILT: Duration = Duration::from_hours(24);

/// How soon a fetch that failed is tried again, with the last good keys at hand.
const RETRY: Duration = Duration::from_secs(30);

/// The same without any keys, when nobody can be let in.
const RETRY_EMPTY: Duration = Duration::from_secs(5);

/// The keys of an authority.
#[derive(Debug)]
pub(crate) struct Keyring {
    rules: Arc<Rules>,
    fetcher: Fetcher,
    clock: Clock,
    cooldown: Duration,
    held: ArcSwapOption<Held>,
    epoch: AtomicU64,
    /// Locked while a fetch is under way, so that there is one at a time.
    latest: Arc<Mutex<Latest>>,
}

#[derive(Debug)]
struct Held {
    keys: Keys,
    epoch: u64,
    since: Duration,
}

/// How the latest fetch went.
#[derive(Debug, Default)]
struct Latest {
    ended: Option<Duration>,
    failure: Option<String>,
}

/// A key, and the generation of the keys that it was found in.
pub(super) struct Found {
    pub(super) key: Arc<Key>,
    pub(super) epoch: u64,
}

impl Keyring {
    /// An empty keyring; `cooldown` is the pause between fetches for keys that are not there.
    pub(crate) fn new(
        rules: Arc<Rules>,
        fetcher: Fetcher,
        clock: Clock,
        cooldown: Duration,
    ) -> Arc<Self> {
        Arc::new(Self {
            rules,
            fetcher,
            clock,
            cooldown,
            held: ArcSwapOption::empty(),
            epoch: AtomicU64::new(0),
            latest: Arc::default(),
        })
    }

    /// The generation of the keys: another one as soon as a key is gone or is no longer the same.
    pub(crate) fn epoch(&self) -> u64 {
        self.epoch.load(Ordering::Acquire)
    }

    /// Fetches the keys before the first request asks for them. A failure is logged, and the first request tries again.
    pub(crate) async fn prime(&self) {
        let mut latest = self.latest.lock().await;
        self.fetch(&mut latest).await;
        latest.ended = None;
    }

    /// The key of that name, fetched if need be.
    pub(super) async fn find(self: &Arc<Self>, id: Option<&str>) -> Result<Found, Unproven> {
        if let Some(held) = self.usable() {
            if let Some(found) = held.find(id) {
                self.refresh(&held);
                return Ok(found);
            }
            if id.is_none() {
                return Err(Fault::unknown_key(None).into());
            }
        }
        let failure = self.refetch().await;
        match (self.usable(), failure) {
            (None, failure) => Err(unavailable(failure, RETRY_EMPTY)),
            (Some(held), failure) => held.find(id).ok_or_else(|| match failure {
                Some(failure) => unavailable(Some(failure), RETRY),
                None => Fault::unknown_key(id).into(),
            }),
        }
    }

    /// What is held, unless it has grown too old to trust.
    fn usable(&self) -> Option<Arc<Held>> {
        let held = self.held.load_full();
        held.filter(|held| self.age(held) < SPOILT)
    }

    fn age(&self, held: &Held) -> Duration {
        self.clock.elapsed().saturating_sub(held.since)
    }

    /// Fetches stale keys anew, without making the caller wait for it.
    fn refresh(self: &Arc<Self>, held: &Held) {
        if self.age(held) < STALE {
            return;
        }
        if let Ok(latest) = Arc::clone(&self.latest).try_lock_owned()
            && !self.cooling(&latest)
        {
            let keyring = Arc::clone(self);
            tokio::spawn(keyring.fetch_under(latest));
        }
    }

    /// Waits for the fetch that is under way, or makes one, unless the last is too recent. Says how it failed.
    ///
    /// The fetch is a task of its own and goes on when the request that asked for it is gone: else a sender who hangs
    /// up could keep us from ever learning of a new key.
    async fn refetch(self: &Arc<Self>) -> Option<String> {
        let latest = Arc::clone(&self.latest).lock_owned().await;
        if self.cooling(&latest) {
            return latest.failure.clone();
        }
        let keyring = Arc::clone(self);
        let task = tokio::spawn(keyring.fetch_under(latest));
        task.await
            .unwrap_or_else(|_| Some("the fetch was cut short".to_owned()))
    }

    async fn fetch_under(self: Arc<Self>, mut latest: OwnedMutexGuard<Latest>) -> Option<String> {
        self.fetch(&mut latest).await;
        latest.failure.clone()
    }

    fn cooling(&self, latest: &Latest) -> bool {
        let pause = match (&latest.failure, self.usable()) {
            (_, None) => self.cooldown.min(RETRY_EMPTY),
            (Some(_), Some(_)) => self.cooldown.min(RETRY),
            (None, Some(_)) => self.cooldown,
        };
        latest
            .ended
            .is_some_and(|ended| self.clock.elapsed().saturating_sub(ended) < pause)
    }

    async fn fetch(&self, latest: &mut Latest) {
        let fetched = self.fetch_keys().await;
        latest.log(&fetched);
        latest.failure = fetched.map(|keys| self.hold(keys)).err();
        latest.ended = Some(self.clock.elapsed());
    }

    async fn fetch_keys(&self) -> Result<Keys, String> {
        let authority = &self.rules.authority;
        let metadata = self.fetcher.fetch(authority.metadata()).await?;
        let metadata = Metadata::read(&metadata, authority)?;
        let keys = self.fetcher.fetch(&metadata.keys).await?;
        Keys::read(&keys, &self.rules.algorithms, metadata.cloud.as_deref())
    }

    /// Takes new keys. The generation goes first: what was verified with the old ones in the meantime is not recalled.
    fn hold(&self, keys: Keys) {
        let earlier = self.held.load();
        if earlier
            .as_ref()
            .is_some_and(|held| !keys.retain(&held.keys))
        {
            self.epoch.fetch_add(1, Ordering::AcqRel);
        }
        self.held.store(Some(Arc::new(Held {
            keys,
            epoch: self.epoch(),
            since: self.clock.elapsed(),
        })));
    }
}

impl Latest {
    /// Says what is new: an outage is told once, with what to do, and so is its end.
    fn log(&self, fetched: &Result<Keys, String>) {
        match (fetched, &self.failure) {
            (Ok(_), Some(_)) => tracing::info!("the signing keys can be fetched again"),
            (Ok(_), None) => {}
            (Err(reason), Some(earlier)) if reason == earlier => {
                tracing::debug!("the signing keys still could not be fetched: {reason}");
            }
            (Err(reason), _) => tracing::warn!(
                "the signing keys could not be fetched: {reason}; without keys callers are answered 503, and it is \
                 tried again as they come: check the network and `AAD_AUTHORITY`"
            ),
        }
    }
}

impl Held {
    fn find(&self, id: Option<&str>) -> Option<Found> {
        let key = self.keys.find(id)?;
        Some(Found {
            key: Arc::clone(key),
            epoch: self.epoch,
        })
    }
}

fn unavailable(failure: Option<String>, retry_after: Duration) -> Unproven {
    let failure = failure.unwrap_or_else(|| "they are too old".to_owned());
    Unavailable::new(failure, retry_after).into()
}
