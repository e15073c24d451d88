//! The first segment of Entra's paths: which tenant, or which tenants, are meant
//! ([tenant](https://learn.microsoft.com/entra/identity-platform/v2-protocols#endpoints)).

use std::sync::Arc;

use axum::extract::{FromRequestParts, Path};
use axum::response::Response;
use http::request::Parts;
use serde::Deserialize;

use super::Service;
use crate::directory::flows::{Fault, RequestId};
use crate::directory::registry::{DOMAIN, RegisteredUser, Registry};

/// Whom a path lets in.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(in crate::directory) enum Tenant {
    /// This directory's own, by its GUID or its domain.
    Own,
    /// Any tenant, and personal accounts.
    Common,
    /// Any tenant.
    Organizations,
    /// Personal accounts, of which there are none here.
    Consumers,
}

impl Tenant {
    /// `None` for a tenant that is not here.
    pub(in crate::directory) fn parse(segment: &str, registry: &Registry) -> Option<Self> {
        match segment {
            "common" => Some(Self::Common),
            "organizations" => Some(Self::Organizations),
            "consumers" => Some(Self::Consumers),
            own if own.eq_ignore_ascii_case(&registry.tenant_id) => Some(Self::Own),
            own if own.eq_ignore_ascii_case(DOMAIN) => Some(Self::Own),
            _ => None,
        }
    }

    /// Paths for any tenant lead guests to the one that they are at home in, which is not here.
    pub(in crate::directory) fn lets_in(self, user: &RegisteredUser) -> bool {
        self == Self::Own || !user.is_guest()
    }
}

#[derive(Deserialize)]
struct Segment {
    tenant: String,
}

impl FromRequestParts<Arc<Service>> for Tenant {
    type Rejection = Response;

    async fn from_request_parts(
        parts: &mut Parts,
        service: &Arc<Service>,
    ) -> Result<Self, Response> {
        let path = Path::<Segment>::from_request_parts(parts, service).await;
        let segment = path.map_or_else(|_| String::new(), |Path(path)| path.tenant);
        Self::parse(&segment, &service.registry).ok_or_else(|| {
            let fault = Fault::unknown_tenant(&segment, &service.registry);
            fault.answer(&RequestId::of(parts), service.now())
        })
    }
}
