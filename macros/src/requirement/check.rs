//! What is true of a requirement as it stands. Whether its names exist is for the name macros to say, at the name, and
//! whether somebody can meet it under its policy is for the [analysis](super::analysis).

use proc_macro2::Ident;

use super::normal;
use super::sense;
use super::written::{Term, Written};
use crate::errors::Errors;
use crate::wording;

pub(super) fn rule(written: &Written, errors: &mut Errors) {
    terms(&written.terms, Inside::default(), errors);
    sense::rule(&normal::rule(&written.terms), errors);
}

/// The words around a term that not everything can stand in.
#[derive(Clone, Copy, Default)]
struct Inside<'a> {
    /// `any` or `not`, the innermost.
    not_always: Option<&'a Ident>,
    not: bool,
    shadow: bool,
}

fn terms(terms: &[Term], inside: Inside<'_>, errors: &mut Errors) {
    for term in terms {
        check(term, inside, errors);
    }
}

fn check(term: &Term, inside: Inside<'_>, errors: &mut Errors) {
    match term {
        Term::Acrs(name, _) if inside.not => errors.at(name.span(), wording::ACRS_INSIDE_NOT),
        Term::All(word, list) => {
            not_empty(word, list, errors);
            terms(list, inside, errors);
        }
        Term::Any(word, list) => {
            not_empty(word, list, errors);
            let not_always = Some(word);
            let inside = Inside {
                not_always,
                ..inside
            };
            terms(list, inside, errors);
        }
        Term::Not(word, list) => {
            if list.len() != 1 {
                errors.at(word.span(), wording::ONE_REQUIREMENT);
            }
            let inside = Inside {
                not_always: Some(word),
                not: true,
                ..inside
            };
            terms(list, inside, errors);
        }
        Term::Shadow(word, list) => {
            not_empty(word, list, errors);
            shadow(word, inside, errors);
            let inside = Inside {
                not_always: None,
                not: inside.not,
                shadow: true,
            };
            terms(list, inside, errors);
        }
        Term::Acrs(..)
        | Term::Authenticated(_)
        | Term::Broken(_)
        | Term::Caller(..)
        | Term::Check(_)
        | Term::Permission(_)
        | Term::Role(_)
        | Term::Scope(_)
        | Term::Unknown(_) => {}
    }
}

fn not_empty(word: &Ident, list: &[Term], errors: &mut Errors) {
    if list.is_empty() {
        errors.at(word.span(), wording::empty_list(&word.to_string()));
    }
}

/// It always holds: inside `any` it would open the rule, inside `not` close it.
fn shadow(word: &Ident, inside: Inside<'_>, errors: &mut Errors) {
    if inside.shadow {
        errors.at(word.span(), wording::SHADOW_IN_SHADOW);
    } else if let Some(list) = inside.not_always {
        errors.at(word.span(), wording::shadow_inside(&list.to_string()));
    }
}
