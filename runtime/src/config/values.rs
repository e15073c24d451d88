//! From each setting to what it means, or to a mistake with its remedy.
//!
//! A value is repeated only where it cannot be a secret that was put in the wrong place.

use std::path::Path;

use reqwest::Certificate;
use uuid::Uuid;

use super::error::Mistakes;
use super::settings::{Setting, Settings, Variable};
use crate::entra::{Authority, Fetcher, GRAPH, Names, Timeouts, Way, trusted_url};

/// Entra's public cloud.
const PUBLIC_CLOUD: &str = "https://login.microsoftonline.com";

/// A tenant of Entra where a tenant is named, else another OpenID provider.
pub(super) fn authority(settings: &Settings, mistakes: &mut Mistakes) -> Option<Authority> {
    let tenant = settings.text(Variable::TenantId, mistakes);
    let base = settings.text(Variable::Authority, mistakes);
    let metadata = settings.text(Variable::MetadataUrl, mistakes);
    let metadata = metadata
        .map(|url| mistakes.keep(trusted_url(url.text).map_err(|fault| url.mistake(fault))));
    let authority = match (tenant, base) {
        (Some(tenant), base) => entra(tenant, base, mistakes),
        (None, Some(issuer)) => {
            mistakes.keep(Authority::openid(issuer.text).map_err(|fault| issuer.mistake(fault)))
        }
        (None, None) => {
            mistakes.add(
                "`AAD_TENANT_ID` is not set: give the directory (tenant) ID of your Entra tenant, \
                 or `AAD_AUTHORITY` for another OpenID provider",
            );
            None
        }
    };
    match metadata {
        None => authority,
        Some(url) => Some(authority?.with_metadata(url?)),
    }
}

fn entra(
    tenant: Setting<'_>,
    base: Option<Setting<'_>>,
    mistakes: &mut Mistakes,
) -> Option<Authority> {
    let id = mistakes.keep(guid(tenant.text).ok_or_else(|| tenant.mistake(no_tenant(tenant.text))));
    let Some(base) = base else {
        return mistakes.keep(Authority::entra(PUBLIC_CLOUD, &id?));
    };
    // Without a tenant to hold it against, the address can still be looked at by itself.
    let authority = match id {
        Some(id) => Authority::entra(base.text, &id).map(Some),
        None => trusted_url(base.text).map(|_| None),
    };
    mistakes.keep(authority.map_err(|fault| base.mistake(fault)))?
}

fn no_tenant(text: &str) -> String {
    let is_of_a_domain = |c: char| c.is_ascii_alphanumeric() || c == '.' || c == '-';
    match text {
        "common" | "organizations" | "consumers" => format!(
            "is `{text}`, which would trust every tenant: give the directory (tenant) ID of yours"
        ),
        domain if domain.contains('.') && domain.chars().all(is_of_a_domain) => format!(
            "is the domain `{domain}`: give the directory (tenant) ID, the GUID in `issuer` of \
             {PUBLIC_CLOUD}/{domain}/v2.0/.well-known/openid-configuration"
        ),
        _ => "is not a GUID: give the directory (tenant) ID from the overview of the app registration"
            .to_owned(),
    }
}

/// The application's own ID, a GUID where the authority is Entra.
pub(super) fn client_id(settings: &Settings, mistakes: &mut Mistakes) -> Option<String> {
    const REMEDY: &str =
        "give the application (client) ID from the overview of the app registration";
    let Some(setting) = settings.text(Variable::ClientId, mistakes) else {
        if !settings.has(Variable::ClientId) && !settings.has(Variable::Audiences) {
            mistakes.add(format!("`AAD_CLIENT_ID` is not set: {REMEDY}"));
        }
        return None;
    };
    let id = if is_entra(settings) {
        guid(setting.text).ok_or_else(|| setting.mistake(format!("is not a GUID: {REMEDY}")))
    } else if setting.text.is_empty() {
        Err(setting.mistake(format!("is empty: {REMEDY}")))
    } else {
        Ok(setting.text.to_owned())
    };
    mistakes.keep(id)
}

