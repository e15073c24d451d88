//! Who issues the tokens: one tenant of Entra in one cloud, or one OpenID provider elsewhere.

use std::net::{Ipv4Addr, Ipv6Addr};

use url::{Host, Url};

use super::cloud;

/// The issuer that is trusted, and where its metadata is.
#[derive(Debug)]
pub(crate) struct Authority {
    issuer: String,
    /// Entra's rules hold where there is one.
    tenant: Option<String>,
    /// The tenant's issuer of version 1.0.
    first_issuer: Option<String>,
    metadata: Url,
}

impl Authority {
    /// A tenant of Entra below `base`, which may also be written with the tenant, or as the whole issuer.
    pub(crate) fn entra(base: &str, tenant: &str) -> Result<Self, String> {
        let url = trusted_url(base)?;
        let rest = url.path().trim_matches('/').to_ascii_lowercase();
        let fits = [String::new(), tenant.to_owned(), format!("{tenant}/v2.0")];
        if url.query().is_some() || !fits.contains(&rest) {
            return Err(format!(
                "contradicts `AAD_TENANT_ID`: its path must be empty, `/{tenant}` or `/{tenant}/v2.0`"
            ));
        }
        let origin = url.origin().ascii_serialization();
        Ok(Self {
            tenant: Some(tenant.to_owned()),
            first_issuer: Some(cloud::first_issuer(&url, tenant)),
            ..Self::new(format!("{origin}/{tenant}/v2.0"))?
        })
    }

    /// Any other OpenID provider, by its issuer, byte for byte.
    pub(crate) fn openid(issuer: &str) -> Result<Self, String> {
        let url = trusted_url(issuer)?;
        if url.query().is_some() {
            return Err("is no issuer: it has a query".to_owned());
        }
        if url.host_str().is_some_and(|host| ENTRA.contains(&host)) {
            return Err("is Microsoft Entra: set `AAD_TENANT_ID` as well".to_owned());
        }
        Self::new(issuer.to_owned())
    }

    fn new(issuer: String) -> Result<Self, String> {
        let base = issuer.strip_suffix('/').unwrap_or(&issuer);
        let metadata = trusted_url(&format!("{base}/.well-known/openid-configuration"))?;
        Ok(Self {
            issuer,
            tenant: None,
            first_issuer: None,
            metadata,
        })
    }

    /// The same authority, its metadata fetched elsewhere. What the document must say stays the same.
    pub(crate) fn with_metadata(self, metadata: Url) -> Self {
        Self { metadata, ..self }
    }

    /// What `iss` must be.
    pub(crate) fn issuer(&self) -> &str {
        &self.issuer
    }

    /// The tenant, a GUID in lower case, where the authority is one of Entra.
    pub(crate) fn tenant(&self) -> Option<&str> {
        self.tenant.as_deref()
    }

    /// What `iss` of the same tenant is in version 1.0.
    pub(super) fn first_issuer(&self) -> Option<&str> {
        self.first_issuer.as_deref()
    }

    /// Says so where keys come over plain HTTP, which is for development.
    pub(crate) fn warn_of_http(&self) {
        if self.metadata.scheme() == "http" || self.issuer.starts_with("http:") {
            tracing::warn!(
                "the authority `{}` is reached over plain http, which is for development alone",
                self.issuer
            );
        }
    }

    /// Where the metadata is fetched.
    pub(crate) fn metadata(&self) -> &Url {
        &self.metadata
    }
}

/// An address that keys may come from: `https`, or `http` where it cannot leave the machine.
pub(crate) fn trusted_url(text: &str) -> Result<Url, String> {
    let url = Url::parse(text).map_err(|_| "is not a URL".to_owned())?;
    let fault = match url.scheme() {
        "https" => None,
        "http" if is_loopback(&url) => None,
        "http" => Some("is not https; http is accepted for loopback addresses alone"),
        _ => Some("is not an https URL"),
    };
    let fault = fault
        .or_else(|| has_credentials(&url).then_some("holds a user name or password"))
        .or_else(|| url.fragment().map(|_| "has a fragment"));
    match fault {
        Some(fault) => Err(fault.to_owned()),
        None => Ok(url),
    }
}

/// Whether the address is of this machine: 127.0.0.0/8, `[::1]` or `localhost`.
pub(crate) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => Ipv4Addr::is_loopback(&address),
        Some(Host::Ipv6(address)) => Ipv6Addr::is_loopback(&address),
        None => false,
    }
}

fn has_credentials(url: &Url) -> bool {
    !url.username().is_empty() || url.password().is_some()
}

/// Taken for any OpenID provider, these would be asked less than they are good for.
const ENTRA: [&str; 6] = [
    "login.microsoftonline.com",
    "login.microsoftonline.us",
    "login.partner.microsoftonline.cn",
    "login.microsoft.com",
    "login.windows.net",
    "sts.windows.net",
];
