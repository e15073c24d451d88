//! A policy as the macros made it, its type forgotten so that sixty stand in one list.

use rolecall::EngineBuilder;
use rolecall::identity::Grants;
use rolecall::policy::{Kind, Permission, Role, Scope};

/// What can be asked of a policy.
#[derive(Debug)]
#[non_exhaustive]
pub struct Made {
    /// Every role, in the order of declaration.
    pub roles: fn() -> Vec<Role>,
    /// Every permission, in the order of declaration, block by block.
    pub permissions: fn() -> Vec<Permission>,
    /// Every scope, in the order of declaration, block by block.
    pub scopes: fn() -> Vec<Scope>,
    /// What somebody might do.
    pub hypothetical: fn(Kind, Vec<Role>, Vec<Scope>) -> Grants,
    /// An engine that judges by it, to be set up.
    pub engine: fn() -> EngineBuilder,
}
