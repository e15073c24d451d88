//! Whose tokens a key may sign, where its key set says so: an issuer, in which `{tenantid}` may stand for any tenant.

use super::authority::Authority;
use super::claims::Claims;
use super::fault::Fault;
use super::issuer::ANY_TENANT;

/// The issuer that a key names.
#[derive(Debug, Eq, PartialEq)]
pub(super) struct KeyIssuer {
    text: String,
    /// What stands before the tenant and behind it, where it stands once, which is nearly always so.
    around: Option<(String, String)>,
}

impl KeyIssuer {
    pub(super) fn new(text: &str) -> Self {
        let parts = text.split_once(ANY_TENANT);
        let parts = parts.filter(|(_, after)| !after.contains(ANY_TENANT));
        Self {
            text: text.to_owned(),
            around: parts.map(|(before, after)| (before.to_owned(), after.to_owned())),
        }
    }

    /// Whether it is that of the token, with the tenant in its place. Entra signs tokens of version 1.0 with keys that
    /// name the issuer of version 2.0.
    pub(super) fn check(&self, claims: &Claims<'_>, authority: &Authority) -> Result<(), Fault> {
        if self.is_filled_in(claims) {
            return Ok(());
        }
        let filled_in = match claims.tenant {
            Some(tenant) => self.text.replace(ANY_TENANT, tenant),
            None if self.text.contains(ANY_TENANT) => return Err(Fault::Tenant),
            None => self.text.clone(),
        };
        if filled_in == claims.issuer || Some(filled_in) == authority.issuer_of_keys(claims) {
            return Ok(());
        }
        Err(Fault::KeyIssuer)
    }

    fn is_filled_in(&self, claims: &Claims<'_>) -> bool {
        let (Some((before, after)), Some(tenant)) = (&self.around, claims.tenant) else {
            return false;
        };
        let rest = claims.issuer.strip_prefix(before.as_str());
        rest.and_then(|rest| rest.strip_prefix(tenant)) == Some(after.as_str())
    }
}
