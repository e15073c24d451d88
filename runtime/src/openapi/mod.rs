//! The OpenAPI document, written from the table that enforces.
//!
//! Handlers bring their own documentation by `#[utoipa::path]`; who may call them is added here, once, when the router
//! is finished and every path and group is known. So the order of the attributes does not matter, and nothing that the
//! document says of access can differ from what is enforced.

mod alternatives;
mod draft;
mod extract;
mod names;
mod operation;
mod schemes;
#[cfg(feature = "swagger")]
mod ui;

pub(crate) use self::draft::{Draft, Finished, methods};
pub use self::extract::Document;
#[cfg(feature = "swagger")]
pub use self::ui::Docs;
