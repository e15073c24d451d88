//! The password grant, for programs that cannot show a page
//! ([ROPC](https://learn.microsoft.com/entra/identity-platform/v2-oauth-ropc)).

use aws_lc_rs::constant_time::verify_slices_are_equal;
use serde_json::Value;

use super::client::Client;
use super::fault::Fault;
use super::form::Form;
use super::given::{self, Line, Redeemed};
use super::request_id::guid;
use crate::directory::registry::RegisteredUser;
use crate::directory::serve::{Service, Tenant};
use crate::directory::state::Grant;

pub(super) fn redeemed(
    service: &Service,
    tenant: Tenant,
    client: &Client<'_>,
    form: &Form,
) -> Result<Value, Fault> {
    match tenant {
        Tenant::Own | Tenant::Organizations => {}
        Tenant::Common => return Err(Fault::PasswordGrantPath("common")),
        Tenant::Consumers => return Err(Fault::PasswordGrantPath("consumers")),
    }
    client.must_not_be_a_page()?;
    let (scope, user) = (form.require("scope")?, user(service, form)?);
    let grant = Grant {
        user: user.name.clone(),
        client_id: client.app.client_id.clone(),
        scope: scope.to_owned(),
        nonce: None,
        sid: guid(),
        auth_time: service.now(),
    };
    let redeemed = Redeemed {
        grant,
        scope,
        line: Line::New { name: guid() },
    };
    given::delegated(service, client, redeemed, form)
}

/// Guests have their passwords at home, so here they are unknown.
fn user<'s>(service: &'s Service, form: &Form) -> Result<&'s RegisteredUser, Fault> {
    let (name, password) = (form.require("username")?, form.require("password")?);
    let user = service.registry.sign_in_name(name);
    let user = user.filter(|user| !user.is_guest());
    let user = user.ok_or(Fault::UnknownUser)?;
    let same = verify_slices_are_equal(user.password.as_bytes(), password.as_bytes());
    same.map(|()| user).map_err(|_| Fault::PasswordWrong)
}
