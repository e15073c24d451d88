//! How the words of a token are read under one policy: declared names count, all others are dropped and logged once.

use std::collections::HashMap;
use std::fmt;
use std::hash::Hash;

use super::claims::{Groups, Subject};
use super::exclusive;
use super::grants::Grants;
use super::groups::GroupRoles;
use super::reported::{News, Reported};
use crate::policy::table::PolicyTable;
use crate::policy::{AuthenticationContext, Role, Scope};

/// How the words of a token are read under one policy. Made once for an engine.
#[derive(Debug)]
pub(crate) struct Vocabulary {
    policy: &'static PolicyTable,
    roles: HashMap<&'static str, Role>,
    scopes: HashMap<&'static str, Vec<Scope>>,
    groups: GroupRoles,
    /// What every token has to meet.
    contexts: Vec<AuthenticationContext>,
    reported: Reported,
}

impl Vocabulary {
    pub(crate) fn new(
        policy: &'static PolicyTable,
        groups: GroupRoles,
        contexts: Vec<AuthenticationContext>,
    ) -> Self {
        let roles = policy
            .roles()
            .filter_map(|role| Some((role.app_role()?.value, role)))
            .collect();
        let mut scopes: HashMap<_, Vec<_>> = HashMap::new();
        for scope in policy.scopes() {
            scopes.entry(scope.name()).or_default().push(scope);
        }
        Self {
            policy,
            roles,
            scopes,
            groups,
            contexts,
            reported: Reported::default(),
        }
    }

    pub(crate) fn policy(&self) -> &'static PolicyTable {
        self.policy
    }

    /// What `subject` may do: declared names as bits, undeclared ones dropped and logged once.
    pub(crate) fn grants(&self, subject: &Subject) -> Grants {
        let assigned = subject.roles.iter();
        let assigned = assigned.filter_map(|value| self.role(value, subject));
        let roles: Vec<_> = assigned.chain(self.roles_of_groups(subject)).collect();
        self.report_exclusive(&roles, subject);
        let scopes = subject
            .scopes
            .iter()
            .flat_map(|name| self.scopes_named(name, subject));
        let contexts = subject
            .authentication_contexts
            .iter()
            .filter_map(|name| AuthenticationContext::named(name));
        let grants = Grants::of(self.policy, subject.kind, roles, scopes).meeting(contexts);
        match subject.groups {
            Groups::Overage | Groups::Unreachable(_) => {
                grants.with_unknown_groups(self.groups.brought_by_any())
            }
            Groups::Absent | Groups::Known(_) => grants,
        }
    }

    /// The first authentication context that every token has to meet, and that these grants do not.
    pub(super) fn wanted_context(&self, grants: &Grants) -> Option<AuthenticationContext> {
        let mut wanted = self.contexts.iter().copied();
        wanted.find(|context| !grants.meets(*context))
    }

    fn role(&self, value: &str, subject: &Subject) -> Option<Role> {
        let Some(role) = self.roles.get(value) else {
            let why = "is not declared; it grants nothing";
            self.report_once(subject, "role", value, why);
            return None;
        };
        self.admits(*role, value, subject).then_some(*role)
    }

    /// What the groups bring that the token names. Unlike a role, a group that nobody knows here is nothing unusual.
    fn roles_of_groups(&self, subject: &Subject) -> impl Iterator<Item = Role> {
        let groups = match &subject.groups {
            Groups::Known(groups) => &groups[..],
            Groups::Absent | Groups::Overage | Groups::Unreachable(_) => &[],
        };
        let roles = self.groups.brought_by(groups);
        roles.filter(|role| self.admits(*role, role.name(), subject))
    }

    /// Whether a caller of this kind may hold the role.
    fn admits(&self, role: Role, value: &str, subject: &Subject) -> bool {
        let app_role = role.app_role();
        let admitted = app_role.is_some_and(|app_role| app_role.members.admit(subject.kind));
        if !admitted {
            let why = "is not for this kind of caller; it grants nothing";
            self.report_once(subject, "role", value, why);
        }
        admitted
    }

    fn report_exclusive(&self, roles: &[Role], subject: &Subject) {
        let brought = exclusive::brought(self.policy, roles.iter().copied());
        for set in exclusive::violated(self.policy, &brought) {
            self.tell_once(subject, &set, || {
                let roles = exclusive::names(self.policy, set);
                format!("the roles {roles:?} of a token are exclusive; none of them counts")
            });
        }
    }

    fn scopes_named(&self, name: &str, subject: &Subject) -> impl Iterator<Item = Scope> {
        let declared = self.scopes.get(name);
        if declared.is_none() && self.policy.declares_scopes() {
            let why = "is not declared; it counts for nothing";
            self.report_once(subject, "scope", name, why);
        }
        declared.into_iter().flatten().copied()
    }

    fn report_once(&self, subject: &Subject, what: &str, value: &str, why: &str) {
        self.tell_once(subject, &(what, value, why), || {
            format!("the {what} {} of a token {why}", Shown(value))
        });
    }

    /// Tells the log, unless it was told of the same before.
    fn tell_once(&self, subject: &Subject, same: &impl Hash, line: impl FnOnce() -> String) {
        let tenant = subject.key.tenant().unwrap_or_default();
        let news = self.reported.news(tenant, same);
        if news != News::Old {
            tracing::warn!(tenant, "{}", line());
        }
        if news == News::Last {
            tracing::warn!(
                tenant,
                "enough is said of what tokens of this tenant hold and is not declared: nothing more is"
            );
        }
    }
}

/// A word of a token as the log is told it: its beginning, and nothing that could pass for a line of the log.
struct Shown<'a>(&'a str);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Entra allows no longer names.
        const SHOWN: usize = 120;
        let end = self.0.char_indices().nth(SHOWN);
        let beginning = end.and_then(|(end, _)| self.0.get(..end));
        write!(f, "{:?}", beginning.unwrap_or(self.0))
    }
}
