//! The tokens: what is signed, with which key, and what can be wrong with it.

mod bad;
mod claims;
mod key;
mod keyring;
mod mint;
mod request;
mod spoil;

pub use self::bad::Bad;
pub(super) use self::key::{Mishap, SigningKey, opaque, random};
pub(super) use self::keyring::KeyRing;
pub use self::keyring::OldKeys;
pub(super) use self::mint::Minted;
pub(super) use self::request::TokenQuery;
pub use self::request::TokenRequest;
