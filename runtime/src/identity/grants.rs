//! What an identity may do under one policy, worked out once, when it is proven.
//!
//! Roles come from the `roles` claim by app role value, closed over inclusion; permissions are the union over the
//! roles, and for a delegated token only those whose scopes it carries. All of it ends in words of bits, so that a
//! decision is a few loads.

use super::exclusive::{self, Held};
use crate::policy::table::PolicyTable;
use crate::policy::{AuthenticationContext, Kind, Permission, Policy, Role, Scope, words};

/// What the decision reads of an identity: kind, roles, permissions and scopes under one policy.
#[derive(Clone, Debug)]
pub struct Grants {
    policy: &'static PolicyTable,
    kind: Kind,
    /// What the roles claim gives, whatever the scopes are.
    held: Box<[u64]>,
    /// The exclusive roles of which too many are assigned; mostly no words at all.
    dropped: Box<[u64]>,
    scopes: Box<[u64]>,
    roles: Box<[u64]>,
    permissions: Box<[u64]>,
    /// The authentication contexts that were met, a bit for each number.
    contexts: u128,
}

const EVERY_CONTEXT: u128 = u128::MAX;

impl Grants {
    fn new(policy: &'static PolicyTable, kind: Kind, held: Held, scopes: Box<[u64]>) -> Self {
        let mut grants = Self {
            policy,
            kind,
            roles: words::empty(policy.roles.len()),
            permissions: words::empty(policy.permission_bits()),
            held: held.roles,
            dropped: held.dropped,
            scopes,
            contexts: EVERY_CONTEXT,
        };
        if grants.roles_count() {
            grants.roles = grants.held.clone();
            grants.unite_permissions();
        }
        grants
    }

    /// What somebody might do who was assigned these roles and carries these scopes: for questions of *what if*, in a
    /// test, a report or an administrator's page. It proves nothing, and no identity can be made of it.
    ///
    /// The roles count as those of a token do: one that is not for this kind of caller, or of another policy, grants
    /// nothing. An application in its own name carries no scope. Every authentication context is met; see
    /// [`meeting`](Self::meeting).
    ///
    /// ```
    /// # mod policy { rolecall::permissions! { view, edit } rolecall::roles! { Viewer: [view], Editor: Viewer + [edit] } }
    /// use policy::role;
    /// use rolecall::decision::{Decision, decide};
    /// use rolecall::identity::Grants;
    /// use rolecall::policy::Kind;
    /// use rolecall::require;
    ///
    /// # fn main() {
    /// let viewer = Grants::hypothetical(policy::Policy, Kind::User, [role::Viewer.into()], []);
    /// assert_eq!(decide(&viewer, require!(permission = "view")), Decision::Granted);
    /// assert_eq!(decide(&viewer, require!(permission = "edit")), Decision::Refused);
    /// # }
    /// ```
    pub fn hypothetical<P: Policy>(
        _policy: P,
        kind: Kind,
        roles: impl IntoIterator<Item = Role>,
        scopes: impl IntoIterator<Item = Scope>,
    ) -> Self {
        let admitted = |role: &Role| {
            role.app_role()
                .is_some_and(|app_role| app_role.members.admit(kind))
        };
        let roles = roles.into_iter().filter(admitted);
        let scopes = scopes.into_iter().filter(|_| kind == Kind::User);
        Self::of(P::TABLE, kind, roles, scopes)
    }

    /// The same caller, who has met these authentication contexts and no others.
    #[must_use]
    pub fn meeting(mut self, contexts: impl IntoIterator<Item = AuthenticationContext>) -> Self {
        let met = contexts.into_iter();
        self.contexts = met.fold(0, |contexts, context| contexts | 1 << context.number());
        self
    }

    /// The grants of one who holds exactly `roles`, by the policy, with `scopes`, and who has met every authentication
    /// context: for tables and explanations.
    #[doc(hidden)]
    pub fn of(
        policy: &'static PolicyTable,
        kind: Kind,
        roles: impl IntoIterator<Item = Role>,
        scopes: impl IntoIterator<Item = Scope>,
    ) -> Self {
        // The words of another policy's role would be read as roles of this one.
        let roles = roles
            .into_iter()
            .filter(|role| std::ptr::eq(role.table, policy));
        let held = exclusive::held(policy, roles);
        let mut carried = words::empty(policy.scope_bits());
        for position in scopes
            .into_iter()
            .flat_map(|scope| policy.scope_positions(scope))
        {
            words::insert(&mut carried, position);
        }
        Self::new(policy, kind, held, carried)
    }

