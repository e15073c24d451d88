//! The tokens: what is signed, with which key, and what can be wrong with it.

mod access;
mod bad;
mod claims;
mod identity;
mod key;
mod keyring;
mod mint;
mod presented;
mod request;
mod spoil;

pub(super) use self::access::{Access, Proof, SignIn};
pub use self::bad::Bad;
pub(super) use self::claims::{names, object, pairwise};
pub(super) use self::identity::Signed;
pub(super) use self::key::{Mishap, SigningKey, opaque, random};
pub(super) use self::keyring::KeyRing;
pub use self::keyring::OldKeys;
pub(super) use self::mint::Minted;
pub(super) use self::presented::{Unproven, bearer};
pub(super) use self::request::TokenQuery;
pub use self::request::TokenRequest;
