//! What changed between two matrices, in sentences that a reviewer can agree or disagree with.

use std::collections::{BTreeMap, HashMap};
use std::fmt;

use super::Cell;
use super::record::{MatrixRecord, Recorded};

/// One difference, as a sentence.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Change {
    effect: Effect,
    sentence: String,
}

/// Whether somebody may more than before.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Effect {
    /// Somebody may what they might not: to be looked at twice.
    Opens,
    /// Somebody may no longer what they might.
    Closes,
    /// Neither can be told from the tables: a rule reads otherwise.
    Neither,
}

impl Change {
    /// Whether somebody may more than before.
    #[must_use]
    pub fn effect(&self) -> Effect {
        self.effect
    }

    fn opens(sentence: String) -> Self {
        Self::new(Effect::Opens, sentence)
    }

    fn closes(sentence: String) -> Self {
        Self::new(Effect::Closes, sentence)
    }

    fn neither(sentence: String) -> Self {
        Self::new(Effect::Neither, sentence)
    }

    /// On one line, whatever stands in a reason: a line break or a command to a terminal could pass for another change.
    fn new(effect: Effect, sentence: String) -> Self {
        if !sentence.contains(char::is_control) {
            return Self { effect, sentence };
        }
        let escaped = sentence.chars().map(|letter| match letter {
            letter if letter.is_control() => letter.escape_default().to_string(),
            letter => letter.to_string(),
        });
        Self {
            effect,
            sentence: escaped.collect(),
        }
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence)
    }
}

pub(super) fn changes(old: &MatrixRecord, new: &MatrixRecord) -> Vec<Change> {
    let before: HashMap<_, _> = by_name(old).collect();
    let after: HashMap<_, _> = by_name(new).collect();
    let of_each = new
        .endpoints
        .iter()
        .flat_map(|endpoint| match before.get(&endpoint.name()) {
            Some(old) => between(old, endpoint),
            None => vec![appeared(endpoint)],
        });
    let gone = old.endpoints.iter();
    let gone = gone.filter(|endpoint| !after.contains_key(&endpoint.name()));
    let gone = gone.map(|endpoint| Change::closes(format!("{endpoint} is gone")));
    let mut changes: Vec<_> = of_each.chain(gone).collect();
    changes.extend(of_roles(old, new));
    if let (Some(before), Some(after)) = (declared(old), declared(new))
        && before != after
    {
        changes.push(Change::neither(DECLARED.to_owned()));
    }
    changes
}

/// What the policy declared when a matrix was told.
fn declared(record: &MatrixRecord) -> Option<&str> {
    record.endpoints.first()?.policy.as_deref()
}

const DECLARED: &str = "the policy declares otherwise: what roles grant and include, who may hold them, what carries a \
     permission, or which roles exclude one another; not all of that shows at an endpoint, above all for holders of \
     several roles";

fn by_name(record: &MatrixRecord) -> impl Iterator<Item = ((&str, &str), &Recorded)> {
    record
        .endpoints
        .iter()
        .map(|endpoint| (endpoint.name(), endpoint))
}

/// An endpoint that was not there, and whom it lets in.
fn appeared(endpoint: &Recorded) -> Change {
    if let Some(reason) = &endpoint.public {
        return Change::opens(format!("{endpoint} is new, and public: {reason}"));
    }
    let let_in = who_may(endpoint);
    if let_in.is_empty() && has_a_way(endpoint) {
        Change::opens(format!(
            "{endpoint} is new, and no role alone is needed for it, or enough: see its rule, `{}`",
            endpoint.requirement.as_deref().unwrap_or_default()
        ))
    } else if let_in.is_empty() {
        Change::neither(format!(
            "{endpoint} is new, and no role alone is enough for it"
        ))
    } else {
        Change::opens(format!("{endpoint} is new: {} may", and(&let_in)))
    }
}

/// Whether anybody may, whatever their role; of a matrix that does not say, it is not known, and so it is taken for yes.
fn has_a_way(endpoint: &Recorded) -> bool {
    let ways = endpoint.ways.as_ref();
    ways.is_none_or(|ways| !ways.people.is_empty() || !ways.applications.is_empty())
}

/// What is no longer as it was at one endpoint.
fn between(old: &Recorded, new: &Recorded) -> Vec<Change> {
    match (&old.public, &new.public) {
        (Some(before), Some(after)) if before != after => vec![Change::neither(format!(
            "{new} is public for another reason: {after}; it was: {before}"
        ))],
        (Some(_), Some(_)) => Vec::new(),
        (None, Some(reason)) => vec![Change::opens(format!(
            "everybody may now {new}, which is public: {reason}"
        ))],
        (Some(_), None) => vec![closed_to_the_public(new)],
        (None, None) => between_rules(old, new),
    }
}

fn closed_to_the_public(endpoint: &Recorded) -> Change {
    let let_in = match who_may(endpoint) {
        roles if roles.is_empty() => "no role alone is enough for it".to_owned(),
        roles => format!("{} may", and(&roles)),
    };
    Change::closes(format!("{endpoint} is no longer public: {let_in}"))
}

fn between_rules(old: &Recorded, new: &Recorded) -> Vec<Change> {
    let mut changes = of_cells(old, new);
    changes.extend(of_ways(old, new));
    if old.requirement != new.requirement {
        let text = |rule: &Option<String>| rule.clone().unwrap_or_default();
        changes.push(Change::neither(format!(
            "the rule of {new} is now `{}`; it was `{}`",
            text(&new.requirement),
            text(&old.requirement)
        )));
    }
    changes
}

