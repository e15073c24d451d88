//! One list for everything that can be had by name: the enum, its names in requests, and the sentences that are its
//! documentation here and its description on the directory's page.

/// An enum whose members stand in groups, each with a name and a sentence.
macro_rules! kinds {
    (
        $(#[$attribute:meta])*
        pub enum $name:ident {
            $($title:literal: [ $(#[doc = $description:literal] $kind:ident = $word:literal,)+ ])+
        }
    ) => {
        $(#[$attribute])*
        #[non_exhaustive]
        #[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
        pub enum $name {
            $($(#[doc = $description] $kind,)+)+
        }

        impl $name {
            /// Every kind.
            pub const ALL: &[Self] = &[$($(Self::$kind,)+)+];

            /// Every kind, in groups with a title.
            pub(in crate::directory) const GROUPS: &[(&str, &[Self])] =
                &[$(($title, &[$(Self::$kind,)+]),)+];

            /// As it is written in requests.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $($(Self::$kind => $word,)+)+
                }
            }

            /// What it does, in one sentence.
            #[must_use]
            pub fn description(self) -> &'static str {
                match self {
                    $($(Self::$kind => $description.trim_ascii(),)+)+
                }
            }

            /// The kind of that name.
            pub(in crate::directory) fn named(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|kind| kind.name() == name)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.name())
            }
        }
    };
}

pub(super) use kinds;
