//! Claims of which one is wrong, by what they are about: times, audience, issuer and tenant, the caller.

use serde_json::{Map, Value, json};

use crate::directory::registry;
use crate::directory::serve::Service;
use crate::directory::tokens::bad::Bad;
use crate::directory::tokens::claims::{self, object};
use crate::directory::tokens::key::{self, Mishap};

impl Service {
    /// The claims that are not as they should be.
    pub(super) fn spoilt_claims(
        &self,
        bad: Bad,
        good: &Map<String, Value>,
    ) -> Result<Map<String, Value>, Mishap> {
        if bad == Bad::Version {
            return Ok(claims::version_one(good, &self.site, &self.registry));
        }
        if bad == Bad::IdToken {
            let (nonce, hash) = (key::opaque::<16>()?, key::opaque::<16>()?);
            return Ok(object(json!({ "nonce": nonce, "at_hash": hash })));
        }
        let found = times(bad, self.now())
            .or_else(|| self.audience(bad))
            .or_else(|| self.issuer(bad))
            .or_else(|| caller(bad))
            .or_else(|| other_token(bad));
        Ok(object(found.unwrap_or_default()))
    }

    fn audience(&self, bad: Bad) -> Option<Value> {
        let own = &self.registry.client_id;
        let other = registry::id("application", "another one");
        let audience = match bad {
            Bad::Audience => json!(other),
            Bad::AudEmpty => json!(""),
            Bad::AudEmptyArray => json!([]),
            Bad::AudObject => json!({ "id": own }),
            Bad::AudSeveral => json!([own, other]),
            Bad::AudJoined => json!(format!("{own} {other}")),
            Bad::AudCase => json!(own.to_uppercase()),
            Bad::AudShort => json!(without_its_end(own)),
            Bad::AudLonger => json!(format!("{own}0")),
            Bad::AudSlash => json!(format!("api://{own}/")),
            Bad::Graph => json!(GRAPH),
            Bad::GraphUrl => json!("https://graph.microsoft.com"),
            _ => return None,
        };
        Some(json!({ "aud": audience }))
    }

    fn issuer(&self, bad: Bad) -> Option<Value> {
        let site = &self.site;
        let (tenant, own) = (&self.registry.tenant_id, site.issuer());
        let issuer = match bad {
            Bad::Issuer => json!(format!("https://issuer.invalid/{tenant}/v2.0")),
            Bad::IssArray => json!([own]),
            Bad::IssSlash => json!(format!("{own}/")),
            Bad::IssCase => json!(own.to_uppercase()),
            Bad::IssScheme => json!(in_the_other_scheme(own)),
            Bad::IssShort => json!(without_its_end(own)),
            Bad::IssLonger => json!(format!("{own}/v2.0")),
            Bad::IssHost => {
                json!(own.replacen(site.host(), &format!("{}.invalid", site.host()), 1))
            }
            Bad::IssCommon => json!(site.issuer_of("common")),
            Bad::IssTemplate => json!(site.issuer_of("{tenantid}")),
            Bad::VersionOneIssuer => json!(format!("https://sts.windows.net/{tenant}/")),
            _ => return self.tenant(bad),
        };
        Some(json!({ "iss": issuer }))
    }

    fn tenant(&self, bad: Bad) -> Option<Value> {
        let (own, other) = (&self.registry.tenant_id, &self.registry.other_tenant_id);
        Some(match bad {
            Bad::Tenant => json!({ "iss": self.site.issuer_of(other), "tid": other }),
            Bad::Consumers => json!({ "iss": self.site.issuer_of(CONSUMERS), "tid": CONSUMERS }),
            Bad::TidOther => json!({ "tid": other }),
            Bad::TidEmpty => json!({ "tid": "" }),
            Bad::TidArray => json!({ "tid": [own] }),
            Bad::TidCase => json!({ "tid": own.to_uppercase() }),
            Bad::TidTwice => json!({ "TID": other }),
            _ => return None,
        })
    }
}

