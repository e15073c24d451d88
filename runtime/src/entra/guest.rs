//! Who is a guest of a tenant: invited, signed in by another directory, and in the tokens of the tenant all the same.

use super::authority::Authority;
use super::claims::Claims;

/// Whether `claims` are of a guest: the tenant says so (`acct`), or another identity provider signed them in (`idp`).
/// Only tenants of Entra have guests.
pub(super) fn is_guest(claims: &Claims, authority: &Authority) -> bool {
    authority.tenant().is_some()
        && (claims.is_invited || was_signed_in_elsewhere(claims, authority))
}

/// Entra may name the tenant itself too, by its issuer of either version.
fn was_signed_in_elsewhere(claims: &Claims, authority: &Authority) -> bool {
    claims.identity_provider.as_deref().is_some_and(|provider| {
        provider != claims.issuer && Some(provider) != authority.first_issuer()
    })
}
