//! `roles! { … }`: who may do what, over the permissions of one or more blocks.
//!
//! A macro cannot look into another, so it asks: each permission block has left a callback behind, which calls
//! [`continue_with_permissions`] with its names. When the last has answered, everything is known and the policy is
//! written.
//!
//! | file | holds |
//! |---|---|
//! | `asked` | the question on its way from block to block |
//! | `parse`, `heads` | what was written |
//! | `sets` | every permission and scope that was answered |
//! | `resolve` | what each role names, as numbers |
//! | `closure` | inclusion followed to the end |
//! | `exclusive` | which roles no identity may hold together |
//! | `check` | what is true of the block |
//! | `expand`, `lookup` | the policy as Rust, and the macros by which rules find its names |
//! | `facts` | what its rules can be held against |
//! | `hook` | the macro by which rules ask whether somebody can meet them |

mod asked;
mod check;
mod closure;
mod exclusive;
mod expand;
mod facts;
mod heads;
mod hook;
mod lookup;
mod parse;
mod resolve;
mod sets;

use proc_macro2::{Span, TokenStream};
use quote::quote;

use self::asked::Asked;
use self::sets::Sets;
use crate::bits;
use crate::errors::Errors;

/// The first step: which blocks to ask.
pub(crate) fn ask_for_permissions(input: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let asking = step(asked::nobody_yet(input, &mut errors));
    let errors = errors.into_compile_errors();
    quote!(#errors #asking)
}

/// A further step: one more block has answered.
pub(crate) fn continue_with_permissions(input: TokenStream) -> TokenStream {
    step(syn::parse2(input))
}

fn step(asked: syn::Result<Asked>) -> TokenStream {
    match asked {
        Ok(asked) => asked.question().unwrap_or_else(|| write(asked)),
        Err(error) => error.to_compile_error(),
    }
}

fn write(asked: Asked) -> TokenStream {
    let mut errors = Errors::default();
    let unique = asked.unique();
    let Asked {
        runtime,
        paths,
        block,
        answers,
        ..
    } = asked;
    let near = block
        .clone()
        .into_iter()
        .next()
        .map_or_else(Span::call_site, |token| token.span());
    let sets = Sets::new(paths, answers, near, &mut errors);
    let declaration = parse::block(block, &mut errors);
    let policy = check::block(declaration, &sets, &mut errors);
    let expanded = expand::policy(&runtime, &sets, &policy, &unique);
    let errors = errors.into_compile_errors();
    quote!(#errors #expanded)
}
