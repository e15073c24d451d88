//! The policy as Rust: a static, a name for each role, and the macros by which rules find names.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::bits::Bits;
use super::check::{Policy, Role, Warning};
use super::sets::{Set, Sets};
use super::{hook, lookup};
use crate::blocks::{self, described};
use crate::names;
use crate::paths::Runtime;
use crate::raw::Tokens;
use crate::text::{self, literal};
use crate::warning;

pub(super) fn policy(runtime: &Runtime, sets: &Sets, policy: &Policy, unique: &str) -> TokenStream {
    let anchors = anchors(runtime, sets);
    let table = table(runtime, sets, policy, unique);
    let names = names(runtime, sets, policy);
    let lookup = lookup::macros(sets, policy, unique);
    let hook = hook::macros(policy, unique);
    let warnings = policy.warnings.iter();
    let warnings =
        warnings.map(|Warning { name, word, note }| warning::at(name.span(), word, note));
    quote!(#anchors #table #names #lookup #hook #(#warnings)*)
}

/// What the names of the permission blocks hang on from here, and what rules reach the runtime by.
fn anchors(runtime: &Runtime, sets: &Sets) -> TokenStream {
    let private = runtime.private();
    let imports = sets.sets.iter().enumerate().map(|(index, set)| {
        let path = &set.path;
        let (permission, scope) = (permission_set(index), scope_set(index));
        quote! {
            #[doc(hidden)]
            #[allow(unused_imports, unreachable_pub)]
            pub use #path::{permission as #permission, scope as #scope};
        }
    });
    let public = public_names(&private, sets);
    quote! {
        #[doc(hidden)]
        #[allow(unused_imports, unreachable_pub)]
        pub use #private as __rolecall;
        #(#imports)*
        #public
    }
}

/// `policy::permission` and `policy::scope` for a module that declares none of its own.
fn public_names(private: &TokenStream, sets: &Sets) -> TokenStream {
    if sets.sets.iter().any(Set::is_this_module) {
        return TokenStream::new();
    }
    let permissions = (0..sets.sets.len()).map(permission_set);
    let scopes = (0..sets.sets.len()).map(scope_set);
    let every_permission = every(private, "Permission", sets, |set| set.permissions.len());
    let every_scope = every(private, "Scope", sets, |set| set.scopes.len());
    quote! {
        #[doc(hidden)]
        const __EVERY_PERMISSION: &[#private::Permission] = #every_permission;
        #[doc(hidden)]
        const __EVERY_SCOPE: &[#private::Scope] = #every_scope;

        /// A name for each permission that the policy reads.
        #[allow(unused_imports, unreachable_pub)]
        pub mod permission {
            #(pub use super::#permissions::*;)*
            /// One of them, by its name: read from a text, and sent as one.
            pub type Name = super::__rolecall::PermissionOf<super::Policy>;
            /// Every one of them, in the order of declaration, block by block.
            pub const ALL: &[super::__rolecall::Permission] = super::__EVERY_PERMISSION;
        }

        /// A name for each delegated scope that the policy reads.
        #[allow(unused_imports, unreachable_pub)]
        pub mod scope {
            #(pub use super::#scopes::*;)*
            /// One of them, by its name: read from a text, and sent as one.
            pub type Name = super::__rolecall::ScopeOf<super::Policy>;
            /// Every one of them, in the order of declaration, block by block.
            pub const ALL: &[super::__rolecall::Scope] = super::__EVERY_SCOPE;
        }
    }
}

fn every(
    private: &TokenStream,
    handle: &str,
    sets: &Sets,
    count: fn(&Set) -> usize,
) -> TokenStream {
    let handle = format_ident!("{handle}");
    let paths = sets.sets.iter().map(|set| &set.path);
    let count = Literal::usize_unsuffixed(sets.sets.iter().map(count).sum());
    quote!(&#private::#handle::every::<#count>(&[#(&#paths::__PERMISSIONS),*]))
}

/// By what the names of a block's permissions are found from the policy.
pub(super) fn permission_set(index: usize) -> Ident {
    format_ident!("__permission_set_{index}")
}

/// By what the names of a block's scopes are found from the policy.
pub(super) fn scope_set(index: usize) -> Ident {
    format_ident!("__scope_set_{index}")
}

fn table(runtime: &Runtime, sets: &Sets, policy: &Policy, unique: &str) -> TokenStream {
    let unique = names::number(unique);
    let private = runtime.private();
    let paths = sets.sets.iter().map(|set| &set.path);
    let rows: String = policy.roles.iter().map(row).collect();
    let rows = text::tokens(&rows);
    let exclusive = policy.exclusive.iter().map(|set| {
        let members = set.iter().copied().map(Literal::usize_unsuffixed);
        quote!(&[#(#members),*])
    });
    quote! {
        #[doc(hidden)]
        #[allow(unreachable_pub)]
        pub static __ROLES: #private::PolicyTable = #private::PolicyTable {
            module: ::core::module_path!(),
            sets: &[#(&#paths::__PERMISSIONS),*],
            roles: #private::role_rows!(#rows),
            exclusive: &[#(#exclusive),*],
            unique: #unique,
        };

        /// The policy declared here: what an engine judges by.
        #[allow(
            unreachable_pub,
            missing_debug_implementations,
            missing_copy_implementations,
            clippy::exhaustive_structs
        )]
        pub struct Policy;

        impl #private::Policy for Policy {
            const TABLE: &'static #private::PolicyTable = &__ROLES;
        }
    }
}

fn row(role: &Role) -> String {
    let id = role.id.as_deref().map(literal).unwrap_or_default();
    let words = |set: &Bits| text::numbers(set.words());
    format!(
        "{} {} {} [{id}] {} {} {} [{}] [{}]",
        literal(role.name.text()),
        literal(&role.description),
        literal(&role.value),
        role.members.user,
        role.members.application,
        role.enabled,
        words(&role.roles),
        words(&role.permissions),
    )
}

fn names(runtime: &Runtime, sets: &Sets, policy: &Policy) -> TokenStream {
    let private = runtime.private();
    let sources = sets.sets.iter().map(|set| &set.path);
    let count = Literal::usize_unsuffixed(policy.roles.len());
    let mut roles = Tokens::default();
    for (role, index) in policy.roles.iter().zip(0..) {
        let doc = described(&role.description, "A role.");
        blocks::row(&role.name, index, doc, &mut roles);
    }
    quote! {
        #(impl #private::Reads<#sources::Permissions> for Policy {})*

        // What `permission::Name` and `scope::Name` know, where this module declares permissions too.
        #[doc(hidden)]
        #[allow(unreachable_pub)]
        pub type __Known = Policy;

        /// A name for each role.
        #[allow(unreachable_pub, dead_code, unused_imports, non_camel_case_types, non_upper_case_globals)]
        pub mod role {
            use super::Policy as __Policy;
            use #private as __runtime;
            /// Every one of them, in the order of declaration.
            pub const ALL: &[__runtime::Role] = &__runtime::Role::every::<#count>(&[&super::__ROLES]);
            /// One of them, by its name: read from a text, and sent as one.
            pub type Name = __runtime::RoleOf<__Policy>;
            __runtime::named! { RoleMarker<__Policy> is Role in super::__ROLES: #roles }
        }
    }
}
