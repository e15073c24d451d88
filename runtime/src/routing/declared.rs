//! What a handler must be to be mounted: one whose first argument is the guard that a rule leaves.

use std::any::TypeId;

use crate::guard::{CheckedGuard, Guard};
use crate::policy::terms::{Access, Rule, Term};

/// A handler that declares who may call it, by `#[protected(…)]` or `#[public("why")]`.
///
/// It cannot be implemented by hand: the two attributes are the only way.
#[diagnostic::on_unimplemented(
    message = "this handler declares no access rule, so it cannot be mounted on `rolecall::Router`",
    label = "handler without `#[protected(…)]` or `#[public(\"why\")]`",
    note = "put `#[protected(permission = \"…\")]`, `#[protected(authenticated)]` or `#[public(\"why\")]` on the handler function"
)]
pub trait DeclaredHandler<T, S> {
    #[doc(hidden)]
    const ACCESS: &'static Access;

    /// Whether one of the handler's own arguments is of this type.
    #[doc(hidden)]
    fn takes(argument: TypeId, seal: Seal) -> bool;
}

/// Nobody else can name it, so nobody else can implement what takes one.
#[derive(Clone, Copy, Debug)]
#[expect(unnameable_types, reason = "sealed")]
pub struct Seal(());

impl Seal {
    pub(super) const OURS: Self = Self(());
}

// That it is a handler at all is asked where it is mounted; asked here too, it would be found out twice.
#[diagnostic::do_not_recommend]
impl<H, T: Arguments, S> DeclaredHandler<T, S> for H {
    const ACCESS: &'static Access = <T as Arguments>::ACCESS;

    fn takes(argument: TypeId, _: Seal) -> bool {
        T::include(argument)
    }
}

/// The arguments of a handler whose first is a guard. In a private module, so that nobody else's are.
#[expect(unnameable_types, reason = "sealed")]
pub trait Arguments {
    #[doc(hidden)]
    const ACCESS: &'static Access;

    #[doc(hidden)]
    fn include(argument: TypeId) -> bool;
}

/// The indirection keeps inference from taking any first argument for a guard.
#[expect(unnameable_types, reason = "sealed")]
pub trait GuardArgument {
    #[doc(hidden)]
    const ACCESS: &'static Access;
}

impl<R: Rule> GuardArgument for Guard<R> {
    const ACCESS: &'static Access = <R as Rule>::ACCESS;
}

impl<R: Term, C> GuardArgument for CheckedGuard<R, C> {
    const ACCESS: &'static Access = <R as Rule>::ACCESS;
}

macro_rules! arguments {
    ($($($argument:ident)*;)+) => {$(
        #[diagnostic::do_not_recommend]
        impl<M, G: GuardArgument, $($argument: 'static),*> Arguments for (M, G, $($argument,)*) {
            const ACCESS: &'static Access = <G as GuardArgument>::ACCESS;

            fn include(argument: TypeId) -> bool {
                let own: &[TypeId] = &[$(TypeId::of::<$argument>()),*];
                own.contains(&argument)
            }
        }
    )+};
}

arguments! {
    ;
    A;
    A B;
    A B C;
    A B C D;
    A B C D E;
    A B C D E F;
    A B C D E F I;
    A B C D E F I J;
    A B C D E F I J K;
    A B C D E F I J K L;
    A B C D E F I J K L N;
    A B C D E F I J K L N O;
    A B C D E F I J K L N O P;
    A B C D E F I J K L N O P Q;
    A B C D E F I J K L N O P Q R;
}
