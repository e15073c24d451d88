//! What was told the log of the words of tokens, so that each is told once.
//!
//! The words come from whoever may issue tokens, so both what is remembered and what is written are bounded, for each
//! tenant by itself: one that sends ever new words cannot silence what is to be said of another. Of a word only its hash
//! is kept. What was told before, which is nearly always, is found without a lock.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::hash::{BuildHasher, Hash};
use std::sync::Arc;

use arc_swap::ArcSwap;
use foldhash::fast::RandomState;

/// What was told, by tenant.
#[derive(Default)]
pub(super) struct Reported {
    told: ArcSwap<ByTenant>,
    hasher: RandomState,
}

/// What was told of one tenant, as it stands when a token begins to be read.
pub(super) struct OfTenant<'a> {
    reported: &'a Reported,
    tenant: u64,
    told: Option<Arc<Told>>,
}

type ByTenant = HashMap<u64, Arc<Told>, RandomState>;
type Told = HashSet<u64, RandomState>;

/// Whether something is to be told now.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum News {
    /// It was told, or more than enough was.
    Old,
    New,
    /// It is new, and what comes after it will not be told.
    Last,
}

/// The most that is told of one tenant.
const REMEMBERED: usize = 1_000;

/// How many tenants are told apart; those beyond share what one may use.
const TENANTS: usize = 100;

impl Reported {
    /// What was told of a tenant.
    pub(super) fn of(&self, tenant: &str) -> OfTenant<'_> {
        let tenant = self.hasher.hash_one(tenant);
        let now = self.told.load();
        OfTenant {
            reported: self,
            tenant,
            told: now.get(&place_of(&now, tenant)).cloned(),
        }
    }
}

impl OfTenant<'_> {
    /// Whether this is to be told of the tenant, which is so once.
    pub(super) fn news(&self, what: &impl Hash) -> News {
        let what = self.reported.hasher.hash_one(what);
        if self.told.as_ref().is_some_and(|told| knows(told, what)) {
            return News::Old;
        }
        let tenant = self.tenant;
        let before = self.reported.told.rcu(|told| with(told, tenant, what));
        let told = before.get(&place_of(&before, tenant));
        match told.map_or(0, |told| told.len()) {
            _ if told.is_some_and(|told| knows(told, what)) => News::Old,
            count if count + 1 == REMEMBERED => News::Last,
            _ => News::New,
        }
    }
}

impl fmt::Debug for Reported {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Reported")
    }
}

fn knows(told: &Told, what: u64) -> bool {
    told.len() >= REMEMBERED || told.contains(&what)
}

/// Where a tenant's own are kept; those of the many beyond the bound in the place of none.
fn place_of(told: &ByTenant, tenant: u64) -> u64 {
    const OTHERS: u64 = 0;
    if told.len() < TENANTS || told.contains_key(&tenant) {
        tenant
    } else {
        OTHERS
    }
}

/// The same, and this was told too, unless it was or enough was.
fn with(told: &Arc<ByTenant>, tenant: u64, what: u64) -> Arc<ByTenant> {
    let place = place_of(told, tenant);
    if told.get(&place).is_some_and(|told| knows(told, what)) {
        return Arc::clone(told);
    }
    let mut more = HashMap::clone(told);
    Arc::make_mut(more.entry(place).or_default()).insert(what);
    Arc::new(more)
}
