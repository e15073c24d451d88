//! What was revoked, and from when on new proofs count.
//!
//! An entry closes what was issued up to its time, so that a new sign-in opens the door again. Entries are as good as
//! for ever and yet bounded: whoever has to make room leaves a floor behind, below which everything is closed,
//! whosever it is. More is refused then than was revoked, and never less.

use std::collections::HashMap;
use std::hash::{BuildHasher, Hash};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use arc_swap::ArcSwapOption;
use foldhash::quality::RandomState;

use super::fault::Fault;
use crate::identity::{Key, Subject};
use crate::policy::Kind;

/// How many revocations are kept one by one.
const MOST: usize = 10_000;

/// How long a revocation is kept one by one, in seconds: the longest life of an Entra token, which is one of continuous
/// access evaluation.
const KEPT: u64 = 28 * 60 * 60;

/// Revocations of one process.
#[derive(Debug, Default)]
pub(crate) struct Revocations {
    /// Whether anything was ever revoked: mostly nothing was, which is seen at a glance.
    any: AtomicBool,
    set: ArcSwapOption<Set>,
    hashing: RandomState,
}

/// Times are in seconds since 1970; what was issued then or earlier is closed.
#[derive(Clone, Debug, Default)]
struct Set {
    floor: Option<u64>,
    /// By a keyed hash of what it is about. Should two ever share one, too much is refused and not too little.
    entries: HashMap<u64, u64>,
}

/// What a revocation is about.
#[derive(Clone, Copy, Hash)]
pub(crate) enum About<'a> {
    User(&'a Key),
    Session(&'a str),
    Token(&'a str),
    Everybody,
}

impl Revocations {
    /// Closes what was issued up to `now`.
    pub(crate) fn add(&self, about: About<'_>, now: u64) {
        let mark = self.hashing.hash_one(about);
        // Before the set, so that whoever could read what is in it looks into it.
        self.any.store(true, Ordering::SeqCst);
        self.set.rcu(|set| {
            let mut set = set.as_deref().cloned().unwrap_or_default();
            match about {
                About::Everybody => set.raise(now),
                _ => set.insert(mark, now),
            }
            Some(Arc::new(set))
        });
    }

    /// Refuses what was issued before it was revoked. Allocates nothing.
    #[inline]
    pub(crate) fn check(&self, subject: &Subject) -> Result<(), Fault> {
        if !self.any.load(Ordering::SeqCst) {
            return Ok(());
        }
        match &*self.set.load() {
            None => Ok(()),
            Some(set) => self.check_in(set, subject),
        }
    }

    fn check_in(&self, set: &Set, subject: &Subject) -> Result<(), Fault> {
        let about = [
            Some(About::User(&subject.key)),
            subject.session().map(About::Session),
            subject.token_id().map(About::Token),
        ];
        let marks = about.into_iter().flatten();
        let revoked = marks
            .filter_map(|about| set.entries.get(&self.hashing.hash_one(about)).copied())
            .chain(set.floor)
            .filter(|revoked| subject.issued <= *revoked)
            .max();
        revoked.map_or(Ok(()), |revoked| Err(fault(subject, revoked)))
    }
}

impl Set {
    fn raise(&mut self, to: u64) {
        self.floor = self.floor.max(Some(to));
        self.entries.retain(|_, revoked| *revoked > to);
    }

    fn insert(&mut self, mark: u64, now: u64) {
        let revoked = self.entries.entry(mark).or_default();
        *revoked = now.max(*revoked);
        if self.entries.len() > MOST {
            self.make_room(now);
        }
    }

    /// Entries that are older than any token of Entra go, else the older half; the floor takes their place.
    fn make_room(&mut self, now: u64) {
        let mut times: Vec<_> = self.entries.values().copied().collect();
        times.sort_unstable();
        let spent = now.saturating_sub(KEPT);
        let is_spent = times.first().is_some_and(|oldest| *oldest < spent);
        let middle = times.get(times.len() / 2).copied().unwrap_or(now);
        if is_spent {
            self.raise(spent);
        } else {
            self.raise(middle);
            tracing::warn!(
                "more than {MOST} revocations are kept; to make room, every token that was issued by {middle} (seconds \
                 since 1970) is refused"
            );
        }
    }
}

/// Only a person's client that says so understands when to come back
/// ([continuous access evaluation](https://learn.microsoft.com/entra/identity-platform/claims-challenge)).
fn fault(subject: &Subject, revoked: u64) -> Fault {
    let understands = subject.kind == Kind::User
        && subject.capabilities.as_ref().is_some_and(|declared| {
            let mut declared = declared.iter();
            declared.any(|capability| capability.eq_ignore_ascii_case("cp1"))
        });
    Fault::Revoked {
        not_before: understands.then_some(revoked),
    }
}
