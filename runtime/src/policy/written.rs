//! The part of what the macros write that is the same for each name. The compiler repeats it in no time; a macro that
//! nobody has optimised would take longer over it than over all else, since a policy may have thousands of names.

/// A name is a type and a value of that type: an alias and a constant, so that it costs no `impl`.
#[doc(hidden)]
#[macro_export]
macro_rules! __named {
    ($marker:ident<$set:ident>: $($name:ident $doc:literal $index:literal)*) => {$(
        #[doc = $doc]
        pub type $name = $crate::__private::$marker<$set, $index>;
        #[doc = $doc]
        pub const $name: $name = $name::NEW;
    )*};
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
