//! Who is a guest of a tenant: invited, signed in by another directory, and in the tokens of the tenant all the same.

use super::authority::{Authority, Entra};
use super::claims::Claims;

/// Whether `claims` are of a guest: the tenant says so (`acct`), or another identity provider signed them in (`idp`).
/// Only workforce tenants of Entra have guests.
pub(super) fn is_guest(claims: &Claims<'_>, authority: &Authority) -> bool {
    authority
        .tenants_of_entra()
        .filter(|entra| entra.has_guests())
        .is_some_and(|entra| claims.is_invited || was_signed_in_elsewhere(claims, entra))
}

/// Entra may name the tenant itself too, by its issuer of either version.
fn was_signed_in_elsewhere(claims: &Claims<'_>, entra: &Entra) -> bool {
    let tenant = claims.tenant.unwrap_or_default();
    claims
        .identity_provider
        .is_some_and(|provider| !entra.is_issuer_of(provider, tenant))
}
