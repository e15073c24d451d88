//! Whether a role is enough: asked of the decision, once for all roles that are alike to a rule.

use std::collections::HashMap;

use super::super::alike::{Asked, Callers};
use super::super::permission::Scope;
use super::super::requirement::{Expression, Kind, Requirement};
use super::super::role::Role;
use super::super::table::PolicyTable;
use super::Cell;
use crate::decision::{Decision, checks, decide};
use crate::identity::Grants;

/// Every role with its cell. Roles that are alike to the rule, and for callers of the same kinds, have the same.
pub(super) fn cells(callers: &Callers, requirements: &[Requirement]) -> Vec<(Role, Cell)> {
    let asked = Asked::by(requirements, callers);
    let scopes = scope_choices(callers.policy(), &asked);
    let mut known = HashMap::new();
    let cell = |role: Role| {
        let members = role.app_role().map(|app_role| app_role.members);
        let alike = (asked.brought_by(role), members);
        let cell = known
            .entry(alike)
            .or_insert_with(|| cell(callers.policy(), role, requirements, &scopes));
        (role, *cell)
    };
    callers.policy().roles().map(cell).collect()
}

/// All scopes, all that the rule does not deny, none, or one; of those that are alike to the rule, one.
fn scope_choices(policy: &'static PolicyTable, asked: &Asked<'_>) -> Vec<Vec<Scope>> {
    let wanted = asked.scopes().filter(|(_, what)| !what.is_denied());
    let mut choices = vec![
        policy.scopes().collect(),
        wanted.map(|(scope, _)| scope).collect(),
        Vec::new(),
    ];
    let different = asked.different_scopes().into_iter();
    choices.extend(different.map(|scope| vec![scope]));
    choices
}

/// Asks the decision: some kind of caller who may hold the role; a person with each choice of scopes, an application in
/// its own name with none.
fn cell(
    policy: &'static PolicyTable,
    role: Role,
    requirements: &[Requirement],
    scopes: &[Vec<Scope>],
) -> Cell {
    let best = |kind: Kind| {
        let with = |scopes: &[Scope]| Grants::of(policy, kind, [role], scopes.iter().copied());
        let callers: Vec<_> = match kind {
            Kind::User => scopes.iter().map(|scopes| with(scopes)).collect(),
            Kind::Application => vec![with(&[])],
        };
        let cells = callers.iter().map(|grants| Cell::of(grants, requirements));
        cells.max_by_key(|cell| cell.rank())
    };
    let members = role.app_role().map(|app_role| app_role.members);
    let holders = [Kind::User, Kind::Application].into_iter();
    let holders = holders.filter(|kind| members.is_some_and(|members| members.admit(*kind)));
    let cells = holders.filter_map(best);
    cells.max_by_key(|cell| cell.rank()).unwrap_or(Cell::No)
}

pub(super) fn role_alone(requirements: &[Requirement]) -> bool {
    let freely: Vec<_> = requirements
        .iter()
        .map(|requirement| Freely::of(requirement.expression()))
        .collect();
    freely.iter().all(|freely| freely.at_all) && freely.iter().any(|freely| freely.by_role)
}

/// How an expression can be met without naming a permission or scope.
struct Freely {
    at_all: bool,
    by_role: bool,
}

impl Freely {
    fn of(expression: &Expression) -> Self {
        let of_each = |terms: &[Expression]| terms.iter().map(Self::of).collect::<Vec<_>>();
        match expression {
            Expression::Permission(_) | Expression::Scope(_) | Expression::Nobody => Self {
                at_all: false,
                by_role: false,
            },
            Expression::Role(_) => Self {
                at_all: true,
                by_role: true,
            },
            Expression::Acrs(_)
            | Expression::Authenticated
            | Expression::Caller(_)
            | Expression::Check(_)
            | Expression::Not(_)
            | Expression::Shadow(_) => Self {
                at_all: true,
                by_role: false,
            },
            Expression::All(terms) => {
                let each = of_each(terms);
                let at_all = each.iter().all(|freely| freely.at_all);
                Self {
                    at_all,
                    by_role: at_all && each.iter().any(|freely| freely.by_role),
                }
            }
            Expression::Any(terms) => {
                let each = of_each(terms);
                Self {
                    at_all: each.iter().any(|freely| freely.at_all),
                    by_role: each.iter().any(|freely| freely.by_role),
                }
            }
        }
    }
}

impl Cell {
    /// What one caller is answered where all of the requirements must be met.
    pub(crate) fn of(grants: &Grants, requirements: &[Requirement]) -> Self {
        let each = requirements
            .iter()
            .map(|requirement| match decide(grants, *requirement) {
                Decision::Granted => Self::Yes,
                Decision::Unknown if checks::await_one(grants, *requirement) => Self::Checked,
                Decision::Refused | Decision::Unknown => Self::No,
            });
        each.min_by_key(|cell| cell.rank()).unwrap_or(Self::Yes)
    }

    /// The better for the caller, the higher.
    fn rank(self) -> u8 {
        match self {
            Self::No => 0,
            Self::Checked => 1,
            Self::Yes => 2,
        }
    }
}
