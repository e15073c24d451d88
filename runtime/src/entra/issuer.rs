//! How Entra names itself in `iss`: in one way for each version of its tokens, with the tenant in its place.
//!
//! A token says itself which tenant it is of. So an issuer is taken apart and what stands in the place of the tenant is
//! judged; nothing is built of what a token says.

use url::Url;

use super::cloud;
use super::guid::is_guid;

/// The issuers of one cloud.
#[derive(Debug)]
pub(super) struct Issuers {
    first: Template,
    second: Template,
}

/// The versions of Entra's tokens.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Version {
    One,
    Two,
}

/// What an issuer says.
pub(super) struct Named<'a> {
    /// A GUID in lower case.
    pub(super) tenant: &'a str,
    pub(super) version: Version,
}

/// An issuer with a place for the tenant.
#[derive(Debug)]
struct Template {
    before: String,
    after: &'static str,
}

/// What stands for any tenant in metadata and key sets.
pub(super) const ANY_TENANT: &str = "{tenantid}";

impl Version {
    /// As `ver` says it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::One => "1.0",
            Self::Two => "2.0",
        }
    }
}

impl Issuers {
    /// The issuers of the cloud whose sign-in is at `base`.
    pub(super) fn at(base: &Url) -> Self {
        Self {
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

    /// Takes an issuer apart; nothing where it is none of this cloud, byte for byte.
    pub(super) fn read<'a>(&self, issuer: &'a str) -> Option<Named<'a>> {
        let versions = [(&self.second, Version::Two), (&self.first, Version::One)];
        versions.into_iter().find_map(|(template, version)| {
            let tenant = template.tenant(issuer)?;
            Some(Named { tenant, version })
        })
    }

    /// The issuer of version 1.0 of a tenant.
    pub(super) fn first(&self, tenant: &str) -> String {
        self.first.of(tenant)
    }

    /// The issuer of version 2.0 of a tenant.
    pub(super) fn second(&self, tenant: &str) -> String {
        self.second.of(tenant)
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
