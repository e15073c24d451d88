//! A requirement as a type, every name in it looked up through the policy's name macros.

use quote::ToTokens;
use syn::Path;

use super::alone;
use super::written::{CallerKind, Scheme, Term, Written};
use crate::names::{self, Name};
use crate::paths::PolicyPath;
use crate::raw::{self, Delimiter, Ident, Literal, Tokens};

/// A list longer than this is nested, which means the same.
const LONGEST: usize = 8;

/// A rule as types.
pub(super) struct Rule {
    /// The requirement.
    pub(super) rule: Tokens,
    /// Its checkers, each once, in the order in which the requirement counts them.
    pub(super) checkers: Vec<Path>,
}

/// The types of the whole rule. One that is not sound holds for nobody, and still looks its names up.
pub(super) fn rule(written: &Written, policy: &PolicyPath, sound: bool) -> Rule {
    let mut checkers = Vec::new();
    collect_checkers(&written.terms, &mut checkers);
    let expand = Expand {
        policy,
        alone: sound && alone::is_enough(&written.terms),
        checkers: &checkers,
    };
    let mut terms = expand.each(&written.terms, Place::TOP);
    if !sound {
        terms.push(expand.nobody());
    }
    let rule = expand.modified(expand.list("All", terms), written);
    Rule { rule, checkers }
}

fn collect_checkers(terms: &[Term], checkers: &mut Vec<Path>) {
    for term in terms {
        match term {
            Term::Check(path) if place_of(path, checkers).is_none() => checkers.push(path.clone()),
            Term::All(_, terms)
            | Term::Any(_, terms)
            | Term::Not(_, terms)
            | Term::Shadow(_, terms) => collect_checkers(terms, checkers),
            _ => {}
        }
    }
}

fn place_of(path: &Path, checkers: &[Path]) -> Option<usize> {
    let written = |path: &Path| path.to_token_stream().to_string();
    checkers
        .iter()
        .position(|known| written(known) == written(path))
}

struct Expand<'a> {
    policy: &'a PolicyPath,
    /// Whether a role alone is enough, which a strict policy refuses.
    alone: bool,
    checkers: &'a [Path],
}

/// Where a term stands.
#[derive(Clone, Copy)]
struct Place {
    /// Whether the rule cannot be met without it.
    needed: bool,
    /// Inside an odd number of `not`.
    denied: bool,
}

impl Place {
    const TOP: Self = Self {
        needed: true,
        denied: false,
    };

    /// Inside a list. Denied, `any` is an `all` of denials.
    fn inside(self, all: bool, terms: &[Term]) -> Self {
        let needed = self.needed && (all != self.denied || terms.len() == 1);
        Self { needed, ..self }
    }

    fn inside_not(self) -> Self {
        let denied = !self.denied;
        Self { denied, ..self }
    }

    fn inside_shadow(self) -> Self {
        let needed = false;
        Self { needed, ..self }
    }
}

