//! Declarative authorization for axum and Microsoft Entra ID.

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;
pub mod clock;
pub mod decision;
#[cfg(feature = "directory")]
pub mod directory;
pub mod identity;
pub mod policy;

pub use self::clock::Clock;
pub use self::identity::Identity;
