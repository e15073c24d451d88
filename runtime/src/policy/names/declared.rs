//! A name as it stands in code, such as `permission::edit`: a variant of what its block declares.

use crate::policy::permission::{Permission, Scope};
use crate::policy::role::Role;

/// What the names of one block are values of.
#[doc(hidden)]
pub trait DeclaredName: Copy {
    /// What declares it: the type that the block leaves behind.
    type Set;
    /// What stands behind it.
    type Handle;

    fn handle(self) -> Self::Handle;
}

impl<N: DeclaredName<Handle = Permission>> From<N> for Permission {
    fn from(name: N) -> Self {
        name.handle()
    }
}

impl<N: DeclaredName<Handle = Scope>> From<N> for Scope {
    fn from(name: N) -> Self {
        name.handle()
    }
}

impl<N: DeclaredName<Handle = Role>> From<N> for Role {
    fn from(name: N) -> Self {
        name.handle()
    }
}
