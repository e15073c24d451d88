//! The clouds of Entra, each a world of its own, and the hosts that are Microsoft's
//! ([national clouds](https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud)).

use url::Url;

/// The hosts of one cloud.
struct Cloud {
    /// Where people sign in, and what issuers of version 2.0 begin with.
    login: &'static str,
    /// What issuers of version 1.0 begin with.
    security_tokens: &'static str,
    /// Other names of `login`, which no issuer begins with.
    aliases: &'static [&'static str],
    /// Where Microsoft Graph is, where that is known.
    graph: Option<&'static str>,
}

/// Microsoft Graph of the public cloud.
pub(super) const PUBLIC_GRAPH: &str = "https://graph.microsoft.com";

/// Microsoft Graph of the US Department of Defense, which signs in where the US government does.
const DEFENSE_GRAPH: &str = "https://dod-graph.microsoft.us";

const CLOUDS: [Cloud; 6] = [
    Cloud {
        login: "login.microsoftonline.com",
        security_tokens: "sts.windows.net",
        aliases: &[
            "login.windows.net",
            "login.microsoft.com",
            "sts.windows.net",
        ],
        graph: Some(PUBLIC_GRAPH),
    },
    Cloud {
        login: "login.microsoftonline.us",
        security_tokens: "sts.windows.net",
        aliases: &["login.usgovcloudapi.net"],
        graph: Some("https://graph.microsoft.us"),
    },
    Cloud {
        login: "login.partner.microsoftonline.cn",
        security_tokens: "sts.chinacloudapi.cn",
        aliases: &["login.chinacloudapi.cn", "sts.chinacloudapi.cn"],
        graph: Some("https://microsoftgraph.chinacloudapi.cn"),
    },
    sovereign("login.sovcloud-identity.fr"),
    sovereign("login.sovcloud-identity.de"),
    sovereign("login.sovcloud-identity.sg"),
];

/// Of these no more is known than the host.
const fn sovereign(login: &'static str) -> Cloud {
    Cloud {
        login,
        security_tokens: login,
        aliases: &[],
        graph: None,
    }
}

/// What issuers of version 1.0 begin with where sign-in is at `base`. Outside the clouds, which is on a developer's
/// machine, one host is both.
pub(super) fn first_origin(base: &Url) -> String {
    let cloud = CLOUDS.iter().find(|cloud| host(base) == cloud.login);
    match cloud {
        Some(cloud) => format!("https://{}", cloud.security_tokens),
        None => base.origin().ascii_serialization(),
    }
}

/// Where Microsoft Graph of the cloud is that signs in at `base`.
pub(super) fn graph(base: &Url) -> Option<&'static str> {
    let cloud = CLOUDS.iter().find(|cloud| host(base) == cloud.login);
    cloud?.graph
}

/// Whether `url` is at Microsoft Graph of any cloud.
pub(super) fn is_graph(url: &Url) -> bool {
    let origin = url.origin().ascii_serialization();
    let known = CLOUDS.iter().filter_map(|cloud| cloud.graph);
    known.chain([DEFENSE_GRAPH]).any(|graph| graph == origin)
}

/// Whether an issuer is one of version 1.0 of any cloud.
pub(super) fn is_first(issuer: &str) -> bool {
    let host = |cloud: &Cloud| {
        let rest = issuer.strip_prefix("https://");
        rest.and_then(|rest| rest.strip_prefix(cloud.security_tokens))
    };
    issuer.ends_with('/')
        && CLOUDS
            .iter()
            .any(|cloud| host(cloud).is_some_and(|path| path.starts_with('/')))
}

/// The host to write instead, where `url` is at another name of it.
pub(super) fn written_instead(url: &Url) -> Option<&'static str> {
    let cloud = CLOUDS
        .iter()
        .find(|cloud| cloud.aliases.contains(&host(url)) || is_dotted(url, cloud));
    cloud.map(|cloud| cloud.login)
}

/// The service of Entra that is at `url`, by its name. Taken for any OpenID provider, it would be asked less than it is
/// good for.
pub(super) fn service(url: &Url) -> Option<&'static str> {
    let is_of = |cloud: &Cloud| host(url) == cloud.login || cloud.aliases.contains(&host(url));
    if CLOUDS.iter().any(is_of) {
        Some("Microsoft Entra")
    } else if is_b2c(url) {
        Some("Azure AD B2C")
    } else if is_external(url) {
        Some("Entra External ID")
    } else {
        None
    }
}

/// Whether `url` is at a host of Azure AD B2C.
pub(super) fn is_b2c(url: &Url) -> bool {
    let domains = [
        ".b2clogin.com",
        ".b2clogin.cn",
        ".b2clogin.us",
        ".b2clogin.de",
    ];
    domains.iter().any(|domain| host(url).ends_with(domain))
}

/// Whether `url` is at a host of External ID.
pub(super) fn is_external(url: &Url) -> bool {
    host(url).ends_with(".ciamlogin.com")
}

/// The same host with the dot of the root behind it.
fn is_dotted(url: &Url, cloud: &Cloud) -> bool {
    url.host_str() != Some(host(url)) && host(url) == cloud.login
}

fn host(url: &Url) -> &str {
    let host = url.host_str().unwrap_or_default();
    host.strip_suffix('.').unwrap_or(host)
}
