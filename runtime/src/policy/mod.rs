//! What was declared: permissions, roles and scopes, and the requirements written over them.
//!
//! `permissions!` and `roles!` leave tables of this module behind as statics; `#[protected]` and `require!` leave a
//! [`Requirement`]. Nothing here knows of HTTP, tokens or time: it is the part of the crate that a reviewer can read
//! without the rest.
//!
//! | file | holds |
//! |---|---|
//! | `table` | the statics that the macros write |
//! | `written` | what they repeat for each name |
//! | `permission`, `role` | handles to one row of a table |
//! | `names` | the names of one policy as values, read from texts |
//! | `requirement` | the expression a handler demands of its caller, as data |
//! | `foreign` | a rule under another policy, and how to say so |
//! | `credential_kinds` | what `schemes = […]` narrows a rule to |
//! | `matrix` | every endpoint against every role, in writing, and what changed since |
//! | `digest` | all that a policy declares, in one word |
//! | `ways` | which scopes and roles are enough for a rule |
//! | `alike` | of many hypothetical callers, those who differ before a rule |
//! | `terms` | the same expression as a type, which is how a handler carries it |

pub(crate) mod alike;
pub(crate) mod credential_kinds;
pub(crate) mod digest;
pub(crate) mod foreign;
pub(crate) mod matrix;
pub(crate) mod names;
pub(crate) mod permission;
pub(crate) mod requirement;
pub(crate) mod role;
pub(crate) mod table;
pub(crate) mod terms;
pub(crate) mod ways;
pub(crate) mod words;
mod written;

pub use self::credential_kinds::{CredentialKind, CredentialKinds};
pub use self::foreign::Foreign;
pub use self::matrix::{Cell, Change, Effect, Matrix, MatrixRecord, RecordError, Row};
pub(crate) use self::names::nearest;
pub use self::names::{PermissionOf, RoleOf, ScopeOf, UnknownName};
pub use self::permission::{Permission, Scope};
pub use self::requirement::{AuthenticationContext, Check, Expression, Kind, Requirement};
pub use self::role::{AppRole, Members, Role};
pub use self::table::Policy;
