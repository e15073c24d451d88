//! Many short texts in one piece of memory: the roles of a token may be hundreds, and are read once.

use std::ops::Range;

use smallvec::SmallVec;

/// Texts, in their order.
#[derive(Debug, Default)]
pub(crate) struct Texts {
    all: String,
    places: SmallVec<[Range<u32>; 2]>,
}

impl Texts {
    pub(crate) fn of<'t>(texts: impl ExactSizeIterator<Item = &'t str> + Clone) -> Self {
        let bytes = texts.clone().map(str::len).sum();
        let mut all = String::with_capacity(bytes);
        let mut places = SmallVec::with_capacity(texts.len());
        for text in texts {
            let begin = place(&all);
            all.push_str(text);
            places.push(begin..place(&all));
        }
        Self { all, places }
    }

    /// The words of a text, between which there are blanks, one or more.
    pub(crate) fn words(text: &str) -> Self {
        let mut places = SmallVec::new();
        let mut begin = 0;
        for word in text.as_bytes().split(|byte| *byte == b' ') {
            let end = begin + word.len();
            if !word.is_empty() {
                places.push(number(begin)..number(end));
            }
            begin = end + 1;
        }
        Self {
            all: text.to_owned(),
            places,
        }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        let place = |place: &Range<u32>| place.start as usize..place.end as usize;
        self.places
            .iter()
            .filter_map(move |one| self.all.get(place(one)))
    }

    /// The memory that they take, in bytes.
    pub(super) fn bytes(&self) -> usize {
        self.all.len() + self.places.len() * size_of::<Range<u32>>()
    }
}

fn place(text: &str) -> u32 {
    number(text.len())
}

/// No token is as long as could be cut here.
fn number(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}
