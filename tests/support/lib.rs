//! What the suites share: an authority that really speaks HTTP, keys to sign with, tokens to bend, and callers.

pub mod documents;
pub mod house;
pub mod logs;
pub mod program;
pub mod reviewed;
