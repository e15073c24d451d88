//! What a rule asks the policy's hook, which knows whether the rule has to be looked at there. Of one term nothing is
//! asked: what can be wrong with it, its name's own macro knows.

use proc_macro2::TokenStream;

use super::meaning::{AsTheyCome, Meaning};
use super::normal;
use super::written::Written;
use crate::analysis::Shape;
use crate::paths::PolicyPath;
use crate::raw::{Delimiter, Tokens};

/// `input` is the rule as it was written, which is how it is passed on.
pub(super) fn hook(written: &Written, policy: &PolicyPath, input: &TokenStream) -> Tokens {
    let node = normal::rule(&written.terms);
    if node.is_leaf() {
        return Tokens::default();
    }
    let terms = Meaning::<AsTheyCome>::default().of_all(node.conjuncts());
    let shape = match terms.as_deref().map(Shape::of) {
        Some(Shape::Growing) => "growing",
        Some(Shape::Mixed) => "mixed",
        Some(Shape::Settled) => "settled",
        None => return Tokens::default(),
    };
    let module = policy.module();
    let mut asked = Tokens::default();
    asked.word(shape);
    asked.group(Delimiter::Bracket, module.clone());
    asked.group(Delimiter::Bracket, input.clone());
    let mut hook = module.clone();
    hook.step("__analysis");
    hook.sign('!');
    hook.group(Delimiter::Brace, asked);
    hook
}
