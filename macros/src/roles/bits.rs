//! Sets of small numbers as words of bits, as the tables hold them: a thousand roles over ten thousand permissions
//! are united word by word, by a macro that nobody has optimised.

/// A set of small numbers; its words are as many as it was made with.
#[derive(Clone, Default)]
pub(super) struct Bits(Vec<u64>);

impl Bits {
    /// The empty set, of so many words.
    pub(super) fn empty(words: usize) -> Self {
        Self(vec![0; words])
    }

    /// A number beyond the words is left out: there is none.
    pub(super) fn insert(&mut self, number: usize) {
        if let Some(word) = self.0.get_mut(number / 64) {
            *word |= 1 << (number % 64);
        }
    }

    pub(super) fn contains(&self, number: usize) -> bool {
        let word = self.0.get(number / 64);
        word.is_some_and(|word| word >> (number % 64) & 1 == 1)
    }

    pub(super) fn unite(&mut self, other: &Self) {
        for (word, more) in self.0.iter_mut().zip(&other.0) {
            *word |= more;
        }
    }

    pub(super) fn words(&self) -> &[u64] {
        &self.0
    }
}
