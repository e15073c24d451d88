//! The identities that have to be looked at: for each kind of caller, each way of denying what is denied, and each choice
//! among exclusive roles, the one that has everything else.

use super::facts::Facts;
use super::formula::{Atom, Formula, Kind};
use super::literals::{self, Literal, Way};
use crate::bits::Bits;

/// The most identities of one kind that are looked at. A rule that needs more is taken as one that can be met.
const MOST: usize = 4_096;

/// Whether somebody can meet all the terms at once.
pub(crate) fn satisfiable(terms: &[&Formula], facts: &Facts) -> bool {
    let literals = literals::of(terms);
    let exclusive = exclusive(&literals, facts);
    [Kind::User, Kind::Application].into_iter().any(|kind| {
        let worlds = Worlds {
            facts,
            kind,
            literals: &literals,
            ways: literals.iter().map(|one| one.ways(kind, facts)).collect(),
            exclusive: &exclusive,
        };
        let is_ruled_out = |term: &&Formula| matches!(term, Formula::Is(named) if *named != kind);
        !terms.iter().any(is_ruled_out) && worlds.any_meets(terms)
    })
}

/// The exclusive sets of which two members could be wanted at once: of each such member the roles that bring it.
fn exclusive(literals: &[Literal], facts: &Facts) -> Vec<Vec<Bits>> {
    let mut wanted = facts.no_roles();
    for literal in literals.iter().filter(|literal| literal.asked) {
        if let Some(roles) = facts.had_by(literal.atom) {
            wanted.unite(roles);
        }
    }
    let members = |set: &Vec<usize>| -> Vec<Bits> {
        let had_by = set
            .iter()
            .filter_map(|role| facts.had_by(Atom::Role(*role)));
        had_by
            .filter(|roles| roles.meets(&wanted))
            .cloned()
            .collect()
    };
    let mut sets: Vec<_> = facts.exclusive.iter().map(members).collect();
    sets.retain(|members| members.len() > 1);
    sets
}

/// The identities of one kind.
struct Worlds<'a> {
    facts: &'a Facts,
    kind: Kind,
    literals: &'a [Literal],
    /// For each literal.
    ways: Vec<Vec<Way>>,
    exclusive: &'a [Vec<Bits>],
}

impl Worlds<'_> {
    fn any_meets(&self, terms: &[&Formula]) -> bool {
        let options: Vec<_> = self.options().collect();
        let count = options
            .iter()
            .try_fold(1_usize, |count, more| count.checked_mul(*more));
        if count.is_none_or(|count| count > MOST) {
            return true;
        }
        let mut chosen = vec![0; options.len()];
        loop {
            let world = self.world(&chosen);
            if terms.iter().all(|term| world.meets(term)) {
                return true;
            }
            if !next(&mut chosen, &options) {
                return false;
            }
        }
    }

    /// How many ways there are for each literal, then how many members of each exclusive set.
    fn options(&self) -> impl Iterator<Item = usize> {
        let ways = self.ways.iter().map(Vec::len);
        ways.chain(self.exclusive.iter().map(Vec::len))
    }

    /// The identity that has all but what is denied.
    fn world(&self, chosen: &[usize]) -> World<'_> {
        let (ways, members) = chosen.split_at(self.literals.len());
        let ways = self.ways.iter().zip(ways);
        let literals = self.literals.iter().map(|literal| literal.atom);
        let mut world = World {
            facts: self.facts,
            kind: self.kind,
            ways: literals
                .zip(ways.filter_map(|(ways, chosen)| ways.get(*chosen).copied()))
                .collect(),
            roles: self.facts.admitted(self.kind).clone(),
        };
        for (atom, way) in &world.ways {
            if let (Way::NoRole, Some(roles)) = (way, self.facts.had_by(*atom)) {
                world.roles.subtract(roles);
            }
        }
        for (set, chosen) in self.exclusive.iter().zip(members) {
            for (_, roles) in set
                .iter()
                .enumerate()
                .filter(|(member, _)| member != chosen)
            {
                world.roles.subtract(roles);
            }
        }
        if !world.roles_count() {
            world.roles = self.facts.no_roles();
        }
        world
    }
}

/// Goes on to the next combination; false after the last.
fn next(chosen: &mut [usize], options: &[usize]) -> bool {
    for (choice, options) in chosen.iter_mut().zip(options) {
        *choice += 1;
        if choice < &mut options.clone() {
            return true;
        }
        *choice = 0;
    }
    false
}

/// One identity.
struct World<'a> {
    facts: &'a Facts,
    kind: Kind,
    ways: Vec<(Atom, Way)>,
    roles: Bits,
}

impl World<'_> {
    fn meets(&self, part: &Formula) -> bool {
        match part {
            Formula::All(parts) => parts.iter().all(|part| self.meets(part)),
            Formula::Always => true,
            Formula::Any(parts) => parts.iter().any(|part| self.meets(part)),
            Formula::Has(atom) => self.has(*atom),
            Formula::Is(kind) => *kind == self.kind,
            Formula::Lacks(atom) => !self.has(*atom),
            Formula::Never => false,
        }
    }

    fn has(&self, atom: Atom) -> bool {
        match atom {
            Atom::Answer(_) => self.ways.contains(&(atom, Way::Answers(true))),
            Atom::Permission(permission) => self.holds_one(atom) && self.lets_through(permission),
            Atom::Role(_) => self.holds_one(atom),
            Atom::Scope(scope) => self.carries(scope),
        }
    }

    fn holds_one(&self, atom: Atom) -> bool {
        let roles = self.facts.had_by(atom);
        roles.is_some_and(|roles| roles.meets(&self.roles))
    }

    fn lets_through(&self, permission: usize) -> bool {
        let scopes = self.facts.scopes_of(permission);
        self.kind == Kind::Application
            || scopes.is_empty()
            || scopes.iter().any(|scope| self.carries(*scope))
    }

    /// Where scopes are declared, a user without any has no role.
    fn roles_count(&self) -> bool {
        let mut declared = 0..self.facts.scopes.len();
        self.kind == Kind::Application
            || declared.is_empty()
            || declared.any(|scope| self.carries(scope))
    }

    /// A user carries every scope that is not denied.
    fn carries(&self, scope: usize) -> bool {
        let is_denied = |(atom, way): &(Atom, Way)| {
            *way == Way::NoScope
                && match atom {
                    Atom::Scope(denied) => *denied == scope,
                    Atom::Permission(denied) => self.facts.scopes_of(*denied).contains(&scope),
                    Atom::Answer(_) | Atom::Role(_) => false,
                }
        };
        self.kind == Kind::User && !self.ways.iter().any(is_denied)
    }
}
