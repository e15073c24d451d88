//! Every permission and scope that the blocks have answered, and where each stands in the words of the policy.

use std::collections::{HashMap, HashSet};

use proc_macro2::Span;
use quote::ToTokens;
use syn::Path;
use syn::spanned::Spanned;

use crate::errors::Errors;
use crate::names::Name;
use crate::permissions::{Listed, ListedPermission};
use crate::wording;

/// The permission blocks that a policy reads.
pub(super) struct Sets {
    pub(super) sets: Vec<Set>,
    positions: HashMap<String, usize>,
}

/// One permission block.
pub(super) struct Set {
    pub(super) path: Path,
    pub(super) permissions: Vec<ListedPermission>,
    pub(super) scopes: Vec<Name>,
    /// Where its words begin.
    start: usize,
}

impl Sets {
    pub(super) fn new(paths: Vec<Path>, answers: Vec<Listed>, errors: &mut Errors) -> Self {
        let mut uniques = Vec::new();
        let mut sets = Self {
            sets: Vec::new(),
            positions: HashMap::new(),
        };
        for (path, listed) in paths.into_iter().zip(answers) {
            if uniques.contains(&listed.unique) {
                let message = wording::listed_twice(&text(&path));
                errors.push(syn::Error::new_spanned(path, message));
                continue;
            }
            uniques.push(listed.unique);
            sets.add(path, listed.permissions, listed.scopes, errors);
        }
        sets
    }

    fn add(
        &mut self,
        path: Path,
        permissions: Vec<ListedPermission>,
        scopes: Vec<Name>,
        errors: &mut Errors,
    ) {
        let start = self.words() * 64;
        for (index, permission) in permissions.iter().enumerate() {
            let name = permission.name.text();
            if let Some(first) = self.positions.insert(name.to_owned(), start + index) {
                let first = self
                    .set_at(first)
                    .map_or(String::new(), |set| text(&set.path));
                let message = wording::declared_by_two(name, &first, &text(&path));
                errors.push(syn::Error::new_spanned(&path, message));
            }
        }
        self.sets.push(Set {
            path,
            permissions,
            scopes,
            start,
        });
    }

    /// Where a permission stands in the words of the policy.
    pub(super) fn position(&self, name: &str) -> Option<usize> {
        self.positions.get(name).copied()
    }

    /// Every permission with its set and its position.
    pub(super) fn permissions(&self) -> impl Iterator<Item = (&Set, &ListedPermission, usize)> {
        self.sets.iter().flat_map(|set| {
            let positions = set.start..;
            let permissions = set.permissions.iter().zip(positions);
            permissions.map(move |(permission, position)| (set, permission, position))
        })
    }

    pub(super) fn permission_names(&self) -> Vec<String> {
        self.permissions()
            .map(|(_, permission, _)| permission.name.text().to_owned())
            .collect()
    }

    /// Each once, though two blocks may declare the same.
    pub(super) fn scope_names(&self) -> Vec<String> {
        let mut seen = HashSet::new();
        let scopes = self.sets.iter().flat_map(|set| &set.scopes);
        scopes
            .map(Name::text)
            .filter(|name| seen.insert(*name))
            .map(str::to_owned)
            .collect()
    }

    /// How many words the permissions take, each set beginning with a new one.
    pub(super) fn words(&self) -> usize {
        self.sets
            .last()
            .map_or(0, |set| set.start / 64 + set.permissions.len().div_ceil(64))
    }

    fn set_at(&self, position: usize) -> Option<&Set> {
        self.sets.iter().rev().find(|set| set.start <= position)
    }
}

impl Set {
    pub(super) fn is_this_module(&self) -> bool {
        self.path.is_ident("self")
    }

    /// Where a mistake in the declaration of `name` is shown: at the name, or at the path of a block elsewhere.
    pub(super) fn place_of(&self, name: &Name) -> Span {
        if self.is_this_module() {
            name.span()
        } else {
            self.path.span()
        }
    }
}

fn text(path: &Path) -> String {
    path.to_token_stream().to_string().replace(' ', "")
}
