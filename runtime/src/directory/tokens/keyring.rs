//! The keys of the key set, and what becomes of them when they are rotated.

use std::collections::VecDeque;
use std::sync::Arc;

use jsonwebtoken::crypto;
use once_cell::sync::OnceCell;
use parking_lot::RwLock;

use super::key::{Mishap, SigningKey};

/// What becomes of the keys that signed before.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum OldKeys {
    /// They are gone from the key set, and what they signed is worth nothing any more: what happens when one was stolen.
    Drop,
    /// They stay in the key set, up to seven of them: the ordinary course of things.
    Keep,
}

/// The keys of the key set, and one that is not in it.
#[derive(Debug)]
pub(in crate::directory) struct KeyRing {
    held: RwLock<Held>,
    stranger: OnceCell<SigningKey>,
}

#[derive(Debug)]
struct Held {
    current: Arc<SigningKey>,
    /// Those that signed before, the latest first.
    earlier: VecDeque<Arc<SigningKey>>,
}

impl KeyRing {
    /// Takes a noticeable fraction of a second, so not for a task that others wait for.
    pub(in crate::directory) fn generate() -> Result<Self, Mishap> {
        // An error says that the application has chosen a provider already; then that one serves.
        let _chosen = crypto::aws_lc::DEFAULT_PROVIDER.install_default();
        let held = Held {
            current: Arc::new(SigningKey::generate()?),
            earlier: VecDeque::new(),
        };
        Ok(Self {
            held: RwLock::new(held),
            stranger: OnceCell::new(),
        })
    }

    /// The key that signs.
    pub(in crate::directory) fn current(&self) -> Arc<SigningKey> {
        Arc::clone(&self.held.read().current)
    }

    /// Every key of the key set, the one that signs first.
    pub(in crate::directory) fn published(&self) -> Vec<Arc<SigningKey>> {
        let held = self.held.read();
        let all = std::iter::once(&held.current).chain(&held.earlier);
        all.cloned().collect()
    }

    /// Signs with a new key from now on. Takes as long as [`generate`](Self::generate).
    pub(in crate::directory) fn rotate(&self, old: OldKeys) -> Result<(), Mishap> {
        let new = Arc::new(SigningKey::generate()?);
        let mut held = self.held.write();
        let before = std::mem::replace(&mut held.current, new);
        match old {
            OldKeys::Drop => held.earlier.clear(),
            OldKeys::Keep => {
                held.earlier.push_front(before);
                held.earlier.truncate(KEPT);
            }
        }
        Ok(())
    }

    /// A key that is not in the set; made when it is first asked for, since most directories never need it.
    pub(in crate::directory) fn stranger(&self) -> Result<&SigningKey, Mishap> {
        self.stranger.get_or_try_init(SigningKey::generate)
    }
}

/// How many of the keys that signed before are kept.
const KEPT: usize = 7;
