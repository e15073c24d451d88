//! Instance discovery: by it Microsoft's clients ask whether an authority is one that they may trust, and under which
//! other names it is known.

use std::sync::Arc;

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use http::request::Parts;
use serde::Deserialize;
use serde_json::{Value, json};
use url::Url;

use crate::directory::flows::{Fault, RequestId};
use crate::directory::serve::{Service, Site, Tenant};
use crate::entra::is_loopback;

#[derive(Default, Deserialize)]
pub(super) struct Asked {
    authorization_endpoint: Option<String>,
}

pub(super) async fn get(
    State(service): State<Arc<Service>>,
    _tenant: Tenant,
    asked: Result<Query<Asked>, QueryRejection>,
    parts: Parts,
) -> Response {
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    match service.instance(asked.authorization_endpoint.as_deref()) {
        Ok(instance) => Json(instance).into_response(),
        Err(fault) => fault.answer(&RequestId::of(&parts), service.now()),
    }
}

impl Service {
    fn instance(&self, endpoint: Option<&str>) -> Result<Value, Fault> {
        let endpoint = endpoint.ok_or(Fault::Missing("authorization_endpoint"))?;
        let foreign = || Fault::InvalidInstance(endpoint.to_owned());
        let url = Url::parse(endpoint).map_err(|_| foreign())?;
        if !is_here(&url, &self.site) {
            return Err(foreign());
        }
        let segment = url.path_segments().and_then(|mut path| path.next());
        let segment = segment.unwrap_or_default();
        let tenant = Tenant::parse(segment, &self.registry);
        let tenant = tenant.ok_or_else(|| Fault::UnknownTenant {
            segment: segment.to_owned(),
            known: self.registry.tenant_id.clone(),
        })?;
        let host = self.site.host();
        let path = "v2.0/.well-known/openid-configuration";
        Ok(json!({
            "tenant_discovery_endpoint": self.site.under(self.segment(tenant), path),
            "api-version": "1.1",
            "metadata": [{ "preferred_network": host, "preferred_cache": host, "aliases": [host] }],
        }))
    }
}

/// Every name of this machine is as good as the one that the directory calls itself by. MSAL for Python leaves out the
/// port, so one that is not there is not held against it.
fn is_here(url: &Url, site: &Site) -> bool {
    let own = Url::parse(site.base()).map(|base| base.port_or_known_default());
    let same = || own.is_ok_and(|own| url.port_or_known_default() == own);
    is_loopback(url) && (url.port().is_none() || same())
}
