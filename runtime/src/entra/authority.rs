//! Who issues the tokens: tenants of Entra in one cloud, or one OpenID provider elsewhere.

use std::net::{Ipv4Addr, Ipv6Addr};

use url::{Host, Url};

use super::claims::Claims;
use super::cloud;
use super::fault::Fault;
use super::issuer::{ANY_TENANT, Issuers, Version};
use super::tenant::Tenants;

/// The issuer that is trusted, and where its metadata is.
#[derive(Debug)]
pub(crate) struct Authority {
    /// As its metadata names it.
    issuer: String,
    metadata: Url,
    /// Entra's rules hold where there is one.
    entra: Option<Entra>,
}

/// Tenants of one cloud of Entra.
#[derive(Debug)]
pub(crate) struct Entra {
    issuers: Issuers,
    pub(super) tenants: Tenants,
    /// Whether tokens of version 1.0 count too.
    version_one: bool,
    /// Where people of these tenants sign in.
    sign_in: String,
}

impl Authority {
    /// Tenants of Entra below `base`, which may also be written with the tenant, or as the whole issuer.
    pub(crate) fn entra(base: &str, tenants: Tenants, version_one: bool) -> Result<Self, String> {
        let url = trusted_url(base)?;
        refuse_other_hosts(&url)?;
        let segment = tenants.segment();
        let rest = url.path().trim_matches('/').to_ascii_lowercase();
        let fits = [String::new(), segment.to_owned(), format!("{segment}/v2.0")];
        if url.query().is_some() || !fits.contains(&rest) {
            return Err(format!(
                "contradicts `AAD_TENANT_ID`: its path must be empty, `/{segment}` or `/{segment}/v2.0`"
            ));
        }
        let issuers = Issuers::at(&url);
        let issuer = match &tenants {
            Tenants::One(tenant) => issuers.second(tenant),
            Tenants::Several { .. } => issuers.second(ANY_TENANT),
        };
        let sign_in = format!("{}/{segment}", url.origin().ascii_serialization());
        Ok(Self {
            issuer,
            metadata: metadata_below(&format!("{sign_in}/v2.0"))?,
            entra: Some(Entra {
                issuers,
                tenants,
                version_one,
                sign_in,
            }),
        })
    }

    /// Any other OpenID provider, by its issuer, byte for byte.
    pub(crate) fn openid(issuer: &str) -> Result<Self, String> {
        let url = trusted_url(issuer)?;
        if url.query().is_some() {
            return Err("is no issuer: it has a query".to_owned());
        }
        if cloud::is_entra(&url) {
            return Err("is Microsoft Entra: set `AAD_TENANT_ID` as well".to_owned());
        }
        refuse_other_hosts(&url)?;
        Ok(Self {
            issuer: issuer.to_owned(),
            metadata: metadata_below(issuer)?,
            entra: None,
        })
    }

    /// The same authority, its metadata fetched elsewhere. What the document must say stays the same.
    pub(crate) fn with_metadata(self, metadata: Url) -> Self {
        Self { metadata, ..self }
    }

    /// What the metadata must name as its issuer; for several tenants of Entra with `{tenantid}` in their place.
    pub(crate) fn issuer(&self) -> &str {
        &self.issuer
    }

    /// The tenants, where the authority is Entra.
    pub(crate) fn tenants_of_entra(&self) -> Option<&Entra> {
        self.entra.as_ref()
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

    /// The issuer of version 2.0 of the tenant that `claims` name.
    pub(super) fn second_issuer(&self, claims: &Claims) -> Option<String> {
        let [_, second] = self.entra.as_ref()?.issuers_of(claims.tenant.as_deref()?);
        Some(second)
    }

    /// Whether the token is one of this authority: `iss` byte for byte, and in Entra `tid` as the tenant in it. Entra's
    /// tokens have a version, which says how to read the rest.
    pub(super) fn check_issuer(&self, claims: &Claims) -> Result<Option<Version>, Fault> {
        match &self.entra {
            Some(entra) => entra.check_issuer(claims).map(Some),
            None if claims.issuer == self.issuer => Ok(None),
            None => Err(Fault::Issuer),
        }
    }
}

impl Entra {
    /// Where people sign in, without the path of any protocol.
    pub(crate) fn sign_in(&self) -> &str {
        &self.sign_in
    }

    /// The issuers that `tenant` has, of version 1.0 and 2.0.
    pub(super) fn issuers_of(&self, tenant: &str) -> [String; 2] {
        [self.issuers.first(tenant), self.issuers.second(tenant)]
    }

    /// Where only one of `iss` and `tid` is wrong, the log says which.
    fn check_issuer(&self, claims: &Claims) -> Result<Version, Fault> {
        let named = match self.issuers.read(&claims.issuer) {
            Some(named) if named.version == Version::Two || self.version_one => named,
            Some(_) => return Err(Fault::VersionOne),
            None if cloud::is_first(&claims.issuer) => return Err(Fault::VersionOne),
            None => return Err(Fault::Issuer),
        };
        let is_said = claims.tenant.as_deref() == Some(named.tenant);
        match (self.tenants.may_count(named.tenant), is_said) {
            (true, true) => Ok(named.version),
            (false, false) => Err(Fault::Issuer),
            _ => Err(Fault::Tenant),
        }
    }
}

/// Names that no token is issued under would start an engine that never finds a key.
fn refuse_other_hosts(url: &Url) -> Result<(), String> {
    if let Some(login) = cloud::written_instead(url) {
        return Err(format!(
            "is another name of Microsoft Entra: give `https://{login}`"
        ));
    }
    match cloud::other_service(url) {
        Some(service) => Err(format!("is {service}, whose tokens are not understood")),
        None => Ok(()),
    }
}

fn metadata_below(issuer: &str) -> Result<Url, String> {
    let base = issuer.strip_suffix('/').unwrap_or(issuer);
    trusted_url(&format!("{base}/.well-known/openid-configuration"))
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
