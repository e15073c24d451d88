//! Mounting: a router that takes only handlers with a rule, and knows what it has mounted where.
//!
//! The table of [`Endpoint`]s it keeps is what the OpenAPI document, the matrix and the tests read. The mounted path is
//! the truth.
//!
//! | file | holds |
//! |---|---|
//! | `declared` | what makes a handler without a rule a compile error, in our words |
//! | `methods` | `get`, `post`, … and what is chained to them |
//! | `documented` | `routes!`: handlers mounted where their `#[utoipa::path]` says |
//! | `router` | the router |
//! | `endpoint` | one row of the table |
//! | `matrix_page` | the table against every role, as an answer |
//! | `faults` | what `.with(engine)` refuses |

mod declared;
#[cfg(feature = "openapi")]
mod documented;
mod endpoint;
mod faults;
mod matrix_page;
mod methods;
mod paths;
mod router;

pub use self::declared::DeclaredHandler;
#[cfg(feature = "openapi")]
pub use self::documented::{Routes, documented};
pub use self::endpoint::Endpoint;
pub use self::faults::MountError;
pub use self::matrix_page::MatrixPage;
pub use self::methods::{Methods, delete, get, patch, post, put};
#[cfg(feature = "openapi")]
pub(crate) use self::paths::nested;
pub use self::router::Router;
