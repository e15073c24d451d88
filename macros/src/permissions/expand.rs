//! The table of a `permissions! { … }` block as Rust: a static, a name for each permission and scope, and the macro by
//! which `roles!` learns them.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::check::{Permission, Permissions};
use crate::blocks::{self, described};
use crate::names;
use crate::paths::Runtime;
use crate::raw::{self, Delimiter, Tokens};
use crate::text::{self, literal};

pub(super) fn block(runtime: &Runtime, block: &Permissions, unique: &str) -> TokenStream {
    let table = table(runtime, block, unique);
    let names = names(runtime, block);
    let list = list(block, unique);
    quote!(#table #names #list)
}

fn table(runtime: &Runtime, block: &Permissions, unique: &str) -> TokenStream {
    let unique = names::number(unique);
    let private = runtime.private();
    let permissions: String = block.permissions.iter().map(row).collect();
    let permissions = text::tokens(&permissions);
    let scopes: String = block
        .scopes
        .iter()
        .map(|scope| literal(scope.text()))
        .collect();
    let scopes = text::tokens(&scopes);
    quote! {
        #[doc(hidden)]
        #[allow(unreachable_pub)]
        pub static __PERMISSIONS: #private::PermissionTable = #private::PermissionTable {
            module: ::core::module_path!(),
            package: ::core::option_env!("CARGO_PKG_NAME"),
            version: ::core::option_env!("CARGO_PKG_VERSION"),
            unique: #unique,
            permissions: #private::permission_rows!(#permissions),
            scopes: #private::scope_rows!(#scopes),
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

fn row(permission: &Permission) -> String {
    let (name, description) = (
        literal(permission.name.text()),
        literal(&permission.description),
    );
    format!(
        "{name} {description} [{}]",
        text::numbers(&permission.scopes)
    )
}

fn names(runtime: &Runtime, block: &Permissions) -> TokenStream {
    let private = runtime.private();
    let mut permissions = Tokens::default();
    for (permission, index) in block.permissions.iter().zip(0..) {
        let doc = described(&permission.description, "A permission.");
        blocks::row(&permission.name, index, doc, &mut permissions);
    }
    let mut scopes = Tokens::default();
    for (scope, index) in block.scopes.iter().zip(0..) {
        blocks::row(scope, index, "A delegated scope.", &mut scopes);
    }
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
            __runtime::named! { PermissionMarker<__Set> is Permission in super::__PERMISSIONS: #permissions }
        }

        /// A name for each delegated scope.
        #[allow(unreachable_pub, dead_code, unused_imports, non_camel_case_types, non_upper_case_globals)]
        pub mod scope {
            use super::Permissions as __Set;
            use #private as __runtime;
            #all_scopes
            /// One of them, by its name: read from a text, and sent as one.
            pub type Name = __runtime::ScopeOf<super::__Known>;
            __runtime::named! { ScopeMarker<__Set> is Scope in super::__PERMISSIONS: #scopes }
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
    let mut scopes = Tokens::default();
    for scope in &block.scopes {
        scopes.push(scope.raw_literal());
    }
    let mut permissions = Tokens::default();
    for permission in &block.permissions {
        let mut carrying = Tokens::default();
        for index in &permission.scopes {
            carrying.push(raw::Literal::usize_unsuffixed(*index));
        }
        permissions.push(permission.name.raw_literal());
        permissions.group(Delimiter::Bracket, carrying);
    }
    quote!(#unique [#scopes] [#permissions])
}
