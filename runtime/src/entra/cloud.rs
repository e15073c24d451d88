//! The clouds of Entra, each a world of its own
//! ([national clouds](https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud)).

use url::Url;

/// The hosts of one cloud.
struct Cloud {
    /// Where people sign in, and what issuers of version 2.0 begin with.
    login: &'static str,
    /// What issuers of version 1.0 begin with.
    security_tokens: &'static str,
}

/// The issuer of version 1.0 of a tenant at `base`. Outside the clouds, which is on a developer's machine, one host is
/// both.
pub(super) fn first_issuer(base: &Url, tenant: &str) -> String {
    let cloud = CLOUDS
        .iter()
        .find(|cloud| base.host_str() == Some(cloud.login));
    let origin = match cloud {
        Some(cloud) => format!("https://{}", cloud.security_tokens),
        None => base.origin().ascii_serialization(),
    };
    format!("{origin}/{tenant}/")
}

const CLOUDS: [Cloud; 3] = [
    Cloud {
        login: "login.microsoftonline.com",
        security_tokens: "sts.windows.net",
    },
    Cloud {
        login: "login.microsoftonline.us",
        security_tokens: "sts.windows.net",
    },
    Cloud {
        login: "login.partner.microsoftonline.cn",
        security_tokens: "sts.chinacloudapi.cn",
    },
];
