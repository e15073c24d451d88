//! Another opinion on who may do what: sets of texts, inclusion by going over the roles until nothing is added, and a
//! decision by plain recursion. No code of rolecall is in it, and nothing in it is fast.

use std::collections::BTreeSet;

use random::{Policy, Role};

pub type Names = BTreeSet<&'static str>;

/// What a token says.
#[derive(Clone, Debug, Default)]
pub struct Caller {
    pub application: bool,
    pub roles: BTreeSet<String>,
    pub scopes: BTreeSet<String>,
    pub contexts: BTreeSet<u8>,
    /// Values of roles that groups may bring which the token does not name.
    pub unknown: BTreeSet<String>,
}

impl Caller {
    /// Everybody that the caller may be: unknown groups bring some of the roles, in all ways.
    fn all_that_may_be(&self) -> Vec<Self> {
        let known = Self {
            unknown: BTreeSet::new(),
            ..self.clone()
        };
        let mut all = vec![known];
        for role in &self.unknown {
            let mut with: Vec<_> = all.clone();
            for caller in &mut with {
                caller.roles.insert(role.clone());
            }
            all.extend(with);
        }
        all
    }
}

/// Whether the caller has a name, whoever of all they may be they are; untold where only some of them have it.
fn told(name: &'static str, caller: &Caller, had: impl Fn(&Caller) -> Names) -> Option<bool> {
    let all = caller.all_that_may_be();
    let having = all.iter().filter(|one| had(one).contains(name)).count();
    match having {
        0 => Some(false),
        every if every == all.len() => Some(true),
        _ => None,
    }
}

/// What the caller has, whoever of all they may be they are.
fn certain(caller: &Caller, had: impl Fn(&Caller) -> Names) -> Names {
    let mut each = caller.all_that_may_be().into_iter().map(|one| had(&one));
    let first = each.next().unwrap_or_default();
    each.fold(first, |all, one| all.intersection(&one).copied().collect())
}

/// What a handler demands.
#[derive(Clone, Debug)]
pub enum Rule {
    Acrs(u8),
    All(Vec<Rule>),
    Any(Vec<Rule>),
    Application(bool),
    Authenticated,
    Check(usize),
    /// A name of another policy, or of none.
    Elsewhere(usize),
    Not(Box<Rule>),
    Permission(&'static str),
    Role(&'static str),
    /// And which of the blocks that declare it.
    Scope(&'static str, usize),
    Shadow(Box<Rule>),
}

pub fn holds(
    rule: &Rule,
    policy: &Policy,
    caller: &Caller,
    answers: &[Option<bool>],
) -> Option<bool> {
    let each = |rules: &[Rule]| -> Vec<Option<bool>> {
        let opinions = rules
            .iter()
            .map(|rule| holds(rule, policy, caller, answers));
        opinions.collect()
    };
    match rule {
        Rule::Acrs(number) => Some(caller.contexts.contains(number)),
        Rule::All(rules) => match each(rules) {
            values if values.contains(&Some(false)) => Some(false),
            values if values.contains(&None) => None,
            _ => Some(true),
        },
        Rule::Any(rules) => match each(rules) {
            values if values.contains(&Some(true)) => Some(true),
            values if values.contains(&None) => None,
            _ => Some(false),
        },
        Rule::Application(wanted) => Some(caller.application == *wanted),
        Rule::Authenticated | Rule::Shadow(_) => Some(true),
        Rule::Check(place) => answers[*place],
        Rule::Elsewhere(_) => None,
        Rule::Not(rule) => holds(rule, policy, caller, answers).map(|held| !held),
        Rule::Permission(name) => told(name, caller, |one| permissions_held(policy, one)),
        Rule::Role(name) => told(name, caller, |one| roles_held(policy, one)),
        Rule::Scope(name, _) => Some(caller.scopes.contains(*name)),
    }
}

/// The permissions that the caller certainly may use.
pub fn permissions(policy: &Policy, caller: &Caller) -> Names {
    certain(caller, |one| permissions_held(policy, one))
}

/// The roles that the caller certainly holds, the included ones among them.
pub fn roles(policy: &Policy, caller: &Caller) -> Names {
    certain(caller, |one| roles_held(policy, one))
}

/// The permissions that the caller may use: granted by a role, and let through by a scope where there is a person.
fn permissions_held(policy: &Policy, caller: &Caller) -> Names {
    let held = roles_held(policy, caller).into_iter();
    let granted: Names = held.flat_map(|role| granted(policy, role)).collect();
    let declared = policy.sources.iter().flat_map(|source| source.permissions);
    let usable = declared.filter(|permission| {
        let mut scopes = permission.scopes.iter();
        let uncapped = caller.application || permission.scopes.is_empty();
        granted.contains(permission.name)
            && (uncapped || scopes.any(|scope| caller.scopes.contains(*scope)))
    });
    usable.map(|permission| permission.name).collect()
}

/// The roles that the caller holds, the included ones among them. A person's count only where the application that
/// they call through has any scope at all, if the policy declares some.
fn roles_held(policy: &Policy, caller: &Caller) -> Names {
    let declared = scopes(policy);
    let carries_one = declared.iter().any(|scope| caller.scopes.contains(*scope));
    if !caller.application && !declared.is_empty() && !carries_one {
        return Names::new();
    }
    let assigned: Vec<_> = assigned(policy, caller)
        .map(|role| included(policy, role.name))
        .collect();
    let all: Names = assigned.iter().flatten().copied().collect();
    let violated = |set: &&&[&str]| set.iter().filter(|role| all.contains(*role)).count() > 1;
    let dropped: Names = policy
        .exclusive
        .iter()
        .filter(violated)
        .flat_map(|set| set.iter().copied())
        .collect();
    let kept = assigned.iter().filter(|all| all.is_disjoint(&dropped));
    kept.flatten().copied().collect()
}

fn assigned<'a>(
    policy: &Policy,
    caller: &'a Caller,
) -> impl Iterator<Item = &'static Role> + use<'a> {
    policy.roles.iter().filter(|role| {
        let for_them = if caller.application {
            role.application
        } else {
            role.user
        };
        for_them && caller.roles.contains(role.value)
    })
}

/// The role, and all that it includes.
pub fn included(policy: &Policy, role: &'static str) -> Names {
    let mut all = Names::from([role]);
    loop {
        let before = all.len();
        for role in policy.roles {
            if all.contains(role.name) {
                all.extend(role.includes);
            }
        }
        if all.len() == before {
            return all;
        }
    }
}

/// What a holder of the role has by it.
pub fn granted(policy: &Policy, role: &'static str) -> Names {
    let all = included(policy, role);
    let included = policy.roles.iter().filter(|role| all.contains(role.name));
    let declared = policy.sources.iter().flat_map(|source| source.permissions);
    let every: Names = declared.map(|permission| permission.name).collect();
    let grants = included.map(|role| match role.all {
        true => every.clone(),
        false => role.grants.iter().copied().collect(),
    });
    grants.flatten().collect()
}

pub fn scopes(policy: &Policy) -> Names {
    let carrying = policy.sources.iter().flat_map(|source| source.permissions);
    let carrying = carrying.flat_map(|permission| permission.scopes);
    let heads = policy.sources.iter().flat_map(|source| source.scopes);
    carrying.chain(heads).copied().collect()
}
