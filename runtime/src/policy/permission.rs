//! A permission or a scope: one row of a `permissions!` block.

use std::fmt;
use std::hash::{Hash, Hasher};

use serde::{Serialize, Serializer};

use super::table::{PermissionRow, PermissionTable, ScopeRow};

/// A right to do one kind of thing, as declared in a `permissions!` block.
///
/// Two permissions are equal when they are the same declaration; equal names of different blocks are not.
///
/// ```
/// mod policy {
///     rolecall::permissions! {
///         /// Read documents.
///         view,
///     }
///     rolecall::roles! { Viewer: [view] }
/// }
/// use rolecall::policy::Permission;
///
/// let view = Permission::from(policy::permission::view);
/// assert_eq!((view.name(), view.description()), ("view", "Read documents."));
/// ```
#[derive(Clone, Copy)]
pub struct Permission {
    pub(crate) table: &'static PermissionTable,
    index: u16,
}

impl Permission {
    #[doc(hidden)]
    #[must_use]
    pub const fn new(table: &'static PermissionTable, index: u16) -> Self {
        Self { table, index }
    }

    /// The declared name.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.row().map_or("", |row| row.name)
    }

    /// The doc comment of the declaration; empty if it has none.
    #[must_use]
    pub fn description(self) -> &'static str {
        self.row().map_or("", |row| row.description)
    }

    /// The delegated scopes any of which lets an application use the permission on a user's behalf. None: uncapped.
    pub fn scopes(self) -> impl Iterator<Item = Scope> {
        let scopes = self.row().map_or(&[][..], |row| row.scopes);
        scopes
            .iter()
            .map(move |index| Scope::new(self.table, *index))
    }

    pub(crate) fn index(self) -> usize {
        usize::from(self.index)
    }

    fn row(self) -> Option<&'static PermissionRow> {
        self.table.permissions.get(self.index())
    }
}

/// A delegated OAuth 2 scope (`scp`), as declared by `#[scope(…)]` or `#![scopes(…)]` of a `permissions!` block.
#[derive(Clone, Copy)]
pub struct Scope {
    pub(crate) table: &'static PermissionTable,
    index: u16,
}

impl Scope {
    #[doc(hidden)]
    #[must_use]
    pub const fn new(table: &'static PermissionTable, index: u16) -> Self {
        Self { table, index }
    }

    /// The declared name, as it stands in a token's `scp`.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.row().map_or("", |row| row.name)
    }

    /// The permissions that an application may use on a user's behalf once it holds this scope.
    pub fn permissions(self) -> impl Iterator<Item = Permission> {
        self.table
            .permissions()
            .filter(move |permission| permission.scopes().any(|scope| scope == self))
    }

    pub(crate) fn index(self) -> usize {
        usize::from(self.index)
    }

    fn row(self) -> Option<&'static ScopeRow> {
        self.table.scopes.get(self.index())
    }
}

macro_rules! identity_of_a_row {
    ($handle:ident, of $table:ident::$rows:ident) => {
        impl $handle {
            /// Every one of these tables, which have so many together.
            #[doc(hidden)]
            #[must_use]
            #[expect(
                clippy::cast_possible_truncation,
                clippy::indexing_slicing,
                reason = "in a constant, and within the bounds: a block declares at most 65,535 names"
            )]
            pub const fn every<const COUNT: usize>(tables: &[&'static $table]) -> [Self; COUNT] {
                let mut every = [Self::new(tables[0], 0); COUNT];
                let (mut table, mut index) = (0, 0);
                let mut place = 0;
                while place < COUNT {
                    if index < tables[table].$rows.len() {
                        every[place] = Self::new(tables[table], index as u16);
                        index += 1;
                        place += 1;
                    } else {
                        table += 1;
                        index = 0;
                    }
                }
                every
            }
        }

        impl PartialEq for $handle {
            fn eq(&self, other: &Self) -> bool {
                std::ptr::eq(self.table, other.table) && self.index == other.index
            }
        }

        impl Eq for $handle {}

        impl Hash for $handle {
            fn hash<H: Hasher>(&self, state: &mut H) {
                (std::ptr::from_ref(self.table), self.index).hash(state);
            }
        }

        impl fmt::Debug for $handle {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({:?})", stringify!($handle), self.name())
            }
        }

        impl fmt::Display for $handle {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.name())
            }
        }

        /// As the declared name.
        impl Serialize for $handle {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.name())
            }
        }
    };
}
pub(super) use identity_of_a_row;

identity_of_a_row!(Permission, of PermissionTable::permissions);
identity_of_a_row!(Scope, of PermissionTable::scopes);
