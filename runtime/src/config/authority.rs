//! Whose tokens count, from what was set: tenants of Entra where one is named, else another OpenID provider.

use super::callers::Callers;
use super::error::Mistakes;
use super::settings::{Setting, Settings, Variable};
use super::values::{is_entra, items};
use crate::entra::{Asked, PERSONAL, Tenants, TrustedAuthority as Authority, guid, trusted_url};

/// Entra's public cloud.
const PUBLIC_CLOUD: &str = "https://login.microsoftonline.com";

/// The authority, and which of its tokens count.
pub(super) fn authority(
    settings: &Settings,
    callers: &Callers,
    mistakes: &mut Mistakes,
) -> Option<Authority> {
    let base = settings.text(Variable::Authority, mistakes);
    let metadata = settings.text(Variable::MetadataUrl, mistakes);
    let metadata = metadata
        .map(|url| mistakes.keep(trusted_url(url.text).map_err(|fault| url.mistake(fault))));
    let authority = match base {
        Some(issuer) if !is_entra(settings) => openid(issuer, callers, mistakes),
        base => entra(settings, base, callers, mistakes),
    };
    match metadata {
        None => authority,
        Some(url) => Some(authority?.with_metadata(url?)),
    }
}

fn openid(issuer: Setting<'_>, callers: &Callers, mistakes: &mut Mistakes) -> Option<Authority> {
    if callers.version_one {
        mistakes.add(
            "`version_one` is about tokens of Entra, and `AAD_TENANT_ID` is not set: leave it out",
        );
    }
    if callers.tenant_check.is_some() {
        mistakes.add(
            "`tenant_check` is about tenants of Entra, and `AAD_TENANT_ID` is not set: set it to `organizations`, or \
             leave the check out",
        );
    }
    mistakes.keep(Authority::openid(issuer.text).map_err(|fault| issuer.mistake(fault)))
}

fn entra(
    settings: &Settings,
    base: Option<Setting<'_>>,
    callers: &Callers,
    mistakes: &mut Mistakes,
) -> Option<Authority> {
    let tenants = tenants(settings, callers.tenant_check.as_ref(), mistakes);
    let Some(base) = base else {
        let authority = Authority::entra(PUBLIC_CLOUD, tenants?, callers.version_one);
        return mistakes.keep(authority);
    };
    // Without a tenant to hold it against, the address can still be looked at by itself.
    let authority = match tenants {
        Some(tenants) => Authority::entra(base.text, tenants, callers.version_one).map(Some),
        None => trusted_url(base.text).map(|_| None),
    };
    mistakes.keep(authority.map_err(|fault| base.mistake(fault)))?
}

/// One tenant by its GUID, or several: then a list or a check has to say which.
fn tenants(settings: &Settings, check: Option<&Asked>, mistakes: &mut Mistakes) -> Option<Tenants> {
    let id = settings.text(Variable::TenantId, mistakes);
    let list = settings.text(Variable::TenantIds, mistakes);
    let is_chosen = list.is_some() || check.is_some();
    match (id, list) {
        (Some(id), _) if !(is_open(id) && is_chosen) => one(id, is_chosen, mistakes),
        (None, None) => {
            mistakes.add(not_set(check.is_some()));
            None
        }
        (id, list) => Some(several(id, list, check, mistakes)),
    }
}

fn is_open(id: Setting<'_>) -> bool {
    ["common", "organizations"].contains(&id.text)
}

fn not_set(is_checked: bool) -> &'static str {
    if is_checked {
        "`AAD_TENANT_ID` is not set: set it to `organizations`, since `tenant_check` chooses among tenants"
    } else {
        "`AAD_TENANT_ID` is not set: give the directory (tenant) ID of your Entra tenant, or `AAD_AUTHORITY` for \
         another OpenID provider"
    }
}

fn one(id: Setting<'_>, is_chosen: bool, mistakes: &mut Mistakes) -> Option<Tenants> {
    let tenant = guid(id.text).ok_or_else(|| id.mistake(no_tenant(id.text)));
    if tenant.is_ok() && is_chosen {
        mistakes.add(id.mistake(
            "names one tenant, and `AAD_TENANT_IDS` or `tenant_check` chooses among several: keep one of them",
        ));
    }
    mistakes.keep(tenant).map(Tenants::One)
}

fn no_tenant(text: &str) -> String {
    let is_of_a_domain = |c: char| c.is_ascii_alphanumeric() || c == '.' || c == '-';
    match text {
        "common" | "organizations" => format!(
            "is `{text}`, which would trust every tenant: give the directory (tenant) ID of yours, or list several in \
             `AAD_TENANT_IDS`"
        ),
        "consumers" => format!(
            "is `consumers`, which is no directory (tenant) ID: personal accounts are those of `{PERSONAL}`"
        ),
        domain if domain.contains('.') && domain.chars().all(is_of_a_domain) => format!(
            "is the domain `{domain}`: give the directory (tenant) ID, the GUID in `issuer` of \
             {PUBLIC_CLOUD}/{domain}/v2.0/.well-known/openid-configuration"
        ),
        _ => "is not a GUID: give the directory (tenant) ID from the overview of the app registration"
            .to_owned(),
    }
}

fn several(
    id: Option<Setting<'_>>,
    list: Option<Setting<'_>>,
    check: Option<&Asked>,
    mistakes: &mut Mistakes,
) -> Tenants {
    let listed = list.map(|list| listed(list, mistakes));
    let has_personal = listed.iter().flatten().any(|tenant| tenant == PERSONAL);
    let personal = id.map_or(has_personal, |id| id.text == "common");
    if let Some(id) = id
        && has_personal
        && !personal
    {
        mistakes.add(id.mistake(format!(
            "is `organizations`, which has no personal accounts, and `AAD_TENANT_IDS` lists `{PERSONAL}`: set it to \
             `common`, or leave it out"
        )));
    }
    Tenants::Several {
        listed,
        check: check.cloned(),
        personal,
        elsewhere: Vec::new(),
    }
}

/// An empty list trusts nobody, which is a mistake and not a wish.
fn listed(list: Setting<'_>, mistakes: &mut Mistakes) -> Vec<String> {
    if list.text.is_empty() {
        mistakes.add(list.mistake(
            "names no tenant, so that none is trusted: give directory (tenant) IDs, separated by commas",
        ));
    }
    let tenants =
        items(list.text).map(|item| guid(item).ok_or_else(|| list.mistake(no_tenant(item))));
    tenants.filter_map(|tenant| mistakes.keep(tenant)).collect()
}
