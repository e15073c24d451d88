//! `#![exclusive(…)]`: which roles no identity may hold together, and that each role can be held at all.

use super::closure::Closed;
use super::heads::Exclusive;
use super::parse::Entry;
use super::sets::Sets;
use crate::errors::Errors;
use crate::names::Name;
use crate::wording;

/// The sets as numbers. A name that is no role is reported and left out.
pub(super) fn resolve(
    written: &[Exclusive],
    entries: &[Entry],
    sets: &Sets,
    errors: &mut Errors,
) -> Vec<Vec<usize>> {
    written
        .iter()
        .map(|exclusive| members(exclusive, entries, sets, errors))
        .collect()
}

fn members(
    exclusive: &Exclusive,
    entries: &[Entry],
    sets: &Sets,
    errors: &mut Errors,
) -> Vec<usize> {
    let mut members = Vec::new();
    for name in &exclusive.roles {
        let mut known = entries.iter();
        match known.position(|entry| entry.name.text() == name.text()) {
            Some(role) if members.contains(&role) => {
                errors.at(name.span(), wording::listed_twice(name.text()));
            }
            Some(role) => members.push(role),
            None => errors.at(name.span(), not_a_role(name, entries, sets)),
        }
    }
    members
}

fn not_a_role(name: &Name, entries: &[Entry], sets: &Sets) -> String {
    if sets.position(name.text()).is_some() {
        return wording::permission_among_exclusive(name.text());
    }
    let names = entries.iter().map(|entry| entry.name.text().to_owned());
    wording::unknown("role", name.text(), &names.collect::<Vec<_>>())
}

/// A role that brings two members of a set could be held by nobody.
pub(super) fn check(
    exclusive: &[Vec<usize>],
    entries: &[Entry],
    closed: &[Closed],
    errors: &mut Errors,
) {
    for (entry, closed) in entries.iter().zip(closed) {
        let both = exclusive.iter().find_map(|set| {
            let mut held = set.iter().filter(|member| closed.roles.contains(**member));
            Some((held.next()?, held.next()?))
        });
        let named = |role: &usize| entries.get(*role).map(|entry| entry.name.text());
        if let Some((Some(one), Some(other))) = both.map(|(one, other)| (named(one), named(other)))
        {
            let message = wording::held_by_nobody(entry.name.text(), one, other);
            errors.at(entry.name.span(), message);
        }
    }
}
