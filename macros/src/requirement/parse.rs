//! What was written as a requirement. A broken term is reported and skipped, so that the next is read too.

use proc_macro2::{Ident, TokenStream};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{LitStr, parenthesized};

use super::written::{Term, Written};
use super::{mistaken, values};
use crate::errors::Errors;
use crate::{blocks, wording};

pub(super) fn rule(input: TokenStream, errors: &mut Errors) -> Written {
    let read = |input: ParseStream<'_>| {
        let mut reader = Reader {
            errors,
            whole: Written::default(),
        };
        let terms = reader.terms(input, None);
        Ok(Written {
            terms,
            ..reader.whole
        })
    };
    // Whatever can fail was caught inside, and the input was read to its end.
    read.parse2(input).unwrap_or_default()
}

struct Reader<'a> {
    errors: &'a mut Errors,
    /// What is said of the rule as a whole.
    whole: Written,
}

impl Reader<'_> {
    /// Terms up to the end of the input; `inside` is the word of the list they stand in.
    fn terms(&mut self, input: ParseStream<'_>, inside: Option<&Ident>) -> Vec<Term> {
        let mut terms = Vec::new();
        while !input.is_empty() {
            match self.term(input, inside) {
                Ok(term) => {
                    terms.extend(term);
                    if !mistaken::operator(input, self.errors) {
                        blocks::comma(input, self.errors);
                    }
                }
                Err(error) => {
                    terms.push(Term::Broken(error.span()));
                    self.errors.push(error);
                    blocks::skip_to_next(input);
                }
            }
        }
        terms
    }

    /// One term; nothing for what is said of the rule as a whole.
    fn term(
        &mut self,
        input: ParseStream<'_>,
        inside: Option<&Ident>,
    ) -> syn::Result<Option<Term>> {
        if input.cursor().ident().is_none() {
            if input.peek(LitStr) {
                return Ok(Some(mistaken::name(input)?));
            }
            mistaken::negation(input)?;
        }
        let word = input
            .call(Ident::parse_any)
            .map_err(|error| syn::Error::new(error.span(), wording::REQUIREMENT))?;
        Ok(Some(match word.to_string().as_str() {
            "acrs" => values::acrs(input, &word)?,
            "all" => Term::All(word.clone(), self.list(input, &word)?),
            "any" => Term::Any(word.clone(), self.list(input, &word)?),
            "authenticated" => {
                values::nothing(input, &word)?;
                Term::Authenticated(word)
            }
            "caller" => values::caller(input, &word)?,
            "check" => Term::Check(values::path(input, &word, wording::TAKES_A_CHECKER)?),
            "not" => Term::Not(word.clone(), self.list(input, &word)?),
            "permission" => Term::Permission(values::one_name(input, &word)?),
            "role" => Term::Role(values::roles(input, &word)?),
            "scope" => Term::Scope(values::one_name(input, &word)?),
            "shadow" => Term::Shadow(word.clone(), self.list(input, &word)?),
            "conceal" | "policy" | "schemes" => {
                self.of_the_whole(input, &word, inside)?;
                return Ok(None);
            }
            _ => mistaken::word(word, input)?,
        }))
    }

    fn list(&mut self, input: ParseStream<'_>, word: &Ident) -> syn::Result<Vec<Term>> {
        if !input.peek(syn::token::Paren) {
            let message = wording::takes_a_list(&word.to_string());
            return Err(syn::Error::new(word.span(), message));
        }
        let list;
        parenthesized!(list in input);
        Ok(self.terms(&list, Some(word)))
    }

    /// `conceal`, `policy = path` or `schemes = […]`: each once, and at the top.
    fn of_the_whole(
        &mut self,
        input: ParseStream<'_>,
        word: &Ident,
        inside: Option<&Ident>,
    ) -> syn::Result<()> {
        let whole = &mut self.whole;
        let said = match word.to_string().as_str() {
            "conceal" => {
                values::nothing(input, word)?;
                whole.conceal.replace(word.clone()).is_some()
            }
            "policy" => {
                let path = values::path(input, word, wording::TAKES_A_PATH)?;
                whole.policy.replace(path).is_some()
            }
            _ => whole
                .schemes
                .replace(values::schemes(input, word)?)
                .is_some(),
        };
        if let Some(list) = inside {
            let message = wording::of_the_whole(&word.to_string(), &list.to_string());
            return Err(syn::Error::new(word.span(), message));
        }
        if said {
            let message = wording::listed_twice(&word.to_string());
            return Err(syn::Error::new(word.span(), message));
        }
        Ok(())
    }
}