/// The claims that are left out.
pub(super) fn withheld(bad: Bad) -> &'static [&'static str] {
    match bad {
        Bad::AudMissing => &["aud"],
        Bad::AzpMissing => &["azp"],
        Bad::Device | Bad::NoScope => &["scp"],
        Bad::ExpMissing => &["exp"],
        Bad::IatMissing => &["iat"],
        Bad::IssMissing => &["iss"],
        Bad::Nobody => &["oid", "sub"],
        Bad::TidMissing => &["tid"],
        Bad::VerMissing => &["ver"],
        Bad::Version => claims::TWO_ALONE,
        _ => &[],
    }
}

fn times(bad: Bad, now: u64) -> Option<Value> {
    let later = now + HOUR;
    Some(match bad {
        Bad::Expired => {
            let (begin, end) = (now.saturating_sub(3 * HOUR), now.saturating_sub(HOUR));
            json!({ "iat": begin, "nbf": begin, "exp": end })
        }
        Bad::ExpText => json!({ "exp": later.to_string() }),
        Bad::ExpNull => json!({ "exp": null }),
        Bad::ExpArray => json!({ "exp": [later] }),
        Bad::ExpNegative => json!({ "exp": -1 }),
        Bad::ExpOverflow => json!({ "exp": 1e20 }),
        Bad::NotYet => json!({ "nbf": later, "exp": later + HOUR }),
        Bad::NbfText => json!({ "nbf": now.to_string() }),
        Bad::NbfNull => json!({ "nbf": null }),
        Bad::IatText => json!({ "iat": now.to_string() }),
        Bad::IatFuture => json!({ "iat": later, "exp": later + HOUR }),
        _ => return None,
    })
}

fn caller(bad: Bad) -> Option<Value> {
    Some(match bad {
        Bad::ScpEmpty => json!({ "scp": "" }),
        Bad::ScpBlank => json!({ "scp": " " }),
        Bad::ScpArray => json!({ "scp": ["access_as_user"] }),
        Bad::ScpOfApp => json!({ "idtyp": "app", "scp": "access_as_user" }),
        Bad::Device => json!({ "idtyp": "device" }),
        Bad::RolesText => json!({ "roles": "Admin" }),
        Bad::RolesNumbers => json!({ "roles": [1] }),
        Bad::RolesObject => json!({ "roles": { "Admin": true } }),
        Bad::GroupsText => json!({ "groups": "Admins" }),
        Bad::OverageText => json!({ "_claim_names": "groups" }),
        Bad::AzpEmpty => json!({ "azp": "" }),
        Bad::OidEmpty => json!({ "oid": "" }),
        Bad::OidNumber => json!({ "oid": 1 }),
        Bad::SubEmpty => json!({ "sub": "" }),
        _ => return None,
    })
}

fn other_token(bad: Bad) -> Option<Value> {
    Some(match bad {
        Bad::CodeHash => json!({ "c_hash": "LDktKdoQak3Pk0cnXxCltA" }),
        Bad::VerThree => json!({ "ver": "3.0" }),
        Bad::VerNumber => json!({ "ver": 2.0 }),
        Bad::Long => json!({ "groups": vec![GRAPH; 700] }),
        Bad::Alphabet => json!({ "xms_note": ">>>???" }),
        _ => return None,
    })
}

fn without_its_end(text: &str) -> String {
    let mut short = text.to_owned();
    short.pop();
    short
}

fn in_the_other_scheme(issuer: &str) -> String {
    match issuer.strip_prefix("https://") {
        Some(rest) => format!("http://{rest}"),
        None => issuer.replacen("http://", "https://", 1),
    }
}

const HOUR: u64 = 3_600;
const GRAPH: &str = "00000003-0000-0000-c000-000000000000";
/// The tenant of personal accounts, the same everywhere.
const CONSUMERS: &str = "9188040d-6c67-4c5b-b112-36a304b66dad";
