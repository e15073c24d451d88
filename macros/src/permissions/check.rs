//! What is true of a `permissions! { … }` block: every name once, every scope by its index.

use std::collections::HashMap;

use super::parse::{Declaration, Entry};
use crate::errors::Errors;
use crate::names::Name;
use crate::{blocks, entra, wording};

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
    let entries = blocks::named("permission", declaration.entries, errors);
    let entries = blocks::distinct("permission", entries, errors);
    let mut scopes = Scopes::default();
    let permissions: Vec<_> = entries
        .into_iter()
        .map(|entry| permission(entry, &mut scopes, errors))
        .collect();
    scopes.add_without_permission(declaration.scopes, errors);
    // Scopes share identifiers as permissions do: `Documents.Read` is `scope::Documents_Read`.
    Permissions {
        scopes: blocks::distinct("scope", scopes.names, errors),
        permissions,
    }
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
            let index = self.index(name, errors);
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
            match self.known.get(name.text()) {
                Some(index) if *index < carrying => {
                    errors.at(name.span(), wording::carries_already(name.text()));
                }
                Some(_) => errors.at(name.span(), wording::listed_twice(name.text())),
                None => {
                    self.index(&name, errors);
                }
            }
        }
    }

    /// The number of a scope, which is looked at where it is first mentioned.
    fn index(&mut self, name: &Name, errors: &mut Errors) -> usize {
        if let Some(index) = self.known.get(name.text()) {
            return *index;
        }
        entra::check_value("the value of a scope", name, errors);
        let index = self.names.len();
        self.known.insert(name.text().to_owned(), index);
        self.names.push(name.clone());
        index
    }
}
