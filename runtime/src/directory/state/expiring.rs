//! Things that are known by a secret, for a time.

use std::collections::HashMap;

use aws_lc_rs::error::Unspecified;
use parking_lot::Mutex;

use crate::directory::tokens::opaque;

/// A bounded map whose entries end by the clock of whoever asks.
#[derive(Debug)]
pub(in crate::directory) struct Expiring<T>(Mutex<HashMap<String, Entry<T>>>);

#[derive(Debug)]
struct Entry<T> {
    value: T,
    until: u64,
}

impl<T: Clone> Expiring<T> {
    /// Keeps a value for `seconds`, under a new secret of 256 bits.
    pub(in crate::directory) fn keep(
        &self,
        value: T,
        now: u64,
        seconds: u64,
    ) -> Result<String, Unspecified> {
        let secret = opaque::<32>()?;
        self.put(secret.clone(), value, now, seconds);
        Ok(secret)
    }

    /// Keeps a value for `seconds` under this name, in place of what was there.
    pub(in crate::directory) fn put(&self, name: String, value: T, now: u64, seconds: u64) {
        let mut entries = self.0.lock();
        entries.retain(|_, entry| entry.until > now);
        if entries.len() >= MOST {
            let soonest = entries.iter().min_by_key(|(_, entry)| entry.until);
            if let Some(name) = soonest.map(|(name, _)| name.clone()) {
                entries.remove(&name);
            }
        }
        let until = now.saturating_add(seconds);
        entries.insert(name, Entry { value, until });
    }

    /// The value, unless it has ended.
    pub(in crate::directory) fn get(&self, name: &str, now: u64) -> Option<T> {
        let entries = self.0.lock();
        let entry = entries.get(name).filter(|entry| entry.until > now);
        entry.map(|entry| entry.value.clone())
    }

    /// The first value that fits, with its name, unless it has ended.
    pub(in crate::directory) fn find(
        &self,
        now: u64,
        fits: impl Fn(&T) -> bool,
    ) -> Option<(String, T)> {
        let entries = self.0.lock();
        let mut live = entries.iter().filter(|(_, entry)| entry.until > now);
        let found = live.find(|(_, entry)| fits(&entry.value));
        found.map(|(name, entry)| (name.clone(), entry.value.clone()))
    }

    /// Changes a value in one step, and returns what `change` makes of it. `None` if there is none, or it has ended.
    pub(in crate::directory) fn change<R>(
        &self,
        name: &str,
        now: u64,
        change: impl FnOnce(&mut T) -> R,
    ) -> Option<R> {
        let mut entries = self.0.lock();
        let entry = entries.get_mut(name).filter(|entry| entry.until > now);
        entry.map(|entry| change(&mut entry.value))
    }

    /// Changes every value that fits, and returns how many those were.
    pub(in crate::directory) fn change_all(
        &self,
        fits: impl Fn(&T) -> bool,
        change: impl Fn(&mut T),
    ) -> usize {
        let mut entries = self.0.lock();
        let values = entries.values_mut().map(|entry| &mut entry.value);
        values.filter(|value| fits(value)).map(change).count()
    }

    /// Forgets one.
    pub(in crate::directory) fn remove(&self, name: &str) -> Option<T> {
        self.0.lock().remove(name).map(|entry| entry.value)
    }

    /// Forgets all that do not fit, and returns how many those were.
    pub(in crate::directory) fn retain(&self, fits: impl Fn(&T) -> bool) -> usize {
        let mut entries = self.0.lock();
        let before = entries.len();
        entries.retain(|_, entry| fits(&entry.value));
        before - entries.len()
    }

    /// How many there are that have not ended.
    pub(in crate::directory) fn count(&self, now: u64) -> usize {
        let entries = self.0.lock();
        entries.values().filter(|entry| entry.until > now).count()
    }
}

impl<T> Default for Expiring<T> {
    fn default() -> Self {
        Self(Mutex::new(HashMap::new()))
    }
}

/// How many of a kind are kept; beyond it, the one that would end first goes.
const MOST: usize = 10_000;
