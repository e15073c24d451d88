//! The macros by which a rule finds a name: an arm for each name, in up to thirty-two macros, and an error that knows
//! all names behind the last arm. A rule so pays for the names it uses, never for the list.

use std::collections::HashSet;

use proc_macro2::TokenStream;

use super::check::Policy;
use super::expand;
use super::sets::Sets;
use crate::analysis::Facts;
use crate::names::{self, Name};
use crate::text::{self, literal};

/// How many arms a macro has, unless there are more names than macros can share.
const ARMS: usize = 16;

pub(super) fn macros(sets: &Sets, policy: &Policy, unique: &str) -> TokenStream {
    let kind = |word, arms| Kind { word, unique }.macros(arms);
    text::tokens(&format!(
        "{} {} {} {}",
        unknown(sets, policy, unique),
        kind("permission", permission_arms(sets, policy)),
        kind("role", role_arms(policy)),
        kind("scope", scope_arms(sets)),
    ))
}

/// Where every failed lookup ends, with all the names there are.
fn unknown(sets: &Sets, policy: &Policy, unique: &str) -> String {
    let all = |names: &[String]| -> String { names.iter().map(|name| literal(name)).collect() };
    let permissions = all(&sets.permission_names());
    let roles: String = policy
        .roles
        .iter()
        .map(|role| literal(role.name.text()))
        .collect();
    let scopes = all(&sets.scope_names());
    let arm = format!(
        "($kind:ident [$($policy:tt)*] $name:tt) => {{
            $($policy)*::__rolecall::unknown! {{ $kind $name [{permissions}] [{roles}] [{scopes}] }}
        }};"
    );
    exported(
        &format!("__rolecall_unknown_{unique}"),
        &["__unknown".to_owned()],
        &arm,
    )
}

/// A name and its arms.
type Arms = Vec<(Name, String)>;

/// A permission that no role grants is refused where a rule cannot do without it, which the rule says with `needed`, at
/// the user's word.
fn permission_arms(sets: &Sets, policy: &Policy) -> Arms {
    let facts = policy.facts.as_ref().filter(|_| !policy.roles.is_empty());
    let ungranted = facts.map_or_else(HashSet::new, Facts::ungranted);
    let arms = |name: &Name, module: &str| {
        let is_refused = ungranted.contains(name.text());
        let refusal = is_refused.then(|| refusal(name, "needs_what_none_grants"));
        (
            name.clone(),
            refusal.unwrap_or_default() + &arm(name, module),
        )
    };
    let mut all = Arms::new();
    for (index, set) in sets.sets.iter().enumerate() {
        let module = expand::permission_set(index).to_string();
        let listed = set.permissions.iter();
        all.extend(listed.map(|listed| arms(&listed.name, &module)));
    }
    all
}

fn scope_arms(sets: &Sets) -> Arms {
    let mut arms = Arms::new();
    for (index, set) in sets.sets.iter().enumerate() {
        let module = expand::scope_set(index).to_string();
        arms.extend(
            set.scopes
                .iter()
                .map(|name| (name.clone(), arm(name, &module))),
        );
    }
    arms
}

/// A strict policy refuses a role that is asked for by itself, which the rule says with `alone`, at the user's word.
fn role_arms(policy: &Policy) -> Arms {
    let arms = |name: &Name| {
        let refusal = policy.strict.then(|| refusal(name, "role_alone"));
        (
            name.clone(),
            refusal.unwrap_or_default() + &arm(name, "role"),
        )
    };
    policy.roles.iter().map(|role| arms(&role.name)).collect()
}

/// The arm for what a rule says of the name, by a word at its place.
fn refusal(name: &Name, why: &str) -> String {
    let text = literal(name.text());
    format!(
        "({text} [$($policy:tt)*] $name:ident $place:ident) => {{
            $($policy)*::__rolecall::{why}! {{ {text} $place }}
        }};"
    )
}

/// The name stands first, so that an arm of another fails at once. The identifier comes from the rule, so that it is the
/// rule's word that the editor follows.
fn arm(name: &Name, module: &str) -> String {
    let text = literal(name.text());
    format!(
        "({text} [$($policy:tt)*] $name:ident $($said:ident)?) => {{ $($policy)*::{module}::$name }};"
    )
}

/// One kind of name.
struct Kind<'a> {
    word: &'static str,
    unique: &'a str,
}

impl Kind<'_> {
    /// As few macros as the names need. Where they are fewer than buckets, one serves several.
    fn macros(&self, arms: Arms) -> String {
        let most = usize::try_from(names::BUCKETS).unwrap_or(usize::MAX);
        let count = arms.len().div_ceil(ARMS).next_power_of_two().min(most);
        let mut shared = vec![String::new(); count];
        for (name, arms) in arms {
            let bucket = usize::try_from(names::bucket(name.text())).unwrap_or_default();
            if let Some(of_the_macro) = shared.get_mut(bucket % count) {
                of_the_macro.push_str(&arms);
            }
        }
        let each = shared.iter().enumerate().map(|(number, arms)| {
            let buckets = (number..most).step_by(count);
            let public: Vec<_> = buckets
                .map(|bucket| format!("__{}_{bucket}", self.word))
                .collect();
            exported(
                &self.hidden(number),
                &public,
                &format!("{arms}{}", self.failing_arm()),
            )
        });
        each.collect()
    }

    fn failing_arm(&self) -> String {
        let kind = self.word;
        format!(
            "($name:tt [$($policy:tt)*] $($rest:tt)*) => {{ $($policy)*::__unknown! {{ {kind} [$($policy)*] $name }} }};"
        )
    }

    fn hidden(&self, number: usize) -> String {
        format!("__rolecall_{}_{number}_{}", self.word, self.unique)
    }
}

/// A macro behind a name that no other block of the crate has, and its names in the policy module.
pub(super) fn exported(hidden: &str, public: &[String], arms: &str) -> String {
    let public: Vec<_> = public
        .iter()
        .map(|public| format!("{hidden} as {public}"))
        .collect();
    let public = public.join(", ");
    format!(
        "#[doc(hidden)]
        #[macro_export]
        macro_rules! {hidden} {{ {arms} }}
        #[doc(hidden)]
        #[allow(unused_imports, unreachable_pub)]
        pub use {{{public}}};"
    )
}
