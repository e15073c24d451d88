//! A policy as plain data: texts and nothing else. No code of rolecall reads it or made it.

/// What stands in `permissions!` and `roles!`.
#[derive(Debug)]
#[non_exhaustive]
pub struct Policy {
    /// Its module.
    pub name: &'static str,
    /// The blocks of permissions, in their order.
    pub sources: &'static [Source],
    /// The roles, in the order of writing.
    pub roles: &'static [Role],
    /// Sets of roles, of which no identity may hold two.
    pub exclusive: &'static [&'static [&'static str]],
}

/// One block of permissions.
#[derive(Debug)]
#[non_exhaustive]
pub struct Source {
    /// The permissions.
    pub permissions: &'static [Permission],
    /// The scopes that carry no permission.
    pub scopes: &'static [&'static str],
}

/// One permission.
#[derive(Debug)]
#[non_exhaustive]
pub struct Permission {
    /// Its name.
    pub name: &'static str,
    /// The scopes any of which carries it; none: it is not capped.
    pub scopes: &'static [&'static str],
}

/// One role.
#[derive(Debug)]
#[non_exhaustive]
pub struct Role {
    /// Its name.
    pub name: &'static str,
    /// What a token calls it.
    pub value: &'static str,
    /// Whether people may hold it.
    pub user: bool,
    /// Whether applications may.
    pub application: bool,
    /// The roles that it includes by itself.
    pub includes: &'static [&'static str],
    /// The permissions that it grants by itself.
    pub grants: &'static [&'static str],
    /// Whether it grants all there are.
    pub all: bool,
}
