//! Who issues the tokens: tenants of Entra in one cloud, or one OpenID provider elsewhere.

use std::net::{Ipv4Addr, Ipv6Addr};

use url::{Host, Url};

use super::b2c::PolicyPlace;
use super::claims::Claims;
use super::cloud;
use super::fault::Fault;
use super::issuer::{ANY_TENANT, Issuers, Named, Version};
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
    /// Tenants of Entra below `base`, which may also be written with the tenant, or as the whole issuer. Its host says
    /// which of Entra's services they are of.
    pub(crate) fn entra(base: &str, tenants: Tenants, version_one: bool) -> Result<Self, String> {
        let url = trusted_url(base)?;
        refuse_other_names(&url)?;
        let is_apart = cloud::is_b2c(&url) || cloud::is_external(&url);
        match &tenants {
            Tenants::Several { .. } if is_apart => Err(ONE_TENANT.to_owned()),
            _ if is_apart && version_one => Err(NO_VERSION_ONE.to_owned()),
            Tenants::One(tenant) if cloud::is_b2c(&url) => {
                let place = PolicyPlace::at(&url, tenant)?;
                Self::of_service(place.sign_in(), Issuers::Policy(place), tenants, false)
            }
            Tenants::One(tenant) if cloud::is_external(&url) => {
                let issuers = Issuers::external(tenant);
                Self::of_service(sign_in_below(&url, &tenants)?, issuers, tenants, false)
            }
            _ => {
                let (sign_in, issuers) = (sign_in_below(&url, &tenants)?, Issuers::of_cloud(&url));
                Self::of_service(sign_in, issuers, tenants, version_one)
            }
        }
    }

    fn of_service(
        sign_in: String,
        issuers: Issuers,
        tenants: Tenants,
        version_one: bool,
    ) -> Result<Self, String> {
        let issuer = match &tenants {
            Tenants::One(tenant) => issuers.of_metadata(tenant),
            Tenants::Several { .. } => issuers.of_metadata(ANY_TENANT),
        };
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
        if let Some(service) = cloud::service(&url) {
            return Err(format!("is {service}: set `AAD_TENANT_ID` as well"));
        }
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

    /// Where one engine has other authorities: what they name is theirs alone.
    pub(crate) fn leave(&mut self, tenants: Vec<String>) {
        if let Some(entra) = &mut self.entra {
            entra.tenants.leave(tenants);
        }
    }

    /// Where the metadata is fetched.
    pub(crate) fn metadata(&self) -> &Url {
        &self.metadata
    }

    /// Whether a metadata document with this `issuer` is the authority's own, byte for byte.
    pub(super) fn is_described_as(&self, issuer: &str) -> bool {
        match &self.entra {
            Some(Entra {
                issuers: issuers @ Issuers::Policy(_),
                tenants: Tenants::One(tenant),
                ..
            }) => issuers.is_of(issuer, tenant),
            _ => issuer == self.issuer,
        }
    }

    /// The issuer that metadata and keys name for the tenant of `claims`.
    pub(super) fn issuer_of_keys(&self, claims: &Claims<'_>) -> Option<String> {
        let entra = self.entra.as_ref()?;
        Some(entra.issuers.of_metadata(claims.tenant?))
    }

    /// Whether a token of `issuer` can be one of this authority, as far as can be told by that alone.
    pub(super) fn recognize(&self, issuer: &str) -> Result<(), Fault> {
        let is_own = match &self.entra {
            Some(entra) => entra.tenants.may_count(entra.named(issuer)?.tenant),
            None => issuer == self.issuer,
        };
        if is_own { Ok(()) } else { Err(Fault::Issuer) }
    }

    /// Whether the token is one of this authority: `iss` byte for byte, and in Entra `tid` as the tenant in it. What
    /// Entra's issuer says tells how to read the rest.
    pub(super) fn check_issuer<'a>(&self, claims: &Claims<'a>) -> Result<Option<Named<'a>>, Fault> {
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

    /// The tenants that are named; none where the application alone chooses.
    pub(crate) fn named_tenants(&self) -> &[String] {
        self.tenants.named()
    }

    /// Whether it is one policy of Azure AD B2C.
    pub(super) fn is_a_policy(&self) -> bool {
        matches!(self.issuers, Issuers::Policy(_))
    }

    /// Every issuer of a tenant, of whichever version.
    pub(super) fn issuers_of(&self, tenant: &str) -> Vec<String> {
        self.issuers.of(tenant)
    }

    /// Whether the tenants are of those whose people are in groups that Microsoft Graph tells.
    pub(crate) fn is_workforce(&self) -> bool {
        matches!(self.issuers, Issuers::Workforce { .. })
    }

    /// Whether the tenants are of those that invite guests. In the others everybody comes from elsewhere.
    pub(super) fn has_guests(&self) -> bool {
        self.is_workforce()
    }

    /// Whether the subject of somebody is the same as the object, and so tells nothing of what kind it is.
    pub(super) fn has_objects_for_subjects(&self) -> bool {
        self.is_a_policy()
    }

    /// Whether `issuer` is one of `tenant`, of either version.
    pub(super) fn is_issuer_of(&self, issuer: &str, tenant: &str) -> bool {
        self.issuers.is_of(issuer, tenant)
    }

    /// Where only one of `iss` and `tid` is wrong, the log says which.
    fn check_issuer<'a>(&self, claims: &Claims<'a>) -> Result<Named<'a>, Fault> {
        let named = self.named(claims.issuer)?;
        let is_said = Self::says(claims, named);
        match (self.tenants.may_count(named.tenant), is_said) {
            (true, true) if self.is_by_policy(claims)? => Ok(named),
            (true, true) | (false, false) => Err(Fault::Issuer),
            _ => Err(Fault::Tenant),
        }
    }

    /// What an issuer says, where it is one of a version that is taken.
    fn named<'a>(&self, issuer: &'a str) -> Result<Named<'a>, Fault> {
        match self.issuers.read(issuer) {
            Some(named) if named.version == Version::One && !self.version_one => {
                Err(Fault::VersionOne)
            }
            Some(named) => Ok(named),
            None => Err(self.foreign(issuer)),
        }
    }

    /// A token of version 1.0 is most often one of the own tenant whose registration was not looked at.
    fn foreign(&self, issuer: &str) -> Fault {
        if cloud::is_first(issuer) && self.has_guests() && !self.version_one {
            return Fault::VersionOne;
        }
        Fault::Issuer
    }

    /// Azure AD B2C need not say `tid`; what it says must be true all the same.
    fn says(claims: &Claims<'_>, named: Named<'_>) -> bool {
        match claims.tenant {
            Some(tenant) => tenant == named.tenant,
            None => named.version == Version::Policy,
        }
    }

    /// In Azure AD B2C each policy is an authority of its own: another may let in whom this one would not.
    fn is_by_policy(&self, claims: &Claims<'_>) -> Result<bool, Fault> {
        match &self.issuers {
            Issuers::Policy(place) => {
                Ok(claims.policy()?.is_some_and(|name| place.is_policy(name)))
            }
            _ => Ok(true),
        }
    }
}

/// Names that no token is issued under would start an engine that never finds a key.
fn refuse_other_names(url: &Url) -> Result<(), String> {
    match cloud::written_instead(url) {
        Some(login) => Err(format!(
            "is another name of Microsoft Entra: give `https://{login}`"
        )),
        None => Ok(()),
    }
}

/// Where people of `tenants` sign in, by an address that may say more than the host.
fn sign_in_below(url: &Url, tenants: &Tenants) -> Result<String, String> {
    let segment = tenants.segment();
    let rest = url.path().trim_matches('/').to_ascii_lowercase();
    let fits = [String::new(), segment.to_owned(), format!("{segment}/v2.0")];
    if url.query().is_some() || !fits.contains(&rest) {
        return Err(format!(
            "contradicts `AAD_TENANT_ID`: its path must be empty, `/{segment}` or `/{segment}/v2.0`"
        ));
    }
    Ok(format!("{}/{segment}", url.origin().ascii_serialization()))
}

const ONE_TENANT: &str =
    "is a service whose tenants stand alone: set `AAD_TENANT_ID` to the tenant, and list no others";

const NO_VERSION_ONE: &str = "has no tokens of version 1.0: leave `version_one` out";

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
