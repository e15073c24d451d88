//! Declarative authorization for axum and Microsoft Entra ID.

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;
pub mod clock;
mod config;
mod credentials;
pub mod decision;
#[cfg(feature = "directory")]
pub mod directory;
mod engine;
pub mod entra;
pub mod guard;
pub mod identity;
mod macros;
#[cfg(feature = "openapi")]
pub mod openapi;
pub mod policy;
pub mod routing;

pub use self::clock::Clock;
pub use self::config::ConfigurationError;
pub use self::engine::{Engine, EngineBuilder};
pub use self::entra::{Fault, Unavailable, Unproven};
pub use self::guard::{Problem, layer};
pub use self::identity::Identity;
pub use self::macros::{protected, public, require};
pub use self::routing::{MatrixPage, MountError, Router, delete, get, patch, post, put};
