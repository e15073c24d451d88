//! What the suites share: an authority that really speaks HTTP, a proxy, keys to sign with, tokens to bend, callers, a policy.

pub mod authority;
pub mod challenge;
pub mod documents;
pub mod house;
pub mod logs;
pub mod policy;
pub mod program;
pub mod proxy;
pub mod reader;
pub mod reviewed;
pub mod signer;
pub mod token;
pub mod world;

pub use self::authority::{Answer, Authority};
pub use self::signer::Signer;
pub use self::token::Token;
pub use self::world::{World, world};

/// The tenant of every test.
pub const TENANT: &str = "22222222-bbbb-4bbb-8bbb-222222222222";

/// The API of every test.
pub const CLIENT: &str = "11111111-aaaa-4aaa-8aaa-111111111111";

/// What time it is when a test begins.
pub const NOW: u64 = 1_790_000_000;
