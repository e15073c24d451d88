//! What can be made to go wrong, and with which answer.

use crate::directory::kinds::kinds;

/// An answer of the directory that can be made to go wrong.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum Document {
    /// The metadata document.
    Metadata,
    /// The key set.
    Keys,
    /// The token endpoint.
    Token,
}

impl Document {
    /// Every one of them.
    pub const ALL: &[Self] = &[Self::Metadata, Self::Keys, Self::Token];

    /// As it is written in requests.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Metadata => "metadata",
            Self::Keys => "keys",
            Self::Token => "token",
        }
    }

    /// As the page calls it.
    pub(in crate::directory) fn title(self) -> &'static str {
        match self {
            Self::Metadata => "Metadata",
            Self::Keys => "Key set",
            Self::Token => "Token endpoint",
        }
    }

    pub(in crate::directory) fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.name() == name)
    }

    /// The kinds of trouble that it can be in.
    #[must_use]
    pub fn troubles(self) -> Vec<Trouble> {
        let all = Trouble::ALL.iter().copied();
        all.filter(|trouble| trouble.fits(self)).collect()
    }
}

kinds! {
    /// What goes wrong with a document.
    ///
    /// Those about a key that does not count speak of the one that [`Bad::Stranger`](crate::directory::Bad::Stranger)
    /// and its like are signed with: it stands in the key set then, and still must not be believed.
    pub enum Trouble {
        "Nothing": [
            /// It answers as it should.
            None = "none",
        ]
        "Any answer": [
            /// It takes half a minute, or as long as was asked for.
            Slow = "slow",
            /// It answers 500.
            Error = "error",
            /// It answers 503, and asks to be tried again in half a minute.
            Unavailable = "unavailable",
            /// It answers 429, and asks to be tried again in half a minute.
            Throttled = "throttled",
            /// It answers with the page of a proxy that wants somebody to sign in.
            Html = "html",
            /// It answers 200 and nothing.
            Empty = "empty",
        ]
        "Documents": [
            /// It is as it should be, and followed by 32 MiB of blanks.
            Huge = "huge",
            /// It redirects to where it is as it should be.
            Redirect = "redirect",
            /// It ends in the middle.
            Truncated = "truncated",
        ]
        "Metadata": [
            /// It names another issuer.
            Issuer = "issuer",
            /// It names no place for the keys.
            WithoutKeysUri = "without_keys_uri",
        ]
        "Key sets": [
            /// It is a key set without keys.
            WithoutKeys = "without_keys",
            /// A key that signs for another tenant alone stands beside the good ones.
            Foreign = "foreign",
            /// A key of another cloud stands beside the good ones.
            OtherCloud = "other_cloud",
            /// A key that is for encryption stands beside the good ones.
            Encryption = "encryption",
            /// A key of 1024 bits stands beside the good ones.
            Weak = "weak",
            /// A key stands beside the good ones with a member that is secret.
            Secret = "secret",
            /// A key of another algorithm stands beside the good ones.
            OtherAlgorithm = "other_algorithm",
            /// A second key has the id of the one that signs.
            Duplicate = "duplicate",
        ]
    }
}

impl Trouble {
    /// Whether the document can be in it.
    #[must_use]
    pub fn fits(self, document: Document) -> bool {
        let (group, _) = Self::GROUPS
            .iter()
            .find(|(_, kinds)| kinds.contains(&self))
            .copied()
            .unwrap_or_default();
        match group {
            "Documents" => document != Document::Token,
            "Metadata" => document == Document::Metadata,
            "Key sets" => document == Document::Keys,
            _ => true,
        }
    }
}
