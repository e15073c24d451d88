//! The part of what the macros write that is the same for each name. The compiler repeats it in no time; a macro that
//! nobody has optimised would take longer over it than over all else, since a policy may have thousands of names.

/// A name is a type, which rules name, and a value. The types are aliases and the values variants of one enum, so that a
/// name costs no `impl` and no constant of its own.
#[doc(hidden)]
#[macro_export]
macro_rules! __named {
    ($marker:ident<$set:ident> is $handle:ident in $table:path:) => {};
    ($marker:ident<$set:ident> is $handle:ident in $table:path: $($name:ident $doc:literal $index:literal)*) => {
        $(
            #[doc = $doc]
            pub type $name = $crate::__private::$marker<$set, $index>;
        )*

        #[doc(hidden)]
        #[derive(::core::clone::Clone, ::core::marker::Copy)]
        #[allow(clippy::exhaustive_enums)]
        pub enum __Each {
            $(
                #[doc = $doc]
                $name,
            )*
        }
        pub use self::__Each::*;

        impl $crate::__private::DeclaredName for __Each {
            type Set = $set;
            type Handle = $crate::__private::$handle;

            fn handle(self) -> Self::Handle {
                // By its whole path: a name may be `u16`.
                $crate::__private::$handle::new(&$table, self as ::core::primitive::u16)
            }
        }

        impl ::core::fmt::Debug for __Each {
            fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Debug::fmt(&$crate::__private::DeclaredName::handle(*self), formatter)
            }
        }
    };
}

/// The rows of a `permissions!` block: name, description, and the places of its scopes.
#[doc(hidden)]
#[macro_export]
macro_rules! __permission_rows {
    ($($name:literal $description:literal [$($scope:literal)*])*) => {
        &[$($crate::__private::PermissionRow {
            name: $name,
            description: $description,
            scopes: &[$($scope),*],
        }),*]
    };
}

/// The scopes of a `permissions!` block, by their names.
#[doc(hidden)]
#[macro_export]
macro_rules! __scope_rows {
    ($($name:literal)*) => {
        &[$($crate::__private::ScopeRow { name: $name }),*]
    };
}

/// The rows of a `roles!` block: name, description, what stands in tokens, the identifier if there is one, whether users
/// and applications may be assigned it, whether it is enabled, and what it includes and grants, as bits.
#[doc(hidden)]
#[macro_export]
macro_rules! __role_rows {
    ($(
        $name:literal $description:literal $value:literal [$($id:literal)?]
        $user:literal $application:literal $enabled:literal [$($role:literal)*] [$($permission:literal)*]
    )*) => {
        &[$($crate::__private::RoleRow {
            name: $name,
            description: $description,
            app_role: $crate::__private::AppRole {
                value: $value,
                id: $crate::__private::option!($($id)?),
                members: $crate::__private::Members { user: $user, application: $application },
                enabled: $enabled,
            },
            roles: &[$($role),*],
            permissions: &[$($permission),*],
        }),*]
    };
}

/// What may be missing.
#[doc(hidden)]
#[macro_export]
macro_rules! __option {
    () => {
        ::core::option::Option::None
    };
    ($some:expr) => {
        ::core::option::Option::Some($some)
    };
}
