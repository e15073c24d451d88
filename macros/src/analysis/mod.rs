//! Whether a rule can be met at all under its policy, and which of its terms say nothing.
//!
//! An identity, here, is a kind of caller, roles that its kind may be assigned (closed over inclusion, no two of an
//! `#![exclusive(…)]` set), and for a person any set of the declared scopes. Contexts and checkers may answer either
//! way. A rule is refused when no such identity meets it; the search leaves none out.
//!
//! What is asked for comes with roles and scopes, what is denied goes with them. So it is enough to look at one identity
//! for each way of denying: the one that has everything else.
//!
//! Nothing here knows of tokens: the tests take this folder as it stands, and hold it against the decision itself.
//!
//! | file | holds |
//! |---|---|
//! | `facts` | what is known of a policy |
//! | `text` | the same as one literal, which is how a rule's macro comes by it |
//! | `formula` | a rule in its normal form |
//! | `shape` | how much of a rule has to be found out |
//! | `literals` | what a rule asks about, and in how many ways it can be denied |
//! | `worlds` | the identities that have to be looked at |

mod facts;
mod formula;
mod literals;
mod shape;
mod text;
mod worlds;

pub(crate) use self::facts::{Facts, Permission, Role};
pub(crate) use self::formula::{Atom, Formula, Kind};
pub(crate) use self::shape::{Shape, needs_what_none_grants};
pub(crate) use self::worlds::satisfiable;

/// What makes a rule one that nobody can meet.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Culprit {
    /// The first term with which the rule can no longer be met.
    pub(crate) place: usize,
    pub(crate) why: Why,
}

/// Why nobody can meet a term.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Why {
    /// Nobody could, whatever stands beside it.
    Alone,
    /// Nobody could who meets the term at this place.
    Against(usize),
    /// Nobody could who meets all the terms before it.
    Together,
}

/// The term at fault of those that are to be met at once; nothing if somebody can meet them.
pub(crate) fn culprit(terms: &[Formula], facts: &Facts) -> Option<Culprit> {
    let can_be_met = |terms: &[&Formula]| satisfiable(terms, facts);
    let all: Vec<_> = terms.iter().collect();
    if can_be_met(&all) {
        return None;
    }
    let place = (0..all.len()).find(|place| !can_be_met(all.get(..=*place).unwrap_or_default()))?;
    let at_fault = *all.get(place)?;
    let why = if can_be_met(&[at_fault]) {
        let mut before = all.iter().take(place);
        let against = before.position(|other| !can_be_met(&[other, at_fault]));
        against.map_or(Why::Together, Why::Against)
    } else {
        Why::Alone
    };
    Some(Culprit { place, why })
}

/// Which members of a list say nothing: in an `all` what the others imply, in an `any` what lets nobody in whom the
/// others do not. Of those that say the same, the first is kept.
pub(crate) fn redundant(members: &[Formula], all: bool, facts: &Facts) -> Vec<usize> {
    let mut kept: Vec<usize> = (0..members.len()).collect();
    let mut found = Vec::new();
    for place in (0..members.len()).rev() {
        let question: Vec<_> = kept
            .iter()
            .filter_map(|other| Some((other, members.get(*other)?)))
            .map(|(other, member)| {
                if (*other == place) == all {
                    member.denied()
                } else {
                    member.clone()
                }
            })
            .collect();
        let question: Vec<_> = question.iter().collect();
        if kept.len() > 1 && !satisfiable(&question, facts) {
            kept.retain(|other| *other != place);
            found.push(place);
        }
    }
    found.reverse();
    found
}
