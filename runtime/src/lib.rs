//! Declarative authorization for axum and Microsoft Entra ID.

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;
pub mod clock;
pub mod config;
pub mod decision;
mod engine;
pub mod entra;
pub mod identity;
pub mod policy;

pub use self::clock::Clock;
pub use self::config::ConfigurationError;
pub use self::engine::{Engine, EngineBuilder};
pub use self::entra::{Fault, Unavailable, Unproven};
pub use self::identity::Identity;
