//! A caller who might be given one role more: what an explanation tries out, role by role.

use super::Grants;
use crate::identity::exclusive;
use crate::policy::words::Words;
use crate::policy::{Role, words};

impl Grants {
    /// The same caller, to be given one role more.
    pub(crate) fn promotions(&self) -> Promotions<'_> {
        Promotions {
            grants: self,
            usable: self.usable(),
            all: exclusive::together(self.policy, &self.assigned, &self.doubtful),
        }
    }
}

/// What is the same for every role that is tried out.
pub(crate) struct Promotions<'a> {
    grants: &'a Grants,
    /// What scopes let through.
    usable: Words,
    /// All that assigned roles and unknown groups may bring.
    all: Words,
}

impl Promotions<'_> {
    /// The same caller with one role more; without it where it could exclude what they have, or be excluded.
    pub(crate) fn to(&self, role: Role) -> Grants {
        let mut grants = self.grants.clone();
        let Some(row) = role.row().filter(|_| grants.roles_count()) else {
            return grants;
        };
        let mut all = self.all.clone();
        words::unite(&mut all, row.roles);
        let is_brought = |role: &u16| words::contains(row.roles, usize::from(*role));
        if exclusive::violated(grants.policy, &all).any(|set| set.iter().any(is_brought)) {
            return grants;
        }
        words::unite(&mut grants.roles, row.roles);
        words::unite(&mut grants.permissions, row.permissions);
        words::intersect(&mut grants.permissions, &self.usable);
        let unknown = grants.unknown.take();
        let unknown =
            unknown.and_then(|unknown| unknown.beyond(&grants.roles, &grants.permissions));
        grants.leave_untold(unknown);
        grants
    }
}
