//! How Entra names itself in `iss`: in one way for each of its services and versions, with the tenant in its place.
//!
//! A token says itself which tenant it is of. So an issuer is taken apart and what stands in the place of the tenant is
//! judged; nothing is built of what a token says.

use url::Url;

use super::b2c::PolicyPlace;
use super::cloud;
use super::guid::is_guid;

/// The issuers of one service of Entra.
#[derive(Debug)]
pub(super) enum Issuers {
    /// The tenants of one cloud.
    Workforce { first: Template, second: Template },
    /// One tenant of External ID.
    External(Template),
    /// One policy of Azure AD B2C.
    Policy(PolicyPlace),
}

/// How the claims of a token are named.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Version {
    /// Version 1.0 of Entra.
    One,
    /// Version 2.0 of Entra.
    Two,
    /// Azure AD B2C, which calls its own version 1.0 as well.
    Policy,
}

/// What an issuer says.
#[derive(Clone, Copy, Debug)]
pub(super) struct Named<'a> {
    /// A GUID in lower case.
    pub(super) tenant: &'a str,
    pub(super) version: Version,
}

/// An issuer with a place for the tenant.
#[derive(Debug)]
pub(super) struct Template {
    before: String,
    after: &'static str,
}

/// What stands for any tenant in metadata and key sets.
pub(super) const ANY_TENANT: &str = "{tenantid}";

impl Version {
    /// As `ver` says it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::One | Self::Policy => "1.0",
            Self::Two => "2.0",
        }
    }
}

impl Issuers {
    /// The issuers of the cloud whose sign-in is at `base`.
    pub(super) fn of_cloud(base: &Url) -> Self {
        Self::Workforce {
            first: Template {
                before: format!("{}/", cloud::first_origin(base)),
                after: "/",
            },
            second: Template {
                before: format!("{}/", base.origin().ascii_serialization()),
                after: "/v2.0",
            },
        }
    }

    /// The issuer of a tenant of External ID, whose host is named for the tenant wherever people sign in
    /// ([custom domains](https://learn.microsoft.com/entra/external-id/customers/concept-custom-url-domain)).
    pub(super) fn external(tenant: &str) -> Self {
        Self::External(Template {
            before: format!("https://{tenant}.ciamlogin.com/"),
            after: "/v2.0",
        })
    }

    /// Takes an issuer apart; nothing where it is none of this service, byte for byte.
    pub(super) fn read<'a>(&self, issuer: &'a str) -> Option<Named<'a>> {
        let named = |version| move |tenant| Named { tenant, version };
        match self {
            Self::Workforce { first, second } => {
                let of_second = second.tenant(issuer).map(named(Version::Two));
                of_second.or_else(|| first.tenant(issuer).map(named(Version::One)))
            }
            Self::External(template) => template.tenant(issuer).map(named(Version::Two)),
            Self::Policy(place) => place.tenant(issuer).map(named(Version::Policy)),
        }
    }

    /// The issuer of a tenant, as its metadata usually names it.
    pub(super) fn of_metadata(&self, tenant: &str) -> String {
        match self {
            Self::Workforce { second, .. } => second.of(tenant),
            Self::External(template) => template.of(tenant),
            Self::Policy(place) => place.usual_issuer(tenant),
        }
    }

    /// Every issuer of a tenant.
    pub(super) fn of(&self, tenant: &str) -> Vec<String> {
        match self {
            Self::Workforce { first, second } => vec![second.of(tenant), first.of(tenant)],
            Self::External(template) => vec![template.of(tenant)],
            Self::Policy(place) => vec![place.usual_issuer(tenant), place.own_issuer(tenant)],
        }
    }

    /// Whether `issuer` is one of `tenant`.
    pub(super) fn is_of(&self, issuer: &str, tenant: &str) -> bool {
        self.read(issuer)
            .is_some_and(|named| named.tenant == tenant)
    }
}

impl Template {
    fn of(&self, tenant: &str) -> String {
        format!("{}{tenant}{}", self.before, self.after)
    }

    fn tenant<'a>(&self, issuer: &'a str) -> Option<&'a str> {
        let tenant = issuer
            .strip_prefix(self.before.as_str())?
            .strip_suffix(self.after)?;
        is_guid(tenant).then_some(tenant)
    }
}
