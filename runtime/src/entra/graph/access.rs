//! Where Graph is asked, and as whom.

use url::Url;
use uuid::Uuid;

use super::settings::Graph;
use crate::Secret;
use crate::entra::authority::{Entra, trusted_url};
use crate::entra::cloud;
use crate::entra::guid::guid;
use crate::policy::Kind;

/// Where groups are asked for, as whom, and how. Nothing can be wrong with it any more.
#[derive(Clone, Debug)]
pub(crate) struct Access {
    /// With the version, and without a slash at the end.
    base: Url,
    /// The resource of Graph and `/.default`.
    pub(super) scope: String,
    /// Where tokens are asked for, without a tenant.
    pub(super) login: String,
    pub(super) client_id: String,
    pub(super) secret: Secret,
    pub(super) how: Graph,
}

/// The version of Graph that answers.
const VERSION: &str = "/v1.0";

impl Access {
    /// Access to the Graph at `url`, else that of the cloud; the error is about the URL.
    pub(crate) fn new(
        url: Option<&str>,
        entra: &Entra,
        client_id: String,
        secret: Secret,
        how: Graph,
    ) -> Result<Self, String> {
        let login = Url::parse(entra.sign_in()).map_err(|_| "is not a URL".to_owned())?;
        let of_cloud = cloud::graph(&login);
        let base = versioned(url.or(of_cloud).ok_or(UNKNOWN_CLOUD)?)?;
        let origin = base.origin().ascii_serialization();
        // Elsewhere than at Microsoft's own addresses, the resource is still the one that the cloud calls so.
        let resource = if cloud::is_graph(&base) {
            &origin
        } else {
            of_cloud.unwrap_or(cloud::PUBLIC_GRAPH)
        };
        Ok(Self {
            scope: format!("{resource}/.default"),
            base,
            login: login.origin().ascii_serialization(),
            client_id,
            secret,
            how,
        })
    }

    /// Where it is.
    pub(crate) fn url(&self) -> &Url {
        &self.base
    }

    /// Where the groups of somebody are asked for; nothing where they are known by no GUID, which alone may stand in a
    /// path.
    pub(super) fn members_of(&self, object: &str, kind: Kind) -> Option<Url> {
        let object = guid(object)?;
        let kind = match kind {
            Kind::User => "users",
            Kind::Application => "servicePrincipals",
        };
        let call = if self.how.by_pages {
            "transitiveMemberOf/microsoft.graph.group"
        } else {
            "getMemberObjects"
        };
        let mut url = self.base.clone();
        url.set_path(&format!("{VERSION}/{kind}/{object}/{call}"));
        if self.how.by_pages {
            url.set_query(Some("$select=id,securityEnabled&$count=true&$top=999"));
        }
        Some(url)
    }
}

fn versioned(url: &str) -> Result<Url, String> {
    let mut base = trusted_url(url)?;
    let path = base.path().trim_end_matches('/');
    if !["", VERSION].contains(&path) || base.query().is_some() {
        return Err(format!(
            "has more than a host: its path must be empty or `{VERSION}`"
        ));
    }
    base.set_path(VERSION);
    Ok(base)
}

/// A group as it is kept: in 16 bytes.
pub(super) fn group(id: &str) -> Option<Uuid> {
    guid(id)?;
    Uuid::try_parse(id).ok()
}

const UNKNOWN_CLOUD: &str =
    "is not set, and the Graph of the authority's cloud is not known: give its address";
