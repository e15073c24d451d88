//! The OpenAPI document, written from the table that enforces.
//!
//! Handlers bring their own documentation by `#[utoipa::path]`; who may call them is added here, once, when the router
//! is finished and every path and group is known. So the order of the attributes does not matter, and nothing that the
//! document says of access can differ from what is enforced.
//!
//! Where an engine trusts several authorities ([`EngineBuilder::also`](crate::EngineBuilder::also)), the security schemes
//! name its own: its addresses, and its scopes as its clients ask for them.

mod alternatives;
mod draft;
mod extract;
mod names;
mod operation;
mod schemes;
mod smallest;
mod together;

pub(crate) use self::draft::{Draft, Finished, methods};
pub use self::extract::Document;
