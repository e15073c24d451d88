//! Which tokens are kept, and when the next is asked for: before the old one ends, by one of those who wait, and not
//! again at once where that failed.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::error::TokenError;
use super::grant::AccessToken;
use crate::Clock;

/// Tokens by what they were asked for with.
#[derive(Debug)]
pub(super) struct Shelf<K> {
    slots: Mutex<HashMap<K, Arc<Slot>>>,
    /// How many are kept at most.
    most: usize,
}

type Slot = tokio::sync::Mutex<Kept>;

/// What came of the last requests for one token.
#[derive(Debug, Default)]
struct Kept {
    token: Option<AccessToken>,
    /// What failed last, and until when nobody asks again.
    failure: Option<(TokenError, Duration)>,
}

impl<K: Eq + Hash> Shelf<K> {
    pub(super) fn holding(most: usize) -> Self {
        Self {
            slots: Mutex::default(),
            most,
        }
    }

    /// The token that is kept, else the one that `ask` brings.
    pub(super) async fn get(
        &self,
        key: K,
        clock: &Clock,
        ask: impl Future<Output = Result<AccessToken, TokenError>>,
    ) -> Result<AccessToken, TokenError> {
        let slot = self.slot(key, clock);
        let mut kept = slot.lock().await;
        let now = clock.now();
        if let Some(token) = kept.fresh(now) {
            return Ok(token);
        }
        if let Some(error) = kept.failure(clock.elapsed()) {
            return kept.usable(now).ok_or(error);
        }
        match ask.await {
            Ok(token) => Ok(kept.renew(token)),
            Err(error) => {
                tracing::warn!("{error}");
                kept.failure = Some((error.clone(), clock.elapsed() + error.pause()));
                kept.usable(clock.now()).ok_or(error)
            }
        }
    }

    /// Forgets what was got for a key.
    pub(super) fn forget(&self, key: &K) {
        let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        slots.remove(key);
    }

    /// The place of a key. Where there is none left, those that are worth nothing any more go, and then all of them:
    /// should somebody let strangers choose what is asked for, they fill no memory.
    fn slot(&self, key: K, clock: &Clock) -> Arc<Slot> {
        let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        if slots.len() >= self.most && !slots.contains_key(&key) {
            let (now, elapsed) = (clock.now(), clock.elapsed());
            slots.retain(|_, slot| {
                slot.try_lock().map_or(true, |kept| {
                    kept.usable(now).is_some() || kept.failure(elapsed).is_some()
                })
            });
            if slots.len() >= self.most {
                slots.clear();
            }
        }
        Arc::clone(slots.entry(key).or_default())
    }
}

impl Kept {
    fn fresh(&self, now: u64) -> Option<AccessToken> {
        let token = self.token.as_ref()?;
        let life = token.expires().saturating_sub(token.begins);
        let early = EARLY.min(life / 2);
        (now.saturating_add(early) < token.expires()).then(|| token.clone())
    }

    fn usable(&self, now: u64) -> Option<AccessToken> {
        let token = self.token.as_ref()?;
        (now < token.expires()).then(|| token.clone())
    }

    fn failure(&self, elapsed: Duration) -> Option<TokenError> {
        let (error, until) = self.failure.as_ref()?;
        (elapsed < *until).then(|| error.clone())
    }

    fn renew(&mut self, token: AccessToken) -> AccessToken {
        *self = Self {
            token: Some(token.clone()),
            failure: None,
        };
        token
    }
}

/// How long before its end a token is renewed, in seconds.
const EARLY: u64 = 300;
