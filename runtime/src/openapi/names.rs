//! Names of a policy in the bodies of requests and answers: a text, one of those that are declared. The document lists
//! them where a body has one, and nowhere else.

use std::borrow::Cow;

use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::openapi::{Object, RefOr};
use utoipa::{PartialSchema, ToSchema};

use crate::policy::names::PermissionSource;
use crate::policy::{PermissionOf, Policy, RoleOf, ScopeOf};

macro_rules! schema_of {
    ($name:ident<$source:ident> is $component:literal) => {
        impl<P: $source> PartialSchema for $name<P> {
            fn schema() -> RefOr<Schema> {
                one_of(Self::all().map(Self::name)).into()
            }
        }

        impl<P: $source> ToSchema for $name<P> {
            fn name() -> Cow<'static, str> {
                component(<P as PermissionSource>::MODULE, $component).into()
            }
        }
    };
}

schema_of!(RoleOf<Policy> is "RoleName");
schema_of!(PermissionOf<PermissionSource> is "PermissionName");
schema_of!(ScopeOf<PermissionSource> is "ScopeName");

fn one_of(names: impl Iterator<Item = &'static str>) -> Object {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .enum_values(Some(names))
        .build()
}

/// With its module, so that the names of two policies are two components.
fn component(module: &str, name: &str) -> String {
    format!("{}.{name}", module.replace("::", "."))
}
