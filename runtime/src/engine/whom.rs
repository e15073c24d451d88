//! Of whom something is forgotten or revoked.

use std::fmt;

use crate::Identity;
use crate::entra::About;
use crate::identity::Key;

/// Whose proofs [`Engine::revoke`](crate::Engine::revoke) closes, and [`Engine::purge`](crate::Engine::purge) forgets.
///
/// ```
/// use rolecall::Whom;
/// use rolecall::identity::Key;
///
/// let ada = Whom::User(Key::of_object(
///     "22222222-bbbb-4bbb-8bbb-222222222222",
///     "44444444-dddd-4ddd-8ddd-444444444444",
/// ));
/// assert_eq!(format!("{ada:?}"), "Whom::User");
/// ```
#[derive(Clone, Eq, PartialEq)]
#[non_exhaustive]
pub enum Whom {
    /// A person or an application, by what they are known by for good ([`Identity::key`]).
    User(Key),
    /// One session at the authority ([`Identity::session`]), with all its tokens. Of several authorities, whichever
    /// calls a session so.
    Session(String),
    /// One token ([`Identity::token_id`]), whichever authority calls one so.
    Token(String),
    /// Everybody.
    Everybody,
}

impl Whom {
    /// What a revocation of it is about.
    pub(super) fn about(&self) -> About<'_> {
        match self {
            Self::User(key) => About::User(key),
            Self::Session(session) => About::Session(session),
            Self::Token(id) => About::Token(id),
            Self::Everybody => About::Everybody,
        }
    }

    /// Whom alone it is said of, where it says so.
    pub(super) fn key(&self) -> Option<&Key> {
        match self {
            Self::User(key) => Some(key),
            Self::Session(_) | Self::Token(_) | Self::Everybody => None,
        }
    }

    /// Whether it is said of `identity`.
    pub(super) fn is(&self, identity: &Identity) -> bool {
        match self {
            Self::User(key) => identity.key() == key,
            Self::Session(session) => identity.session() == Some(session),
            Self::Token(id) => identity.token_id() == Some(id),
            Self::Everybody => true,
        }
    }
}

impl fmt::Debug for Whom {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::User(_) => "Whom::User",
            Self::Session(_) => "Whom::Session",
            Self::Token(_) => "Whom::Token",
            Self::Everybody => "Whom::Everybody",
        })
    }
}
