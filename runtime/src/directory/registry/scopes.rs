//! Which delegated scopes a token gets for those that were asked for, by Entra's rules for their names
//! ([scopes](https://learn.microsoft.com/entra/identity-platform/scopes-oidc)).

use std::collections::HashSet;

use super::Registry;
use crate::directory::error::TokenError;

/// The short names for the `scp` claim of a token that is had without a flow.
pub(in crate::directory) fn delegated(
    asked: &[String],
    registry: &Registry,
) -> Result<Vec<String>, TokenError> {
    let (mut names, mut seen) = (Vec::new(), HashSet::new());
    for scope in words(asked).filter(|scope| !OPENID.contains(scope)) {
        let name = short(scope, registry)?;
        if seen.insert(name) {
            names.push(name);
        }
    }
    let default = names.contains(&".default");
    match names.len() {
        0 => Ok(registry.scopes.clone()),
        1 if default => Ok(registry.scopes.clone()),
        _ if default => Err(TokenError::MixedDefault),
        _ => Ok(names.into_iter().map(str::to_owned).collect()),
    }
}

/// An application in its own name has what it was assigned: it may ask for `.default` and nothing else.
pub(in crate::directory) fn of_app(
    asked: &[String],
    registry: &Registry,
) -> Result<(), TokenError> {
    for scope in words(asked) {
        if short(scope, registry)? != ".default" {
            return Err(TokenError::ScopeOfApp(scope.to_owned()));
        }
    }
    Ok(())
}

fn words(asked: &[String]) -> impl Iterator<Item = &str> {
    asked.iter().flat_map(|scopes| scopes.split_whitespace())
}

/// The name without the application it belongs to.
fn short<'s>(scope: &'s str, registry: &Registry) -> Result<&'s str, TokenError> {
    let bare = scope.strip_prefix("api://").unwrap_or(scope);
    let own = bare
        .strip_prefix(registry.client_id.as_str())
        .and_then(|rest| rest.strip_prefix('/'));
    match own {
        Some(name) => Ok(name),
        None if scope.contains("://") => Err(TokenError::OtherResource {
            scope: scope.to_owned(),
            prefix: registry.scope_prefix(),
        }),
        None => Ok(scope),
    }
}

/// Scopes of the sign-in itself, which never stand in an access token.
const OPENID: [&str; 4] = ["email", "offline_access", "openid", "profile"];
