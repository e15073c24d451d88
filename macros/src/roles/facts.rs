//! What the rules of a policy can be held against: by which roles everything comes.

use std::collections::HashMap;

use super::check::Role;
use super::sets::Sets;
use crate::analysis::{self, Facts, Permission};
use crate::bits::Bits;

pub(super) fn of(roles: &[Role], exclusive: &[Vec<usize>], sets: &Sets) -> Facts {
    let scopes = sets.scope_names();
    let having = |has: &dyn Fn(&Role) -> bool| having(roles, has);
    Facts {
        roles: roles
            .iter()
            .enumerate()
            .map(|(index, role)| analysis::Role {
                name: role.name.text().to_owned(),
                had_by: having(&|holder| holder.roles.contains(index)),
            })
            .collect(),
        permissions: permissions(roles, &scopes, sets),
        exclusive: exclusive.to_vec(),
        users: having(&|role| role.members.user),
        applications: having(&|role| role.members.application),
        scopes,
    }
}

/// In the order in which the blocks tell of them.
fn permissions(roles: &[Role], scopes: &[String], sets: &Sets) -> Vec<Permission> {
    let numbers: HashMap<_, _> = scopes.iter().map(String::as_str).zip(0..).collect();
    let permissions = sets.permissions().map(|(set, listed, position)| {
        let scopes = listed.scopes.iter();
        let scopes = scopes.filter_map(|scope| set.scopes.get(*scope));
        Permission {
            name: listed.name.text().to_owned(),
            had_by: having(roles, &|role| role.permissions.contains(position)),
            scopes: scopes
                .filter_map(|scope| numbers.get(scope.text()).copied())
                .collect(),
        }
    });
    permissions.collect()
}

fn having(roles: &[Role], has: &dyn Fn(&Role) -> bool) -> Bits {
    let mut having = Bits::empty(roles.len().div_ceil(64));
    for (index, _) in roles.iter().enumerate().filter(|(_, role)| has(role)) {
        having.insert(index);
    }
    having
}
