//! Azure AD B2C, whose tokens are of one tenant and one policy
//! ([tokens](https://learn.microsoft.com/azure/active-directory-b2c/tokens-overview)).

use url::Url;

use super::guid::is_guid;

/// Where people sign in by one policy.
#[derive(Debug)]
pub(super) struct PolicyPlace {
    origin: String,
    /// The tenant as it is written in addresses: a domain or a GUID.
    segment: String,
    policy: String,
    /// The form of addresses that B2C had first.
    is_legacy: bool,
}

impl PolicyPlace {
    /// From `https://{name}.b2clogin.com/{name}.onmicrosoft.com/{policy}`, which may have `/v2.0` behind it, or `/tfp`
    /// before the tenant.
    pub(super) fn at(url: &Url, tenant: &str) -> Result<Self, String> {
        let mut path: Vec<_> = url.path().trim_matches('/').split('/').collect();
        path.pop_if(|last| *last == "v2.0");
        let is_legacy = path.first() == Some(&"tfp");
        let rest = path.get(usize::from(is_legacy)..).unwrap_or_default();
        let (segment, policy) = match rest {
            [segment, policy] if !policy.is_empty() && url.query().is_none() => (*segment, *policy),
            _ => return Err(FORM.to_owned()),
        };
        let is_other =
            is_guid(&segment.to_ascii_lowercase()) && !segment.eq_ignore_ascii_case(tenant);
        if segment.is_empty() || is_other {
            return Err(format!("contradicts `AAD_TENANT_ID`: {FORM}"));
        }
        Ok(Self {
            origin: url.origin().ascii_serialization(),
            segment: segment.to_owned(),
            policy: policy.to_owned(),
            is_legacy,
        })
    }

    /// Where people sign in, without the path of any protocol.
    pub(super) fn sign_in(&self) -> String {
        let legacy = if self.is_legacy { "/tfp" } else { "" };
        format!("{}{legacy}/{}/{}", self.origin, self.segment, self.policy)
    }

    /// The tenant in an issuer of either form: `{origin}/{tenant}/v2.0/`, or `{origin}/tfp/{tenant}/{policy}/v2.0/`.
    pub(super) fn tenant<'a>(&self, issuer: &'a str) -> Option<&'a str> {
        let rest = issuer
            .strip_prefix(self.origin.as_str())?
            .strip_prefix('/')?;
        let rest = rest.strip_suffix("/v2.0/")?;
        let tenant = match rest.strip_prefix("tfp/") {
            Some(rest) => {
                let (tenant, policy) = rest.split_once('/')?;
                self.is_policy(policy).then_some(tenant)?
            }
            None => rest,
        };
        is_guid(tenant).then_some(tenant)
    }

    /// The issuer of a tenant in the form that is usual.
    pub(super) fn usual_issuer(&self, tenant: &str) -> String {
        format!("{}/{tenant}/v2.0/", self.origin)
    }

    /// The issuer of a tenant in the form that names the policy.
    pub(super) fn own_issuer(&self, tenant: &str) -> String {
        format!("{}/tfp/{tenant}/{}/v2.0/", self.origin, self.policy)
    }

    /// Whether `name` is that of the policy, which B2C itself writes in several cases.
    pub(super) fn is_policy(&self, name: &str) -> bool {
        self.policy.eq_ignore_ascii_case(name)
    }
}

const FORM: &str = "is Azure AD B2C, and its address must be \
                    `https://{name}.b2clogin.com/{name}.onmicrosoft.com/{policy}`";
