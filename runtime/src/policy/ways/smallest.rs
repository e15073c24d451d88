//! The smallest sets of what has to be had: found by asking whether a set is enough, never twice about two that have the
//! same of a rule's names.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use super::super::alike::Difference;

/// Something that a caller may have, and what of the rule's names comes with it.
pub(super) type Having<T> = (T, Difference);

/// A question about sets, and its answers so far: sets that have the same of the rule's names are answered alike. No two
/// of a set may exclude one another.
pub(super) struct Known<F> {
    passes: F,
    answers: HashMap<Difference, bool>,
}

impl<F> Known<F> {
    pub(super) fn new(passes: F) -> Self {
        Self {
            passes,
            answers: HashMap::new(),
        }
    }

    fn ask<T: Copy>(&mut self, set: &[Having<T>]) -> bool
    where
        F: Fn(&[T]) -> bool,
    {
        let mut united = Difference::default();
        for (_, difference) in set {
            united.unite(difference);
        }
        let passes = &self.passes;
        let answer = self.answers.entry(united);
        *answer.or_insert_with(|| passes(&members(set)))
    }
}

/// Nothing if that is enough; else each one that is enough by itself; else what is left of the largest sets when none
/// can be spared.
pub(super) fn smallest<T: Copy + PartialEq>(
    all: &[Having<T>],
    largest: &[Vec<Having<T>>],
    passes: &mut Known<impl Fn(&[T]) -> bool>,
) -> Vec<Vec<T>> {
    if passes.ask(&[]) {
        return vec![Vec::new()];
    }
    let singles: Vec<_> = all
        .iter()
        .filter(|one| passes.ask(std::slice::from_ref(one)))
        .map(|(one, _)| vec![*one])
        .collect();
    if !singles.is_empty() {
        return singles;
    }
    let mut sets = Vec::new();
    for set in largest {
        if passes.ask(set) {
            let needed = members(&needed(set, passes));
            if !sets.contains(&needed) {
                sets.push(needed);
            }
        }
    }
    sets
}

/// What is left of a set that is enough when whatever can be spared is taken out.
fn needed<T: Copy + PartialEq>(
    set: &[Having<T>],
    passes: &mut Known<impl Fn(&[T]) -> bool>,
) -> Vec<Having<T>> {
    let mut needed = set.to_vec();
    for (one, _) in set {
        let mut without = needed.clone();
        without.retain(|(other, _)| other != one);
        if passes.ask(&without) {
            needed = without;
        }
    }
    needed
}

/// The last of those that are alike.
pub(super) fn last_of_each<T: Copy, K: Eq + Hash>(
    all: &[Having<T>],
    alike: impl Fn(&Having<T>) -> K,
) -> Vec<Having<T>> {
    let mut seen = HashSet::new();
    let last = all.iter().rev().filter(|one| seen.insert(alike(one)));
    let mut kept: Vec<_> = last.cloned().collect();
    kept.reverse();
    kept
}

pub(super) fn with_and_without_denied<T: Copy>(set: Vec<Having<T>>) -> Vec<Vec<Having<T>>> {
    let mut without = set.clone();
    without.retain(|(_, difference)| !difference.is_denied());
    if without.len() == set.len() {
        vec![set]
    } else {
        vec![set, without]
    }
}

pub(super) fn members<T: Copy>(set: &[Having<T>]) -> Vec<T> {
    set.iter().map(|(member, _)| *member).collect()
}
