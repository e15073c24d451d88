//! The macro by which a rule asks whether somebody can meet it. The policy knows how much of that has to be found out:
//! nothing where there are no roles, and little where every role is for users and every permission granted.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::check::Policy;
use super::lookup;
use crate::analysis::Facts;

pub(super) fn macros(policy: &Policy, unique: &str) -> TokenStream {
    let arms = match &policy.facts {
        Some(facts) if !policy.roles.is_empty() => arms(facts, policy.warns_of_redundancy),
        // After a mistake it is not known what was meant; without roles, others grant.
        _ => quote! { ($($asked:tt)*) => {}; },
    };
    lookup::exported(
        &format_ident!("__rolecall_analysis_{unique}"),
        &format_ident!("__analysis"),
        &arms,
    )
}

/// The shapes of which nothing has to be found out, and what is known of the policy for the others.
fn arms(facts: &Facts, warns: bool) -> TokenStream {
    let settled = (!warns).then(|| quote! { (settled $($asked:tt)*) => {}; });
    let growing =
        (!warns && facts.is_all_for_users()).then(|| quote! { (growing $($asked:tt)*) => {}; });
    let text = facts.to_text();
    let warns = warns.then(|| quote!(warn));
    quote! {
        #settled
        #growing
        ($shape:ident [$($policy:tt)*] $rule:tt) => {
            $($policy)*::__rolecall::analyse! { $rule #text #warns }
        };
    }
}
