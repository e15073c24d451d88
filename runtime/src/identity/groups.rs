//! Which groups bring which roles: nothing of the policy, but of the directory that it is used with.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::entra::guid;
use crate::policy::Role;

/// Roles by group. A group that is not in it brings nothing, and is no mistake: a directory holds thousands.
#[derive(Debug, Default)]
pub(crate) struct GroupRoles(HashMap<String, Vec<Role>>);

impl GroupRoles {
    /// Lets the members of `group` hold `role` too.
    pub(crate) fn add(&mut self, group: &str, role: Role) {
        let roles = self.0.entry(comparable(group).into_owned()).or_default();
        if !roles.contains(&role) {
            roles.push(role);
        }
    }

    /// What membership in these groups brings.
    pub(super) fn brought_by(&self, groups: &[String]) -> impl Iterator<Item = Role> {
        let groups = if self.0.is_empty() { &[] } else { groups };
        let roles = groups
            .iter()
            .filter_map(|group| self.0.get(&*comparable(group)));
        roles.flatten().copied()
    }

    /// All that membership in some group may bring.
    pub(super) fn brought_by_any(&self) -> impl Iterator<Item = Role> {
        self.0.values().flatten().copied()
    }
}

/// A group as it is compared: object IDs without regard to case, names as they are.
fn comparable(group: &str) -> Cow<'_, str> {
    guid(group).map_or(Cow::Borrowed(group), Cow::Owned)
}
