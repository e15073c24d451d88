//! What the authority said last, so that it is only asked what is new: each document is fetched on condition of its tag
//! ([RFC 9110, section 13.1.2](https://www.rfc-editor.org/rfc/rfc9110#section-13.1.2)), and what is the same is not
//! read again.

use url::Url;

use super::fetch::{Fetched, Fetcher, Tag};
use super::keys::{Keys, LeftOut};
use super::metadata::Metadata;
use super::token::Rules;

/// The documents that were read, as far as they can be asked for again by their tags.
#[derive(Debug, Default)]
pub(super) struct Documents {
    metadata: Option<(Tag, Metadata)>,
    keys: Option<(Tag, Read)>,
    left_out: LeftOut,
}

/// What the keys were read by: where they are, and of which cloud they had to be.
#[derive(Debug, Eq, PartialEq)]
struct Read {
    url: Url,
    cloud: Option<String>,
}

/// The keys of an authority, asked for again.
pub(super) enum Published {
    New(Keys),
    /// Those of the latest time.
    Same,
}

impl Documents {
    /// Asks the authority for its keys. The error is for the log, and leaves what was known as it is.
    pub(super) async fn ask(
        &mut self,
        rules: &Rules,
        fetcher: &Fetcher,
    ) -> Result<Published, String> {
        let Metadata { keys: url, cloud } = self.ask_metadata(rules, fetcher).await?;
        let read = Read { url, cloud };
        let known = self.keys.as_ref().filter(|(_, known)| *known == read);
        let tag = known.map(|(tag, _)| tag);
        let (text, tag) = match fetcher.fetch(&read.url, tag).await? {
            Fetched::Unchanged => return Ok(Published::Same),
            Fetched::New { text, tag } => (text, tag),
        };
        let cloud = read.cloud.as_deref();
        let keys = Keys::read(&text, &rules.algorithms, cloud, &mut self.left_out)?;
        self.keys = tag.map(|tag| (tag, read));
        Ok(Published::New(keys))
    }

    async fn ask_metadata(&mut self, rules: &Rules, fetcher: &Fetcher) -> Result<Metadata, String> {
        let authority = &rules.authority;
        let tag = self.metadata.as_ref().map(|(tag, _)| tag);
        let answer = fetcher.fetch(authority.metadata(), tag).await?;
        match (answer, &self.metadata) {
            (Fetched::New { text, tag }, _) => {
                let metadata = Metadata::read(&text, authority)?;
                self.metadata = tag.map(|tag| (tag, metadata.clone()));
                Ok(metadata)
            }
            (Fetched::Unchanged, Some((_, known))) => Ok(known.clone()),
            (Fetched::Unchanged, None) => Err("the metadata is not known yet".to_owned()),
        }
    }
}
