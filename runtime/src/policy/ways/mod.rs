//! The ways in: with which scopes a person's application passes a rule, and with which roles an application by itself.
//! They are found by asking the decision itself, once for all callers who are alike to the rule.

mod smallest;
mod together;

use self::smallest::{Having, Known, last_of_each, members, smallest, with_and_without_denied};
use super::alike::{Asked, Callers};
use super::matrix::Cell;
use super::{Kind, Requirement, Role, Scope};
use crate::identity::Grants;

/// The smallest sets that are enough. An empty set is enough by itself; where there is no set, nobody of that kind passes.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Ways {
    /// Scopes that the application of some person carries.
    pub(crate) people: Vec<Vec<Scope>>,
    /// Roles that an application is assigned.
    pub(crate) applications: Vec<Vec<Role>>,
}

impl Ways {
    /// The ways in where all of the requirements must be met.
    pub(crate) fn of(callers: &Callers, requirements: &[Requirement]) -> Self {
        let rule = Rule {
            requirements,
            asked: Asked::by(requirements, callers),
            callers,
        };
        Self {
            people: rule.scope_sets(),
            applications: rule.role_sets(),
        }
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