/// Roles that may what they might not, or the other way; those of one sentence together.
fn of_cells(old: &Recorded, new: &Recorded) -> Vec<Change> {
    let mut together: BTreeMap<Step, Vec<&str>> = BTreeMap::new();
    for (role, after) in &new.roles {
        let step = old
            .roles
            .get(role)
            .and_then(|before| Step::of(*before, *after));
        if let Some(step) = step {
            together.entry(step).or_default().push(role);
        }
    }
    let sentences = together.into_iter();
    sentences
        .map(|(step, roles)| step.change(&and(&roles), new))
        .collect()
}

/// From one answer to another, the worst first.
#[derive(Clone, Copy, Eq, Ord, PartialEq, PartialOrd)]
enum Step {
    LetIn,
    LetInIfChecked,
    FreedOfCheck,
    ShutOut,
    BoundToCheck,
}

impl Step {
    fn of(before: Cell, after: Cell) -> Option<Self> {
        match (before, after) {
            (Cell::No, Cell::Yes) => Some(Self::LetIn),
            (Cell::No, Cell::Checked) => Some(Self::LetInIfChecked),
            (Cell::Checked, Cell::Yes) => Some(Self::FreedOfCheck),
            (Cell::Yes | Cell::Checked, Cell::No) => Some(Self::ShutOut),
            (Cell::Yes, Cell::Checked) => Some(Self::BoundToCheck),
            (Cell::Yes, Cell::Yes) | (Cell::No, Cell::No) | (Cell::Checked, Cell::Checked) => None,
        }
    }

    fn change(self, roles: &str, endpoint: &Recorded) -> Change {
        match self {
            Self::LetIn => Change::opens(format!("{roles} may now {endpoint}")),
            Self::LetInIfChecked => {
                Change::opens(format!("{roles} may now {endpoint} where a checker agrees"))
            }
            Self::FreedOfCheck => Change::opens(format!(
                "{roles} may now {endpoint} without asking a checker"
            )),
            Self::ShutOut => Change::closes(format!("{roles} may no longer {endpoint}")),
            Self::BoundToCheck => Change::closes(format!(
                "{roles} may now {endpoint} only where a checker agrees"
            )),
        }
    }
}

/// Scopes and roles of applications that are enough, or are enough no more.
fn of_ways(old: &Recorded, new: &Recorded) -> Vec<Change> {
    let (Some(before), Some(after)) = (&old.ways, &new.ways) else {
        return Vec::new();
    };
    let mut changes = Vec::new();
    let people = "for a person's application";
    changes.extend(of_sets(
        &before.people,
        &after.people,
        (people, "scope"),
        new,
    ));
    let itself = "for an application in its own name";
    let sets = (&before.applications, &after.applications);
    changes.extend(of_sets(sets.0, sets.1, (itself, "role"), new));
    changes
}

fn of_sets(
    before: &[Vec<String>],
    after: &[Vec<String>],
    (whom, what): (&str, &str),
    endpoint: &Recorded,
) -> Vec<Change> {
    let named = |set: &[String]| match set {
        [] => format!("no {what}"),
        [one] => format!("the {what} {one}"),
        several => format!("the {what}s {}", and(several)),
    };
    // A set that was enough without some of its members is no news.
    let is_within = |set: &[String], others: &[Vec<String>]| {
        others
            .iter()
            .any(|other| other.iter().all(|name| set.contains(name)))
    };
    let opened = after.iter().filter(|set| !is_within(set, before));
    let opened = opened.map(|set| {
        Change::opens(format!(
            "{whom}, {} is now enough to {endpoint}",
            named(set)
        ))
    });
    let closed = before.iter().filter(|set| !is_within(set, after));
    let closed = closed.map(|set| {
        Change::closes(format!(
            "{whom}, {} is no longer enough to {endpoint}",
            named(set)
        ))
    });
    opened.chain(closed).collect()
}

/// Roles that came and went. What they may is not news of each endpoint.
fn of_roles(old: &MatrixRecord, new: &MatrixRecord) -> Vec<Change> {
    let (before, after) = (what_roles_may(old), what_roles_may(new));
    let came = after.iter().filter(|(role, _)| !before.contains_key(*role));
    let came = came.map(|(role, may)| match may.as_slice() {
        [] => Change::neither(format!(
            "the role {role} is new, and is enough for nothing by itself"
        )),
        may => Change::opens(format!("the role {role} is new: it may {}", and(may))),
    });
    let went = before.iter().filter(|(role, _)| !after.contains_key(*role));
    let went = went.map(|(role, may)| match may.as_slice() {
        [] => Change::neither(format!(
            "the role {role} is gone, and was enough for nothing by itself"
        )),
        may => Change::closes(format!("the role {role} is gone: it might {}", and(may))),
    });
    came.chain(went).collect()
}

/// Every role, and what is protected and open to it.
fn what_roles_may(record: &MatrixRecord) -> BTreeMap<&str, Vec<String>> {
    let mut all: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for endpoint in &record.endpoints {
        for (role, cell) in &endpoint.roles {
            let may = all.entry(role).or_default();
            if *cell != Cell::No && endpoint.public.is_none() {
                may.push(endpoint.to_string());
            }
        }
    }
    all
}

/// The roles that are enough, and those for which it is up to a checker.
fn who_may(endpoint: &Recorded) -> Vec<String> {
    let named = |(role, cell): (&String, &Cell)| match cell {
        Cell::Yes => Some(role.clone()),
        Cell::Checked => Some(format!("{role} (where a checker agrees)")),
        Cell::No => None,
    };
    endpoint.roles.iter().filter_map(named).collect()
}

fn and<T: AsRef<str>>(names: &[T]) -> String {
    let names: Vec<_> = names.iter().map(AsRef::as_ref).collect();
    match names.split_last() {
        None => String::new(),
        Some((one, [])) => (*one).to_owned(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
    }
}
