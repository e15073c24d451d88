//! The macros by which a rule finds a name: an arm for each name, in sixty-four buckets, and an error that knows all
//! names behind the last arm. A rule so pays for the names it uses, never for the list.

use std::collections::{BTreeMap, HashSet};

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::check::Policy;
use super::expand;
use super::sets::Sets;
use crate::analysis::Facts;
use crate::names::{self, Name};

pub(super) fn macros(sets: &Sets, policy: &Policy, unique: &str) -> TokenStream {
    let unknown = unknown(sets, policy, unique);
    let permission = Kind {
        word: "permission",
        unique,
    }
    .macros(permission_arms(sets, policy));
    let role = Kind {
        word: "role",
        unique,
    }
    .macros(role_arms(policy));
    let scope = Kind {
        word: "scope",
        unique,
    }
    .macros(scope_arms(sets));
    quote!(#unknown #permission #role #scope)
}

/// Where every failed lookup ends, with all the names there are.
fn unknown(sets: &Sets, policy: &Policy, unique: &str) -> TokenStream {
    let permissions = sets.permission_names();
    let roles = policy.roles.iter().map(|role| role.name.text());
    let scopes = sets.scope_names();
    let body = quote! {
        ($kind:ident [$($policy:tt)*] $name:tt) => {
            $($policy)*::__rolecall::unknown! { $kind $name [#(#permissions)*] [#(#roles)*] [#(#scopes)*] }
        };
    };
    exported(
        &format_ident!("__rolecall_unknown_{unique}"),
        &format_ident!("__unknown"),
        &body,
    )
}

type Arms = Vec<(Name, TokenStream)>;

/// A permission that no role grants is refused where a rule cannot do without it, which the rule says with `needed`, at
/// the user's word.
fn permission_arms(sets: &Sets, policy: &Policy) -> Arms {
    let facts = policy.facts.as_ref().filter(|_| !policy.roles.is_empty());
    let ungranted = facts.map_or_else(HashSet::new, Facts::ungranted);
    let mut arms = Arms::new();
    for (index, set) in sets.sets.iter().enumerate() {
        let module = expand::permission_set(index);
        arms.extend(set.permissions.iter().map(|listed| {
            let name = &listed.name;
            let refusal = ungranted
                .contains(name.text())
                .then(|| refusal(name, "needs_what_none_grants"));
            let arm = arm(name, &quote!(#module));
            (name.clone(), quote!(#refusal #arm))
        }));
    }
    arms
}

fn scope_arms(sets: &Sets) -> Arms {
    let mut arms = Arms::new();
    for (index, set) in sets.sets.iter().enumerate() {
        let module = expand::scope_set(index);
        arms.extend(
            set.scopes
                .iter()
                .map(|name| (name.clone(), arm(name, &quote!(#module)))),
        );
    }
    arms
}

/// A strict policy refuses a role that is asked for by itself, which the rule says with `alone`, at the user's word.
fn role_arms(policy: &Policy) -> Arms {
    let role = |name: &Name| {
        let refusal = policy.strict.then(|| refusal(name, "role_alone"));
        let arm = arm(name, &quote!(role));
        (name.clone(), quote!(#refusal #arm))
    };
    policy.roles.iter().map(|entry| role(&entry.name)).collect()
}

/// The arm for what a rule says of the name, by a word at its place.
fn refusal(name: &Name, why: &str) -> TokenStream {
    let (text, why) = (name.text(), format_ident!("{why}"));
    quote! {
        ([$($policy:tt)*] #text $name:ident $place:ident) => {
            $($policy)*::__rolecall::#why! { #text $place }
        };
    }
}

/// The identifier comes from the rule, so that it is the rule's word that the editor follows.
fn arm(name: &Name, module: &TokenStream) -> TokenStream {
    let text = name.text();
    quote! {
        ([$($policy:tt)*] #text $name:ident $($said:ident)?) => { $($policy)*::#module::$name };
    }
}

/// One kind of name.
struct Kind<'a> {
    word: &'static str,
    unique: &'a str,
}

impl Kind<'_> {
    fn macros(&self, arms: Arms) -> TokenStream {
        let mut buckets: BTreeMap<u64, Vec<TokenStream>> = BTreeMap::new();
        for (name, arm) in arms {
            buckets
                .entry(names::bucket(name.text()))
                .or_default()
                .push(arm);
        }
        let none = self.none();
        let all = (0..names::BUCKETS).map(|number| match buckets.get(&number) {
            Some(arms) => self.bucket(number, arms),
            None => self.empty_bucket(number),
        });
        quote!(#none #(#all)*)
    }

    fn none(&self) -> TokenStream {
        exported(
            &self.hidden("none"),
            &format_ident!("__no_{}", self.word),
            &self.failing_arm(),
        )
    }

    fn bucket(&self, number: u64, arms: &[TokenStream]) -> TokenStream {
        let failing = self.failing_arm();
        exported(
            &self.hidden(&number.to_string()),
            &self.public(number),
            &quote!(#(#arms)* #failing),
        )
    }

    fn empty_bucket(&self, number: u64) -> TokenStream {
        let (none, public) = (self.hidden("none"), self.public(number));
        quote! {
            #[doc(hidden)]
            #[allow(unused_imports, unreachable_pub)]
            pub use #none as #public;
        }
    }

    fn failing_arm(&self) -> TokenStream {
        let kind = format_ident!("{}", self.word);
        quote! {
            ([$($policy:tt)*] $name:tt $($rest:tt)*) => { $($policy)*::__unknown! { #kind [$($policy)*] $name } };
        }
    }

    fn hidden(&self, suffix: &str) -> Ident {
        format_ident!("__rolecall_{}_{}_{}", self.word, suffix, self.unique)
    }

    fn public(&self, number: u64) -> Ident {
        format_ident!("__{}_{}", self.word, number)
    }
}

/// A macro behind a name that no other block of the crate has, and its name in the policy module.
pub(super) fn exported(hidden: &Ident, public: &Ident, arms: &TokenStream) -> TokenStream {
    quote! {
        #[doc(hidden)]
        #[macro_export]
        macro_rules! #hidden { #arms }
        #[doc(hidden)]
        #[allow(unused_imports, unreachable_pub)]
        pub use #hidden as #public;
    }
}
