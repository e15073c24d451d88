//! What is true of a checker: it takes who is calling by reference, then extractors that leave the body alone, and
//! returns an answer.

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{FnArg, GenericParam, ReturnType, Safety, Signature, Type};

use crate::errors::Errors;
use crate::protected::{self, Handler};
use crate::wording;

/// The extractors that read the body, by their usual names; what goes by another is found when the handler is mounted.
const READ_THE_BODY: [&str; 9] = [
    "Body",
    "Bytes",
    "BytesMut",
    "Form",
    "Json",
    "Multipart",
    "RawForm",
    "Request",
    "String",
];

/// A function in which nothing is wrong.
pub(super) struct Checker<'a> {
    pub(super) function: &'a Handler,
    /// The type of the first argument, a reference.
    pub(super) identity: &'a Type,
    /// The types of the others.
    pub(super) extractors: Vec<&'a Type>,
    pub(super) output: &'a Type,
}

impl Checker<'_> {
    pub(super) fn is_async(&self) -> bool {
        self.function.signature.asyncness.is_some()
    }
}

/// A rule above has left its guard among the arguments; one below still stands among the attributes.
pub(super) fn not_a_handler(here: Span, function: &Handler, errors: &mut Errors) {
    let mut attributes = function.attributes.iter();
    if let Some(rule) = attributes.find(|attribute| protected::is_rule(attribute)) {
        errors.push(syn::Error::new_spanned(rule, wording::CHECKER_AND_HANDLER));
    } else if function.signature.inputs.iter().any(protected::is_guard) {
        errors.at(here, wording::CHECKER_AND_HANDLER);
    }
}

pub(super) fn function<'a>(function: &'a Handler, errors: &mut Errors) -> Option<Checker<'a>> {
    let signature = &function.signature;
    check_qualifiers(signature, errors);
    check_generics(signature, errors);
    if let Some(receiver) = signature.receiver() {
        errors.push(syn::Error::new_spanned(receiver, wording::CHECKER_SELF));
        return None;
    }
    let mut arguments = signature.inputs.iter().filter_map(typed);
    let identity = identity(arguments.next(), signature, errors);
    let extractors: Vec<_> = arguments.collect();
    for extractor in &extractors {
        check_extractor(extractor, errors);
    }
    let output = output(signature, errors)?;
    Some(Checker {
        function,
        identity: identity?,
        extractors,
        output,
    })
}

fn check_qualifiers(signature: &Signature, errors: &mut Errors) {
    if let Safety::Unsafe(word) = &signature.safety {
        errors.at(word.span, wording::CHECKER_UNSAFE);
    }
    if let Some(abi) = &signature.abi {
        errors.push(syn::Error::new_spanned(abi, wording::CHECKER_EXTERN));
    }
}

fn check_generics(signature: &Signature, errors: &mut Errors) {
    for parameter in &signature.generics.params {
        if !matches!(parameter, GenericParam::Lifetime(_)) {
            errors.push(syn::Error::new_spanned(parameter, wording::CHECKER_GENERIC));
        }
    }
}

fn typed(argument: &FnArg) -> Option<&Type> {
    match argument {
        FnArg::Typed(argument) => Some(bare(&argument.ty)),
        FnArg::Receiver(_) => None,
    }
}

/// Without parentheses, among them those that no one sees around what a `macro_rules!` took for a type.
fn bare(written: &Type) -> &Type {
    match written {
        Type::Group(group) => bare(&group.elem),
        Type::Paren(parenthesized) => bare(&parenthesized.elem),
        other => other,
    }
}

/// The first argument. That it is an identity, whatever it is called here, is for the types to say.
fn identity<'a>(
    first: Option<&'a Type>,
    signature: &Signature,
    errors: &mut Errors,
) -> Option<&'a Type> {
    match first {
        None => errors.at(signature.ident.span(), wording::CHECKER_OF_NOBODY),
        Some(Type::Reference(reference)) if reference.mutability.is_none() => return first,
        Some(other) => errors.push(syn::Error::new_spanned(other, wording::CHECKER_OF_NOBODY)),
    }
    None
}

fn check_extractor(extractor: &Type, errors: &mut Errors) {
    if let Some(name) = last_name(extractor).filter(|name| READ_THE_BODY.contains(&name.as_str())) {
        let message = wording::reads_the_body(&name);
        errors.push(syn::Error::new_spanned(extractor, message));
    } else if let Some(word) = find_impl(extractor.to_token_stream()) {
        errors.at(word, wording::CHECKER_GENERIC);
    } else if borrows(extractor.to_token_stream()) {
        errors.push(syn::Error::new_spanned(extractor, wording::CHECKER_BORROWS));
    }
}

fn last_name(extractor: &Type) -> Option<String> {
    match extractor {
        Type::Path(path) => Some(path.path.segments.last()?.ident.to_string()),
        _ => None,
    }
}

fn output<'a>(signature: &'a Signature, errors: &mut Errors) -> Option<&'a Type> {
    match &signature.output {
        ReturnType::Type(_, output) => Some(output),
        ReturnType::Default => {
            errors.at(signature.ident.span(), wording::CHECKER_WITHOUT_ANSWER);
            None
        }
    }
}

/// Where `impl` stands in a type: a type parameter by another spelling.
fn find_impl(tokens: TokenStream) -> Option<Span> {
    tokens.into_iter().find_map(|token| match token {
        TokenTree::Ident(word) if word == "impl" => Some(word.span()),
        TokenTree::Group(group) => find_impl(group.stream()),
        _ => None,
    })
}

/// Whether a reference or a lifetime other than `'static` stands in a type.
fn borrows(tokens: TokenStream) -> bool {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let borrowed = match token {
            TokenTree::Group(group) => borrows(group.stream()),
            TokenTree::Punct(punct) if punct.as_char() == '&' => {
                let next = tokens.peek();
                !matches!(next, Some(TokenTree::Punct(punct)) if punct.as_char() == '\'')
            }
            TokenTree::Punct(punct) if punct.as_char() == '\'' => {
                let next = tokens.next();
                !matches!(next, Some(TokenTree::Ident(name)) if name == "static")
            }
            _ => false,
        };
        if borrowed {
            return true;
        }
    }
    false
}
