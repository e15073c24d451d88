//! What a name of a role, of a permission and of a scope have alike: a row of the policy's own tables, that is compared,
//! shown, read and sent as one.

macro_rules! name_of {
    (
        $(#[$doc:meta])*
        $name:ident<$source:ident> is $handle:ident, called $kind:literal, one of $every:ident, at $place:ident
    ) => {
        $(#[$doc])*
        pub struct $name<P>($handle, PhantomData<fn() -> P>);

        impl<P: $source> $name<P> {
            /// Every one of them, in the order of declaration.
            pub fn all() -> impl Iterator<Item = Self> {
                $every::<P>().map(Self::declared)
            }

            /// The declared name.
            #[must_use]
            pub fn name(self) -> &'static str {
                self.0.name()
            }

            /// Whoever calls it took the row from the policy's own tables.
            const fn declared(row: $handle) -> Self {
                Self(row, PhantomData)
            }
        }

        impl<P> Clone for $name<P> {
            fn clone(&self) -> Self {
                *self
            }
        }

        impl<P> Copy for $name<P> {}

        impl<P> PartialEq for $name<P> {
            fn eq(&self, other: &Self) -> bool {
                self.0 == other.0
            }
        }

        impl<P> Eq for $name<P> {}

        impl<P> Hash for $name<P> {
            fn hash<H: Hasher>(&self, state: &mut H) {
                self.0.hash(state);
            }
        }

        /// By the order of declaration.
        impl<P: $source> Ord for $name<P> {
            fn cmp(&self, other: &Self) -> Ordering {
                $place::<P>(self.0).cmp(&$place::<P>(other.0))
            }
        }

        impl<P: $source> PartialOrd for $name<P> {
            fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
                Some(self.cmp(other))
            }
        }

        impl<P> fmt::Debug for $name<P> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&self.0, f)
            }
        }

        impl<P> fmt::Display for $name<P> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&self.0, f)
            }
        }

        impl<P: $source> FromStr for $name<P> {
            type Err = UnknownName;

            fn from_str(text: &str) -> Result<Self, UnknownName> {
                Self::all()
                    .find(|known| known.name() == text)
                    .ok_or_else(|| UnknownName::new($kind, text))
            }
        }

        /// Refuses what another policy declares.
        impl<P: $source> TryFrom<$handle> for $name<P> {
            type Error = UnknownName;

            fn try_from(row: $handle) -> Result<Self, UnknownName> {
                match $place::<P>(row) {
                    Some(_) => row.name().parse(),
                    None => Err(UnknownName::new($kind, row.name())),
                }
            }
        }

        impl<P> From<$name<P>> for $handle {
            fn from(name: $name<P>) -> Self {
                name.0
            }
        }

        /// As the declared name.
        impl<P> Serialize for $name<P> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                self.0.serialize(serializer)
            }
        }

        /// From the declared name. The error repeats what was sent, and tells nothing of what is declared.
        impl<'de, P: $source> Deserialize<'de> for $name<P> {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_str(ByName($kind, PhantomData))
            }
        }
    };
}
pub(super) use name_of;
