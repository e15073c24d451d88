//! The requirement as a type: what the hidden first argument of a handler carries.
//!
//! A type, not a sibling item, because a method in an `impl` block can have no siblings of its own, and because two
//! handlers can then never be given each other's rule.

use std::fmt;
use std::marker::PhantomData;

use super::credential_kinds::CredentialKinds;
use super::permission::{Permission, Scope};
use super::requirement::{AuthenticationContext, Check, Demand, Expression, Kind, Requirement};
use super::role::Role;
use super::table::{PermissionTable, Policy};

/// The whole rule of a handler: protected by a requirement, or public for a reason.
#[doc(hidden)]
pub trait Rule: 'static {
    const ACCESS: &'static Access;
}

/// What a rule comes to.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
#[expect(clippy::exhaustive_enums, reason = "hidden: only this crate reads it")]
pub enum Access {
    Protected(Requirement),
    Public(Reason),
}

/// One term of a requirement.
#[doc(hidden)]
pub trait Term: 'static {
    const EXPRESSION: Expression;
    const DEMAND: Demand = Demand::of(Self::EXPRESSION);
    const REQUIREMENT: Requirement = Requirement::new(&Self::DEMAND);
}

impl<T: Term> Rule for T {
    const ACCESS: &'static Access = &Access::Protected(T::REQUIREMENT);
}

/// A requirement with what is said of the rule as a whole: `conceal`, and the kinds of credentials as bits. It stands
/// at the top only, which is why it is no term of the others.
#[doc(hidden)]
#[derive(Debug)]
pub struct Modified<T, const CONCEALS: bool, const CREDENTIALS: u8>(PhantomData<fn() -> T>);

impl<T: Term, const CONCEALS: bool, const CREDENTIALS: u8> Term
    for Modified<T, CONCEALS, CREDENTIALS>
{
    const EXPRESSION: Expression = T::EXPRESSION;
    const DEMAND: Demand = Demand::with(
        T::EXPRESSION,
        CONCEALS,
        CredentialKinds::from_bits(CREDENTIALS),
    );
}

/// What stands in for a rule that was refused by its macro: names what the guard names, and lets nobody pass.
#[doc(hidden)]
#[derive(Debug)]
pub struct Closed<R>(PhantomData<fn() -> R>);

impl<R: 'static> Rule for Closed<R> {
    const ACCESS: &'static Access = &Access::Protected(Nobody::REQUIREMENT);
}

/// The type that a `permissions!` block leaves behind, and its table.
#[doc(hidden)]
pub trait PermissionSet: Send + Sync + 'static {
    const TABLE: &'static PermissionTable;
}

macro_rules! marker {
    (
        $(#[$doc:meta])*
        $marker:ident<$of:path> is $handle:ident, one of $rows:ident:
        $($field:ident as $text:ident, $says:literal;)+
    ) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        pub struct $marker<S, const INDEX: u16>(PhantomData<fn() -> S>);

        impl<S: $of, const INDEX: u16> $marker<S, INDEX> {
            /// What stands behind the name.
            pub const HANDLE: $handle = $handle::new(S::TABLE, INDEX);

            $(
                #[doc = $says]
                #[expect(
                    clippy::indexing_slicing,
                    reason = "in a constant: a row that is not there would not compile"
                )]
                pub const $text: &'static str = S::TABLE.$rows[INDEX as usize].$field;
            )+
        }

        impl<S: $of + 'static, const INDEX: u16> Term for $marker<S, INDEX> {
            const EXPRESSION: Expression = Expression::$handle(Self::HANDLE);
        }
    };
}

marker! {
    /// The type behind a name such as `permission::edit`
    PermissionMarker<PermissionSet> is Permission, one of permissions:
    name as NAME, "The declared name.";
    description as DESCRIPTION, "The doc comment of the declaration; empty if it has none.";
}
marker! {
    /// The type behind a name such as `scope::Documents_Read`
    ScopeMarker<PermissionSet> is Scope, one of scopes:
    name as NAME, "The declared name.";
}
marker! {
    /// The type behind a name such as `role::Editor`
    RoleMarker<Policy> is Role, one of roles:
    name as NAME, "The declared name.";
    description as DESCRIPTION, "The doc comment of the declaration; empty if it has none.";
}

// A name that was refused leaves `()` in its place: it holds for nobody, and adds no error of its own.
impl Term for () {
    const EXPRESSION: Expression = Expression::Nobody;
}

