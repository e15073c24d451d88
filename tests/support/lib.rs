//! What the suites share: an authority that really speaks HTTP, keys to sign with, tokens to bend, and callers.

pub mod house;
pub mod logs;
