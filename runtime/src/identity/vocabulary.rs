//! How the words of a token are read under one policy: declared names count, all others are dropped and logged once.

use std::collections::{HashMap, HashSet};
use std::sync::Mutex;

use super::claims::{Groups, Subject};
use super::exclusive;
use super::grants::Grants;
use super::groups::GroupRoles;
use crate::policy::table::PolicyTable;
use crate::policy::{AuthenticationContext, Kind, Role, Scope};

/// How the words of a token are read under one policy. Made once for an engine.
#[derive(Debug)]
pub(crate) struct Vocabulary {
    policy: &'static PolicyTable,
    roles: HashMap<&'static str, Role>,
    scopes: HashMap<&'static str, Vec<Scope>>,
    groups: GroupRoles,
    /// Values already spoken of, so that each is logged once; bounded, since a directory may hold any number.
    reported: Mutex<HashSet<String>>,
}

impl Vocabulary {
    pub(crate) fn new(policy: &'static PolicyTable, groups: GroupRoles) -> Self {
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
            reported: Mutex::default(),
        }
    }

    pub(crate) fn policy(&self) -> &'static PolicyTable {
        self.policy
    }

    /// What `subject` may do: declared names as bits, undeclared ones dropped and logged once.
    pub(crate) fn grants(&self, subject: &Subject) -> Grants {
        let assigned = subject.roles.iter();
        let assigned = assigned.filter_map(|value| self.role(value, subject.kind));
        let roles: Vec<_> = assigned.chain(self.roles_of_groups(subject)).collect();
        self.report_exclusive(&roles);
        let scopes = subject
            .scopes
            .iter()
            .flat_map(|name| self.scopes_named(name));
        let contexts = subject
            .authentication_contexts
            .iter()
            .filter_map(|name| AuthenticationContext::named(name));
        let grants = Grants::of(self.policy, subject.kind, roles, scopes).meeting(contexts);
        match subject.groups {
            Groups::Overage => grants.with_unknown_groups(self.groups.brought_by_any()),
            Groups::Absent | Groups::Known(_) => grants,
        }
    }

    fn role(&self, value: &str, kind: Kind) -> Option<Role> {
        let Some(role) = self.roles.get(value) else {
            self.report_once("role", value, "is not declared; it grants nothing");
            return None;
        };
        self.admits(*role, kind, value).then_some(*role)
    }

    /// What the groups bring that the token names. Unlike a role, a group that nobody knows here is nothing unusual.
    fn roles_of_groups(&self, subject: &Subject) -> impl Iterator<Item = Role> {
        let groups = match &subject.groups {
            Groups::Known(groups) => &groups[..],
            Groups::Absent | Groups::Overage => &[],
        };
        let roles = self.groups.brought_by(groups);
        roles.filter(|role| self.admits(*role, subject.kind, role.name()))
    }

    /// Whether a caller of this kind may hold the role.
    fn admits(&self, role: Role, kind: Kind, value: &str) -> bool {
        let app_role = role.app_role();
        let admitted = app_role.is_some_and(|app_role| app_role.members.admit(kind));
        if !admitted {
            self.report_once(
                "role",
                value,
                "is not for this kind of caller; it grants nothing",
            );
        }
        admitted
    }

    fn report_exclusive(&self, roles: &[Role]) {
        let brought = exclusive::brought(self.policy, roles.iter().copied());
        for set in exclusive::violated(self.policy, &brought) {
            let roles = exclusive::names(self.policy, set);
            self.report_once("roles", &roles, "are exclusive; none of them counts");
        }
    }

    fn scopes_named(&self, name: &str) -> impl Iterator<Item = Scope> {
        let declared = self.scopes.get(name);
        if declared.is_none() && self.policy.declares_scopes() {
            self.report_once("scope", name, "is not declared; it counts for nothing");
        }
        declared.into_iter().flatten().copied()
    }

    fn report_once(&self, what: &str, value: &str, why: &str) {
        const REMEMBERED: usize = 1_000;
        // Entra allows no longer names.
        const SHOWN: usize = 120;
        let Ok(mut reported) = self.reported.lock() else {
            return;
        };
        if reported.len() < REMEMBERED && reported.insert(format!("{what} {value} {why}")) {
            let shown: String = value.chars().take(SHOWN).collect();
            tracing::warn!("the {what} {shown:?} of a token {why}");
        }
    }
}
