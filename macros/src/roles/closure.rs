//! Inclusion followed to the end: which roles and permissions the holder of a role has in all.

use std::collections::BTreeSet;

use proc_macro2::Span;

use super::parse::Entry;
use super::resolve::Direct;
use crate::errors::Errors;
use crate::wording;

/// All that the holder of one role has.
#[derive(Clone, Default)]
pub(super) struct Closed {
    pub(super) roles: Vec<usize>,
    pub(super) permissions: Vec<usize>,
}

pub(super) fn close(graph: &[Direct], entries: &[Entry], errors: &mut Errors) -> Vec<Closed> {
    let mut walk = Walk {
        graph,
        entries,
        errors,
        settled: vec![None; graph.len()],
        path: Vec::new(),
    };
    (0..graph.len()).map(|role| walk.settle(role)).collect()
}

struct Walk<'a> {
    graph: &'a [Direct],
    entries: &'a [Entry],
    errors: &'a mut Errors,
    settled: Vec<Option<Closed>>,
    /// The roles between the first one asked and the present one.
    path: Vec<usize>,
}

impl Walk<'_> {
    fn settle(&mut self, role: usize) -> Closed {
        if let Some(Some(known)) = self.settled.get(role) {
            return known.clone();
        }
        let Some(direct) = self.graph.get(role) else {
            return Closed::default();
        };
        self.path.push(role);
        let mut roles = BTreeSet::from([role]);
        let mut permissions: BTreeSet<_> = direct.permissions.iter().copied().collect();
        for (included, span) in &direct.roles {
            if self.closes_a_cycle(*included, *span) {
                continue;
            }
            let inner = self.settle(*included);
            roles.extend(inner.roles);
            permissions.extend(inner.permissions);
        }
        self.path.pop();
        let closed = Closed {
            roles: roles.into_iter().collect(),
            permissions: permissions.into_iter().collect(),
        };
        if let Some(place) = self.settled.get_mut(role) {
            *place = Some(closed.clone());
        }
        closed
    }

    /// Reported where the circle closes, and left out of the closure.
    fn closes_a_cycle(&mut self, included: usize, span: Span) -> bool {
        let Some(start) = self.path.iter().position(|role| *role == included) else {
            return false;
        };
        let circle = self.path.iter().skip(start).chain([&included]);
        let names: Vec<_> = circle
            .filter_map(|role| self.entries.get(*role))
            .map(|entry| entry.name.text().to_owned())
            .collect();
        self.errors.at(span, wording::cycle(&names));
        true
    }
}
