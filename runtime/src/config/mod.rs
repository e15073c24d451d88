//! The settings of an engine: read from code, the environment and `.env`, and turned into what they mean.
//!
//! Whatever is wrong is found at the start, all of it at once. After that there are no settings any more, only a
//! configuration, in which nothing can be wrong.
//!
//! | variable | meaning | default |
//! |---|---|---|
//! | `AAD_TENANT_ID` | the directory (tenant) ID, a GUID; a domain name is not taken. `organizations`, or `common` with personal accounts, where the tenants are listed or checked | none: Entra needs it, or a list |
//! | `AAD_TENANT_IDS` | the tenants whose tokens count, GUIDs separated by commas; not together with one tenant | none |
//! | `AAD_CLIENT_ID` | the application (client) ID of the API; a GUID for Entra | none: needed unless there is `AAD_API_AUDIENCE` |
//! | `AAD_API_AUDIENCE` | the audiences accepted, separated by commas, compared byte for byte | the client ID, and `api://` before it |
//! | `AAD_AUTHORITY` | with `AAD_TENANT_ID`: where Entra is (`https://login.microsoftonline.us`), or External ID (`https://{name}.ciamlogin.com`), or a policy of Azure AD B2C (`https://{name}.b2clogin.com/{name}.onmicrosoft.com/{policy}`), alone: the issuer of another OpenID provider | `https://login.microsoftonline.com` |
//! | `AAD_METADATA_URL` | where the metadata document is fetched; it must still name the authority as its issuer | the issuer and `/.well-known/openid-configuration` |
//! | `AAD_CLIENT_APP_IDS` | the applications that may call (`azp`), separated by commas; GUIDs for Entra | any |
//! | `AAD_DOCS_CLIENT_ID` | the application (client) ID that the documentation page signs in as, a public client; a GUID for Entra | none: the page asks for one |
//! | `AAD_CA_FILE` | certificates (PEM) trusted beside those of the platform, for whatever is fetched of the authority and of Graph | none |
//! | `AAD_CLIENT_SECRET` | a secret of the API's app registration, for asking Microsoft Graph; needed where `AAD_GRAPH_URL` or `graph` is set, and not looked at elsewhere | none |
//! | `AAD_GRAPH_URL` | where Microsoft Graph is (`https://graph.microsoft.com`): the groups of those are asked for there whose token says that they are too many | none: nothing is asked |
//! | `AAD_GROUP_ROLES` | the roles that groups bring: `GUID=Editor, GUID=Viewer`, the object ID of a group and the name of a declared role; not read where code names groups | none |
//! | `AAD_PROXY` | the proxy through which the authority and Graph are reached, but not what is on this machine; it may hold a user name and password | what `HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY` say |
//! | `AAD_ROLES_CLAIM` | the claim that carries roles, for another OpenID provider | `roles` |
//! | `AAD_SCOPES_CLAIM` | the claim that carries scopes, for another OpenID provider | `scp`, else `scope` |
//!
//! Code comes before the environment, and the environment before `.env` in the working directory. A variable that is
//! set to nothing counts as not set, which is what compose files make of a missing one.
//!
//! All of them are about the engine's own authority. Further ones are for code alone
//! ([`EngineBuilder::also`](crate::EngineBuilder::also)).

mod authority;
mod callers;
mod contexts;
mod docs;
mod error;
mod graph;
mod groups;
mod limits;
mod proxy;
mod rules;
mod settings;
mod several;
mod values;

pub use self::error::ConfigurationError;
use self::error::Mistakes;
pub(crate) use self::limits::Limits;
pub(crate) use self::rules::AuthoritySettings;
pub(crate) use self::settings::Variable;
use crate::entra::{Access, Fetcher, Graph, Rules};
use crate::identity::GroupRoles;
use crate::policy::table::PolicyTable;
use crate::policy::{AuthenticationContext, Role};

/// The policy, and what was said in code of who is granted what by it.
#[derive(Clone, Debug)]
pub(crate) struct PolicySettings {
    pub(crate) table: &'static PolicyTable,
    pub(crate) group_roles: Vec<(String, Role)>,
    pub(crate) graph: Option<Graph>,
    pub(crate) contexts: Vec<String>,
}

/// What settings mean, with nothing wrong in it.
#[derive(Debug)]
pub(crate) struct Configuration {
    /// Of the engine's own authority.
    pub(crate) rules: Rules,
    /// Of every further one.
    pub(crate) further: Vec<Rules>,
    /// The client that the documentation page signs in as.
    pub(crate) docs_client_id: Option<String>,
    pub(crate) fetcher: Fetcher,
    pub(crate) group_roles: GroupRoles,
    pub(crate) graph: Option<Access>,
    pub(crate) contexts: Vec<AuthenticationContext>,
    pub(crate) limits: Limits,
}

impl Configuration {
    /// Makes sense of the settings, or lists everything that has none.
    pub(crate) fn parse(
        own: &AuthoritySettings,
        further: &[AuthoritySettings],
        policy: &PolicySettings,
        limits: Limits,
    ) -> Result<Self, ConfigurationError> {
        let settings = &own.settings;
        let mut mistakes = Mistakes::from(settings.mistakes());
        limits.check(&mut mistakes);
        let rules = several::rules(own, further, limits.max_token_bytes, &mut mistakes);
        // Where Entra is one of them, the name of a group would be for anybody there to take.
        let by_guid = own.is_entra() || further.iter().any(AuthoritySettings::is_entra);
        let group_roles = groups::group_roles(settings, policy, by_guid, &mut mistakes);
        let docs_client_id = docs::client_id(settings, &mut mistakes);
        let contexts = contexts::required(&policy.contexts, &mut mistakes);
        let roots = values::roots(settings, &mut mistakes);
        let way = proxy::way(settings, &mut mistakes);
        let timeouts = limits.timeouts();
        let fetcher = values::fetcher(roots, way, timeouts, &rules, settings, &mut mistakes);
        let parsed = graph::Parsed {
            // What is first while another is wrong need not be the engine's own.
            own: rules.first().filter(|_| rules.len() == further.len() + 1),
            fetcher: fetcher.as_ref(),
        };
        let graph = graph::access(settings, policy, &parsed, &mut mistakes);
        let mut rules = rules.into_iter();
        let (Some(own), Some(fetcher), Ok(())) = (rules.next(), fetcher, mistakes.none()) else {
            return Err(mistakes.into());
        };
        Ok(Self {
            rules: own,
            further: rules.collect(),
            docs_client_id,
            fetcher,
            group_roles,
            graph,
            contexts,
            limits,
        })
    }
}
