//! The boolean expression that a handler demands of its caller, as data: read by the decision, the OpenAPI document
//! and the matrix alike.

use std::fmt;

use super::permission::{Permission, Scope};
use super::role::Role;

/// What a handler demands of its caller; written by `#[protected(…)]` and `require!(…)`, printed in the same words.
///
/// ```
/// mod policy {
///     rolecall::permissions! { view }
///     rolecall::roles! { Viewer: [view] }
/// }
/// # fn main() {
/// let requirement = rolecall::require!(any(role = "Viewer", permission = "view"));
/// assert_eq!(requirement.to_string(), r#"any(role = "Viewer", permission = "view")"#);
/// # }
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Requirement(&'static Expression);

impl Requirement {
    #[doc(hidden)]
    #[must_use]
    pub const fn new(expression: &'static Expression) -> Self {
        Self(expression)
    }

    /// The expression, for those who render it.
    #[must_use]
    pub fn expression(self) -> &'static Expression {
        self.0
    }
}

impl fmt::Display for Requirement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// One node of a [`Requirement`].
#[derive(Debug)]
#[non_exhaustive]
pub enum Expression {
    /// All of them hold.
    All(&'static [Expression]),
    /// At least one of them holds.
    Any(&'static [Expression]),
    /// Any proven identity.
    Authenticated,
    /// The caller is of this kind.
    Caller(Kind),
    /// Holds for nobody: stands in for a rule that did not compile.
    Nobody,
    /// It does not hold.
    Not(&'static Expression),
    /// The caller may use the permission.
    Permission(Permission),
    /// The caller holds the role, or one that includes it.
    Role(Role),
    /// The token carries the delegated scope.
    Scope(Scope),
}

/// What kind of caller an identity is.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum Kind {
    /// An application in its own name.
    Application,
    /// A person, through an application that acts on their behalf.
    User,
}

impl Kind {
    /// As written in `caller = "…"`, and shown.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Application => "application",
            Self::User => "user",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Display for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All(terms) => list(f, "all", terms, Self::as_all),
            Self::Any(terms) => list(f, "any", terms, Self::as_any),
            Self::Authenticated => f.write_str("authenticated"),
            Self::Caller(kind) => write!(f, "caller = \"{kind}\""),
            Self::Nobody => f.write_str("nobody"),
            Self::Not(term) => write!(f, "not({term})"),
            Self::Permission(permission) => write!(f, "permission = \"{permission}\""),
            Self::Role(role) => write!(f, "role = \"{role}\""),
            Self::Scope(scope) => write!(f, "scope = \"{scope}\""),
        }
    }
}

impl Expression {
    /// The terms of an `all`.
    pub(crate) fn as_all(&'static self) -> Option<&'static [Expression]> {
        match self {
            Self::All(terms) => Some(terms),
            _ => None,
        }
    }

    /// The terms of an `any`.
    pub(crate) fn as_any(&'static self) -> Option<&'static [Expression]> {
        match self {
            Self::Any(terms) => Some(terms),
            _ => None,
        }
    }

    /// The terms of a list with lists of the same kind taken apart: the macros nest what is longer than eight.
    pub(crate) fn flat(
        terms: &'static [Expression],
        same: fn(&'static Expression) -> Option<&'static [Expression]>,
    ) -> Vec<&'static Expression> {
        terms
            .iter()
            .flat_map(|term| match same(term) {
                Some(inner) => Self::flat(inner, same),
                None => vec![term],
            })
            .collect()
    }
}

fn list(
    f: &mut fmt::Formatter<'_>,
    word: &str,
    terms: &'static [Expression],
    same: fn(&'static Expression) -> Option<&'static [Expression]>,
) -> fmt::Result {
    write!(f, "{word}(")?;
    for (place, term) in Expression::flat(terms, same).into_iter().enumerate() {
        let comma = if place == 0 { "" } else { ", " };
        write!(f, "{comma}{term}")?;
    }
    f.write_str(")")
}
