//! A document store: what an application looks like whose every endpoint says who may call it.
//!
//! | file | holds |
//! |---|---|
//! | `policy` | who may do what: the permissions and the roles |
//! | `routes` | the endpoints, each with its rule above it |
//! | `body`, `number` | what endpoints read from a request, refused in the words of the API |
//! | `store` | the documents and the audit trail, in a SQLite file |
//! | `settings`, `start`, `server` | from the environment to a running server, and to its end |
//! | `greeting`, `error` | what is printed at the start, or why there is none |
//! | `development` | the directory that stands in for a tenant on your machine |
//!
//! It is a library with a thin `main`, so that tests can run it in their own process.

mod body;
#[cfg(debug_assertions)]
pub mod development;
mod error;
mod greeting;
mod number;
pub mod policy;
mod routes;
mod server;
mod settings;
mod start;
mod store;

use rolecall::{Engine, MountError};

pub use self::error::StartError;
pub use self::settings::SettingsError;
pub use self::start::run;
pub use self::store::{Store, StoreError};

/// The whole application: every endpoint, judged by `engine`, on the documents of `store`.
///
/// # Errors
///
/// Where the router contradicts itself; see [`rolecall::Router::with`].
pub fn application(engine: Engine, store: Store) -> Result<axum::Router, MountError> {
    routes::all().with_state(store).with(engine)
}
