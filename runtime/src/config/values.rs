//! From each setting to what it means, or to a mistake with its remedy.
//!
//! A value is repeated only where it cannot be a secret that was put in the wrong place.

use std::path::Path;

use reqwest::Certificate;

use super::error::Mistakes;
use super::settings::{Settings, Variable};
use crate::entra::{Fetcher, GRAPH, Names, Rules, Timeouts, Way, guid};

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

/// The applications that may call, where any are listed. An empty list would let nobody in, or everybody: it is a
/// mistake.
pub(super) fn client_apps(settings: &Settings, mistakes: &mut Mistakes) -> Option<Vec<String>> {
    let listed = settings.text(Variable::ClientApps, mistakes)?;
    if listed.text.is_empty() {
        mistakes.add(listed.mistake(
            "names no application: give the client IDs of those that may call, or leave it out",
        ));
    }
    let ids = items(listed.text).map(|item| {
        let id = if is_entra(settings) {
            guid(item)
        } else {
            Some(item.to_owned()).filter(|id| !id.is_empty())
        };
        id.ok_or(
            "names what is no client ID: give GUIDs from the app registrations, separated by one comma",
        )
    });
    let ids: Vec<_> = ids
        .filter_map(|id| mistakes.keep(id.map_err(|wrong| listed.mistake(wrong))))
        .collect();
    Some(ids)
}

/// What commas separate; nothing at all is no item.
pub(super) fn items(text: &str) -> impl Iterator<Item = &str> {
    text.split(',')
        .map(str::trim)
        .filter(move |_| !text.is_empty())
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
    let names = Names {
        roles: roles.unwrap_or_else(|| "roles".to_owned()),
        scopes: scopes.map_or(usual, |name| vec![name]),
    };
    if names.scopes.contains(&names.roles) {
        mistakes.add(format!(
            "`{}` is to carry roles and scopes both, as `AAD_ROLES_CLAIM` and `AAD_SCOPES_CLAIM` say: give each a claim of \
             its own",
            names.roles
        ));
    }
    names
}

fn claim(settings: &Settings, variable: Variable, mistakes: &mut Mistakes) -> Option<String> {
    let name = settings.text(variable, mistakes)?;
    let claim = if is_entra(settings) {
        Err(name.mistake(
            "contradicts `AAD_TENANT_ID`: Entra's claims are `roles` and `scp`; leave it out",
        ))
    } else if name.text.is_empty() {
        Err(name.mistake("is empty: name a claim, or leave it out"))
    } else if RESERVED.contains(&name.text) {
        Err(name.mistake(format!(
            "is `{}`, which means something else already: name a claim of its own",
            name.text
        )))
    } else {
        Ok(name.text.to_owned())
    };
    mistakes.keep(claim)
}

/// Claims that are read as something else, or never as a right.
const RESERVED: [&str; 34] = [
    "_claim_names",
    "_claim_sources",
    "acct",
    "acrs",
    "amr",
    "at_hash",
    "aud",
    "auth_time",
    "azp",
    "azpacr",
    "c_hash",
    "client_id",
    "email",
    "exp",
    "groups",
    "hasgroups",
    "iat",
    "idp",
    "idtyp",
    "iss",
    "jti",
    "name",
    "nbf",
    "nonce",
    "oid",
    "preferred_username",
    "sid",
    "sub",
    "tid",
    "upn",
    "uti",
    "ver",
    "wids",
    "xms_cc",
];

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
    authorities: &[Rules],
    settings: &Settings,
    mistakes: &mut Mistakes,
) -> Option<Fetcher> {
    let fetcher = Fetcher::new(roots?, way?, timeouts).and_then(|fetcher| {
        let mut places = authorities.iter().map(|rules| rules.authority.metadata());
        places.try_for_each(|place| fetcher.reaches(place))?;
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

pub(super) fn is_entra(settings: &Settings) -> bool {
    settings.has(Variable::TenantId)
        || settings.has(Variable::TenantIds)
        || !settings.has(Variable::Authority)
}
