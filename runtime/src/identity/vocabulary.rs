//! How the words of a token are read under one policy: declared names count, all others are dropped and logged once.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::fmt;
use std::hash::Hash;

use foldhash::fast::RandomState;

use super::claims::{Groups, Subject};
use super::exclusive;
use super::grants::Grants;
use super::groups::GroupRoles;
use super::reported::{News, OfTenant, Reported};
use crate::policy::table::PolicyTable;
use crate::policy::words::{self, Words};
use crate::policy::{AuthenticationContext, Members, Role, Scope};

/// How the words of a token are read under one policy. Made once for an engine.
#[derive(Debug)]
pub(crate) struct Vocabulary {
    policy: &'static PolicyTable,
    roles: HashMap<&'static str, Declared, RandomState>,
    /// Where each is in the words of the policy, which is in each block that declares it.
    scopes: HashMap<&'static str, Vec<usize>, RandomState>,
    groups: GroupRoles,
    /// What every token has to meet.
    contexts: Vec<AuthenticationContext>,
    reported: Reported,
}

/// A declared role: its number in the policy, and who may hold it.
#[derive(Clone, Copy, Debug)]
struct Declared {
    index: usize,
    members: Members,
}

impl Vocabulary {
    pub(crate) fn new(
        policy: &'static PolicyTable,
        groups: GroupRoles,
        contexts: Vec<AuthenticationContext>,
    ) -> Self {
        let named = |role: Role| {
            let app_role = role.app_role()?;
            let declared = Declared {
                index: role.index(),
                members: app_role.members,
            };
            Some((app_role.value, declared))
        };
        let roles = policy.roles().filter_map(named).collect();
        let places = |scope: Scope| (scope.name(), policy.scope_positions(scope).collect());
        let scopes = policy.scope_names().map(places).collect();
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
        let reading = Reading {
            subject,
            vocabulary: self,
            told: OnceCell::new(),
        };
        reading.grants()
    }

    /// The first authentication context that every token has to meet, and that these grants do not.
    pub(super) fn wanted_context(&self, grants: &Grants) -> Option<AuthenticationContext> {
        let mut wanted = self.contexts.iter().copied();
        wanted.find(|context| !grants.meets(*context))
    }
}

/// The words of one token, being read.
struct Reading<'a> {
    subject: &'a Subject,
    vocabulary: &'a Vocabulary,
    /// What was told before, looked up when there is something to tell. A token may hold hundreds of such words.
    told: OnceCell<OfTenant<'a>>,
}

/// A word that grants nothing, and why.
#[derive(Clone, Copy, Hash)]
enum Idle {
    UndeclaredRole,
    RoleOfOtherCallers,
    UndeclaredScope,
}

impl Reading<'_> {
    fn grants(&self) -> Grants {
        let Vocabulary { policy, groups, .. } = self.vocabulary;
        let subject = self.subject;
        let contexts = subject
            .authentication_contexts
            .iter()
            .filter_map(|name| AuthenticationContext::named(name));
        let grants =
            Grants::new(policy, subject.kind, self.roles(), self.scopes()).meeting(contexts);
        self.report_exclusive(&grants);
        match subject.groups {
            Groups::Overage | Groups::Unreachable(_) => {
                grants.with_unknown_groups(groups.brought_by_any())
            }
            Groups::Absent | Groups::Known(_) => grants,
        }
    }

    /// The roles that the token assigns, by name or by a group.
    fn roles(&self) -> Words {
        let mut assigned = words::empty(self.vocabulary.policy.roles.len());
        for index in self
            .subject
            .roles
            .iter()
            .filter_map(|value| self.role(value))
        {
            words::insert(&mut assigned, index);
        }
        for role in self.roles_of_groups() {
            words::insert(&mut assigned, role.index());
        }
        assigned
    }

    fn role(&self, value: &str) -> Option<usize> {
        let Some(Declared { index, members }) = self.vocabulary.roles.get(value) else {
            self.report(Idle::UndeclaredRole, value);
            return None;
        };
        self.admits(*members, value).then_some(*index)
    }

    /// What the groups bring that the token names. Unlike a role, a group that nobody knows here is nothing unusual.
    fn roles_of_groups(&self) -> impl Iterator<Item = Role> {
        let groups = match &self.subject.groups {
            Groups::Known(groups) => &groups[..],
            Groups::Absent | Groups::Overage | Groups::Unreachable(_) => &[],
        };
        let roles = self.vocabulary.groups.brought_by(groups);
        let roles = roles.filter(|role| std::ptr::eq(role.table, self.vocabulary.policy));
        roles.filter(|role| {
            let app_role = role.app_role();
            app_role.is_some_and(|app_role| self.admits(app_role.members, role.name()))
        })
    }

    /// Whether a caller of this kind may hold a role that is for these.
    fn admits(&self, members: Members, value: &str) -> bool {
        let admitted = members.admit(self.subject.kind);
        if !admitted {
            self.report(Idle::RoleOfOtherCallers, value);
        }
        admitted
    }

    fn scopes(&self) -> Words {
        let policy = self.vocabulary.policy;
        let mut carried = words::empty(policy.scope_bits());
        for name in self.subject.scopes.iter() {
            match self.vocabulary.scopes.get(name) {
                Some(places) => places
                    .iter()
                    .for_each(|place| words::insert(&mut carried, *place)),
                None if policy.declares_scopes() => self.report(Idle::UndeclaredScope, name),
                None => {}
            }
        }
        carried
    }

    fn report_exclusive(&self, grants: &Grants) {
        let policy = self.vocabulary.policy;
        if policy.exclusive.is_empty() {
            return;
        }
        let brought = exclusive::together(policy, grants.assigned(), &[]);
        for set in exclusive::violated(policy, &brought) {
            self.tell_once(&set, || {
                let roles = exclusive::names(policy, set);
                format!("the roles {roles:?} of a token are exclusive; none of them counts")
            });
        }
    }

    fn report(&self, why: Idle, word: &str) {
        self.tell_once(&(why, word), || {
            let word = Shown(word);
            match why {
                Idle::UndeclaredRole => {
                    format!("the role {word} of a token is not declared; it grants nothing")
                }
                Idle::RoleOfOtherCallers => format!(
                    "the role {word} of a token is not for this kind of caller; it grants nothing"
                ),
                Idle::UndeclaredScope => {
                    format!("the scope {word} of a token is not declared; it counts for nothing")
                }
            }
        });
    }

    /// Tells the log, unless it was told of the same before.
    fn tell_once(&self, same: &impl Hash, line: impl FnOnce() -> String) {
        let tenant = self.subject.key.issued_in();
        let told = self
            .told
            .get_or_init(|| self.vocabulary.reported.of(tenant));
        let news = told.news(same);
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