impl Expand<'_> {
    fn each(&self, terms: &[Term], place: Place) -> Vec<Tokens> {
        terms.iter().map(|term| self.term(term, place)).collect()
    }

    fn term(&self, term: &Term, place: Place) -> Tokens {
        match term {
            Term::Acrs(_, number) => {
                let mut argument = Tokens::default();
                argument.push(Literal::u8_suffixed(*number));
                self.with("Acrs", argument)
            }
            Term::All(_, terms) => self.terms("All", terms, place.inside(true, terms)),
            Term::Any(_, terms) => self.terms("Any", terms, place.inside(false, terms)),
            Term::Authenticated(_) => self.runtime("Authenticated"),
            Term::Broken(_) => self.nobody(),
            Term::Caller(_, CallerKind::Application) => self.runtime("CallerApplication"),
            Term::Caller(_, CallerKind::User) => self.runtime("CallerUser"),
            Term::Check(path) => self.checked(path),
            Term::Not(_, terms) => self.with("Not", self.terms("All", terms, place.inside_not())),
            Term::Permission(name) => {
                let needed = (place.needed && !place.denied).then_some("needed");
                self.named("permission", name, needed)
            }
            Term::Role(names) => {
                let alone = (self.alone && !place.denied).then_some("alone");
                let role = |name| self.named("role", name, alone);
                self.list("Any", names.iter().map(role).collect())
            }
            Term::Scope(name) => self.named("scope", name, None),
            Term::Shadow(_, terms) => {
                self.with("Shadow", self.terms("All", terms, place.inside_shadow()))
            }
            Term::Unknown(name) => self.unknown(name),
        }
    }

    /// With what is said of the rule as a whole, if anything is.
    fn modified(&self, rule: Tokens, written: &Written) -> Tokens {
        if written.conceal.is_none() && written.schemes.is_none() {
            return rule;
        }
        let conceals = if written.conceal.is_some() {
            "true"
        } else {
            "false"
        };
        let bits = |schemes: &Vec<Scheme>| schemes.iter().fold(0, |bits, scheme| bits | scheme.bit);
        let credentials = written.schemes.as_ref().map_or(u8::MAX, bits);
        let mut arguments = rule;
        arguments.sign(',');
        arguments.word(conceals);
        arguments.sign(',');
        arguments.push(Literal::u8_suffixed(credentials));
        self.with("Modified", arguments)
    }

    /// In parentheses it can only be a type, so that a function without `#[checker]` is one mistake, not two.
    fn checked(&self, path: &Path) -> Tokens {
        let place = place_of(path, self.checkers).and_then(|place| u8::try_from(place).ok());
        let mut checker: Tokens = raw::TokenStream::from(path.to_token_stream()).into();
        checker.sign(',');
        let mut arguments = Tokens::default();
        arguments.group(Delimiter::Parenthesis, checker);
        arguments.sign(',');
        arguments.push(Literal::u8_suffixed(place.unwrap_or(u8::MAX)));
        self.with("Checked", arguments)
    }

    fn terms(&self, word: &str, terms: &[Term], place: Place) -> Tokens {
        self.list(word, self.each(terms, place))
    }

    /// One term stands for itself; more than fit are nested; none holds for nobody.
    fn list(&self, word: &str, mut terms: Vec<Tokens>) -> Tokens {
        while terms.len() > LONGEST {
            terms = terms
                .chunks(LONGEST)
                .map(|some| self.list(word, some.to_vec()))
                .collect();
        }
        if terms.len() < 2 {
            return terms.pop().unwrap_or_else(|| self.nobody());
        }
        let mut members = Tokens::default();
        for term in terms {
            members.append(term);
            members.sign(',');
        }
        let mut tuple = Tokens::default();
        tuple.group(Delimiter::Parenthesis, members);
        self.with(word, tuple)
    }

    fn nobody(&self) -> Tokens {
        self.runtime("Nobody")
    }

    /// A word of the runtime's.
    fn runtime(&self, word: &str) -> Tokens {
        let mut tokens = self.policy.runtime().clone();
        tokens.step(word);
        tokens
    }

    /// `word<arguments>`.
    fn with(&self, word: &str, arguments: Tokens) -> Tokens {
        let mut tokens = self.runtime(word);
        tokens.sign('<');
        tokens.append(arguments);
        tokens.sign('>');
        tokens
    }

    /// A name is a term by itself. `said` is what the name's own macro may refuse it for.
    fn named(&self, kind: &str, name: &Name, said: Option<&str>) -> Tokens {
        let lookup = format!("__{kind}_{}", names::bucket(name.text()));
        let mut asked = Tokens::default();
        asked.push(name.raw_literal());
        asked.group(Delimiter::Bracket, self.policy.module().clone());
        asked.push(name.raw_ident());
        if let Some(said) = said {
            asked.push(Ident::new(said, raw::span(name.span())));
        }
        self.called(&lookup, asked)
    }

    /// What is none of the rule's words, and which the policy may know.
    fn unknown(&self, name: &Name) -> Tokens {
        let mut asked = Tokens::default();
        asked.word("requirement");
        asked.group(Delimiter::Bracket, self.policy.module().clone());
        asked.push(name.raw_literal());
        self.called("__unknown", asked)
    }

    /// A macro of the policy's.
    fn called(&self, name: &str, input: Tokens) -> Tokens {
        let mut tokens = self.policy.module().clone();
        tokens.step(name);
        tokens.sign('!');
        tokens.group(Delimiter::Parenthesis, input);
        tokens
    }
}
