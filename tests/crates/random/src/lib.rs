//! Random policies, each twice: as the macros made it of its declaration, and the declaration as plain data, which
//! another opinion can read.

#![allow(
    clippy::unreadable_literal,
    deprecated,
    reason = "no author is at hand who would grant the last permission to somebody"
)]

mod made;
mod written;

pub use self::made::Made;
pub use self::written::{Permission, Policy, Role, Source};

/// One policy, twice.
#[derive(Debug)]
#[non_exhaustive]
pub struct Pair {
    /// The declaration.
    pub written: Policy,
    /// What the macros made of it.
    pub made: Made,
}

macro_rules! made {
    ($module:ident) => {
        Made {
            roles: || <$module::Policy as rolecall::policy::Policy>::roles().collect(),
            permissions: || <$module::Policy as rolecall::policy::Policy>::permissions().collect(),
            scopes: || <$module::Policy as rolecall::policy::Policy>::scopes().collect(),
            hypothetical: |kind, roles, scopes| {
                rolecall::identity::Grants::hypothetical($module::Policy, kind, roles, scopes)
            },
            engine: || rolecall::Engine::builder($module::Policy),
        }
    };
}

include!(concat!(env!("OUT_DIR"), "/policies.rs"));
