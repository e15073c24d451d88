//! What is true of a `roles! { … }` block over its permissions.

use std::collections::{HashMap, HashSet};

use super::bits::Bits;
use super::closure::{self, Closed};
use super::heads::Heads;
use super::parse::{Declaration, Entry, Members};
use super::resolve;
use super::sets::{Set, Sets};
use super::{exclusive, facts};
use crate::analysis::Facts;
use crate::errors::Errors;
use crate::names::Name;
use crate::{blocks, entra, wording};

/// A policy without contradictions: what was wrong was reported and left out.
pub(super) struct Policy {
    pub(super) strict: bool,
    pub(super) warns_of_redundancy: bool,
    pub(super) roles: Vec<Role>,
    /// Sets of roles of which no identity may hold two.
    pub(super) exclusive: Vec<Vec<usize>>,
    /// What rules can be held against; nothing after a mistake.
    pub(super) facts: Option<Facts>,
    pub(super) warnings: Vec<Warning>,
}

/// Something that compiles, and is said at a name.
pub(super) struct Warning {
    pub(super) name: Name,
    /// An identifier that says it too: the compiler shows it.
    pub(super) word: &'static str,
    pub(super) note: String,
}

/// One role, its inclusions followed to the end.
pub(super) struct Role {
    pub(super) name: Name,
    pub(super) description: String,
    pub(super) value: String,
    pub(super) id: Option<String>,
    pub(super) members: Members,
    pub(super) enabled: bool,
    pub(super) roles: Bits,
    /// Positions in the words of the whole policy.
    pub(super) permissions: Bits,
}

pub(super) fn block(declaration: Declaration, sets: &Sets, errors: &mut Errors) -> Policy {
    let Declaration { heads, entries } = declaration;
    let entries = named(entries, errors);
    check_app_roles(&entries, sets, errors);
    let graph = resolve::resolve(&entries, sets, errors);
    let exclusive = exclusive::resolve(&heads.exclusive, &entries, sets, errors);
    let closed = closure::close(&graph, sets.words(), &entries, errors);
    exclusive::check(&exclusive, &entries, &closed, errors);
    let roles: Vec<_> = entries.into_iter().zip(closed).map(role).collect();
    policy(&heads, roles, exclusive, sets, errors)
}

fn policy(
    heads: &Heads,
    roles: Vec<Role>,
    exclusive: Vec<Vec<usize>>,
    sets: &Sets,
    errors: &mut Errors,
) -> Policy {
    let mut policy = Policy {
        strict: heads.strict,
        warns_of_redundancy: heads.warns_of_redundancy,
        roles,
        exclusive,
        facts: None,
        warnings: Vec::new(),
    };
    // After a mistake it is not known what a role was meant to grant.
    if errors.is_empty() {
        let facts = facts::of(&policy.roles, &policy.exclusive, sets);
        if policy.strict {
            policy.check_strict(&facts, sets, errors);
        } else {
            policy.warnings = policy.warnings_here(&facts, sets);
        }
        policy.facts = errors.is_empty().then_some(facts);
    }
    policy
}

/// The entries that can be named by others.
fn named(entries: Vec<Entry>, errors: &mut Errors) -> Vec<Entry> {
    let mut entries = blocks::named("role", entries, errors);
    entries.retain(|entry| {
        let is_a_word = entry.name.text() == "all";
        if is_a_word {
            errors.at(entry.name.span(), wording::ALL_IS_A_WORD);
        }
        !is_a_word
    });
    blocks::distinct("role", entries, errors)
}

