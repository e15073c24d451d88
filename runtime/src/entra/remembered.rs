//! A token as the key of a table, compared whole and wiped when it leaves.

use std::hash::{Hash, Hasher};

use quick_cache::Equivalent;
use zeroize::{ZeroizeOnDrop, optimization_barrier};

/// A token that was proven.
#[derive(Eq, PartialEq)]
pub(super) struct Remembered(Box<[u8]>);

/// A token that was sent.
pub(super) struct Sent<'a>(pub(super) &'a [u8]);

/// How many bytes at the end are hashed: fewer than the shortest signature has, more than two ever share. They are one
/// number, which is hashed at once.
const HASHED: usize = size_of::<u128>();

impl Remembered {
    pub(super) fn new(token: &[u8]) -> Self {
        Self(token.into())
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }
}

/// All of it at once: a new token drives an old one out, and byte by byte that would be a part of what it costs.
impl Drop for Remembered {
    fn drop(&mut self) {
        self.0.fill(0);
        optimization_barrier(&*self.0);
    }
}

impl ZeroizeOnDrop for Remembered {}

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
        match self.0.last_chunk::<HASHED>() {
            Some(end) => state.write_u128(u128::from_ne_bytes(*end)),
            None => state.write(self.0),
        }
    }
}
