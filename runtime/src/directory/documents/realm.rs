//! User realm discovery: by it Microsoft's clients ask, before they send a password, whether it is for this place.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::directory::registry::DOMAIN;
use crate::directory::serve::{Service, Tenant};

#[derive(Deserialize)]
pub(super) struct Asked {
    name: String,
}

pub(super) async fn get(
    State(service): State<Arc<Service>>,
    _tenant: Tenant,
    Path(asked): Path<Asked>,
) -> Json<Value> {
    Json(service.realm(&asked.name))
}

impl Service {
    /// Whoever has an address of the tenant's domain signs in here. Of others the directory knows nothing.
    fn realm(&self, name: &str) -> Value {
        match name.rsplit_once('@') {
            Some((_, domain)) if domain.eq_ignore_ascii_case(DOMAIN) => json!({
                "ver": "1.0",
                "account_type": "Managed",
                "domain_name": DOMAIN,
                "cloud_instance_name": self.site.host(),
                "cloud_audience_urn": "urn:federation:MicrosoftOnline",
            }),
            _ => json!({ "ver": "1.0", "account_type": "Unknown" }),
        }
    }
}
