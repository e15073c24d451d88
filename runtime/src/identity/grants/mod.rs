//! What an identity may do under one policy, worked out once, when it is proven.
//!
//! Roles come from the `roles` claim by app role value, closed over inclusion; permissions are the union over the
//! roles, and for a delegated token only those whose scopes it carries. All of it ends in words of bits, so that a
//! decision is a few loads.
//!
//! Where groups bring roles and the groups of a caller are too many for the token, what they may bring is neither held
//! nor not held but unknown; it lies apart from what is held, so that nobody else pays for it.

mod promotions;

use super::brought::Brought;
use super::exclusive;
use crate::policy::table::{PermissionTable, PolicyTable};
use crate::policy::words::Words;
use crate::policy::{
    AuthenticationContext, Expression, Kind, Permission, Policy, Role, Scope, words,
};

/// What the decision reads of an identity: kind, roles, permissions and scopes under one policy.
#[derive(Clone, Debug)]
pub struct Grants {
    policy: &'static PolicyTable,
    /// The policy whose names are told by the words below and nothing else: none at all where something is unknown, so
    /// that nobody but such an identity is asked whether something is.
    told_of: &'static PolicyTable,
    /// The first block of permissions of that policy, which is mostly the only one.
    first: &'static PermissionTable,
    kind: Kind,
    /// The roles that are assigned, without those that they include, and whatever the scopes are.
    assigned: Words,
    /// The roles that unknown groups may bring in the same way; mostly no words at all.
    doubtful: Words,
    scopes: Words,
    roles: Words,
    /// Always in memory of its own, so that a decision takes as long however many there are.
    permissions: Box<[u64]>,
    /// What is held or not by what the unknown groups are; mostly nothing.
    unknown: Option<Box<Brought>>,
    /// The authentication contexts that were met, a bit for each number.
    contexts: u128,
}

const EVERY_CONTEXT: u128 = u128::MAX;

/// A policy that declares no name.
static NOTHING: PolicyTable = PolicyTable {
    module: "",
    sets: &[],
    roles: &[],
    exclusive: &[],
    unique: 0,
};

/// A block that declares no permission.
static NO_PERMISSION: PermissionTable = PermissionTable {
    module: "",
    package: None,
    version: None,
    unique: 0,
    permissions: &[],
    scopes: &[],
};

impl Grants {
    /// Those of one who is assigned these roles and carries these scopes, as words of the policy, having met every
    /// authentication context.
    pub(super) fn new(
        policy: &'static PolicyTable,
        kind: Kind,
        assigned: Words,
        scopes: Words,
    ) -> Self {
        Self::in_doubt(policy, kind, assigned, Words::default(), scopes)
    }