/// The Entra side: values and identifiers that an app registration could hold, each once.
fn check_app_roles(entries: &[Entry], sets: &Sets, errors: &mut Errors) {
    let scopes = sets.scope_names();
    let scopes: HashSet<&str> = scopes.iter().map(String::as_str).collect();
    let mut values: HashMap<&str, &Name> = HashMap::new();
    let mut ids: HashMap<String, &Name> = HashMap::new();
    for Entry { name, app_role, .. } in entries {
        let value = app_role.value.as_ref().unwrap_or(name);
        entra::check_value("the value of an app role", value, errors);
        if scopes.contains(value.text()) {
            errors.at(value.span(), wording::value_is_a_scope(value.text()));
        }
        if let Some(first) = values.insert(value.text(), name) {
            let message = wording::same_value(value.text(), first.text());
            errors.at(value.span(), message);
        }
        if let Some(id) = &app_role.id {
            if !is_guid(id.text()) {
                errors.at(id.span(), wording::NOT_A_GUID);
            } else if let Some(first) = ids.insert(id.text().to_ascii_lowercase(), name) {
                errors.at(id.span(), wording::same_id(first.text()));
            }
        }
    }
}

fn is_guid(text: &str) -> bool {
    let groups: Vec<_> = text.split('-').collect();
    let lengths: Vec<_> = groups.iter().map(|group| group.len()).collect();
    let mut digits = groups.iter().flat_map(|group| group.bytes());
    lengths == [8, 4, 4, 4, 12] && digits.all(|digit| digit.is_ascii_hexdigit())
}

fn role((entry, closed): (Entry, Closed)) -> Role {
    let app_role = entry.app_role;
    let value = app_role.value.as_ref().unwrap_or(&entry.name);
    Role {
        value: value.text().to_owned(),
        id: app_role.id.map(|id| id.text().to_owned()),
        members: app_role.members.unwrap_or(Members {
            user: true,
            application: false,
        }),
        enabled: app_role.enabled.unwrap_or(true),
        name: entry.name,
        description: entry.description,
        roles: closed.roles,
        permissions: closed.permissions,
    }
}

impl Policy {
    fn check_strict(&self, facts: &Facts, sets: &Sets, errors: &mut Errors) {
        for (set, name) in self.ungranted(facts, sets) {
            errors.push(set.mistake(name, wording::granted_by_none(name.text())));
        }
        for name in self.idle(sets) {
            errors.at(name.span(), wording::grants_nothing(name.text()));
        }
        if sets.scope_names().is_empty() {
            return;
        }
        for (set, permission, _) in sets.permissions() {
            let name = &permission.name;
            if permission.scopes.is_empty() {
                errors.push(set.mistake(name, wording::without_scope(name.text())));
            }
        }
    }

    fn warnings_here(&self, facts: &Facts, sets: &Sets) -> Vec<Warning> {
        let ungranted = self.ungranted(facts, sets).into_iter();
        let ungranted = ungranted.filter(|(set, _)| set.is_this_module());
        let ungranted = ungranted.map(|(_, name)| Warning {
            name: name.clone(),
            word: "granted_by_no_role",
            note: wording::granted_by_none(name.text()),
        });
        let idle = self.idle(sets).map(|name| Warning {
            name: name.clone(),
            word: "grants_nothing",
            note: wording::grants_nothing(name.text()),
        });
        ungranted.chain(idle).collect()
    }

    /// The permissions that no role grants; none where there are no roles, which is for others to grant.
    fn ungranted<'a>(&self, facts: &Facts, sets: &'a Sets) -> Vec<(&'a Set, &'a Name)> {
        if self.roles.is_empty() {
            return Vec::new();
        }
        sets.permissions()
            .zip(&facts.permissions)
            .filter(|(_, permission)| permission.had_by.is_empty())
            .map(|((set, permission, _), _)| (set, &permission.name))
            .collect()
    }

    /// The roles that grant nothing; none where there are no permissions, and roles are the whole language.
    fn idle(&self, sets: &Sets) -> impl Iterator<Item = &Name> {
        let declares_permissions = sets.permissions().next().is_some();
        let idle = self.roles.iter();
        idle.filter(move |role| declares_permissions && role.permissions.is_empty())
            .map(|role| &role.name)
    }
}
