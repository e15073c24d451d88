//! The tokens: what is signed, with which key, and what can be wrong with it.

mod bad;
mod claims;
mod key;
mod mint;
mod request;
mod spoil;

pub use self::bad::Bad;
pub(super) use self::key::{KeyRing, SigningKey, opaque, random};
pub(super) use self::mint::Minted;
pub(super) use self::request::TokenQuery;
pub use self::request::TokenRequest;
