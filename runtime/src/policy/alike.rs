//! Hypothetical callers who are alike to a rule: they differ in nothing that it asks about, so the decision is the same
//! for all of them and is asked once. Of a thousand roles two or three are different to a rule; without this, a large
//! policy would be asked for hours before the first request.

use std::collections::HashSet;
use std::sync::Arc;

use smallvec::SmallVec;

use super::permission::{Permission, Scope};
use super::requirement::{Expression, Kind, Requirement};
use super::role::Role;
use super::table::PolicyTable;
use super::words::{self, Words};
use crate::identity::Grants;

/// Whoever holds one role, and whoever carries one scope: what rules tell them apart by.
pub(crate) struct Callers {
    policy: &'static PolicyTable,
    /// By the numbers of the roles; applications, whom no scope caps.
    holders: Vec<Grants>,
    carriers: Vec<Carrier>,
    digest: Arc<str>,
}

/// Somebody who carries one scope, and what it would let through of any role.
struct Carrier {
    scope: Scope,
    grants: Grants,
    usable: Words,
}

impl Callers {
    pub(crate) fn of(policy: &'static PolicyTable) -> Self {
        let holder = |role| Grants::of(policy, Kind::Application, [role], []);
        let carrier = |scope| {
            let grants = Grants::of(policy, Kind::User, [], [scope]);
            Carrier {
                scope,
                usable: grants.usable(),
                grants,
            }
        };
        Self {
            policy,
            holders: policy.roles().map(holder).collect(),
            carriers: policy.scope_names().map(carrier).collect(),
            digest: super::digest::of(policy).into(),
        }
    }

    /// All that the policy declares, in one word.
    pub(crate) fn digest(&self) -> Arc<str> {
        Arc::clone(&self.digest)
    }

    pub(crate) fn policy(&self) -> &'static PolicyTable {
        self.policy
    }
}

/// Every name that a rule asks about, each as often as it stands there.
pub(crate) struct Asked<'a> {
    callers: &'a Callers,
    roles: Vec<Wanted<Role>>,
    permissions: Vec<Wanted<Permission>>,
    scopes: Vec<Wanted<Scope>>,
}

/// A name in a rule, and whether it is denied there: inside an odd number of `not`.
struct Wanted<T> {
    name: T,
    denied: bool,
}

impl<'a> Asked<'a> {
    pub(crate) fn by(requirements: &[Requirement], callers: &'a Callers) -> Self {
        let mut asked = Self {
            callers,
            roles: Vec::new(),
            permissions: Vec::new(),
            scopes: Vec::new(),
        };
        for requirement in requirements {
            asked.collect(requirement.expression(), false);
        }
        asked
    }

    fn collect(&mut self, expression: &Expression, denied: bool) {
        match expression {
            Expression::All(terms) | Expression::Any(terms) => {
                terms.iter().for_each(|term| self.collect(term, denied));
            }
            Expression::Not(term) => self.collect(term, !denied),
            Expression::Permission(name) => self.permissions.push(Wanted::new(*name, denied)),
            Expression::Role(name) => self.roles.push(Wanted::new(*name, denied)),
            Expression::Scope(name) => self.scopes.push(Wanted::new(*name, denied)),
            Expression::Acrs(_)
            | Expression::Authenticated
            | Expression::Caller(_)
            | Expression::Check(_)
            | Expression::Nobody
            // It holds whatever is in it.
            | Expression::Shadow(_) => {}
        }
    }

    /// What a role brings, whoever holds it alone.
    pub(crate) fn brought_by(&self, role: Role) -> Difference {
        let holder = self.callers.holders.get(role.index());
        let has = |asked: Role| holder.and_then(|holder| holder.has_role(asked)) == Some(true);
        let may = |asked: Permission| holder.and_then(|holder| holder.may(asked)) == Some(true);
        let held = self.roles.iter().map(|asked| asked.had(has(asked.name)));
        let used = self.permissions.iter();
        held.chain(used.map(|asked| asked.had(may(asked.name))))
            .collect()
    }

    /// Each scope, and what it lets through of all that roles can bring.
    pub(crate) fn scopes(&self) -> impl Iterator<Item = (Scope, Difference)> {
        let carriers = self.callers.carriers.iter();
        carriers.map(|carrier| (carrier.scope, self.carried_by(carrier)))
    }

    fn carried_by(&self, carrier: &Carrier) -> Difference {
        let has = |asked: Scope| carrier.grants.has_scope(asked) == Some(true);
        let lets_through = |asked: Permission| {
            let position = self.callers.policy.position(asked);
            position.is_some_and(|position| words::contains(&carrier.usable, position))
        };
        // Any scope at all lets roles count.
        let differs = [Had::Wanted].into_iter();
        let differs = differs.chain(self.scopes.iter().map(|asked| asked.had(has(asked.name))));
        let permissions = self.permissions.iter();
        differs
            .chain(permissions.map(|asked| asked.had(lets_through(asked.name))))
            .collect()
    }

    /// One of the scopes for each way to differ, in their order.
    pub(crate) fn different_scopes(&self) -> Vec<Scope> {
        let mut seen = HashSet::new();
        self.scopes()
            .filter_map(|(scope, difference)| seen.insert(difference).then_some(scope))
            .collect()
    }
}

/// Whether somebody has a name of the rule, and how it stands there.
enum Had {
    Not,
    Wanted,
    Denied,
}

impl<T> Wanted<T> {
    fn new(name: T, denied: bool) -> Self {
        Self { name, denied }
    }

    fn had(&self, had: bool) -> Had {
        match (had, self.denied) {
            (false, _) => Had::Not,
            (true, false) => Had::Wanted,
            (true, true) => Had::Denied,
        }
    }
}

/// What of a rule's names somebody has: a bit for each name, in words.
#[derive(Clone, Debug, Default, Eq, Hash, PartialEq)]
pub(crate) struct Difference {
    bits: SmallVec<[u64; 2]>,
    denied: bool,
}

impl Difference {
    /// Something that the rule denies is among it.
    pub(crate) fn is_denied(&self) -> bool {
        self.denied
    }

    /// Nothing that the rule asks about.
    pub(crate) fn is_none(&self) -> bool {
        self.bits.iter().all(|word| *word == 0)
    }

    /// What two have together, unless one takes from the other what it brings: exclusive roles do.
    pub(crate) fn unite(&mut self, other: &Self) {
        if self.bits.len() < other.bits.len() {
            self.bits.resize(other.bits.len(), 0);
        }
        words::unite(&mut self.bits, &other.bits);
        self.denied |= other.denied;
    }
}

impl FromIterator<Had> for Difference {
    fn from_iter<I: IntoIterator<Item = Had>>(names: I) -> Self {
        let mut all = Self::default();
        for (place, had) in names.into_iter().enumerate() {
            if place % 64 == 0 {
                all.bits.push(0);
            }
            if !matches!(had, Had::Not) {
                words::insert(&mut all.bits, place);
            }
            all.denied |= matches!(had, Had::Denied);
        }
        all
    }
}
