//! Inclusion followed to the end: which roles and permissions the holder of a role has in all.
//!
//! Each role is settled once, and the way to it is kept in a list of ours, not on the stack of the compiler: a chain may
//! be as long as there are roles.

use proc_macro2::Span;

use super::bits::Bits;
use super::parse::Entry;
use super::resolve::Direct;
use crate::errors::Errors;
use crate::wording;

/// All that the holder of one role has.
#[derive(Default)]
pub(super) struct Closed {
    pub(super) roles: Bits,
    pub(super) permissions: Bits,
}

/// `permission_words` is how many words the permissions of the policy take.
pub(super) fn close(
    graph: &[Direct],
    permission_words: usize,
    entries: &[Entry],
    errors: &mut Errors,
) -> Vec<Closed> {
    let mut walk = Walk {
        graph,
        entries,
        errors,
        closed: own(graph, permission_words),
        state: vec![State::Unseen; graph.len()],
        path: Vec::new(),
    };
    for role in 0..graph.len() {
        walk.settle(role);
    }
    walk.closed
}

/// Each role with itself, and the permissions that it lists.
fn own(graph: &[Direct], permission_words: usize) -> Vec<Closed> {
    let role_words = graph.len().div_ceil(64);
    let own = |(role, direct): (usize, &Direct)| {
        let mut closed = Closed {
            roles: Bits::empty(role_words),
            permissions: Bits::empty(permission_words),
        };
        closed.roles.insert(role);
        for permission in &direct.permissions {
            closed.permissions.insert(*permission);
        }
        closed
    };
    graph.iter().enumerate().map(own).collect()
}

struct Walk<'a> {
    graph: &'a [Direct],
    entries: &'a [Entry],
    errors: &'a mut Errors,
    closed: Vec<Closed>,
    state: Vec<State>,
    /// From the first role asked to the present one.
    path: Vec<Step>,
}

#[derive(Clone, Copy)]
enum State {
    Unseen,
    OnPath,
    Settled,
}

/// A role on the path, and which of its inclusions comes next.
#[derive(Clone, Copy)]
struct Step {
    role: usize,
    next: usize,
}

impl Walk<'_> {
    fn settle(&mut self, role: usize) {
        if let Some(State::Unseen) = self.state.get(role) {
            self.enter(role);
        }
        while let Some(step) = self.path.last().copied() {
            let direct = self.graph.get(step.role);
            match direct.and_then(|direct| direct.roles.get(step.next)) {
                Some((included, span)) => self.follow(step.role, *included, *span),
                None => self.leave(step.role),
            }
        }
    }

    /// A role that is not settled is settled first; then the same inclusion comes again.
    fn follow(&mut self, role: usize, included: usize, span: Span) {
        match self.state.get(included) {
            Some(State::Unseen) => return self.enter(included),
            Some(State::OnPath) => self.report_cycle(included, span),
            Some(State::Settled) => self.unite(role, included),
            None => {}
        }
        if let Some(step) = self.path.last_mut() {
            step.next += 1;
        }
    }

    fn enter(&mut self, role: usize) {
        self.path.push(Step { role, next: 0 });
        self.set(role, State::OnPath);
    }

    fn leave(&mut self, role: usize) {
        self.path.pop();
        self.set(role, State::Settled);
    }

    fn set(&mut self, role: usize, state: State) {
        if let Some(place) = self.state.get_mut(role) {
            *place = state;
        }
    }

    fn unite(&mut self, role: usize, included: usize) {
        if let Ok([closed, inner]) = self.closed.get_disjoint_mut([role, included]) {
            closed.roles.unite(&inner.roles);
            closed.permissions.unite(&inner.permissions);
        }
    }

    /// Reported where the circle closes, and left out of the closure.
    fn report_cycle(&mut self, included: usize, span: Span) {
        let before = self.path.iter().map(|step| step.role);
        let circle = before.skip_while(|role| *role != included);
        let names: Vec<_> = circle
            .chain([included])
            .filter_map(|role| self.entries.get(role))
            .map(|entry| entry.name.text().to_owned())
            .collect();
        self.errors.at(span, wording::cycle(&names));
    }
}
