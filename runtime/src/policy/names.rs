//! Names as values of one policy: what a form sends, a column holds and a file of settings says. A text becomes one
//! only if the policy declares it, so that whoever holds one need not ask again.

use std::cmp::Ordering;
use std::collections::HashSet;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::str::FromStr;

use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::{Serialize, Serializer};

use super::permission::{Permission, Scope};
use super::role::Role;
use super::table::{PermissionTable, Policy};
use super::terms::{PermissionMarker, PermissionSet, RoleMarker, ScopeMarker};

/// Where permissions and scopes are looked up: all the blocks that a policy reads, or a block without roles.
#[doc(hidden)]
pub trait PermissionSource {
    const MODULE: &'static str;
    const SETS: &'static [&'static PermissionTable];
}

impl<P: Policy> PermissionSource for P {
    const MODULE: &'static str = P::TABLE.module;
    const SETS: &'static [&'static PermissionTable] = P::TABLE.sets;
}

/// Whether the permissions of `S` are among those that are looked up.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "the policy does not read the permissions of this name",
    note = "name their module at the head of its `roles!`: `permissions = path;`"
)]
pub trait Reads<S> {}

macro_rules! name_of {
    (
        $(#[$doc:meta])*
        $name:ident<$source:ident> is $handle:ident, called $kind:literal, one of $every:ident, at $place:ident
    ) => {
        $(#[$doc])*
        pub struct $name<P>($handle, PhantomData<fn() -> P>);

        impl<P: $source> $name<P> {
            /// Every one of them, in the order of declaration.
            pub fn all() -> impl Iterator<Item = Self> {
                $every::<P>().map(Self::declared)
            }

            /// The declared name.
            #[must_use]
            pub fn name(self) -> &'static str {
                self.0.name()
            }

            /// Whoever calls it took the row from the policy's own tables.
            const fn declared(row: $handle) -> Self {
                Self(row, PhantomData)
            }
        }

        impl<P> Clone for $name<P> {
            fn clone(&self) -> Self {
                *self
            }
        }

        impl<P> Copy for $name<P> {}

        impl<P> PartialEq for $name<P> {
            fn eq(&self, other: &Self) -> bool {
                self.0 == other.0
            }
        }

        impl<P> Eq for $name<P> {}

        impl<P> Hash for $name<P> {
            fn hash<H: Hasher>(&self, state: &mut H) {
                self.0.hash(state);
            }
        }

        /// By the order of declaration.
        impl<P: $source> Ord for $name<P> {
            fn cmp(&self, other: &Self) -> Ordering {
                $place::<P>(self.0).cmp(&$place::<P>(other.0))
            }
        }

        impl<P: $source> PartialOrd for $name<P> {
            fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
                Some(self.cmp(other))
            }
        }

        impl<P> fmt::Debug for $name<P> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&self.0, f)
            }
        }

        impl<P> fmt::Display for $name<P> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&self.0, f)
            }
        }

        impl<P: $source> FromStr for $name<P> {
            type Err = UnknownName;

            fn from_str(text: &str) -> Result<Self, UnknownName> {
                Self::all()
                    .find(|known| known.name() == text)
                    .ok_or_else(|| UnknownName::new($kind, text))
            }
        }

        /// Refuses what another policy declares.
        impl<P: $source> TryFrom<$handle> for $name<P> {
            type Error = UnknownName;

            fn try_from(row: $handle) -> Result<Self, UnknownName> {
                match $place::<P>(row) {
                    Some(_) => row.name().parse(),
                    None => Err(UnknownName::new($kind, row.name())),
                }
            }
        }

        impl<P> From<$name<P>> for $handle {
            fn from(name: $name<P>) -> Self {
                name.0
            }
        }

        /// As the declared name.
        impl<P> Serialize for $name<P> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                self.0.serialize(serializer)
            }
        }

        /// From the declared name. The error repeats what was sent, and tells nothing of what is declared.
        impl<'de, P: $source> Deserialize<'de> for $name<P> {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_str(ByName($kind, PhantomData))
            }
        }
    };
}

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

impl<P: Policy, const INDEX: u16> From<RoleMarker<P, INDEX>> for RoleOf<P> {
    fn from(_: RoleMarker<P, INDEX>) -> Self {
        Self::declared(RoleMarker::<P, INDEX>::HANDLE)
    }
}

impl<P, S, const INDEX: u16> From<PermissionMarker<S, INDEX>> for PermissionOf<P>
where
    P: PermissionSource + Reads<S>,
    S: PermissionSet,
{
    fn from(_: PermissionMarker<S, INDEX>) -> Self {
        Self::declared(PermissionMarker::<S, INDEX>::HANDLE)
    }
}

impl<P, S, const INDEX: u16> From<ScopeMarker<S, INDEX>> for ScopeOf<P>
where
    P: PermissionSource + Reads<S>,
    S: PermissionSet,
{
    fn from(_: ScopeMarker<S, INDEX>) -> Self {
        let scope = ScopeMarker::<S, INDEX>::HANDLE;
        let mut same = scopes::<P>().filter(|first| first.name() == scope.name());
        Self::declared(same.next().unwrap_or(scope))
    }
}

/// A text that is no name of the policy. It repeats the text, of which it keeps no more than any name may have, and
/// tells nothing of what is declared: it may be shown to whoever sent it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct UnknownName {
    kind: &'static str,
    text: String,
}

impl UnknownName {
    fn new(kind: &'static str, text: &str) -> Self {
        let shown = text.chars().take(LONGEST_SHOWN);
        let text = shown.map(|letter| match letter {
            control if control.is_control() => char::REPLACEMENT_CHARACTER,
            letter => letter,
        });
        Self {
            kind,
            text: text.collect(),
        }
    }
}

impl fmt::Display for UnknownName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown {} `{}`", self.kind, self.text)
    }
}

impl std::error::Error for UnknownName {}

struct ByName<N>(&'static str, PhantomData<fn() -> N>);

impl<N: FromStr<Err = UnknownName>> Visitor<'_> for ByName<N> {
    type Value = N;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the name of a {}", self.0)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<N, E> {
        text.parse().map_err(E::custom)
    }
}

fn roles<P: Policy>() -> impl Iterator<Item = Role> {
    P::TABLE.roles()
}

fn permissions<P: PermissionSource>() -> impl Iterator<Item = Permission> {
    P::SETS.iter().flat_map(|set| set.permissions())
}

/// Each name once, though two blocks may declare the same.
fn scopes<P: PermissionSource>() -> impl Iterator<Item = Scope> {
    let mut seen = HashSet::new();
    let every = P::SETS.iter().flat_map(|set| set.scopes());
    every.filter(move |scope| seen.insert(scope.name()))
}

fn place_of_role<P: Policy>(role: Role) -> Option<usize> {
    std::ptr::eq(P::TABLE, role.table).then(|| role.index())
}

fn place_of_permission<P: PermissionSource>(permission: Permission) -> Option<(usize, usize)> {
    Some((set_of::<P>(permission.table)?, permission.index()))
}

fn place_of_scope<P: PermissionSource>(scope: Scope) -> Option<(usize, usize)> {
    Some((set_of::<P>(scope.table)?, scope.index()))
}

fn set_of<P: PermissionSource>(table: &PermissionTable) -> Option<usize> {
    P::SETS.iter().position(|set| std::ptr::eq(*set, table))
}

/// Entra allows no longer ones, and what others send is not to fill a log.
const LONGEST_SHOWN: usize = 120;
