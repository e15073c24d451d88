//! rolecall beside the other ways to protect an endpoint of axum. `README.md` holds the tables; `run` makes them.

pub mod at_once;
pub mod authority;
pub mod check;
pub mod child;
pub mod contender;
pub mod contenders;
pub mod driver;
#[allow(dead_code, reason = "the road uses the rest of it")]
#[path = "../../road/measure.rs"]
mod measure;
pub mod page;
pub mod policies;
pub mod raw;
pub mod scene;
pub mod signer;
pub mod tables;
pub mod versions;
