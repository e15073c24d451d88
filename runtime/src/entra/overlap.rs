//! Which authorities cannot stand in one engine: those that could vouch for one token both, or know one person by one
//! key.
//!
//! It is found before the first token comes, by the issuers that each of them has: whose a token is must never turn on
//! which of them was asked first.

use super::authority::Authority;

/// What two authorities share.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Overlap<'a> {
    /// The tenant, by two policies of Azure AD B2C.
    Policies(&'a str),
    /// The tenant, which both name.
    Tenant(&'a str),
    /// Tenants, since the application alone chooses among those of one of them.
    OpenTenants,
    /// The issuer.
    Issuer,
}

/// What the two share, if they share anything.
pub(crate) fn overlap<'a>(one: &'a Authority, other: &Authority) -> Option<Overlap<'a>> {
    shared_tenant(one, other).or_else(|| {
        let is_shared = |these: &Authority, those: &Authority| {
            let mut issuers = issuers(these).into_iter();
            issuers.any(|issuer| those.recognize(&issuer).is_ok())
        };
        let is_either = is_shared(one, other) || is_shared(other, one);
        let shared = if is_open(one) || is_open(other) {
            Overlap::OpenTenants
        } else {
            Overlap::Issuer
        };
        is_either.then_some(shared)
    })
}

/// People of a tenant are known by the tenant and their object, wherever it lets them sign in.
fn shared_tenant<'a>(one: &'a Authority, other: &Authority) -> Option<Overlap<'a>> {
    let (one, other) = (one.tenants_of_entra()?, other.tenants_of_entra()?);
    let mut named = one.named_tenants().iter();
    let tenant = named.find(|tenant| other.named_tenants().contains(tenant))?;
    if one.is_a_policy() && other.is_a_policy() {
        return Some(Overlap::Policies(tenant));
    }
    Some(Overlap::Tenant(tenant))
}

/// The issuers whose tokens count; where the application alone chooses, those of one tenant, which stands for all.
fn issuers(authority: &Authority) -> Vec<String> {
    let Some(entra) = authority.tenants_of_entra() else {
        return vec![authority.issuer().to_owned()];
    };
    let any = [ANY.to_owned()];
    let tenants = if entra.tenants.are_open() {
        &any
    } else {
        entra.named_tenants()
    };
    let issuers = tenants.iter().flat_map(|tenant| entra.issuers_of(tenant));
    issuers
        .filter(|issuer| authority.recognize(issuer).is_ok())
        .collect()
}

fn is_open(authority: &Authority) -> bool {
    let entra = authority.tenants_of_entra();
    entra.is_some_and(|entra| entra.tenants.are_open())
}

/// A GUID that is no tenant's.
const ANY: &str = "00000000-0000-0000-0000-000000000000";
