//! What each role names, as numbers. A name that is none is reported with those there are.

use std::collections::{HashMap, HashSet};

use proc_macro2::Span;

use super::parse::{Entry, Term};
use super::sets::Sets;
use crate::errors::Errors;
use crate::names::Name;
use crate::{wording, words};

/// What one role names directly.
#[derive(Default)]
pub(super) struct Direct {
    pub(super) roles: Vec<(usize, Span)>,
    /// Positions in the words of the policy.
    pub(super) permissions: Vec<usize>,
}

pub(super) fn resolve(entries: &[Entry], sets: &Sets, errors: &mut Errors) -> Vec<Direct> {
    let names = Names::new(entries, sets);
    entries
        .iter()
        .map(|entry| names.direct(&entry.terms, errors))
        .collect()
}

/// Every name that a term may use.
struct Names<'a> {
    entries: &'a [Entry],
    roles: HashMap<&'a str, usize>,
    sets: &'a Sets,
}

impl<'a> Names<'a> {
    /// Each name stands for one role: of those declared twice, the first was kept.
    fn new(entries: &'a [Entry], sets: &'a Sets) -> Self {
        let names = entries.iter().map(|entry| entry.name.text());
        Self {
            entries,
            roles: names.zip(0..).collect(),
            sets,
        }
    }

    fn direct(&self, terms: &[Term], errors: &mut Errors) -> Direct {
        let mut direct = Direct::default();
        for term in terms {
            match term {
                Term::Every => {
                    let every = self.sets.permissions().map(|(_, _, position)| position);
                    direct.permissions.extend(every);
                }
                Term::Permissions(list) => self.permissions(list, &mut direct, errors),
                Term::Role(name) => self.role(name, &mut direct, errors),
            }
        }
        direct
    }

    fn role(&self, name: &Name, direct: &mut Direct, errors: &mut Errors) {
        match self.roles.get(name.text()) {
            Some(role) => direct.roles.push((*role, name.span())),
            None => errors.at(name.span(), self.not_a_role(name.text())),
        }
    }

    fn permissions(&self, list: &[Name], direct: &mut Direct, errors: &mut Errors) {
        let mut seen = HashSet::new();
        for name in list {
            match self.sets.position(name.text()) {
                Some(_) if !seen.insert(name.text()) => {
                    errors.at(name.span(), wording::listed_twice(name.text()));
                }
                Some(position) => direct.permissions.push(position),
                None => errors.at(name.span(), self.not_a_permission(name.text())),
            }
        }
    }

    fn not_a_role(&self, name: &str) -> String {
        if self.sets.position(name).is_some() {
            return wording::permission_among_roles(name);
        }
        let names = self
            .entries
            .iter()
            .map(|entry| entry.name.text().to_owned());
        if words::is_same(name, "all") {
            return wording::EVERY_PERMISSION.to_owned();
        }
        wording::unknown("role", name, &names.collect::<Vec<_>>())
    }

    fn not_a_permission(&self, name: &str) -> String {
        if self.roles.contains_key(name) {
            return wording::role_among_permissions(name);
        }
        if words::is_same(name, "all") {
            return wording::EVERY_PERMISSION.to_owned();
        }
        wording::unknown("permission", name, &self.sets.permission_names())
    }
}
