//! Every identity that there could be under a small policy, as the decision sees it.

use rolecall::__private::PolicyTable;
use rolecall::decision::{Decision, decide};
use rolecall::identity::Grants;
use rolecall::policy::{AuthenticationContext, Kind, Requirement, Role, Scope};

use crate::policies::Made;

/// How many authentication contexts there are to be met.
pub(crate) const CONTEXTS: u8 = 2;

/// Each kind of caller with each choice of roles, scopes and contexts. What a token does not give, as two exclusive
/// roles, the grants leave out themselves.
pub(crate) struct Everyone;

/// One of them.
pub(crate) struct One(Grants);

impl Everyone {
    pub(crate) fn of(made: &Made) -> impl Iterator<Item = One> + use<> {
        let policy = made.table;
        let kinds = [Kind::User, Kind::Application].into_iter();
        kinds.flat_map(move |kind| {
            subsets(assignable(policy, kind)).flat_map(move |roles| {
                subsets(carried(policy, kind)).flat_map(move |scopes| {
                    let grants =
                        Grants::of(policy, kind, roles.iter().copied(), scopes.iter().copied());
                    subsets((1..=CONTEXTS).collect()).map(move |met| {
                        let met = met.into_iter().map(AuthenticationContext::new);
                        One(grants.clone().meeting(met))
                    })
                })
            })
        })
    }
}

impl One {
    pub(crate) fn meets(&self, requirement: Requirement) -> bool {
        decide(&self.0, requirement) == Decision::Granted
    }
}

fn assignable(policy: &'static PolicyTable, kind: Kind) -> Vec<Role> {
    let roles = (0..).zip(policy.roles);
    let admitted = roles.filter(|(_, row)| row.app_role.members.admit(kind));
    admitted
        .map(|(index, _)| Role::new(policy, index))
        .collect()
}

fn carried(policy: &'static PolicyTable, kind: Kind) -> Vec<Scope> {
    let set = policy.sets[0];
    let scopes = (0..).zip(set.scopes).filter(|_| kind == Kind::User);
    scopes.map(|(index, _)| Scope::new(set, index)).collect()
}

fn subsets<T: Clone>(of: Vec<T>) -> impl Iterator<Item = Vec<T>> {
    (0_u32..1 << of.len()).map(move |bits| {
        let members = (0..).zip(&of).filter(|(bit, _)| bits >> bit & 1 == 1);
        members.map(|(_, member)| member.clone()).collect()
    })
}
