//! Sets of small numbers as `[u64]` words: how roles, permissions and scopes are held.

use smallvec::SmallVec;

/// A set that owns its words. Most policies are small enough for it to ask for no memory.
pub(crate) type Words = SmallVec<[u64; 2]>;

/// Whether `index` is in the set.
#[inline]
pub(crate) fn contains(words: &[u64], index: usize) -> bool {
    words
        .get(index / 64)
        .is_some_and(|word| word >> (index % 64) & 1 == 1)
}

/// Puts `index` into the set. An index beyond the set's words is ignored: it was never declared.
pub(crate) fn insert(words: &mut [u64], index: usize) {
    if let Some(word) = words.get_mut(index / 64) {
        *word |= 1 << (index % 64);
    }
}

/// Takes `index` out of the set.
pub(crate) fn remove(words: &mut [u64], index: usize) {
    if let Some(word) = words.get_mut(index / 64) {
        *word &= !(1 << (index % 64));
    }
}

/// Puts every member of `other` into the set.
pub(crate) fn unite(words: &mut [u64], other: &[u64]) {
    for (word, more) in words.iter_mut().zip(other) {
        *word |= more;
    }
}

/// Keeps only what is in `other` too.
pub(crate) fn intersect(words: &mut [u64], other: &[u64]) {
    for (word, kept) in words.iter_mut().zip(other) {
        *word &= kept;
    }
}

/// Takes every member of `other` out of the set.
pub(crate) fn subtract(words: &mut [u64], other: &[u64]) {
    for (word, taken) in words.iter_mut().zip(other) {
        *word &= !taken;
    }
}

/// Whether the sets have a member in common.
pub(crate) fn meet(words: &[u64], others: &[u64]) -> bool {
    words
        .iter()
        .zip(others)
        .any(|(word, other)| word & other != 0)
}

/// How many members the set has.
pub(crate) fn count(words: &[u64]) -> u32 {
    words.iter().map(|word| word.count_ones()).sum()
}

/// The members of the set, the least first.
pub(crate) fn members(words: &[u64]) -> impl Iterator<Item = usize> {
    let words = words.iter().enumerate();
    words.flat_map(|(before, word)| places(*word).map(move |place| before * 64 + place))
}

/// The places of the bits that are set, the least first.
fn places(word: u64) -> impl Iterator<Item = usize> {
    // Without the least of its bits.
    let rest = |word: &u64| Some(word & (word - 1)).filter(|rest| *rest != 0);
    let all = std::iter::successors(Some(word).filter(|word| *word != 0), rest);
    all.map(|word| word.trailing_zeros() as usize)
}

/// Whether nothing is in the set.
pub(crate) fn is_empty(words: &[u64]) -> bool {
    words.iter().all(|word| *word == 0)
}

/// How many words a set over `members` numbers needs.
pub(crate) const fn needed(members: usize) -> usize {
    members.div_ceil(64)
}

/// An empty set over `members` numbers.
pub(crate) fn empty(members: usize) -> Words {
    Words::from_elem(0, needed(members))
}

/// The set of all of `members` numbers.
pub(crate) fn full(members: usize) -> Words {
    Words::from_elem(u64::MAX, needed(members))
}
