//! How the latest fetch of keys went, and when the next one may be made.
//!
//! Two clocks run apart: one for keys that grew old, one for key ids that nobody knows. Else a sender of invented key ids
//! could keep old keys from being fetched anew, or a long pause between such fetches would keep a dropped key alive.

use std::time::Duration;

use tokio::sync::watch;

use super::documents::Documents;

/// How often keys are fetched, and how long they serve.
#[derive(Clone, Copy, Debug)]
pub(crate) struct KeyTimes {
    /// The pause between fetches for keys that are not there.
    pub(crate) cooldown: Duration,
    /// The age at which keys are fetched anew.
    pub(crate) refresh: Duration,
    /// The age at which keys are no longer used.
    pub(crate) spoilt: Duration,
}

/// Why keys are fetched.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Why {
    /// The engine starts. If that fails, the first request tries again at once.
    Start,
    /// The keys grew old.
    Old,
    /// A key is not there.
    Missing,
}

/// How the latest fetch went.
#[derive(Debug, Default)]
pub(super) struct Latest {
    /// Open while a fetch is under way; closed however that ends.
    under_way: Option<watch::Receiver<()>>,
    ended: Option<Duration>,
    /// When the latest fetch for a key that was not there ended.
    missed: Option<Duration>,
    failure: Option<String>,
    failures: u32,
    /// What the authority said last.
    pub(super) documents: Documents,
}

/// How soon a fetch that failed is tried again, with the last good keys at hand.
const RETRY: Duration = Duration::from_secs(30);

/// The same without any keys, when nobody can be let in.
const RETRY_EMPTY: Duration = Duration::from_secs(5);

/// The longest pause before old keys are tried again, after many failures in a row.
const RETRY_LATEST: Duration = Duration::from_mins(5);

impl Latest {
    /// The fetch that is under way, if one is.
    pub(super) fn under_way(&self) -> Option<watch::Receiver<()>> {
        let under_way = self.under_way.as_ref()?;
        under_way.has_changed().ok()?;
        Some(under_way.clone())
    }

    /// Notes that a fetch begins: it lasts until the sender is dropped.
    pub(super) fn begin(&mut self) -> (watch::Sender<()>, watch::Receiver<()>) {
        let (alive, ended) = watch::channel(());
        self.under_way = Some(ended.clone());
        (alive, ended)
    }

    /// How long no fetch may be made for that reason; `any` says whether usable keys are held.
    pub(super) fn pause(&self, why: Why, now: Duration, times: &KeyTimes, any: bool) -> Duration {
        let (since, pause) = match (why, &self.failure) {
            (Why::Start, _) => (None, Duration::ZERO),
            (_, _) if !any => (self.ended, times.cooldown.min(RETRY_EMPTY)),
            (Why::Old, None) => (None, Duration::ZERO),
            (Why::Old, Some(_)) => (self.ended, self.back_off()),
            (Why::Missing, Some(_)) => (self.ended, times.cooldown.min(RETRY)),
            (Why::Missing, None) => (self.missed, times.cooldown),
        };
        let left = |since: Duration| pause.saturating_sub(now.saturating_sub(since));
        since.map_or(Duration::ZERO, left)
    }

    /// How long old keys are not asked for after a failure: twice as long after each in a row.
    pub(super) fn back_off(&self) -> Duration {
        let doublings = self.failures.saturating_sub(1).min(8);
        RETRY
            .saturating_mul(2_u32.saturating_pow(doublings))
            .min(RETRY_LATEST)
    }

    /// Notes how a fetch ended, and says what is new: an outage is told once, with what to do, and so is its end.
    pub(super) fn end(&mut self, why: Why, now: Duration, outcome: Result<(), String>) {
        self.log(&outcome);
        self.failure = outcome.err();
        self.failures = match self.failure {
            Some(_) => self.failures.saturating_add(1),
            None => 0,
        };
        self.ended = Some(now).filter(|_| why != Why::Start);
        if why == Why::Missing {
            self.missed = self.ended;
        }
    }

    /// How the latest fetch failed, if it did.
    pub(super) fn failure(&self) -> Option<&str> {
        self.failure.as_deref()
    }

    fn log(&self, outcome: &Result<(), String>) {
        match (outcome, &self.failure) {
            (Ok(()), Some(_)) => tracing::info!("the signing keys can be fetched again"),
            (Ok(()), None) => {}
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
