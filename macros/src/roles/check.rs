//! What is true of a `roles! { … }` block over its permissions.

use std::collections::{HashMap, HashSet};

use super::bits::Bits;
use super::closure::{self, Closed};
use super::parse::{Declaration, Entry, Members};
use super::resolve;
use super::sets::{Set, Sets};
use crate::errors::Errors;
use crate::names::Name;
use crate::{blocks, entra, wording};

/// A policy without contradictions: what was wrong was reported and left out.
pub(super) struct Policy {
    pub(super) strict: bool,
    pub(super) roles: Vec<Role>,
    /// Permissions of this module that no role grants: worth a warning.
    pub(super) ungranted: Vec<Name>,
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
    let Declaration { strict, entries } = declaration;
    let entries = named(entries, errors);
    check_app_roles(&entries, sets, errors);
    let graph = resolve::resolve(&entries, sets, errors);
    let closed = closure::close(&graph, sets.words(), &entries, errors);
    let roles: Vec<_> = entries.into_iter().zip(closed).map(role).collect();
    let mut policy = Policy {
        strict,
        roles,
        ungranted: Vec::new(),
    };
    // After a mistake it is not known what a role was meant to grant.
    if errors.is_empty() {
        if strict {
            policy.check_strict(sets, errors);
        } else {
            policy.ungranted = policy.ungranted_here(sets);
        }
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
    fn check_strict(&self, sets: &Sets, errors: &mut Errors) {
        for (set, name) in self.ungranted(sets) {
            errors.push(set.mistake(name, wording::granted_by_none(name.text())));
        }
        if sets.scope_names().is_empty() {
            return;
        }
        for (set, permission, _) in sets.permissions() {
            let name = &permission.name;
            if !permission.has_scope {
                errors.push(set.mistake(name, wording::without_scope(name.text())));
            }
        }
    }

    fn ungranted_here(&self, sets: &Sets) -> Vec<Name> {
        let ungranted = self.ungranted(sets).into_iter();
        ungranted
            .filter(|(set, _)| set.is_this_module())
            .map(|(_, name)| name.clone())
            .collect()
    }

    /// The permissions that no role grants; none where there are no roles, which is for others to grant.
    fn ungranted<'a>(&self, sets: &'a Sets) -> Vec<(&'a Set, &'a Name)> {
        if self.roles.is_empty() {
            return Vec::new();
        }
        let mut granted = Bits::empty(sets.words());
        for role in &self.roles {
            granted.unite(&role.permissions);
        }
        sets.permissions()
            .filter(|(_, _, position)| !granted.contains(*position))
            .map(|(set, permission, _)| (set, &permission.name))
            .collect()
    }
}
