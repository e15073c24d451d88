//! The `security` that a rule amounts to: one scheme to an object, the alternatives side by side.
//!
//! A person comes through an application that carries scopes: `{oauth2: [scopes]}`. An application comes by itself and
//! carries roles: `{bearer: [roles]}`. Which of them are enough is found by asking the decision itself, once for all
//! callers who are alike to the rule.

use utoipa::openapi::security::SecurityRequirement;

use super::smallest::{Having, Known, last_of_each, members, smallest, with_and_without_denied};
use super::{schemes, together};
use crate::engine::Engine;
use crate::identity::Grants;
use crate::policy::alike::{Asked, Callers};
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
