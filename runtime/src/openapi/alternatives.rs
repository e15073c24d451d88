//! The `security` that a rule amounts to: one scheme to an object, the alternatives side by side.
//!
//! A person comes through an application that carries scopes: `{oauth2: [scopes]}`. An application comes by itself and
//! carries roles: `{bearer: [roles]}`. Which of them are enough is found by asking the decision itself, once for all
//! callers who are alike to the rule.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use utoipa::openapi::security::SecurityRequirement;

use super::{schemes, together};
use crate::engine::Engine;
use crate::identity::Grants;
use crate::policy::alike::{Asked, Callers, Difference};
use crate::policy::{Cell, Kind, Requirement, Role, Scope};
use crate::routing::Endpoint;

/// Finds the alternatives of one endpoint after the other.
pub(super) struct Alternatives<'a> {
    engine: &'a Engine,
    callers: Callers,
}

impl<'a> Alternatives<'a> {
    pub(super) fn new(engine: &'a Engine) -> Self {
        Self {
            engine,
            callers: Callers::of(engine.policy()),
        }
    }

    pub(super) fn of(&self, endpoint: &Endpoint) -> Vec<SecurityRequirement> {
        let rule = Rule {
            requirements: endpoint.requirements(),
            asked: Asked::by(endpoint.requirements(), &self.callers),
            callers: &self.callers,
        };
        let full = |scope: Scope| self.engine.full_scope(scope.name());
        let delegated = rule.scope_sets().into_iter().map(|scopes| {
            let names: Vec<_> = scopes.into_iter().map(full).collect();
            SecurityRequirement::new(schemes::DELEGATED, names)
        });
        let application = rule.role_sets().into_iter().map(|roles| {
            let names: Vec<_> = roles.into_iter().map(Role::name).collect();
            SecurityRequirement::new(schemes::BEARER, names)
        });
        let mut alternatives: Vec<_> = delegated.chain(application).collect();
        if alternatives.is_empty() {
            alternatives.push(SecurityRequirement::new::<_, [&str; 0], _>(
                schemes::BEARER,
                [],
            ));
        }
        alternatives
    }
}

/// What is demanded at one endpoint.
struct Rule<'a> {
    requirements: &'a [Requirement],
    asked: Asked<'a>,
    callers: &'a Callers,
}

/// Something that a caller may have, and what of the rule's names comes with it.
type Having<T> = (T, Difference);

impl Rule<'_> {
    /// The smallest sets of scopes with which some person passes.
    fn scope_sets(&self) -> Vec<Vec<Scope>> {
        let choices = self.role_choices();
        let passes = |scopes: &[Scope]| {
            let mut choices = choices.iter();
            choices.any(|held| self.is_met_by(Kind::User, held, scopes))
        };
        let all: Vec<_> = self.asked.scopes().collect();
        let largest =
            with_and_without_denied(last_of_each(&all, |(_, difference)| difference.clone()));
        smallest(&all, &largest, &mut Known::new(passes))
    }

    /// The smallest sets of roles with which an application passes.
    fn role_sets(&self) -> Vec<Vec<Role>> {
        let passes = |roles: &[Role]| self.is_met_by(Kind::Application, roles, &[]);
        let all = self.roles(Kind::Application);
        smallest(&all, &self.largest(&all), &mut Known::new(passes))
    }

    /// Every role by itself, none, and as many as one person may hold: enough for rules that grow with roles. Of roles
    /// that are alike, one.
    fn role_choices(&self) -> Vec<Vec<Role>> {
        let roles = self.roles(Kind::User);
        let different = last_of_each(&roles, |(_, difference)| difference.clone());
        let mut choices: Vec<_> = different.iter().map(|(role, _)| vec![*role]).collect();
        choices.extend(self.largest(&roles).iter().map(|set| members(set)));
        choices.push(Vec::new());
        choices
    }

    /// What may be assigned to this kind of caller.
    fn roles(&self, kind: Kind) -> Vec<Having<Role>> {
        let is_assignable = |role: &Role| {
            role.app_role()
                .is_some_and(|app_role| app_role.members.admit(kind))
        };
        let roles = self.callers.policy().roles().filter(is_assignable);
        self.having(roles)
    }

    fn having(&self, roles: impl IntoIterator<Item = Role>) -> Vec<Having<Role>> {
        let roles = roles.into_iter();
        roles
            .map(|role| (role, self.asked.brought_by(role)))
            .collect()
    }

    /// The largest sets of roles that matter to the rule and that one caller may hold; each also without those that
    /// bring what the rule denies.
    fn largest(&self, roles: &[Having<Role>]) -> Vec<Vec<Having<Role>>> {
        let policy = self.callers.policy();
        let alike =
            |(role, difference): &Having<Role>| (difference.clone(), together::ties(policy, *role));
        let mattering: Vec<_> = roles
            .iter()
            .filter(|(_, difference)| !difference.is_none())
            .cloned()
            .collect();
        let held = members(&last_of_each(&mattering, alike));
        let sets = together::largest(policy, held).into_iter();
        sets.flat_map(|set| with_and_without_denied(self.having(set)))
            .collect()
    }

    /// Whether they may pass; where checkers are asked, whether they do if those agree.
    fn is_met_by(&self, kind: Kind, roles: &[Role], scopes: &[Scope]) -> bool {
        let (roles, scopes) = (roles.iter().copied(), scopes.iter().copied());
        let grants = Grants::of(self.callers.policy(), kind, roles, scopes);
        Cell::of(&grants, self.requirements) != Cell::No
    }
}

/// A question about sets, and its answers so far: sets that have the same of the rule's names are answered alike. No two
/// of a set may exclude one another.
struct Known<F> {
    passes: F,
    answers: HashMap<Difference, bool>,
}

impl<F> Known<F> {
    fn new(passes: F) -> Self {
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
fn smallest<T: Copy + PartialEq>(
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
fn last_of_each<T: Copy, K: Eq + Hash>(
    all: &[Having<T>],
    alike: impl Fn(&Having<T>) -> K,
) -> Vec<Having<T>> {
    let mut seen = HashSet::new();
    let last = all.iter().rev().filter(|one| seen.insert(alike(one)));
    let mut kept: Vec<_> = last.cloned().collect();
    kept.reverse();
    kept
}

fn with_and_without_denied<T: Copy>(set: Vec<Having<T>>) -> Vec<Vec<Having<T>>> {
    let mut without = set.clone();
    without.retain(|(_, difference)| !difference.is_denied());
    if without.len() == set.len() {
        vec![set]
    } else {
        vec![set, without]
    }
}

fn members<T: Copy>(set: &[Having<T>]) -> Vec<T> {
    set.iter().map(|(member, _)| *member).collect()
}
