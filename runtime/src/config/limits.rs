//! Settings that only code can make: how much, how long, how often.

use std::ops::RangeInclusive;
use std::time::Duration;

use super::error::Mistakes;
use crate::entra::{CacheLimits, KeyTimes, Timeouts};

/// Sizes and times, with their defaults.
#[derive(Clone, Debug)]
pub(crate) struct Limits {
    pub(crate) max_token_bytes: usize,
    pub(crate) cache_entries: usize,
    /// Nothing where the number of entries says.
    pub(crate) cache_bytes: Option<u64>,
    pub(crate) cache_age: Duration,
    pub(crate) strict_cache: bool,
    pub(crate) key_cooldown: Duration,
    pub(crate) key_refresh: Duration,
    pub(crate) keys_outlive_outage: Duration,
    pub(crate) fetch_timeout: Duration,
    pub(crate) connect_timeout: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_token_bytes: 32 * 1024,
            cache_entries: 10_000,
            cache_bytes: None,
            cache_age: Duration::from_mins(5),
            strict_cache: false,
            key_cooldown: Duration::from_mins(5),
            key_refresh: Duration::from_hours(1),
            keys_outlive_outage: Duration::from_hours(24),
            fetch_timeout: Duration::from_secs(5),
            connect_timeout: Duration::from_secs(3),
        }
    }
}

const TOKEN_BYTES: RangeInclusive<usize> = 1024..=1024 * 1024;
const CACHE_ENTRIES: RangeInclusive<usize> = 0..=1_000_000;
const CACHE_BYTES: RangeInclusive<u64> = 1 << 20..=64 << 30;
const CACHE_AGE: RangeInclusive<Duration> = Duration::from_secs(1)..=Duration::from_hours(1);
const COOLDOWN: RangeInclusive<Duration> = Duration::from_secs(1)..=Duration::from_hours(24);
const REFRESH: RangeInclusive<Duration> = Duration::from_mins(5)..=Duration::from_hours(12);
const LONGEST_OUTAGE: Duration = Duration::from_hours(7 * 24);
const TIMEOUT: RangeInclusive<Duration> = Duration::from_millis(100)..=Duration::from_mins(1);

impl Limits {
    /// How long a fetch is waited for.
    pub(crate) fn timeouts(&self) -> Timeouts {
        Timeouts {
            connect: self.connect_timeout,
            whole: self.fetch_timeout,
        }
    }

    /// How much is remembered, how, and for how long.
    pub(crate) fn cache(&self) -> CacheLimits {
        CacheLimits {
            entries: self.cache_entries,
            bytes: self.cache_bytes,
            age: self.cache_age,
            strict: self.strict_cache,
        }
    }

    /// How often keys are fetched, and how long they serve.
    pub(crate) fn key_times(&self) -> KeyTimes {
        KeyTimes {
            cooldown: self.key_cooldown,
            refresh: self.key_refresh,
            spoilt: self.keys_outlive_outage,
        }
    }

    pub(super) fn check(&self, mistakes: &mut Mistakes) {
        let within = [
            (
                TOKEN_BYTES.contains(&self.max_token_bytes),
                "`max_token_bytes` must be 1024 to 1048576",
            ),
            (
                CACHE_ENTRIES.contains(&self.cache_entries),
                "`cache_entries` must be 0 to 1000000",
            ),
            (
                self.cache_bytes
                    .is_none_or(|bytes| CACHE_BYTES.contains(&bytes)),
                "`cache_bytes` must be 1048576 to 68719476736",
            ),
            (
                CACHE_AGE.contains(&self.cache_age),
                "`cache_age` must be 1 second to 1 hour",
            ),
            (
                COOLDOWN.contains(&self.key_cooldown),
                "`key_cooldown` must be 1 second to 1 day",
            ),
            (
                REFRESH.contains(&self.key_refresh),
                "`key_refresh` must be 5 minutes to 12 hours",
            ),
            (
                self.keys_outlive_outage > self.key_refresh
                    && self.keys_outlive_outage <= LONGEST_OUTAGE,
                "`keys_outlive_outage` must be longer than `key_refresh`, and 7 days at most",
            ),
            (
                TIMEOUT.contains(&self.fetch_timeout),
                "`fetch_timeout` must be 100 milliseconds to 1 minute",
            ),
            (
                TIMEOUT.contains(&self.connect_timeout),
                "`connect_timeout` must be 100 milliseconds to 1 minute",
            ),
        ];
        for (_, mistake) in within.into_iter().filter(|(holds, _)| !holds) {
            mistakes.add(mistake);
        }
    }
}