/// Those that are listed, else the client ID in both its spellings.
pub(super) fn audiences(
    settings: &Settings,
    client_id: Option<&str>,
    mistakes: &mut Mistakes,
) -> Vec<String> {
    let Some(listed) = settings.text(Variable::Audiences, mistakes) else {
        let both = client_id.map(|id| vec![id.to_owned(), format!("api://{id}")]);
        return both.unwrap_or_default();
    };
    let audiences = listed.text.split(',').map(str::trim);
    for audience in audiences.clone() {
        if audience.is_empty() {
            mistakes
                .add(listed.mistake("names an empty audience: separate audiences by one comma"));
        } else if audience.contains(char::is_whitespace) {
            mistakes.add(listed.mistake("has blanks in an audience: separate audiences by commas"));
        } else if GRAPH.contains(&audience) {
            mistakes.add(listed.mistake("names Microsoft Graph, whose tokens only it can check"));
        }
    }
    audiences.map(str::to_owned).collect()
}

/// Which claims carry roles and scopes.
pub(super) fn names(settings: &Settings, mistakes: &mut Mistakes) -> Names {
    let roles = claim(settings, Variable::RolesClaim, mistakes);
    let scopes = claim(settings, Variable::ScopesClaim, mistakes);
    let usual = if is_entra(settings) {
        vec!["scp".to_owned()]
    } else {
        vec!["scp".to_owned(), "scope".to_owned()]
    };
    Names {
        roles: roles.unwrap_or_else(|| "roles".to_owned()),
        scopes: scopes.map_or(usual, |name| vec![name]),
    }
}

fn claim(settings: &Settings, variable: Variable, mistakes: &mut Mistakes) -> Option<String> {
    let name = settings.text(variable, mistakes)?;
    let claim = if is_entra(settings) {
        Err(name.mistake(
            "contradicts `AAD_TENANT_ID`: Entra's claims are `roles` and `scp`; leave it out",
        ))
    } else if name.text.is_empty() {
        Err(name.mistake("is empty: name a claim, or leave it out"))
    } else {
        Ok(name.text.to_owned())
    };
    mistakes.keep(claim)
}

/// The certificates to trust beside those of the platform.
pub(super) fn roots(settings: &Settings, mistakes: &mut Mistakes) -> Option<Vec<Certificate>> {
    let Some(file) = settings.text(Variable::CaFile, mistakes) else {
        return (!settings.has(Variable::CaFile)).then(Vec::new);
    };
    let roots = read_certificates(Path::new(file.text));
    mistakes.keep(roots.map_err(|fault| file.mistake(format!("is `{}`, which {fault}", file.text))))
}

fn read_certificates(path: &Path) -> Result<Vec<Certificate>, String> {
    let pem = std::fs::read(path).map_err(|error| format!("cannot be read: {error}"))?;
    match Certificate::from_pem_bundle(&pem) {
        Ok(roots) if roots.is_empty() => Err("holds no certificate (PEM)".to_owned()),
        Ok(roots) => Ok(roots),
        Err(_) => Err("is not PEM".to_owned()),
    }
}

/// What metadata and keys are fetched with.
pub(super) fn fetcher(
    roots: Option<Vec<Certificate>>,
    way: Option<Way>,
    timeouts: Timeouts,
    authority: Option<&Authority>,
    settings: &Settings,
    mistakes: &mut Mistakes,
) -> Option<Fetcher> {
    let fetcher = Fetcher::new(roots?, way?, timeouts).and_then(|fetcher| {
        authority.map_or(Ok(()), |authority| fetcher.reaches(authority.metadata()))?;
        Ok(fetcher)
    });
    let fetcher = fetcher.map_err(|reason| {
        let which = if settings.has(Variable::CaFile) {
            "the certificates of `AAD_CA_FILE` and the platform"
        } else {
            "the root certificates of the platform"
        };
        format!("{which} cannot be used: {reason}")
    });
    mistakes.keep(fetcher)
}

fn is_entra(settings: &Settings) -> bool {
    settings.has(Variable::TenantId) || !settings.has(Variable::Authority)
}

/// A GUID with hyphens, in the lower case that Entra writes.
fn guid(text: &str) -> Option<String> {
    const LENGTH: usize = 36;
    let guid = Uuid::try_parse(text)
        .ok()
        .filter(|_| text.len() == LENGTH)?;
    Some(guid.hyphenated().to_string())
}
