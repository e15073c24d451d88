//! What a rule asks the policy's hook, which knows whether the rule has to be looked at there. Of one term nothing is
//! asked: what can be wrong with it, its name's own macro knows.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::meaning::{AsTheyCome, Meaning};
use super::normal;
use super::written::Written;
use crate::analysis::Shape;
use crate::paths::PolicyPath;

/// `input` is the rule as it was written, which is how it is passed on.
pub(super) fn hook(written: &Written, policy: &PolicyPath, input: &TokenStream) -> TokenStream {
    let node = normal::rule(&written.terms);
    if node.is_leaf() {
        return TokenStream::new();
    }
    let terms = Meaning::<AsTheyCome>::default().of_all(node.conjuncts());
    let shape = match terms.as_deref().map(Shape::of) {
        Some(Shape::Growing) => "growing",
        Some(Shape::Mixed) => "mixed",
        Some(Shape::Settled) => "settled",
        None => return TokenStream::new(),
    };
    let shape = Ident::new(shape, Span::call_site());
    let module = policy.module();
    quote!(#module::__analysis! { #shape [#module] [#input] })
}
