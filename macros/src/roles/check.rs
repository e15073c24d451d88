//! What is true of a `roles! { … }` block over its permissions.

use std::collections::{HashMap, HashSet};

use quote::ToTokens;

use super::closure;
use super::parse::{self, Asked, Declaration, Entry, Term};
use crate::entra;
use crate::errors::Errors;
use crate::names::{self, Name};
use crate::wording;

/// The permission blocks that a policy reads, and every name in them.
pub(super) struct Sets {
    pub(super) sets: Vec<Set>,
    positions: HashMap<String, (usize, usize)>,
}

/// One permission block.
pub(super) struct Set {
    pub(super) path: syn::Path,
    /// Each with the indices of its scopes.
    pub(super) permissions: Vec<(Name, Vec<usize>)>,
    pub(super) scopes: Vec<Name>,
}

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
    pub(super) members: parse::Members,
    pub(super) enabled: bool,
    pub(super) roles: Vec<usize>,
    /// Positions in the words of the whole policy.
    pub(super) permissions: Vec<usize>,
}

pub(super) fn sets(asked: &Asked, errors: &mut Errors) -> Sets {
    let mut positions: HashMap<String, (usize, usize)> = HashMap::new();
    let mut sets: Vec<Set> = Vec::new();
    for (path, listed) in asked.paths.iter().zip(&asked.answers) {
        for (index, (name, _)) in listed.permissions.iter().enumerate() {
            let here = (sets.len(), index);
            if let Some((first, _)) = positions.insert(name.text().to_owned(), here) {
                let first = sets.get(first).map_or(String::new(), Set::name);
                let message = wording::declared_by_two(name.text(), &first, &path_text(path));
                errors.push(syn::Error::new_spanned(path, message));
            }
        }
        sets.push(Set {
            path: path.clone(),
            permissions: listed.permissions.clone(),
            scopes: listed.scopes.clone(),
        });
    }
    Sets { sets, positions }
}

pub(super) fn block(declaration: Declaration, sets: &Sets, errors: &mut Errors) -> Policy {
    let strict = declaration.strict;
    let entries = distinct(declaration.entries, errors);
    check_values(&entries, sets, errors);
    let graph = resolve(&entries, sets, errors);
    let closed = closure::close(&graph, &entries, errors);
    let roles: Vec<_> = entries
        .into_iter()
        .zip(closed)
        .map(|(entry, closed)| role(entry, closed, errors))
        .collect();
    let ungranted = ungranted(&roles, sets);
    let sound = errors.is_empty();
    if strict && sound {
        check_strict(&ungranted, sets, errors);
    }
    Policy {
        strict,
        ungranted: if strict || !sound {
            Vec::new()
        } else {
            of_this_module(ungranted, sets)
        },
        roles,
    }
}

/// What each role names directly, as numbers.
pub(super) struct Direct {
    pub(super) roles: Vec<(usize, proc_macro2::Span)>,
    pub(super) permissions: Vec<usize>,
}

fn distinct(entries: Vec<Entry>, errors: &mut Errors) -> Vec<Entry> {
    let mut names: HashMap<String, Name> = HashMap::new();
    entries
        .into_iter()
        .filter(|entry| {
            let name = &entry.name;
            if name.text() == "all" {
                errors.at(name.span(), wording::ALL_IS_A_WORD);
                return false;
            }
            let Some(first) = names.insert(names::mangled(name.text()), name.clone()) else {
                return true;
            };
            errors.at(name.span(), wording::declared_twice("role", name.text()));
            errors.at(first.span(), wording::first_declared(name.text()));
            false
        })
        .collect()
}

fn check_values(entries: &[Entry], sets: &Sets, errors: &mut Errors) {
    let mut values: HashMap<&str, &Name> = HashMap::new();
    let scopes: HashSet<_> = sets
        .sets
        .iter()
        .flat_map(|set| &set.scopes)
        .map(Name::text)
        .collect();
    for entry in entries {
        let value = entry.app_role.value.as_ref().unwrap_or(&entry.name);
        entra::check_value("the value of an app role", value, errors);
        if scopes.contains(value.text()) {
            errors.at(value.span(), wording::value_is_a_scope(value.text()));
        }
        if let Some(first) = values.insert(value.text(), &entry.name) {
            errors.at(
                value.span(),
                wording::same_value(value.text(), first.text()),
            );
        }
        if let Some(id) = entry.app_role.id.as_ref().filter(|id| !is_guid(id.text())) {
            errors.at(id.span(), wording::NOT_A_GUID);
        }
        if let Some((
            span,
            parse::Members {
                user: false,
                application: false,
            },
        )) = entry.app_role.members
        {
            errors.at(span, wording::NO_MEMBERS);
        }
    }
}

fn resolve(entries: &[Entry], sets: &Sets, errors: &mut Errors) -> Vec<Direct> {
    let names = Names { entries, sets };
    entries
        .iter()
        .map(|entry| {
            let mut direct = Direct {
                roles: Vec::new(),
                permissions: Vec::new(),
            };
            for term in &entry.terms {
                match term {
                    Term::Every => direct.permissions.extend(sets.every_position()),
                    Term::Permissions(list) => names.permissions(list, &mut direct, errors),
                    Term::Role(name) => direct.roles.extend(names.role(name, errors)),
                }
            }
            direct
        })
        .collect()
}

/// Every name that a term may use.
struct Names<'a> {
    entries: &'a [Entry],
    sets: &'a Sets,
}

