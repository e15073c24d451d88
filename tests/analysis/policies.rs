//! Random small policies: as tables, which the decision reads, and as what the analysis knows of them.

use proptest::collection::vec;
use proptest::prelude::*;
use rolecall::__private::{
    AppRole, Members, PermissionRow, PermissionTable, PolicyTable, RoleRow, ScopeRow,
};

use crate::analysis::{Facts, Permission, Role};
use crate::bits::Bits;

/// One policy.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Made {
    pub(crate) table: &'static PolicyTable,
    pub(crate) facts: &'static Facts,
}

/// Up to five roles, each of which may include those before it, up to four permissions, up to three scopes.
pub(crate) fn policy() -> impl Strategy<Value = Made> {
    let sizes = (1_usize..=5, 1_usize..=4, 0_usize..=3);
    let drawn = sizes.prop_flat_map(|(roles, permissions, scopes)| {
        let role = (any::<u8>(), any::<u8>(), 1_u8..=3);
        let exclusive = vec(vec(0..roles, 2..=3), 0..=2);
        (
            vec(role, roles),
            vec(any::<u8>(), permissions),
            Just(scopes),
            exclusive,
        )
    });
    drawn.prop_map(|(roles, permissions, scopes, exclusive)| {
        let drawn = Drawn::new(&roles, &permissions, scopes, exclusive);
        Made {
            table: leak(drawn.table()),
            facts: leak(drawn.facts()),
        }
    })
}

/// What was drawn, inclusion followed to the end.
struct Drawn {
    roles: Vec<Held>,
    /// The scopes of each permission.
    permissions: Vec<Vec<usize>>,
    scopes: usize,
    exclusive: Vec<Vec<usize>>,
}

struct Held {
    roles: Bits,
    permissions: Bits,
    members: Members,
}

impl Drawn {
    fn new(
        roles: &[(u8, u8, u8)],
        permissions: &[u8],
        scopes: usize,
        exclusive: Vec<Vec<usize>>,
    ) -> Self {
        let mut held: Vec<Held> = Vec::new();
        for (index, (included, granted, members)) in roles.iter().enumerate() {
            let mut one = Held {
                roles: set([index]),
                permissions: set(numbers(*granted, permissions.len())),
                members: Members {
                    user: members & 1 == 1,
                    application: members & 2 == 2,
                },
            };
            for other in numbers(*included, index) {
                one.roles.unite(&held[other].roles);
                one.permissions.unite(&held[other].permissions);
            }
            held.push(one);
        }
        let permissions = permissions.iter().map(|bits| numbers(*bits, scopes));
        Self {
            exclusive: holdable(exclusive, &held),
            roles: held,
            permissions: permissions.collect(),
            scopes,
        }
    }

    fn table(&self) -> PolicyTable {
        let permissions = self.permissions.iter().map(|scopes| PermissionRow {
            name: "permission",
            description: "",
            scopes: leak(short(scopes)).as_slice(),
        });
        let scopes = (0..self.scopes).map(|scope| ScopeRow {
            name: leak(format!("scope {scope}")),
        });
        let set = PermissionTable {
            module: "drawn",
            package: None,
            version: None,
            unique: 0,
            permissions: leak(permissions.collect::<Vec<_>>()),
            scopes: leak(scopes.collect::<Vec<_>>()),
        };
        let roles = self.roles.iter().map(|held| RoleRow {
            name: "role",
            description: "",
            app_role: AppRole {
                value: "role",
                id: None,
                members: held.members,
                enabled: true,
            },
            roles: leak(held.roles.words().to_vec()),
            permissions: leak(held.permissions.words().to_vec()),
        });
        let exclusive = self.exclusive.iter();
        let exclusive = exclusive.map(|set| leak(short(set)).as_slice());
        PolicyTable {
            module: "drawn",
            sets: leak(vec![leak(set)]),
            roles: leak(roles.collect::<Vec<_>>()),
            exclusive: leak(exclusive.collect::<Vec<_>>()),
            unique: 0,
        }
    }

    fn facts(&self) -> Facts {
        let having = |has: &dyn Fn(&Held) -> bool| -> Bits {
            let holders = self.roles.iter().enumerate();
            set(holders
                .filter(|(_, held)| has(held))
                .map(|(index, _)| index))
        };
        let roles = 0..self.roles.len();
        let permissions = self.permissions.iter().enumerate();
        Facts {
            roles: roles
                .map(|role| Role {
                    name: format!("role {role}"),
                    had_by: having(&|held| held.roles.contains(role)),
                })
                .collect(),
            permissions: permissions
                .map(|(permission, scopes)| Permission {
                    name: format!("permission {permission}"),
                    had_by: having(&|held| held.permissions.contains(permission)),
                    scopes: scopes.clone(),
                })
                .collect(),
            scopes: (0..self.scopes)
                .map(|scope| format!("größe {scope}"))
                .collect(),
            exclusive: self.exclusive.clone(),
            users: having(&|held| held.members.user),
            applications: having(&|held| held.members.application),
        }
    }
}

/// As `roles!` takes them: two members or more, none twice, and no role that could not be held.
fn holdable(mut exclusive: Vec<Vec<usize>>, held: &[Held]) -> Vec<Vec<usize>> {
    for set in &mut exclusive {
        set.sort_unstable();
        set.dedup();
    }
    exclusive.retain(|set| {
        let members = |held: &Held| {
            set.iter()
                .filter(|role| held.roles.contains(**role))
                .count()
        };
        set.len() > 1 && held.iter().all(|held| members(held) < 2)
    });
    exclusive
}

fn numbers(bits: u8, count: usize) -> Vec<usize> {
    (0..count).filter(|bit| bits >> bit & 1 == 1).collect()
}

fn set(members: impl IntoIterator<Item = usize>) -> Bits {
    let mut set = Bits::empty(1);
    members.into_iter().for_each(|member| set.insert(member));
    set
}

fn short(numbers: &[usize]) -> Vec<u16> {
    let short = numbers.iter().map(|number| u16::try_from(*number).unwrap());
    short.collect()
}

/// The tables are statics in earnest.
pub(crate) fn leak<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}
