//! Declarative authorization for axum and Microsoft Entra ID (Azure AD).
//!
//! Permissions and roles are declared in code. The compiler refuses a name that is not declared and a handler without a
//! rule; the running program enforces the same tables on proven identities before a byte of the body is read; and the
//! same tables write the OpenAPI document and the access matrix.
//!
//! ```no_run
//! use axum::extract::Path;
//! use rolecall::{Engine, Identity, Router, get, protected, public};
//!
//! mod policy {
//!     rolecall::permissions! {
//!         /// Read documents.
//!         view,
//!         /// Change documents.
//!         edit,
//!     }
//!     rolecall::roles! {
//!         Viewer: [view],
//!         Admin: Viewer + [edit],
//!     }
//! }
//!
//! #[protected(permission = "view")]
//! async fn read(Path(id): Path<u64>) -> String {
//!     format!("document {id}")
//! }
//!
//! #[protected(role = "Admin", permission = "edit")]
//! async fn update(user: Identity, Path(id): Path<u64>, body: String) -> String {
//!     format!("{} changed document {id} to {body}", user.key())
//! }
//!
//! #[public("liveness probe, reveals nothing")]
//! async fn health() -> &'static str {
//!     "ok"
//! }
//!
//! #[tokio::main]
//! async fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     let app = Router::new()
//!         .route("/documents/{id}", get(read).put(update))
//!         .route("/health", get(health))
//!         .with(Engine::from_env(policy::Policy).await?)?;
//!     let listener = tokio::net::TcpListener::bind("127.0.0.1:8000").await?;
//!     Ok(axum::serve(listener, app).await?)
//! }
//! ```
//!
//! # Two roads
//!
//! ```text
//!  a request      credentials ─▶ identity ─▶ decision ─▶ guard ─▶ your handler
//!                 what was sent  who it is   may they?   the door
//!                                   ▲           ▲           │
//!                 entra ────────────┘        policy         ▼
//!                 who vouches for them       the tables   openapi, matrix   (the same tables, rendered)
//!                                               ▲
//!  a declaration  parse ─▶ check ─▶ expand ─────┘
//! ```
//!
//! | to | see |
//! |---|---|
//! | declare permissions and roles | [`permissions!`], [`roles!`] |
//! | protect a handler, or open it | [`protected`](macro@protected), [`public`](macro@public) |
//! | decide about one request: is it their own? | [`checker`](macro@checker) |
//! | mount handlers, groups and foreign services | [`Router`], [`layer`] |
//! | configure the tenant, or several authorities | [`Engine`], [`EngineBuilder`], [`entra::Authority`] |
//! | know the caller | [`Identity`], [`User`], [`Application`] |
//! | decide within a handler | [`require!`], [`Identity::require`], [`Identity::meets`] |
//! | answer an error as a problem | [`Problem`] |
//! | send somebody back for another sign-in | [`Identity::challenge`] |
//! | call another API as the application itself | [`tokens::Client`] |
//! | show who may do what | [`MatrixPage`], [`openapi::Document`] |
//! | let it be tried out in a browser | `openapi::Docs` (feature `swagger`) |
//! | try and test it without a tenant | `directory` (feature `directory`) |
//! | run that directory by itself | `rolecall directory` (feature `cli`) |
//!
//! # Words
//!
//! | word | meaning |
//! |---|---|
//! | permission | a right to do one kind of thing, declared with a description |
//! | role | a named set of permissions; may include other roles |
//! | scope | a delegated OAuth 2 scope (`scp`): what a client application may do on a user's behalf |
//! | app role | the Entra side of a role, arriving in the `roles` claim |
//! | policy | permissions, roles and scopes declared together in one module |
//! | requirement | the boolean expression that a handler demands of its caller |
//! | identity | who the caller is, proven; it cannot be made any other way |
//! | decision | identity × requirement → grant or refusal; pure |
//! | endpoint | method, path, handler and requirement, as mounted |
//!
//! # What holds
//!
//! - Whatever fails, access is refused. No header, query, environment variable or Cargo feature opens a door.
//! - A protected handler is closed wherever it is mounted: without an engine it answers 500.
//! - A person's permissions are those of their roles, as far as the scopes of the calling application carry them.
//! - A caller is told `invalid_token` or `not permitted`; the log is told why. Tokens are never logged.
//!
//! # Features
//!
//! | feature | default | adds |
//! |---|---|---|
//! | `openapi` | yes | the OpenAPI document, by utoipa |
//! | `swagger` | no | Swagger UI that signs in, inside the binary |
//! | `directory` | no | a development identity provider on loopback |
//! | `cli` | no | the command line `rolecall`, whose verb `directory` runs that provider by itself |

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;
pub mod clock;
pub mod config;
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
mod page;
pub mod policy;
pub mod routing;
mod secret;
pub mod tokens;

pub use self::clock::Clock;
pub use self::config::ConfigurationError;
pub use self::engine::{Engine, EngineBuilder, Whom};
pub use self::entra::{Fault, Unavailable, Unproven};
pub use self::guard::{Application, Problem, User, layer};
pub use self::identity::Identity;
pub use self::macros::{checker, protected, public, require};
pub use self::routing::{MatrixPage, MountError, Router, delete, get, patch, post, put};
pub use self::secret::Secret;
