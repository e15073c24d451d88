//! The boolean expression that a handler demands of its caller, as data: read by the decision, the OpenAPI document
//! and the matrix alike.

use std::fmt;

use super::credential_kinds::CredentialKinds;
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
pub struct Requirement(&'static Demand);

impl Requirement {
    #[doc(hidden)]
    #[must_use]
    pub const fn new(demand: &'static Demand) -> Self {
        Self(demand)
    }

    /// The expression, for those who render it.
    #[must_use]
    pub fn expression(self) -> &'static Expression {
        &self.0.expression
    }

    /// Whether a refusal of a signed-in caller reads 404, as if nothing were there.
    #[must_use]
    pub fn conceals(self) -> bool {
        self.0.conceals
    }

    /// The kinds of credentials that count; all of them unless `schemes = […]` says otherwise.
    #[must_use]
    pub fn credential_kinds(self) -> CredentialKinds {
        self.0.credentials
    }

    /// Whether some part is only watched, by `shadow(…)`.
    #[must_use]
    pub fn shadows(self) -> bool {
        self.0.shadows
    }
}

impl fmt::Display for Requirement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expression.fmt(f)?;
        write!(
            f,
            "{}",
            OfTheWhole(self.conceals(), self.credential_kinds())
        )
    }
}

/// What is said of a rule as a whole, behind its expression: `, conceal, schemes = ["bearer"]`.
pub(crate) struct OfTheWhole(pub(crate) bool, pub(crate) CredentialKinds);

impl fmt::Display for OfTheWhole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(conceals, kinds) = *self;
        if conceals {
            f.write_str(", conceal")?;
        }
        if kinds != CredentialKinds::ALL {
            write!(f, ", schemes = [{kinds}]")?;
        }
        Ok(())
    }
}

/// An expression, and what is said of the rule as a whole.
#[doc(hidden)]
#[derive(Debug)]
pub struct Demand {
    expression: Expression,
    conceals: bool,
    credentials: CredentialKinds,
    shadows: bool,
}

impl Demand {
    /// The expression by itself.
    #[must_use]
    pub const fn of(expression: Expression) -> Self {
        Self::with(expression, false, CredentialKinds::ALL)
    }

    /// The expression with its modifiers.
    #[must_use]
    pub const fn with(
        expression: Expression,
        conceals: bool,
        credentials: CredentialKinds,
    ) -> Self {
        Self {
            shadows: expression.shadows(),
            expression,
            conceals,
            credentials,
        }
    }
}

/// One node of a [`Requirement`].
#[derive(Debug)]
#[non_exhaustive]
pub enum Expression {
    /// The token meets an authentication context.
    Acrs(AuthenticationContext),
    /// All of them hold.
    All(&'static [Expression]),
    /// At least one of them holds.
    Any(&'static [Expression]),
    /// Any proven identity.
    Authenticated,
    /// The caller is of this kind.
    Caller(Kind),
    /// A checker agrees.
    Check(Check),
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
    /// Always holds; where the inner expression does not, it is logged.
    Shadow(&'static Expression),
}

/// A checker of one rule: its path as written, and its place among the checkers of the rule.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Check {
    name: &'static str,
    place: u8,
}

impl Check {
    #[doc(hidden)]
    #[must_use]
    pub const fn new(name: &'static str, place: u8) -> Self {
        Self { name, place }
    }

    /// The name of the checker.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.name
    }

    /// Its place among the checkers of the rule.
    pub(crate) fn place(self) -> usize {
        usize::from(self.place)
    }
}

/// An authentication context, `c1` to `c99`, that a conditional access policy attaches to a sign-in
/// ([developer guide](https://learn.microsoft.com/entra/identity-platform/developer-guide-conditional-access-authentication-context)).
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct AuthenticationContext(u8);

impl AuthenticationContext {
    #[doc(hidden)]
    #[must_use]
    pub const fn new(number: u8) -> Self {
        Self(number)
    }

    /// The context of that name; nothing if it is none.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let number = name.strip_prefix('c')?;
        let known = number.len() <= 2 && number.bytes().all(|digit| digit.is_ascii_digit());
        let number = known.then(|| number.parse().ok()).flatten()?;
        (number > 0 && !name.starts_with("c0")).then_some(Self(number))
    }

    /// Its number.
    pub(crate) fn number(self) -> u32 {
        u32::from(self.0)
    }
}

impl fmt::Display for AuthenticationContext {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "c{}", self.0)
    }
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
            Self::Acrs(context) => write!(f, "acrs = \"{context}\""),
            Self::All(terms) => list(f, "all", terms, Self::as_all),
            Self::Any(terms) => list(f, "any", terms, Self::as_any),
            Self::Authenticated => f.write_str("authenticated"),
            Self::Caller(kind) => write!(f, "caller = \"{kind}\""),
            Self::Check(check) => write!(f, "check = {}", check.name),
            Self::Nobody => f.write_str("nobody"),
            Self::Not(term) => write!(f, "not({term})"),
            Self::Permission(permission) => write!(f, "permission = \"{permission}\""),
            Self::Role(role) => write!(f, "role = \"{role}\""),
            Self::Scope(scope) => write!(f, "scope = \"{scope}\""),
            Self::Shadow(term) => write!(f, "shadow({term})"),
        }
    }
}

impl Expression {
    /// Whether some part of it is only watched.
    #[expect(
        clippy::indexing_slicing,
        reason = "in a constant, and within the bounds"
    )]
    pub(crate) const fn shadows(&self) -> bool {
        match self {
            Self::Shadow(_) => true,
            Self::Not(term) => term.shadows(),
            Self::All(terms) | Self::Any(terms) => {
                let mut index = 0;
                while index < terms.len() {
                    if terms[index].shadows() {
                        return true;
                    }
                    index += 1;
                }
                false
            }
            _ => false,
        }
    }

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
