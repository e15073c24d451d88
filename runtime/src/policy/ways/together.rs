//! What one caller may hold at once: of roles that exclude one another (`#![exclusive(…)]`), one.

use super::super::table::PolicyTable;
use super::super::words::Words;
use super::super::{Role, words};

/// The most sets that are made of one.
const MOST: usize = 256;

/// The largest sets of these roles of which no two exclude one another, the included ones among them: one set where
/// none do. Of more than 256 such sets, the first.
pub(super) fn largest(policy: &'static PolicyTable, roles: Vec<Role>) -> Vec<Vec<Role>> {
    let mut sets = vec![roles];
    for exclusive in policy.exclusive {
        sets = sets.iter().flat_map(|set| split(set, exclusive)).collect();
        sets.truncate(MOST);
    }
    sets
}

/// Which of the roles that exclude others it brings, in words: by this it differs from another before [`largest`].
pub(super) fn ties(policy: &'static PolicyTable, role: Role) -> Words {
    let mut ties = words::empty(policy.roles.len());
    for member in policy.exclusive.iter().copied().flatten() {
        if brings(role, *member) {
            words::insert(&mut ties, usize::from(*member));
        }
    }
    ties
}

/// One set for each member of `exclusive` that is brought by some role: without whatever brings another.
fn split(roles: &[Role], exclusive: &[u16]) -> Vec<Vec<Role>> {
    let is_brought = |member: &&u16| roles.iter().any(|role| brings(*role, **member));
    let members: Vec<_> = exclusive.iter().filter(is_brought).collect();
    if members.len() < 2 {
        return vec![roles.to_vec()];
    }
    let keeping = |chosen: &&u16| {
        let is_kept = |role: &&Role| {
            let mut others = members.iter().filter(|member| *member != chosen);
            !others.any(|member| brings(**role, **member))
        };
        roles.iter().filter(is_kept).copied().collect()
    };
    members.iter().map(keeping).collect()
}

fn brings(role: Role, member: u16) -> bool {
    role.row()
        .is_some_and(|row| words::contains(row.roles, usize::from(member)))
}
