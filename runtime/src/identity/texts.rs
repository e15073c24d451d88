//! Many short texts in one piece of memory: the roles of a token may be hundreds, and are read once.

/// Texts, in their order.
#[derive(Debug, Default)]
pub(crate) struct Texts {
    all: String,
    /// Where each of them ends.
    ends: Vec<usize>,
}

impl Texts {
    pub(crate) fn of<'t>(texts: impl Iterator<Item = &'t str> + Clone) -> Self {
        let (count, bytes) = texts.clone().fold((0, 0), |(count, bytes), text| {
            (count + 1, bytes + text.len())
        });
        let mut all = String::with_capacity(bytes);
        let mut ends = Vec::with_capacity(count);
        for text in texts {
            all.push_str(text);
            ends.push(all.len());
        }
        Self { all, ends }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        let mut begin = 0;
        self.ends.iter().filter_map(move |end| {
            let text = self.all.get(begin..*end);
            begin = *end;
            text
        })
    }

    /// The memory that they take, in bytes.
    pub(super) fn bytes(&self) -> usize {
        self.all.len() + self.ends.len() * size_of::<usize>()
    }
}
