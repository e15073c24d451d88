//! Separation of duties: roles of which no identity holds two.
//!
//! Whoever is assigned two roles of an `#![exclusive(…)]` set has neither, and nothing that brings one of them: which of
//! the two was meant is not for a program to guess.

use smallvec::SmallVec;

use crate::policy::table::PolicyTable;
use crate::policy::{Role, words};

/// What comes of the roles that somebody is assigned.
pub(super) struct Held {
    /// What is held, the included ones among them.
    pub(super) roles: Box<[u64]>,
    /// The exclusive roles that are not, since the other is assigned too; no words where there are none.
    pub(super) dropped: Box<[u64]>,
}

/// What is held of the assigned roles.
pub(super) fn held(policy: &'static PolicyTable, assigned: impl Iterator<Item = Role>) -> Held {
    let assigned: SmallVec<[Role; 8]> = assigned.collect();
    let all = brought(policy, assigned.iter().copied());
    let mut dropped: Box<[u64]> = Box::default();
    for role in violated(policy, &all).flatten() {
        if dropped.is_empty() {
            dropped = words::empty(policy.roles.len());
        }
        words::insert(&mut dropped, usize::from(*role));
    }
    if dropped.is_empty() {
        return Held {
            roles: all,
            dropped,
        };
    }
    let kept = |role: &Role| {
        role.row()
            .is_some_and(|row| !words::meet(row.roles, &dropped))
    };
    Held {
        roles: brought(policy, assigned.into_iter().filter(kept)),
        dropped,
    }
}

/// All that the roles bring, whatever is exclusive.
pub(super) fn brought(
    policy: &'static PolicyTable,
    roles: impl Iterator<Item = Role>,
) -> Box<[u64]> {
    let mut all = words::empty(policy.roles.len());
    for row in roles.filter_map(Role::row) {
        words::unite(&mut all, row.roles);
    }
    all
}

/// The sets of which two or more roles are among these.
pub(super) fn violated(
    policy: &'static PolicyTable,
    roles: &[u64],
) -> impl Iterator<Item = &'static [u16]> {
    let has = |role: &&u16| words::contains(roles, usize::from(**role));
    let sets = policy.exclusive.iter().copied();
    sets.filter(move |set| set.iter().filter(has).count() > 1)
}

/// The names of a set, for the log.
pub(super) fn names(policy: &'static PolicyTable, set: &[u16]) -> String {
    let rows = set
        .iter()
        .filter_map(|role| policy.roles.get(usize::from(*role)));
    rows.map(|row| row.name).collect::<Vec<_>>().join(", ")
}
