//! An OpenAPI document, read by somebody who has nothing else: who may call what is judged by `security`,
//! `x-requirement` and `x-policy` alone. No code of rolecall is in it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

pub type Names = BTreeSet<String>;

/// What the document says.
pub struct Reader {
    pub operations: Vec<Operation>,
    roles: BTreeMap<String, Role>,
    /// The scopes that carry each permission.
    permissions: BTreeMap<String, Names>,
    scopes: Names,
    exclusive: Vec<Names>,
}

/// One operation.
#[derive(Clone, Debug)]
pub struct Operation {
    pub method: String,
    pub path: String,
    pub said: Value,
}

/// One entry of `security`.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Alternative {
    /// A person, through an application with these scopes.
    Person(Names),
    /// An application with these roles.
    Application(Names),
    /// Somebody without credentials.
    Anybody,
}

/// Somebody who might call.
#[derive(Clone, Debug)]
pub struct Caller {
    pub is_application: bool,
    /// By their names in the document.
    pub roles: Names,
    pub scopes: Names,
}

#[derive(Debug)]
struct Role {
    /// As an authority writes it into a token.
    value: Option<String>,
    members: Names,
    includes: Names,
    permissions: Names,
}

impl Reader {
    #[track_caller]
    pub fn of(document: &Value) -> Self {
        let policy = &document["x-policy"];
        let roles = members(&policy["roles"]).map(|(name, said)| (name, Role::of(said)));
        let permissions = members(&policy["permissions"]);
        let exclusive = policy["exclusive"].as_array().expect("sets").iter();
        Self {
            operations: operations(document),
            roles: roles.collect(),
            permissions: permissions
                .map(|(name, said)| (name, short(&said["scopes"])))
                .collect(),
            scopes: short(&policy["scopes"]),
            exclusive: exclusive.map(names).collect(),
        }
    }

    /// Whether the caller meets the rule of the operation, as far as that can be told: checkers are asked elsewhere, and
    /// an authentication context is taken to be met.
    pub fn may(&self, operation: &Operation, caller: &Caller) -> Option<bool> {
        self.holds(&operation.said["x-requirement"], caller)
    }

    /// The smallest sets of roles with which this kind of caller meets the rule with these scopes.
    pub fn smallest_roles(
        &self,
        operation: &Operation,
        is_application: bool,
        scopes: &Names,
    ) -> Vec<Names> {
        let assignable = self.roles_of(is_application);
        let mut sets = subsets(&assignable);
        sets.retain(|roles| !self.exclude_one_another(roles));
        sets.sort_by_key(Names::len);
        let mut found: Vec<Names> = Vec::new();
        for roles in sets {
            let caller = Caller {
                is_application,
                roles,
                scopes: scopes.clone(),
            };
            let is_new = !found.iter().any(|smaller| smaller.is_subset(&caller.roles));
            if is_new && self.may(operation, &caller) == Some(true) {
                found.push(caller.roles);
            }
        }
        found
    }

    /// The roles that may be assigned to this kind of caller.
    pub fn roles_of(&self, is_application: bool) -> Vec<String> {
        let kind = if is_application {
            "application"
        } else {
            "user"
        };
        let roles = self.roles.iter();
        let assignable = roles.filter(|(_, role)| role.members.contains(kind));
        assignable.map(|(name, _)| name.clone()).collect()
    }

    /// The scopes of the policy.
    pub fn scopes(&self) -> Vec<String> {
        self.scopes.iter().cloned().collect()
    }

    /// As an authority writes them into a token.
    pub fn values(&self, roles: &Names) -> Vec<String> {
        let values = roles
            .iter()
            .filter_map(|name| self.roles.get(name)?.value.clone());
        values.collect()
    }

    fn holds(&self, rule: &Value, caller: &Caller) -> Option<bool> {
        if let Some(word) = rule.as_str() {
            return Some(word == "authenticated");
        }
        let (word, said) = members(rule)
            .find(|(word, _)| !matches!(word.as_str(), "conceal" | "schemes"))
            .expect("a rule");
        let text = || said.as_str().expect("a name");
        match word.as_str() {
            "all" => self.each(said, caller).fold(Some(true), and),
            "any" => self.each(said, caller).fold(Some(false), or),
            "not" => self.holds(said, caller).map(|holds| !holds),
            "role" => Some(self.held(caller).contains(text())),
            "permission" => Some(self.may_use(text(), caller)),
            "scope" => Some(!caller.is_application && caller.scopes.contains(text())),
            "caller" => Some((text() == "application") == caller.is_application),
            "acrs" | "shadow" => Some(true),
            "check" => None,
            other => panic!("`{other}` is no word of a rule"),
        }
    }

