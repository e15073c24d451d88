//! The table of a `permissions! { … }` block as Rust: a static, a name for each permission and scope, and the macro by
//! which `roles!` learns them.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::check::{Permission, Permissions};
use crate::blocks::{self, described};
use crate::names::{self, Name};
use crate::paths::Runtime;

pub(super) fn block(runtime: &Runtime, block: &Permissions, unique: &str) -> TokenStream {
    let table = table(runtime, block, unique);
    let names = names(runtime, block);
    let list = list(block, unique);
    quote!(#table #names #list)
}

fn table(runtime: &Runtime, block: &Permissions, unique: &str) -> TokenStream {
    let unique = names::number(unique);
    let private = runtime.private();
    let permissions = block.permissions.iter().map(row);
    let scopes = block.scopes.iter().map(|scope| {
        let name = scope.text();
        quote!(#private::ScopeRow { name: #name })
    });
    quote! {
        #[doc(hidden)]
        #[allow(unreachable_pub)]
        pub static __PERMISSIONS: #private::PermissionTable = #private::PermissionTable {
            module: ::core::module_path!(),
            package: ::core::option_env!("CARGO_PKG_NAME"),
            version: ::core::option_env!("CARGO_PKG_VERSION"),
            unique: #unique,
            permissions: #private::permission_rows!(#(#permissions)*),
            scopes: &[#(#scopes),*],
        };

        /// The permissions declared here.
        #[allow(
            unreachable_pub,
            missing_debug_implementations,
            missing_copy_implementations,
            clippy::exhaustive_structs
        )]
        pub struct Permissions;

        impl #private::PermissionSet for Permissions {
            const TABLE: &'static #private::PermissionTable = &__PERMISSIONS;
        }
    }
}

fn row(permission: &Permission) -> TokenStream {
    let (name, description) = (permission.name.text(), &permission.description);
    let scopes = permission
        .scopes
        .iter()
        .map(|index| Literal::usize_unsuffixed(*index));
    quote!(#name #description [#(#scopes)*])
}

fn names(runtime: &Runtime, block: &Permissions) -> TokenStream {
    let private = runtime.private();
    let permissions = block.permissions.iter().zip(0..);
    let permissions = permissions.map(|(permission, index)| {
        let doc = described(&permission.description, "A permission.");
        blocks::row(&permission.name, index, doc)
    });
    let scopes = block.scopes.iter().zip(0..);
    let scopes = scopes.map(|(scope, index)| blocks::row(scope, index, "A delegated scope."));
    let (all, all_scopes) = (
        every("Permission", block.permissions.len()),
        every("Scope", block.scopes.len()),
    );
    let known = known(&private);
    quote! {
        #known

        /// A name for each permission.
        #[allow(unreachable_pub, dead_code, non_camel_case_types, non_upper_case_globals)]
        pub mod permission {
            use super::Permissions as __Set;
            use #private as __runtime;
            #all
            /// One of them, by its name: read from a text, and sent as one.
            pub type Name = __runtime::PermissionOf<super::__Known>;
            __runtime::named! { PermissionMarker<__Set>: #(#permissions)* }
        }

        /// A name for each delegated scope.
        #[allow(unreachable_pub, dead_code, unused_imports, non_camel_case_types, non_upper_case_globals)]
        pub mod scope {
            use super::Permissions as __Set;
            use #private as __runtime;
            #all_scopes
            /// One of them, by its name: read from a text, and sent as one.
            pub type Name = __runtime::ScopeOf<super::__Known>;
            __runtime::named! { ScopeMarker<__Set>: #(#scopes)* }
        }
    }
}

/// `permission::Name` knows all that the policy of the module reads, which only `roles!` can say. It does so by a type
/// that stands before the one of a glob: without `roles!` the block is known alone.
fn known(private: &TokenStream) -> TokenStream {
    quote! {
        impl #private::PermissionSource for Permissions {
            const MODULE: &'static str = __PERMISSIONS.module;
            const SETS: &'static [&'static #private::PermissionTable] = &[&__PERMISSIONS];
        }

        impl #private::Reads<Permissions> for Permissions {}

        #[doc(hidden)]
        #[allow(unreachable_pub)]
        pub mod __alone {
            pub use super::Permissions as __Known;
        }
        #[allow(unused_imports)]
        use self::__alone::*;
    }
}

fn every(handle: &str, count: usize) -> TokenStream {
    let handle = format_ident!("{handle}");
    let count = Literal::usize_unsuffixed(count);
    quote! {
        /// Every one of them, in the order of declaration.
        pub const ALL: &[__runtime::#handle] =
            &__runtime::#handle::every::<#count>(&[&super::__PERMISSIONS]);
    }
}

/// The macro that hands the whole list to whoever asks, behind a name that no other block of the crate has.
fn list(block: &Permissions, unique: &str) -> TokenStream {
    let name = format_ident!("__rolecall_permissions_{unique}");
    let answer = answer(block, unique);
    quote! {
        #[doc(hidden)]
        #[macro_export]
        macro_rules! #name {
            ([$($callback:tt)*] $($rest:tt)*) => {
                $($callback)*! { $($rest)* { #answer } }
            };
        }
        #[doc(hidden)]
        #[allow(unused_imports, unreachable_pub)]
        pub use #name as __permissions_declared_here;
    }
}

/// The block as `roles!` is told of it.
pub(super) fn answer(block: &Permissions, unique: &str) -> TokenStream {
    let scopes = block.scopes.iter().map(Name::literal);
    let permissions = block.permissions.iter().map(|permission| {
        let name = permission.name.literal();
        let scopes = permission.scopes.iter();
        let scopes = scopes.map(|index| Literal::usize_unsuffixed(*index));
        quote!(#name [#(#scopes)*])
    });
    quote!(#unique [#(#scopes)*] [#(#permissions)*])
}
