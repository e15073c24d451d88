//! Separation of duties: roles of which no identity holds two.
//!
//! Whoever is assigned two roles of an `#![exclusive(…)]` set has neither, and nothing that brings one of them: which of
//! the two was meant is not for a program to guess. A role that an unknown group may bring excludes as an assigned one
//! does: what it would exclude is as unknown as the group.

use super::brought::Brought;
use crate::policy::table::{PolicyTable, RoleRow};
use crate::policy::words;
use crate::policy::words::Words;

/// What comes of the roles that somebody is assigned, and of those that unknown groups may bring.
pub(super) struct Held {
    /// What is held whatever the unknown groups are, the included roles among it.
    pub(super) certain: Brought,
    /// What is held for some of all that they may be; nothing where there are none.
    pub(super) possible: Option<Brought>,
}

/// What is held of the assigned roles and of the doubtful ones, of which there may be no words at all.
pub(super) fn held(policy: &'static PolicyTable, assigned: &[u64], doubtful: &[u64]) -> Held {
    // The more roles there are, the more exclude one another: what all of them leave is always held.
    let dropped = if policy.exclusive.is_empty() {
        Words::default()
    } else {
        dropped(policy, &together(policy, assigned, doubtful))
    };
    let stays = |row: &&'static RoleRow| brings_none_of(row, &dropped);
    Held {
        certain: Brought::by(policy, roles(policy, assigned).filter(stays)),
        possible: (!doubtful.is_empty()).then(|| possible(policy, assigned, doubtful)),
    }
}

/// What one of them at a time brings: with fewer roles beside it, less excludes it.
fn possible(policy: &'static PolicyTable, assigned: &[u64], doubtful: &[u64]) -> Brought {
    let certainly_there = Brought::by(policy, roles(policy, assigned)).roles;
    let can_stay = |row: &&'static RoleRow| {
        let mut all = certainly_there.clone();
        words::unite(&mut all, row.roles);
        brings_none_of(row, &dropped(policy, &all))
    };
    let each = roles(policy, assigned).chain(roles(policy, doubtful));
    Brought::by(policy, each.filter(can_stay))
}

/// All that the assigned roles and the doubtful ones bring, whatever is exclusive.
pub(super) fn together(policy: &'static PolicyTable, assigned: &[u64], doubtful: &[u64]) -> Words {
    let all = roles(policy, assigned).chain(roles(policy, doubtful));
    Brought::by(policy, all).roles
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

/// The roles of which too many are among these; mostly no words at all.
fn dropped(policy: &'static PolicyTable, roles: &[u64]) -> Words {
    let mut dropped = Words::default();
    for role in violated(policy, roles).flatten() {
        if dropped.is_empty() {
            dropped = words::empty(policy.roles.len());
        }
        words::insert(&mut dropped, usize::from(*role));
    }
    dropped
}

fn brings_none_of(row: &RoleRow, dropped: &[u64]) -> bool {
    !words::meet(row.roles, dropped)
}

fn roles(policy: &'static PolicyTable, set: &[u64]) -> impl Iterator<Item = &'static RoleRow> {
    words::members(set).filter_map(|index| policy.roles.get(index))
}
