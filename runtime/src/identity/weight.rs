//! How much memory an identity keeps, roughly: what a cache of them is bounded by.

use super::claims::{Groups, Subject};

/// What a string costs besides what is in it.
const EACH: usize = 48;

/// What a value costs besides its text, once the claims were made a map. A map has room for eleven members where there
/// is one, and most of what can be written has more than one to a map.
const VALUE: usize = 96;

/// The structures themselves, the key, and the grants of a policy of ordinary size.
const FIXED: usize = 1024;

/// The bytes of a subject and of what was worked out from it. An estimate that is rather too high for what Entra sends:
/// the claims count as a text and as the map that becomes of it when a handler asks for one, since nobody weighs an
/// identity again. Whoever may issue tokens can write ones that weigh more (a map for six bytes, again and again), by
/// less than seven times.
pub(super) fn of(subject: &Subject) -> usize {
    let lists = [
        subject.authentication_contexts.as_slice(),
        subject.authentication_methods.as_slice(),
        match &subject.groups {
            Groups::Known(groups) => groups.as_slice(),
            _ => &[],
        },
    ];
    let strings = lists.into_iter().flatten().map(|text| EACH + text.len());
    let texts = subject.roles.bytes() + subject.scopes.bytes();
    FIXED + texts + strings.sum::<usize>() + of_claims(subject.claims.text())
}

/// The text itself, its values as a map, and a count of them that is never too low: each stands behind one of these.
fn of_claims(text: &[u8]) -> usize {
    let begins =
        |byte: &u8| u8::from(*byte == b',') | u8::from(*byte == b'[') | u8::from(*byte == b'{');
    // In pieces that a byte can count, which a processor does many at a time.
    let pieces = text.chunks(usize::from(u8::MAX));
    let values = pieces.map(|piece| usize::from(piece.iter().map(begins).sum::<u8>()));
    2 * text.len() + VALUE * values.sum::<usize>()
}