impl Names<'_> {
    fn role(&self, name: &Name, errors: &mut Errors) -> Option<(usize, proc_macro2::Span)> {
        let found = self
            .entries
            .iter()
            .position(|entry| entry.name.text() == name.text());
        if found.is_none() {
            errors.at(name.span(), self.not_a_role(name.text()));
        }
        found.map(|index| (index, name.span()))
    }

    fn permissions(&self, list: &[Name], direct: &mut Direct, errors: &mut Errors) {
        let mut seen = HashSet::new();
        for name in list {
            match self.sets.position(name.text()) {
                Some(_) if !seen.insert(name.text()) => {
                    errors.at(name.span(), wording::listed_twice(name.text()))
                }
                Some(position) => direct.permissions.push(position),
                None => errors.at(name.span(), self.not_a_permission(name.text())),
            }
        }
    }

    fn not_a_role(&self, name: &str) -> String {
        if self.sets.position(name).is_some() {
            return wording::permission_among_roles(name);
        }
        let declared: Vec<_> = self
            .entries
            .iter()
            .map(|entry| entry.name.text().to_owned())
            .collect();
        wording::unknown("role", name, &declared)
    }

    fn not_a_permission(&self, name: &str) -> String {
        if self.entries.iter().any(|entry| entry.name.text() == name) {
            return wording::role_among_permissions(name);
        }
        wording::unknown("permission", name, &self.sets.permission_names())
    }
}

impl Sets {
    pub(super) fn permission_names(&self) -> Vec<String> {
        let names = self.sets.iter().flat_map(|set| &set.permissions);
        names.map(|(name, _)| name.text().to_owned()).collect()
    }

    pub(super) fn scope_names(&self) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for scope in self.sets.iter().flat_map(|set| &set.scopes) {
            if !names.iter().any(|name| name == scope.text()) {
                names.push(scope.text().to_owned());
            }
        }
        names
    }

    /// How many words the permissions take, each set beginning with a new one.
    pub(super) fn words(&self) -> usize {
        self.sets.iter().map(Set::words).sum()
    }

    fn position(&self, name: &str) -> Option<usize> {
        let (set, index) = self.positions.get(name)?;
        Some(self.start(*set) + index)
    }

    fn every_position(&self) -> Vec<usize> {
        let sets = self.sets.iter().enumerate();
        sets.flat_map(|(set, one)| {
            (0..one.permissions.len()).map(move |index| self.start(set) + index)
        })
        .collect()
    }

    fn start(&self, set: usize) -> usize {
        self.sets
            .iter()
            .take(set)
            .map(|before| before.words() * 64)
            .sum()
    }
}

impl Set {
    fn words(&self) -> usize {
        self.permissions.len().div_ceil(64)
    }

    fn name(&self) -> String {
        path_text(&self.path)
    }

    pub(super) fn is_this_module(&self) -> bool {
        self.path.is_ident("self")
    }
}

fn role(entry: Entry, closed: closure::Closed, errors: &mut Errors) -> Role {
    let app_role = entry.app_role;
    entra_name(&entry.name, errors);
    Role {
        value: app_role
            .value
            .as_ref()
            .unwrap_or(&entry.name)
            .text()
            .to_owned(),
        id: app_role.id.map(|id| id.text().to_owned()),
        members: app_role.members.map_or(
            parse::Members {
                user: true,
                application: false,
            },
            |(_, members)| members,
        ),
        enabled: app_role.enabled.unwrap_or(true),
        name: entry.name,
        description: entry.description,
        roles: closed.roles,
        permissions: closed.permissions,
    }
}

fn entra_name(name: &Name, errors: &mut Errors) {
    if name.text().is_empty() {
        errors.at(name.span(), wording::empty("the name of a role"));
    }
}

/// Each permission that no role grants, with whether it is of this module.
fn ungranted(roles: &[Role], sets: &Sets) -> Vec<Name> {
    if roles.is_empty() {
        return Vec::new();
    }
    let granted: HashSet<_> = roles
        .iter()
        .flat_map(|role| role.permissions.iter().copied())
        .collect();
    let names = sets
        .sets
        .iter()
        .flat_map(|set| &set.permissions)
        .map(|(name, _)| name);
    names
        .filter(|name| {
            sets.position(name.text())
                .is_some_and(|at| !granted.contains(&at))
        })
        .cloned()
        .collect()
}

fn of_this_module(names: Vec<Name>, sets: &Sets) -> Vec<Name> {
    let here: HashSet<_> = sets
        .sets
        .iter()
        .filter(|set| set.is_this_module())
        .flat_map(|set| &set.permissions)
        .map(|(name, _)| name.text())
        .collect();
    names
        .into_iter()
        .filter(|name| here.contains(name.text()))
        .collect()
}

fn check_strict(ungranted: &[Name], sets: &Sets, errors: &mut Errors) {
    for name in ungranted {
        errors.at(name.span(), wording::granted_by_none(name.text()));
    }
    if sets.sets.iter().all(|set| set.scopes.is_empty()) {
        return;
    }
    for (name, scopes) in sets.sets.iter().flat_map(|set| &set.permissions) {
        if scopes.is_empty() {
            errors.at(name.span(), wording::without_scope(name.text()));
        }
    }
}

fn is_guid(text: &str) -> bool {
    let groups: Vec<_> = text.split('-').collect();
    let lengths: Vec<_> = groups.iter().map(|group| group.len()).collect();
    lengths == [8, 4, 4, 4, 12]
        && groups
            .iter()
            .all(|group| group.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

fn path_text(path: &syn::Path) -> String {
    path.to_token_stream().to_string().replace(' ', "")
}
