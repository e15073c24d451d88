//! One random policy: one to three blocks of permissions, and roles that include one another without a circle.

use crate::chance::Chance;

pub(crate) struct Policy {
    pub(crate) module: String,
    /// The last one stands in the policy's own module, if it has one.
    pub(crate) sources: Vec<Source>,
    pub(crate) declares_its_own: bool,
    /// In the order in which they are written, which is not that of inclusion.
    pub(crate) roles: Vec<Role>,
    /// Roles of which no identity may hold two.
    pub(crate) exclusive: Vec<Vec<String>>,
}

pub(crate) struct Source {
    pub(crate) permissions: Vec<Permission>,
    /// Those that carry no permission.
    pub(crate) scopes: Vec<String>,
}

pub(crate) struct Permission {
    pub(crate) name: String,
    pub(crate) scopes: Vec<String>,
}

pub(crate) struct Role {
    pub(crate) name: String,
    pub(crate) value: Option<String>,
    pub(crate) user: bool,
    pub(crate) application: bool,
    pub(crate) includes: Vec<String>,
    pub(crate) grants: Vec<String>,
    pub(crate) all: bool,
}

impl Policy {
    pub(crate) fn of(number: usize, chance: &mut Chance) -> Self {
        let scoped = !chance.once_in(4);
        let sources: Vec<_> = (0..chance.between(1, 3))
            .map(|place| Source::of(place, scoped, chance))
            .collect();
        let declared = sources.iter().flat_map(|source| &source.permissions);
        let permissions: Vec<_> = declared.map(|permission| permission.name.clone()).collect();
        let mut roles = Vec::new();
        // Sixty-five need a second word.
        let count = if chance.once_in(8) {
            chance.between(60, 75)
        } else {
            chance.between(1, 12)
        };
        for place in 0..count {
            roles.push(Role::of(place, &roles, &permissions, chance));
        }
        Self {
            module: format!("policy_{number}"),
            declares_its_own: sources.len() == 1 || chance.once_in(2),
            sources,
            exclusive: exclusive(&roles, chance),
            roles: mixed(roles, chance),
        }
    }
}

fn mixed(mut roles: Vec<Role>, chance: &mut Chance) -> Vec<Role> {
    (0..roles.len())
        .map(|_| roles.swap_remove(chance.below(roles.len())))
        .collect()
}

/// Pairs of roles of which no role includes both, in every other policy.
fn exclusive(roles: &[Role], chance: &mut Chance) -> Vec<Vec<String>> {
    if chance.once_in(2) {
        return Vec::new();
    }
    let names: Vec<_> = roles.iter().map(|role| role.name.clone()).collect();
    let mut pairs: Vec<_> = (0..2).map(|_| chance.some_of(&names, 2)).collect();
    pairs.retain(|pair| {
        let both = |role| pair.iter().all(|one| closure(roles, role).contains(one));
        pair.len() == 2 && !roles.iter().any(both)
    });
    pairs
}

/// The role, and all that it includes: each stands behind those that it includes.
fn closure(roles: &[Role], role: &Role) -> Vec<String> {
    let mut all = vec![role.name.clone()];
    for other in roles.iter().rev() {
        if all.contains(&other.name) {
            all.extend(other.includes.iter().cloned());
        }
    }
    all
}

impl Source {
    fn of(place: usize, capped: bool, chance: &mut Chance) -> Self {
        let count = if chance.once_in(6) {
            chance.between(60, 140)
        } else {
            chance.between(0, 9)
        };
        // Two blocks share the scopes of small numbers.
        let scopes: Vec<_> = (0..chance.between(1, 5))
            .map(|number| format!("Scope.{number}"))
            .collect();
        let most = if capped { 3 } else { 0 };
        let permissions: Vec<_> = (0..count)
            .map(|number| Permission {
                name: permission_name(place, number, chance),
                scopes: chance.some_of(&scopes, most),
            })
            .collect();
        let heads = if capped && chance.once_in(2) {
            vec![format!("Head.{place}"), "Head.shared".to_owned()]
        } else {
            Vec::new()
        };
        Self {
            permissions,
            scopes: heads,
        }
    }
}

/// Each once in a policy, bare or in quotes.
fn permission_name(place: usize, number: usize, chance: &mut Chance) -> String {
    match chance.below(4) {
        0 => format!("right_{place}_{number}"),
        1 => format!("Right.{place}.{number}"),
        2 => format!("größe:{place}:{number}"),
        _ => format!("{place}-{number} of all"),
    }
}

impl Role {
    fn of(place: usize, before: &[Self], permissions: &[String], chance: &mut Chance) -> Self {
        let before: Vec<_> = before.iter().map(|role| role.name.clone()).collect();
        let (user, application) = match chance.below(4) {
            0 => (false, true),
            1 => (true, true),
            _ => (true, false),
        };
        // Now and then one of a long chain.
        let includes = match before.last() {
            Some(last) if chance.once_in(3) => vec![last.clone()],
            _ => chance.some_of(&before, 3),
        };
        Self {
            name: if chance.once_in(3) {
                format!("Team.Role-{place}")
            } else {
                format!("Role{place}")
            },
            value: chance.once_in(3).then(|| format!("Value.{place}")),
            user,
            application,
            includes,
            grants: chance.some_of(permissions, 4),
            all: chance.once_in(20),
        }
    }
}