    /// The same caller with these scopes in the token instead: what an explanation tries out.
    pub(crate) fn with_scopes(&self, scopes: impl IntoIterator<Item = Scope>) -> Self {
        let carried = Self::of(self.policy, self.kind, [], scopes).scopes;
        let held = Held {
            roles: self.held.clone(),
            dropped: self.dropped.clone(),
        };
        Self {
            contexts: self.contexts,
            ..Self::new(self.policy, self.kind, held, carried)
        }
    }

    /// The same caller, having met every authentication context: what an explanation tries out.
    pub(crate) fn stepped_up(&self) -> Self {
        Self {
            contexts: EVERY_CONTEXT,
            ..self.clone()
        }
    }

    /// The same caller, having met these authentication contexts too: what an explanation tries out.
    pub(crate) fn having_met(&self, contexts: &[AuthenticationContext]) -> Self {
        let more = contexts.iter().map(|context| 1 << context.number());
        Self {
            contexts: more.fold(self.contexts, |met, context| met | context),
            ..self.clone()
        }
    }

    /// Whether a person or an application is calling.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.kind
    }

    pub(crate) fn policy(&self) -> &'static PolicyTable {
        self.policy
    }

    /// The declared roles that are held, the included ones among them.
    pub fn roles(&self) -> impl Iterator<Item = Role> {
        self.policy
            .roles()
            .filter(|role| words::contains(&self.roles, role.index()))
    }

    /// The permissions that may be used now.
    pub fn permissions(&self) -> impl Iterator<Item = Permission> {
        self.policy
            .permissions()
            .filter(|permission| self.may(*permission) == Some(true))
    }

    /// The declared delegated scopes that the token carries.
    pub fn scopes(&self) -> impl Iterator<Item = Scope> {
        self.policy
            .scopes()
            .filter(|scope| self.has_scope(*scope) == Some(true))
    }

    /// Whether the permission may be used; nothing where it is not of this policy, and so cannot be told.
    #[inline]
    pub(crate) fn may(&self, permission: Permission) -> Option<bool> {
        let position = self.policy.position(permission)?;
        Some(words::contains(&self.permissions, position))
    }

    /// Whether the role is held; nothing where it is not of this policy, and so cannot be told.
    #[inline]
    pub(crate) fn has_role(&self, role: Role) -> Option<bool> {
        std::ptr::eq(self.policy, role.table).then(|| words::contains(&self.roles, role.index()))
    }

    /// Whether the token carries the scope; nothing where it is not of this policy, and so cannot be told.
    #[inline]
    pub(crate) fn has_scope(&self, scope: Scope) -> Option<bool> {
        let position = self.policy.scope_position(scope)?;
        Some(words::contains(&self.scopes, position))
    }

    /// Whether the authentication context was met.
    #[inline]
    pub(crate) fn meets(&self, context: AuthenticationContext) -> bool {
        self.contexts >> context.number() & 1 == 1
    }

    /// A delegated token without any scope of the policy brings no role, where the policy declares scopes.
    fn roles_count(&self) -> bool {
        let carries_one = self.scopes.iter().any(|word| *word != 0);
        self.kind == Kind::Application || carries_one || !self.policy.declares_scopes()
    }

    fn unite_permissions(&mut self) {
        for role in self.policy.roles() {
            if let Some(row) = role
                .row()
                .filter(|_| words::contains(&self.held, role.index()))
            {
                words::unite(&mut self.permissions, row.permissions);
            }
        }
        let usable = self.usable();
        words::intersect(&mut self.permissions, &usable);
    }

    /// Every permission that the scopes let through: all of them for an application in its own name.
    pub(crate) fn usable(&self) -> Box<[u64]> {
        let mut usable = words::full(self.policy.permission_bits());
        if self.kind == Kind::Application {
            return usable;
        }
        for permission in self.policy.permissions() {
            let capped = permission.scopes().next().is_some();
            let carried = permission
                .scopes()
                .any(|scope| self.has_scope(scope) == Some(true));
            if let Some(position) = self
                .policy
                .position(permission)
                .filter(|_| capped && !carried)
            {
                words::remove(&mut usable, position);
            }
        }
        usable
    }

    /// The same caller with one role more; `usable` is [`Self::usable`], which does not change by it.
    pub(crate) fn with_role(&self, role: Role, usable: &[u64]) -> Self {
        let mut grants = self.clone();
        if let Some(row) = role.row().filter(|_| self.roles_count()) {
            words::unite(&mut grants.roles, row.roles);
            let mut violated = exclusive::violated(self.policy, &grants.roles);
            if violated.next().is_some() || words::meet(row.roles, &self.dropped) {
                return self.clone();
            }
            words::unite(&mut grants.permissions, row.permissions);
            words::intersect(&mut grants.permissions, usable);
        }
        grants
    }
}
