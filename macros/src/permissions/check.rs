//! What is true of a `permissions! { … }` block: every name once, every scope by its index.

use std::collections::HashMap;

use super::parse::{Declaration, Entry};
use crate::entra;
use crate::errors::Errors;
use crate::names::{self, Name};
use crate::wording;

/// A block without contradictions: what was wrong was reported and left out.
pub(super) struct Permissions {
    pub(super) scopes: Vec<Name>,
    pub(super) permissions: Vec<Permission>,
}

/// One permission, its scopes as indices into [`Permissions::scopes`].
pub(super) struct Permission {
    pub(super) name: Name,
    pub(super) description: String,
    pub(super) scopes: Vec<usize>,
}

pub(super) fn block(declaration: Declaration, errors: &mut Errors) -> Permissions {
    let entries = distinct(declaration.entries, errors);
    let mut scopes = Scopes::default();
    let permissions: Vec<_> = entries
        .into_iter()
        .map(|entry| permission(entry, &mut scopes, errors))
        .collect();
    scopes.add_without_permission(declaration.scopes, errors);
    for most in [permissions.len(), scopes.names.len()] {
        if most >= usize::from(u16::MAX) {
            errors.at(proc_macro2::Span::call_site(), wording::TOO_MANY_NAMES);
        }
    }
    Permissions {
        scopes: scopes.names,
        permissions,
    }
}

/// The entries with a name of their own, and an identifier of their own.
fn distinct(entries: Vec<Entry>, errors: &mut Errors) -> Vec<Entry> {
    let mut names: HashMap<String, Name> = HashMap::new();
    let mut identifiers: HashMap<String, Name> = HashMap::new();
    entries
        .into_iter()
        .filter(|entry| {
            let name = &entry.name;
            if name.text().is_empty() {
                errors.at(name.span(), wording::empty("the name of a permission"));
                return false;
            }
            if let Some(first) = names.insert(name.text().to_owned(), name.clone()) {
                errors.at(
                    name.span(),
                    wording::declared_twice("permission", name.text()),
                );
                errors.at(first.span(), wording::first_declared(name.text()));
                return false;
            }
            let identifier = names::mangled(name.text());
            if let Some(first) = identifiers.insert(identifier.clone(), name.clone()) {
                let message =
                    wording::same_identifier("permission", first.text(), name.text(), &identifier);
                errors.at(name.span(), message);
                return false;
            }
            true
        })
        .collect()
}

fn permission(entry: Entry, scopes: &mut Scopes, errors: &mut Errors) -> Permission {
    Permission {
        scopes: scopes.indices(&entry.scopes, errors),
        name: entry.name,
        description: entry.description,
    }
}

/// Scopes in the order of first mention.
#[derive(Default)]
struct Scopes {
    names: Vec<Name>,
    known: HashMap<String, usize>,
}

impl Scopes {
    fn indices(&mut self, names: &[Name], errors: &mut Errors) -> Vec<usize> {
        let mut indices = Vec::new();
        for name in names {
            entra::check_value("the value of a scope", name, errors);
            let index = self.index(name);
            if indices.contains(&index) {
                errors.at(name.span(), wording::listed_twice(name.text()));
            } else {
                indices.push(index);
            }
        }
        indices
    }

    fn add_without_permission(&mut self, names: Vec<Name>, errors: &mut Errors) {
        let carrying = self.names.len();
        for name in names {
            entra::check_value("the value of a scope", &name, errors);
            match self.known.get(name.text()) {
                Some(index) if *index < carrying => {
                    errors.at(name.span(), wording::carries_already(name.text()))
                }
                Some(_) => errors.at(name.span(), wording::listed_twice(name.text())),
                None => {
                    self.index(&name);
                }
            }
        }
    }

    fn index(&mut self, name: &Name) -> usize {
        *self.known.entry(name.text().to_owned()).or_insert_with(|| {
            self.names.push(name.clone());
            self.names.len() - 1
        })
    }
}