macro_rules! term {
    ($(#[$doc:meta])* $name:ident $(<$parameter:ident : $bound:path>)? = $expression:expr) => {
        $(#[$doc])*
        #[doc(hidden)]
        #[derive(Debug)]
        #[allow(clippy::exhaustive_structs, reason = "a type-level word, never made")]
        pub struct $name$(<$parameter>(PhantomData<fn() -> $parameter>))?;

        impl$(<$parameter: $bound>)? Term for $name$(<$parameter>)? {
            const EXPRESSION: Expression = $expression;
        }
    };
}

/// The type that `#[checker]` leaves beside its function.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no checker",
    label = "not a `#[checker]` function",
    note = "`check` takes the path of a function with `#[checker]`"
)]
pub trait CheckerName: Send + Sync + 'static {
    const NAME: &'static str;
}

/// A checker agrees: `PLACE` is its place among the checkers of the rule.
#[doc(hidden)]
#[derive(Debug)]
pub struct Checked<C, const PLACE: u8>(PhantomData<fn() -> C>);

impl<C: CheckerName, const PLACE: u8> Term for Checked<(C,), PLACE> {
    const EXPRESSION: Expression = Expression::Check(Check::new(C::NAME, PLACE));
}

/// The token meets an authentication context.
#[doc(hidden)]
#[derive(Debug)]
#[expect(clippy::exhaustive_structs, reason = "a type-level word, never made")]
pub struct Acrs<const NUMBER: u8>;

impl<const NUMBER: u8> Term for Acrs<NUMBER> {
    const EXPRESSION: Expression = Expression::Acrs(AuthenticationContext::new(NUMBER));
}

term!(Shadow<T: Term> = Expression::Shadow(&T::EXPRESSION));
term!(Authenticated = Expression::Authenticated);
term!(CallerUser = Expression::Caller(Kind::User));
term!(CallerApplication = Expression::Caller(Kind::Application));
term!(Nobody = Expression::Nobody);
term!(Not<T: Term> = Expression::Not(&T::EXPRESSION));

/// All of a tuple of terms.
#[doc(hidden)]
#[derive(Debug)]
pub struct All<T>(PhantomData<fn() -> T>);

/// Any of a tuple of terms.
#[doc(hidden)]
#[derive(Debug)]
pub struct Any<T>(PhantomData<fn() -> T>);

/// Up to eight; the macros nest longer lists.
macro_rules! lists {
    ($($($term:ident)+;)+) => {$(
        impl<$($term: Term),+> Term for All<($($term,)+)> {
            const EXPRESSION: Expression = Expression::All(&[$($term::EXPRESSION),+]);
        }

        impl<$($term: Term),+> Term for Any<($($term,)+)> {
            const EXPRESSION: Expression = Expression::Any(&[$($term::EXPRESSION),+]);
        }
    )+};
}

lists! {
    A;
    A B;
    A B C;
    A B C D;
    A B C D E;
    A B C D E F;
    A B C D E F G;
    A B C D E F G H;
}

/// The rule of a public handler. Its reason is part of the type, sixteen bytes to a [`Bytes`].
#[doc(hidden)]
#[derive(Debug)]
pub struct Public<R>(PhantomData<fn() -> R>);

impl<R: Words> Rule for Public<R> {
    const ACCESS: &'static Access = &Access::Public(Reason(&R::CHUNK));
}

/// Sixteen bytes of a reason, the first in the lowest place, and what follows them.
#[doc(hidden)]
#[derive(Debug)]
pub struct Bytes<const BYTES: u128, R>(PhantomData<fn() -> R>);

/// Where a reason ends.
#[doc(hidden)]
#[derive(Debug)]
#[expect(clippy::exhaustive_structs, reason = "a type-level word, never made")]
pub struct End;

/// A reason as a type.
#[doc(hidden)]
pub trait Words: Send + Sync + 'static {
    const CHUNK: Chunk;
}

#[doc(hidden)]
#[derive(Debug)]
pub struct Chunk {
    bytes: u128,
    next: Option<&'static Chunk>,
}

impl Words for End {
    const CHUNK: Chunk = Chunk {
        bytes: 0,
        next: None,
    };
}

impl<const BYTES: u128, R: Words> Words for Bytes<BYTES, R> {
    const CHUNK: Chunk = Chunk {
        bytes: BYTES,
        next: Some(&R::CHUNK),
    };
}

/// Why a handler is public. The macros refuse an empty reason and one that holds a NUL.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct Reason(&'static Chunk);

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut bytes = Vec::new();
        let mut chunk = Some(self.0);
        while let Some(&Chunk {
            bytes: sixteen,
            next,
        }) = chunk
        {
            bytes.extend(sixteen.to_le_bytes().into_iter().filter(|byte| *byte != 0));
            chunk = next;
        }
        f.write_str(&String::from_utf8_lossy(&bytes))
    }
}