    fn each<'a>(
        &'a self,
        rules: &'a Value,
        caller: &'a Caller,
    ) -> impl Iterator<Item = Option<bool>> + 'a {
        let rules = rules.as_array().expect("rules").iter();
        rules.map(|rule| self.holds(rule, caller))
    }

    /// The roles, and those that they include; none where the application carries no scope of the policy.
    fn held(&self, caller: &Caller) -> Names {
        let is_known = self.scopes.is_empty() || !self.scopes.is_disjoint(&caller.scopes);
        if caller.is_application || is_known {
            self.with_included(&caller.roles)
        } else {
            Names::new()
        }
    }

    fn with_included(&self, roles: &Names) -> Names {
        let roles = roles
            .iter()
            .filter_map(|name| Some((name, self.roles.get(name)?)));
        let all = roles.flat_map(|(name, role)| role.includes.iter().chain([name]));
        all.cloned().collect()
    }

    fn may_use(&self, permission: &str, caller: &Caller) -> bool {
        let carried = &self.permissions[permission];
        let is_carried =
            caller.is_application || carried.is_empty() || !carried.is_disjoint(&caller.scopes);
        let held = self.held(caller);
        is_carried
            && held
                .iter()
                .any(|name| self.roles[name].permissions.contains(permission))
    }

    /// Whether no caller may hold them all.
    pub fn exclude_one_another(&self, roles: &Names) -> bool {
        let held = self.with_included(roles);
        let mut sets = self.exclusive.iter();
        sets.any(|set| set.intersection(&held).count() > 1)
    }
}

impl Role {
    fn of(said: &Value) -> Self {
        let list = |name: &str| said.get(name).map(names).unwrap_or_default();
        Self {
            value: said["value"].as_str().map(str::to_owned),
            members: list("members"),
            includes: list("includes"),
            permissions: list("permissions"),
        }
    }
}

impl Operation {
    /// Whether somebody without credentials is answered: it needs none, or says that none will do as well.
    pub fn is_open(&self) -> bool {
        let alternatives = self.alternatives();
        alternatives.is_empty() || alternatives.contains(&Alternative::Anybody)
    }

    /// No rule can be met: that credentials are needed is all that can be said.
    pub fn is_for_nobody(&self) -> bool {
        self.said["x-nobody"] == true
    }

    #[track_caller]
    pub fn alternatives(&self) -> Vec<Alternative> {
        let security = self.said["security"].as_array();
        let security = security.expect("every operation says what it needs").iter();
        security.map(Alternative::of).collect()
    }
}

impl Alternative {
    fn of(said: &Value) -> Self {
        let schemes = said.as_object().expect("schemes");
        assert!(
            schemes.len() <= 1,
            "several schemes would go into one header: {said}"
        );
        match (said.get("oauth2"), said.get("bearer")) {
            (Some(scopes), None) => Self::Person(short(scopes)),
            (None, Some(roles)) => Self::Application(names(roles)),
            _ => Self::Anybody,
        }
    }
}

fn operations(document: &Value) -> Vec<Operation> {
    let paths = members(&document["paths"]);
    let of_path = |(path, item): (String, &Value)| {
        let operations = members(item).map(|(method, said)| Operation {
            method: method.to_uppercase(),
            path: path.clone(),
            said: said.clone(),
        });
        operations.collect::<Vec<_>>()
    };
    paths.flat_map(of_path).collect()
}

fn members(object: &Value) -> impl Iterator<Item = (String, &Value)> {
    let object = object.as_object().expect("an object").iter();
    object.map(|(name, value)| (name.clone(), value))
}

fn names(list: &Value) -> Names {
    let list = list.as_array().expect("names").iter();
    list.map(|name| name.as_str().expect("a name").to_owned())
        .collect()
}

/// Scopes are told in full: `api://…/Things.Read`.
fn short(list: &Value) -> Names {
    let short = |name: &String| name.rsplit('/').next().unwrap_or_default().to_owned();
    names(list).iter().map(short).collect()
}

/// Each set without one of its members.
pub fn with_one_less(set: &Names) -> impl Iterator<Item = Names> {
    set.iter()
        .map(|one| set.iter().filter(|other| *other != one).cloned().collect())
}

fn subsets(all: &[String]) -> Vec<Names> {
    let set = |bits: usize| {
        let chosen = all
            .iter()
            .enumerate()
            .filter(|(place, _)| bits >> place & 1 == 1);
        chosen.map(|(_, name)| name.clone()).collect()
    };
    (0..1 << all.len()).map(set).collect()
}

fn and(one: Option<bool>, other: Option<bool>) -> Option<bool> {
    match (one, other) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    }
}

fn or(one: Option<bool>, other: Option<bool>) -> Option<bool> {
    and(one.map(|holds| !holds), other.map(|holds| !holds)).map(|neither| !neither)
}
