//! The macro by which a rule asks whether somebody can meet it. The policy knows how much of that has to be found out:
//! nothing where there are no roles, and little where every role is for users and every permission granted.

use proc_macro2::TokenStream;

use super::check::Policy;
use super::lookup;
use crate::analysis::Facts;
use crate::text::{self, literal};

pub(super) fn macros(policy: &Policy, unique: &str) -> TokenStream {
    let arms = match &policy.facts {
        Some(facts) if !policy.roles.is_empty() => arms(facts, policy.warns_of_redundancy),
        // After a mistake it is not known what was meant; without roles, others grant.
        _ => "($($asked:tt)*) => {};".to_owned(),
    };
    text::tokens(&lookup::exported(
        &format!("__rolecall_analysis_{unique}"),
        &["__analysis".to_owned()],
        &arms,
    ))
}

/// The shapes of which nothing has to be found out, and what is known of the policy for the others.
fn arms(facts: &Facts, warns: bool) -> String {
    let mut arms = String::new();
    if !warns {
        arms.push_str("(settled $($asked:tt)*) => {};");
        if facts.is_all_for_users() {
            arms.push_str("(growing $($asked:tt)*) => {};");
        }
    }
    let facts = literal(&facts.to_text());
    let warn = if warns { "warn" } else { "" };
    arms + &format!(
        "($shape:ident [$($policy:tt)*] $rule:tt) => {{
            $($policy)*::__rolecall::analyse! {{ $rule {facts} {warn} }}
        }};"
    )
}
