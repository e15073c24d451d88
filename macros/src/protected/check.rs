//! What is true of a handler: async, free of `self`, one rule, and room for the guard.

use syn::{Attribute, FnArg, Path, Type};

use super::parse::Handler;
use super::{Door, Under};
use crate::errors::Errors;
use crate::wording;

/// axum's handlers take sixteen arguments; one is the guard.
const MOST_ARGUMENTS: usize = 15;

pub(super) fn handler(under: &Under, handler: &Handler, errors: &mut Errors) {
    let signature = &handler.signature;
    if signature.asyncness.is_none() {
        errors.at(
            signature.fn_token.span,
            wording::not_async(under.door.name()),
        );
    }
    if let Some(receiver) = signature.receiver() {
        errors.push(syn::Error::new_spanned(receiver, wording::TAKES_SELF));
    }
    if signature.inputs.len() > MOST_ARGUMENTS {
        errors.at(signature.ident.span(), wording::TOO_MANY_ARGUMENTS);
    }
    check_one_rule(under, handler, errors);
    check_no_checker(handler, errors);
    if matches!(under.door, Door::Public) {
        check_optional_identity(handler, errors);
    }
}

/// The rule above this one has left its guard among the arguments; one below still stands among the attributes.
fn check_one_rule(under: &Under, handler: &Handler, errors: &mut Errors) {
    let mut attributes = handler.attributes.iter();
    if let Some(second) = attributes.find(|attribute| is_rule(attribute)) {
        errors.push(syn::Error::new_spanned(second, wording::TWO_RULES));
    } else if handler.signature.inputs.iter().any(is_guard) {
        errors.at(under.here(), wording::TWO_RULES);
    }
}

/// A checker above leaves nothing here; it has seen this attribute itself.
fn check_no_checker(handler: &Handler, errors: &mut Errors) {
    let mut attributes = handler.attributes.iter();
    if let Some(checker) = attributes.find(|attribute| is_checker(attribute)) {
        errors.push(syn::Error::new_spanned(
            checker,
            wording::CHECKER_AND_HANDLER,
        ));
    }
}

/// `#[checker]`, by whatever path.
pub(super) fn is_checker(attribute: &Attribute) -> bool {
    let last = attribute.path().segments.last();
    last.is_some_and(|segment| segment.ident == "checker")
}

/// `#[protected(…)]` or `#[public(…)]`, by whatever path.
pub(crate) fn is_rule(attribute: &Attribute) -> bool {
    let last = attribute.path().segments.last();
    last.is_some_and(|segment| segment.ident == "protected" || segment.ident == "public")
}

/// The hidden argument that another rule has left.
pub(crate) fn is_guard(argument: &FnArg) -> bool {
    path_of(argument).is_some_and(|path| {
        path.segments
            .iter()
            .any(|segment| segment.ident == "__rolecall")
    })
}

/// By its usual name only; what goes by another is found when the handler is mounted.
fn check_optional_identity(handler: &Handler, errors: &mut Errors) {
    for argument in &handler.signature.inputs {
        if let Some(path) = path_of(argument).filter(|path| is_identity(path)) {
            errors.push(syn::Error::new_spanned(path, wording::PLAIN_IDENTITY));
        }
    }
}

fn is_identity(path: &Path) -> bool {
    let mut segments = path.segments.iter().map(|segment| &segment.ident).rev();
    segments.next().is_some_and(|last| last == "Identity")
        && segments.all(|before| before == "rolecall")
}

fn path_of(argument: &FnArg) -> Option<&Path> {
    let FnArg::Typed(argument) = argument else {
        return None;
    };
    match &*argument.ty {
        Type::Path(path) => Some(&path.path),
        _ => None,
    }
}
