//! Names as values of one policy: what a form sends, a column holds and a file of settings says. A text becomes one
//! only if the policy declares it, so that whoever holds one need not ask again.
//!
//! | file | holds |
//! |---|---|
//! | `declared` | a name as it stands in code: `permission::edit` |
//! | `nearest` | the names that were probably meant by one that is not declared |
//! | `sources` | what is looked up: the rows of one policy, in their order |
//! | `shape` | what the three types have alike |
//! | `unknown` | a text that is no name |

mod declared;
mod nearest;
mod shape;
mod sources;
mod unknown;

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::str::FromStr;

use serde::de::{Deserialize, Deserializer};
use serde::{Serialize, Serializer};

pub use self::declared::DeclaredName;
pub(crate) use self::nearest::nearest;
use self::shape::name_of;
pub use self::sources::{PermissionSource, Reads};
use self::sources::{
    permissions, place_of_permission, place_of_role, place_of_scope, roles, scopes,
};
use self::unknown::ByName;
pub use self::unknown::UnknownName;
use super::permission::{Permission, Scope};
use super::role::Role;
use super::table::Policy;

name_of! {
    /// A role of the policy `P`, by its name. Every policy has it as `role::Name`.
    ///
    /// It knows declared names alone. It is read from a text ([`FromStr`], [`Deserialize`]), made of a name
    /// (`role::Editor.into()`), and shown and sent as the declared name.
    ///
    /// A form that lists the roles, and reads one back (with the feature `openapi` such a body may derive `ToSchema` too,
    /// and is described by the names there are):
    ///
    /// ```
    /// mod policy {
    ///     rolecall::permissions! { view, edit }
    ///     rolecall::roles! {
    ///         /// May look.
    ///         Viewer: [view],
    ///         /// May change what a viewer sees.
    ///         Editor: Viewer + [edit],
    ///     }
    /// }
    /// use policy::role;
    /// use serde::Deserialize;
    ///
    /// let choices: serde_json::Value = role::Name::all()
    ///     .map(|name| serde_json::json!({ "role": name, "what": name.description() }))
    ///     .collect();
    /// assert_eq!(choices[1], serde_json::json!({ "role": "Editor", "what": "May change what a viewer sees." }));
    ///
    /// #[derive(Deserialize)]
    /// struct Invitation {
    ///     role: role::Name,
    /// }
    /// let sent: Invitation = serde_json::from_str(r#"{ "role": "Editor" }"#)?;
    /// assert_eq!(sent.role, role::Editor.into());
    ///
    /// let refused = serde_json::from_str::<Invitation>(r#"{ "role": "Root" }"#).err().ok_or("accepted")?;
    /// assert!(refused.to_string().starts_with("unknown role `Root`"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    RoleOf<Policy> is Role, called "role", one of roles, at place_of_role
}

name_of! {
    /// A permission that the policy `P` reads, by its name. Every policy has it as `permission::Name`, which knows the
    /// permissions of all the blocks that the policy reads.
    ///
    /// ```
    /// mod policy {
    ///     rolecall::permissions! {
    ///         /// Read documents.
    ///         view,
    ///         "audit.read",
    ///     }
    ///     rolecall::roles! { Auditor: all }
    /// }
    /// use policy::permission;
    ///
    /// let audit: permission::Name = "audit.read".parse()?;
    /// assert_eq!(audit, permission::audit_read.into());
    /// assert!(permission::Name::all().eq([permission::view.into(), audit]));
    ///
    /// let unknown = "audit_read".parse::<permission::Name>().err().ok_or("accepted")?;
    /// assert_eq!(unknown.to_string(), "unknown permission `audit_read`");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// In a handler it asks what the caller may do: `user.may(name)`.
    PermissionOf<PermissionSource> is Permission, called "permission", one of permissions, at place_of_permission
}

name_of! {
    /// A delegated scope that the policy `P` reads, by its name. Every policy has it as `scope::Name`.
    ///
    /// Where two blocks declare one scope, it is one name, and stands for the first of the two.
    ///
    /// ```
    /// mod policy {
    ///     rolecall::permissions! { #[scope("Documents.Read")] view }
    ///     rolecall::roles! { Viewer: [view] }
    /// }
    /// use policy::scope;
    ///
    /// assert_eq!("Documents.Read".parse(), Ok(scope::Name::from(scope::Documents_Read)));
    /// ```
    ScopeOf<PermissionSource> is Scope, called "scope", one of scopes, at place_of_scope
}

impl<P: Policy> RoleOf<P> {
    /// The doc comment of the declaration; empty if it has none.
    #[must_use]
    pub fn description(self) -> &'static str {
        self.0.description()
    }
}

impl<P: PermissionSource> PermissionOf<P> {
    /// The doc comment of the declaration; empty if it has none.
    #[must_use]
    pub fn description(self) -> &'static str {
        self.0.description()
    }
}

impl<P: Policy, N: DeclaredName<Set = P, Handle = Role>> From<N> for RoleOf<P> {
    fn from(name: N) -> Self {
        Self::declared(name.handle())
    }
}

impl<P, N> From<N> for PermissionOf<P>
where
    P: PermissionSource + Reads<N::Set>,
    N: DeclaredName<Handle = Permission>,
{
    fn from(name: N) -> Self {
        Self::declared(name.handle())
    }
}

impl<P, N> From<N> for ScopeOf<P>
where
    P: PermissionSource + Reads<N::Set>,
    N: DeclaredName<Handle = Scope>,
{
    fn from(name: N) -> Self {
        let scope = name.handle();
        let mut same = scopes::<P>().filter(|first| first.name() == scope.name());
        Self::declared(same.next().unwrap_or(scope))
    }
}
