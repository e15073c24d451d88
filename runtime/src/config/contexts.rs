//! From the names of authentication contexts to the contexts that every token has to meet.

use super::error::Mistakes;
use crate::policy::AuthenticationContext;

/// The contexts of these names, each of which every token has to meet.
pub(super) fn required(names: &[String], mistakes: &mut Mistakes) -> Vec<AuthenticationContext> {
    let contexts = names.iter().filter_map(|name| {
        let context = AuthenticationContext::named(name);
        mistakes.keep(context.ok_or_else(|| {
            "`require_contexts` names what is no authentication context: give `c1` to `c99`"
                .to_owned()
        }))
    });
    contexts.collect()
}
