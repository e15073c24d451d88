//! The kinds of credentials that a rule may be narrowed to by `schemes = […]`.

use std::fmt;

/// A kind of credentials.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum CredentialKind {
    /// A key of an application's own, in a header.
    ApiKey,
    /// A name and a password ([RFC 7617](https://www.rfc-editor.org/rfc/rfc7617)).
    Basic,
    /// A token in the `Authorization` header ([RFC 6750](https://www.rfc-editor.org/rfc/rfc6750)).
    Bearer,
    /// A signed-in session, in a cookie.
    Session,
}

impl CredentialKind {
    const EACH: [Self; 4] = [Self::ApiKey, Self::Basic, Self::Bearer, Self::Session];

    /// As written in `schemes = […]`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::ApiKey => "api_key",
            Self::Basic => "basic",
            Self::Bearer => "bearer",
            Self::Session => "session",
        }
    }

    const fn bit(self) -> u8 {
        1 << (self as u8)
    }
}

impl fmt::Display for CredentialKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A set of kinds of credentials.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct CredentialKinds(u8);

impl CredentialKinds {
    /// Every kind: what a rule without `schemes` takes.
    pub const ALL: Self = Self(u8::MAX);

    /// These kinds.
    #[doc(hidden)]
    #[must_use]
    #[expect(
        clippy::indexing_slicing,
        reason = "in a constant, and within the bounds"
    )]
    pub const fn of(kinds: &[CredentialKind]) -> Self {
        let mut bits = 0;
        let mut index = 0;
        while index < kinds.len() {
            bits |= kinds[index].bit();
            index += 1;
        }
        Self(bits)
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn from_bits(bits: u8) -> Self {
        Self(bits)
    }

    /// The kinds that are in both.
    pub(crate) fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Whether no kind is one of them.
    pub(crate) fn is_empty(self) -> bool {
        self.iter().next().is_none()
    }

    /// Whether the kind is one of them.
    #[must_use]
    pub fn contains(self, kind: CredentialKind) -> bool {
        self.0 & kind.bit() != 0
    }

    /// The kinds, in alphabetical order.
    pub fn iter(self) -> impl Iterator<Item = CredentialKind> {
        let each = CredentialKind::EACH.into_iter();
        each.filter(move |kind| self.contains(*kind))
    }
}

impl fmt::Display for CredentialKinds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, kind) in self.iter().enumerate() {
            let comma = if place == 0 { "" } else { ", " };
            write!(f, "{comma}\"{kind}\"")?;
        }
        Ok(())
    }
}
