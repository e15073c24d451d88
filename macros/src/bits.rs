//! Sets of small numbers as words of bits, as the tables hold them: a thousand roles over ten thousand permissions
//! are united word by word, by a macro that nobody has optimised.

/// A set of small numbers; its words are as many as it was made with.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Bits(Vec<u64>);

impl Bits {
    /// The empty set, of so many words.
    pub(crate) fn empty(words: usize) -> Self {
        Self(vec![0; words])
    }

    /// A number beyond the words is left out: there is none.
    pub(crate) fn insert(&mut self, number: usize) {
        if let Some(word) = self.0.get_mut(number / 64) {
            *word |= 1 << (number % 64);
        }
    }

    pub(crate) fn contains(&self, number: usize) -> bool {
        let word = self.0.get(number / 64);
        word.is_some_and(|word| word >> (number % 64) & 1 == 1)
    }

    pub(crate) fn unite(&mut self, other: &Self) {
        for (word, more) in self.0.iter_mut().zip(&other.0) {
            *word |= more;
        }
    }

    /// Takes every number of `other` out of the set.
    pub(crate) fn subtract(&mut self, other: &Self) {
        for (word, less) in self.0.iter_mut().zip(&other.0) {
            *word &= !less;
        }
    }

    /// Whether the two have a number in common.
    pub(crate) fn meets(&self, other: &Self) -> bool {
        let mut words = self.0.iter().zip(&other.0);
        words.any(|(one, other)| one & other != 0)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    pub(crate) fn words(&self) -> &[u64] {
        &self.0
    }
}

impl From<Vec<u64>> for Bits {
    fn from(words: Vec<u64>) -> Self {
        Self(words)
    }
}
