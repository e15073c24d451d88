//! The client credentials grant: an application in its own name
//! ([client credentials](https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow)).

use serde_json::Value;

use super::client::Client;
use super::fault::Fault;
use super::form::Form;
use super::given;
use super::scope::Scopes;
use crate::directory::serve::{Service, Tenant};

pub(super) fn redeemed(
    service: &Service,
    tenant: Tenant,
    client: &Client<'_>,
    form: &Form,
) -> Result<Value, Fault> {
    tenant.must_be_one()?;
    client.must_be_confidential()?;
    let resource = Scopes::of_app(form.require("scope")?, &service.registry)?;
    given::own(service, client, resource)
}

impl Tenant {
    /// Refuses the paths that stand for several tenants: an application is at home in one.
    fn must_be_one(self) -> Result<(), Fault> {
        let path = match self {
            Self::Own => return Ok(()),
            Self::Common => "common",
            Self::Organizations => "organizations",
            Self::Consumers => "consumers",
        };
        Err(Fault::TenantRequired { path })
    }
}
