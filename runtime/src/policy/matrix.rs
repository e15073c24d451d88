//! Who may do what: every endpoint against every role, for reviewers, from the table that enforces.

use std::collections::HashMap;
use std::fmt;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use tabled::builder::Builder;
use tabled::settings::Style;

use super::alike::{Asked, Callers};
use super::permission::Scope;
use super::requirement::{Expression, Kind, Requirement};
use super::role::Role;
use super::table::PolicyTable;
use crate::decision::{Decision, checks, decide};
use crate::identity::Grants;

/// Every endpoint against every role. Shown as text, it is the table that belongs into code review; as JSON, rows of
/// `{method, path, requirement, public, roles}`.
#[derive(Clone, Debug, Serialize)]
#[serde(transparent)]
pub struct Matrix {
    rows: Vec<Row>,
}

/// One endpoint against every role.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    method: String,
    path: String,
    requirement: Option<String>,
    public: Option<String>,
    #[serde(serialize_with = "by_name")]
    roles: Vec<(Role, Cell)>,
    #[serde(skip)]
    by_role_alone: bool,
}

/// Whether one who holds this role, and no other, may call the endpoint.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Cell {
    /// They may; a person does so through an application that carries the scopes.
    Yes,
    /// They may not.
    No,
    /// They may if a checker agrees, which it decides for each request anew.
    Checked,
}

impl Matrix {
    pub(crate) fn new(rows: Vec<Row>) -> Self {
        Self { rows }
    }

    /// The rows, in the order of mounting.
    #[must_use]
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The roles that the columns stand for.
    pub fn roles(&self) -> impl Iterator<Item = Role> {
        self.rows
            .first()
            .into_iter()
            .flat_map(|row| row.roles.iter().map(|(role, _)| *role))
    }

    /// Whether some endpoint can be reached by a role that no scope of the caller's application caps.
    #[must_use]
    pub fn marks_roles_alone(&self) -> bool {
        self.rows.iter().any(|row| row.by_role_alone)
    }
}

impl Row {
    pub(crate) fn new(
        callers: &Callers,
        (method, path): (&str, &str),
        requirements: &[Requirement],
        texts: (Option<String>, Option<String>),
    ) -> Self {
        let (requirement, public) = texts;
        Self {
            method: method.to_owned(),
            path: path.to_owned(),
            requirement,
            public,
            roles: cells(callers, requirements),
            by_role_alone: role_alone(requirements),
        }
    }

    /// The method in capitals.
    #[must_use]
    pub fn method(&self) -> &str {
        &self.method
    }

    /// The path as mounted.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The rule, in its own words; nothing of a public endpoint.
    #[must_use]
    pub fn requirement(&self) -> Option<&str> {
        self.requirement.as_deref()
    }

    /// Why everyone may call it; nothing of a protected endpoint.
    #[must_use]
    pub fn public(&self) -> Option<&str> {
        self.public.as_deref()
    }

    /// Every role, and whether it is enough.
    #[must_use]
    pub fn roles(&self) -> &[(Role, Cell)] {
        &self.roles
    }

    /// Whether a role is enough here with no permission beside it, so that the scopes of the caller's application do
    /// not cap it.
    #[must_use]
    pub fn by_role_alone(&self) -> bool {
        self.by_role_alone
    }
}

/// Every role with its cell. Roles that are alike to the rule, and for callers of the same kinds, have the same.
fn cells(callers: &Callers, requirements: &[Requirement]) -> Vec<(Role, Cell)> {
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

fn role_alone(requirements: &[Requirement]) -> bool {
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

impl fmt::Display for Matrix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut table = Builder::default();
        let head = ["METHOD", "PATH"]
            .into_iter()
            .chain(self.roles().map(Role::name))
            .chain(["RULE"]);
        table.push_record(head);
        for row in &self.rows {
            table.push_record(row.record());
        }
        let table = table.build().with(Style::blank()).to_string();
        for line in table.lines() {
            writeln!(f, "{}", line.trim())?;
        }
        if self.marks_roles_alone() {
            writeln!(
                f,
                "\n* by role alone: the scopes of the caller's application do not cap it"
            )?;
        }
        Ok(())
    }
}

impl Row {
    fn record(&self) -> Vec<String> {
        let mut record = vec![self.method.clone(), self.path.clone()];
        record.extend(self.roles.iter().map(|(_, cell)| self.mark(*cell)));
        record.push(match (&self.requirement, &self.public) {
            (Some(requirement), _) => requirement.clone(),
            (None, public) => format!("public: {}", public.as_deref().unwrap_or_default()),
        });
        record
    }

    fn mark(&self, cell: Cell) -> String {
        let star = if self.by_role_alone && cell == Cell::Yes {
            "*"
        } else {
            ""
        };
        format!("{}{star}", cell.name())
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

    /// As shown: `yes`, `no` or `checked`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Checked => "checked",
        }
    }
}

fn by_name<S: Serializer>(roles: &[(Role, Cell)], serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(roles.len()))?;
    for (role, cell) in roles {
        map.serialize_entry(role.name(), cell)?;
    }
    map.end()
}