    /// The same of one who may be assigned others too.
    fn in_doubt(
        policy: &'static PolicyTable,
        kind: Kind,
        assigned: Words,
        doubtful: Words,
        scopes: Words,
    ) -> Self {
        let mut grants = Self {
            policy,
            told_of: policy,
            first: first_block(policy),
            kind,
            roles: Words::default(),
            permissions: Box::default(),
            unknown: None,
            assigned,
            doubtful,
            scopes,
            contexts: EVERY_CONTEXT,
        };
        if grants.roles_count() {
            grants.hold();
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

    /// The same caller, in groups that nobody knows, any of which may bring any of these roles: what comes of a token
    /// whose groups are too many to stand in it. What turns on such a role cannot be told, and nobody passes by it.
    ///
    /// The roles count as those of [`hypothetical`](Self::hypothetical) do.
    ///
    /// ```
    /// # mod policy { rolecall::permissions! { view, edit } rolecall::roles! { Viewer: [view], Editor: Viewer + [edit] } }
    /// # use policy::role;
    /// # use rolecall::decision::{Decision, decide};
    /// # use rolecall::identity::Grants;
    /// # use rolecall::policy::Kind;
    /// # use rolecall::require;
    /// # fn main() {
    /// let viewer = Grants::hypothetical(policy::Policy, Kind::User, [role::Viewer.into()], []);
    /// let perhaps_editor = viewer.with_unknown_groups([role::Editor.into()]);
    /// assert_eq!(decide(&perhaps_editor, require!(permission = "view")), Decision::Granted);
    /// assert_eq!(decide(&perhaps_editor, require!(permission = "edit")), Decision::Unknown);
    /// assert_eq!(decide(&perhaps_editor, require!(not(role = "Editor"))), Decision::Unknown);
    /// # }
    /// ```
    #[must_use]
    pub fn with_unknown_groups(self, roles: impl IntoIterator<Item = Role>) -> Self {
        let doubtful = roles.into_iter().filter(|role| self.admits(*role));
        let doubtful = set_of(self.policy, doubtful);
        if words::is_empty(&doubtful) {
            return self;
        }
        Self {
            contexts: self.contexts,
            ..Self::in_doubt(self.policy, self.kind, self.assigned, doubtful, self.scopes)
        }
    }

    fn admits(&self, role: Role) -> bool {
        role.app_role()
            .is_some_and(|app_role| app_role.members.admit(self.kind))
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
        let assigned = set_of(policy, roles.into_iter());
        let mut carried = words::empty(policy.scope_bits());
        for position in scopes
            .into_iter()
            .flat_map(|scope| policy.scope_positions(scope))
        {
            words::insert(&mut carried, position);
        }
        Self::new(policy, kind, assigned, carried)
    }

    /// The same caller with these scopes in the token instead: what an explanation tries out.
    pub(crate) fn with_scopes(&self, scopes: impl IntoIterator<Item = Scope>) -> Self {
        let carried = Self::of(self.policy, self.kind, [], scopes).scopes;
        let (assigned, doubtful) = (self.assigned.clone(), self.doubtful.clone());
        Self {
            contexts: self.contexts,
            ..Self::in_doubt(self.policy, self.kind, assigned, doubtful, carried)
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

    /// The roles that are assigned, without those that they include.
    pub(super) fn assigned(&self) -> &[u64] {
        &self.assigned
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

    /// Whether the permission may be used; nothing where that cannot be told, since it is not of this policy, or comes
    /// with unknown groups.
    #[inline]
    pub(crate) fn may(&self, permission: Permission) -> Option<bool> {
        if std::ptr::eq(self.first, permission.table) {
            return Some(words::contains(&self.permissions, permission.index()));
        }
        self.may_by_another_block(permission)
    }

    #[inline(never)]
    fn may_by_another_block(&self, permission: Permission) -> Option<bool> {
        match self.told_of.position(permission) {
            Some(position) => Some(words::contains(&self.permissions, position)),
            None => self.may_perhaps(permission),
        }
    }

    #[cold]
    fn may_perhaps(&self, permission: Permission) -> Option<bool> {
        let unknown = self.unknown.as_ref()?;
        let position = self.policy.position(permission)?;
        told(position, &self.permissions, &unknown.permissions)
    }

    /// Whether the role is held; nothing where that cannot be told, since it is not of this policy, or comes with unknown
    /// groups.
    #[inline]
    pub(crate) fn has_role(&self, role: Role) -> Option<bool> {
        if std::ptr::eq(self.told_of, role.table) {
            Some(words::contains(&self.roles, role.index()))
        } else {
            self.has_role_perhaps(role)
        }
    }

    #[cold]
    fn has_role_perhaps(&self, role: Role) -> Option<bool> {
        let unknown = self.unknown.as_ref()?;
        std::ptr::eq(self.policy, role.table)
            .then(|| told(role.index(), &self.roles, &unknown.roles))?
    }

    /// Whether a term cannot be told for want of the caller's groups, and not for another reason.
    pub(crate) fn is_in_doubt(&self, term: &Expression) -> bool {
        match term {
            Expression::Permission(permission) => {
                self.policy.position(*permission).is_some() && self.may(*permission).is_none()
            }
            Expression::Role(role) => {
                std::ptr::eq(self.policy, role.table) && self.has_role(*role).is_none()
            }
            _ => false,
        }
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

    /// Works out what the roles come to.
    fn hold(&mut self) {
        let usable = self.usable();
        let held = exclusive::held(self.policy, &self.assigned, &self.doubtful);
        let certain = held.certain.capped(&usable);
        (self.roles, self.permissions) = (certain.roles, Box::from(&certain.permissions[..]));
        let unknown = held.possible.and_then(|possible| {
            let possible = possible.capped(&usable);
            possible.beyond(&self.roles, &self.permissions)
        });
        self.leave_untold(unknown);
    }

    fn leave_untold(&mut self, unknown: Option<Brought>) {
        self.told_of = match unknown {
            Some(_) => &NOTHING,
            None => self.policy,
        };
        self.first = first_block(self.told_of);
        self.unknown = unknown.map(Box::new);
    }

    /// Every permission that the scopes let through: all of them for an application in its own name.
    pub(crate) fn usable(&self) -> Words {
        let mut usable = words::full(self.policy.permission_bits());
        if self.kind == Kind::Application {
            return usable;
        }
        for position in self.policy.capped(&self.scopes) {
            words::remove(&mut usable, position);
        }
        usable
    }
}

fn first_block(policy: &PolicyTable) -> &'static PermissionTable {
    policy.sets.first().copied().unwrap_or(&NO_PERMISSION)
}

fn told(place: usize, held: &[u64], unknown: &[u64]) -> Option<bool> {
    let held = words::contains(held, place);
    (held || !words::contains(unknown, place)).then_some(held)
}

/// The roles of the policy among these: the words of another policy's would be read as roles of this one.
fn set_of(policy: &'static PolicyTable, roles: impl Iterator<Item = Role>) -> Words {
    let mut set = words::empty(policy.roles.len());
    let own = roles.filter(|role| std::ptr::eq(role.table, policy));
    own.for_each(|role| words::insert(&mut set, role.index()));
    set
}
