//! Where groups are asked for that are too many for a token, from what was set: nowhere, or with all that it needs.

use super::PolicySettings;
use super::error::Mistakes;
use super::settings::{Setting, Settings, Variable};
use crate::Secret;
use crate::entra::{Access, Entra, Fetcher, Graph, Rules};

/// What else is known already of the settings, as far as it is.
pub(super) struct Parsed<'a> {
    /// The rules of the engine's own authority.
    pub(super) own: Option<&'a Rules>,
    pub(super) fetcher: Option<&'a Fetcher>,
}

/// The access to Graph, where groups are asked for.
pub(super) fn access(
    settings: &Settings,
    in_code: &PolicySettings,
    parsed: &Parsed<'_>,
    mistakes: &mut Mistakes,
) -> Option<Access> {
    let url = settings.text(Variable::GraphUrl, mistakes);
    if in_code.graph.is_none() && !settings.has(Variable::GraphUrl) {
        // A variable may be for another part of the program, such as a `tokens::Client` of its own.
        let secret = settings.text(Variable::ClientSecret, &mut Mistakes::default());
        if let Some(unused) = secret.filter(Setting::is_in_code) {
            mistakes.add(unused.mistake(UNUSED));
        }
        return None;
    }
    let secret = settings.text(Variable::ClientSecret, mistakes);
    let how = in_code.graph.clone().unwrap_or_else(Graph::resolve);
    for mistake in how.mistakes().chain(missing(settings, in_code)) {
        mistakes.add(mistake);
    }
    let entra = workforce(parsed.own, mistakes);
    let secret = self::secret(secret, mistakes);
    let wrong = |fault: String| match (&how.url, url) {
        (None, Some(url)) => url.mistake(fault),
        _ => format!("the `url` of `graph` {fault}"),
    };
    let written = how.url.as_deref().or(url.map(|url| url.text));
    let client_id = parsed.own?.client_id.clone()?;
    let access = Access::new(written, entra?, client_id, secret?, how.clone());
    let access = access.and_then(|access| parsed.reaches(&access).map(|()| access));
    mistakes.keep(access.map_err(wrong))
}

impl Parsed<'_> {
    fn reaches(&self, access: &Access) -> Result<(), String> {
        self.fetcher
            .map_or(Ok(()), |fetcher| fetcher.reaches(access.url()))
    }
}

/// What asking needs and was not set.
fn missing(settings: &Settings, in_code: &PolicySettings) -> impl Iterator<Item = &'static str> {
    let has_groups = !in_code.group_roles.is_empty() || settings.has(Variable::GroupRoles);
    // Without audiences either, it is missed already.
    let has_client = settings.has(Variable::ClientId) || !settings.has(Variable::Audiences);
    let needed = [
        (has_groups, NO_GROUPS),
        (settings.has(Variable::ClientSecret), NO_SECRET),
        (has_client, NO_CLIENT),
    ];
    let missing = needed.into_iter().filter(|(is_there, _)| !is_there);
    missing.map(|(_, mistake)| mistake)
}

fn workforce<'a>(own: Option<&'a Rules>, mistakes: &mut Mistakes) -> Option<&'a Entra> {
    let entra = own?
        .authority
        .tenants_of_entra()
        .filter(|entra| entra.is_workforce());
    mistakes.keep(entra.ok_or_else(|| NO_WORKFORCE.to_owned()))
}

fn secret(setting: Option<Setting<'_>>, mistakes: &mut Mistakes) -> Option<Secret> {
    let setting = setting?;
    mistakes.keep(match setting.text {
        "" => Err(setting.mistake("is empty: give a secret of the app registration")),
        text => Ok(Secret::new(text)),
    })
}

const UNUSED: &str = "is used for nothing: set `AAD_GRAPH_URL`, or `graph` in code, to ask for groups that are too many \
     for a token; or leave it out";

const NO_GROUPS: &str = "`graph`, or `AAD_GRAPH_URL`, asks for groups, and none brings a role: name those that do by \
     `group_role` or `AAD_GROUP_ROLES`, or leave it out";

const NO_SECRET: &str = "`AAD_CLIENT_SECRET` is not set: `graph`, or `AAD_GRAPH_URL`, needs a secret of the app \
     registration to ask for groups";

const NO_CLIENT: &str =
    "`AAD_CLIENT_ID` is not set: `graph`, or `AAD_GRAPH_URL`, needs it to ask for groups";

const NO_WORKFORCE: &str = "`graph`, or `AAD_GRAPH_URL`, asks for groups of a tenant of Microsoft Entra, and the \
     authority is none: leave it out";
