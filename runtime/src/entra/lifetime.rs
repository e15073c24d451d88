//! When a token holds. Asked when it is verified, and again each time its identity is recalled: remembering must never
//! make a token live longer.

use super::fault::Fault;

/// How far the clocks of two machines may differ, in seconds.
const LEEWAY: u64 = 60;

/// The times of a token, in seconds since 1970.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lifetime {
    pub(super) issued: u64,
    pub(super) not_before: Option<u64>,
    pub(super) expires: u64,
}

impl Lifetime {
    /// Whether `now` lies within, give or take the leeway.
    pub(crate) fn check(&self, now: u64) -> Result<(), Fault> {
        let soonest = now.saturating_add(LEEWAY);
        if now >= self.expires.saturating_add(LEEWAY) {
            Err(Fault::Expired)
        } else if self.issued > soonest || self.not_before.is_some_and(|begin| begin > soonest) {
            Err(Fault::NotYetValid)
        } else {
            Ok(())
        }
    }
}
