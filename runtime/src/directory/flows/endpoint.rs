//! The token endpoint: which grant a request is of, and what every answer has in common.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use http::header::{CACHE_CONTROL, PRAGMA};
use http::request::Parts;
use http::{HeaderMap, HeaderValue};
use serde_json::Value;

use super::client::Client;
use super::fault::Fault;
use super::form::Form;
use super::request_id::RequestId;
use super::{behalf, code, daemon, device, password, refresh};
use crate::directory::serve::{Service, Tenant};

pub(super) async fn token(
    State(service): State<Arc<Service>>,
    tenant: Tenant,
    request: Request,
) -> Response {
    answered(&service, request, |asked| redeemed(&service, tenant, asked)).await
}

pub(super) async fn device_code(
    State(service): State<Arc<Service>>,
    tenant: Tenant,
    request: Request,
) -> Response {
    answered(&service, request, |asked| {
        tenant.must_have_users()?;
        let client = Client::of(&service, &asked.parts.headers, &asked.form)?;
        device::begun(&service, tenant, &client, &asked.form)
    })
    .await
}

/// A request, as far as it could be read.
struct Asked {
    parts: Parts,
    form: Form,
}

fn redeemed(service: &Service, tenant: Tenant, asked: &Asked) -> Result<Value, Fault> {
    let form = &asked.form;
    let grant = form.require("grant_type")?;
    let client = || Client::of(service, &asked.parts.headers, form);
    if grant == "client_credentials" {
        return daemon::redeemed(service, tenant, &client()?, form);
    }
    if grant == "password" {
        return password::redeemed(service, tenant, &client()?, form);
    }
    tenant.must_have_users()?;
    match grant {
        "authorization_code" => code::redeemed(service, &client()?, form),
        "refresh_token" => refresh::redeemed(service, &client()?, form),
        "urn:ietf:params:oauth:grant-type:device_code" | "device_code" => {
            device::redeemed(service, &client()?, form)
        }
        "urn:ietf:params:oauth:grant-type:jwt-bearer" => {
            behalf::redeemed(service, &client()?, form)
        }
        other => Err(Fault::UnsupportedGrant(other.to_owned())),
    }
}

/// Reads the form, and writes the answer as every answer of these endpoints is written.
async fn answered(
    service: &Service,
    request: Request,
    work: impl FnOnce(&Asked) -> Result<Value, Fault>,
) -> Response {
    let (parts, body) = request.into_parts();
    let form = Form::read(&parts, body).await;
    let mut ids = RequestId::of(&parts);
    let outcome = form.and_then(|form| {
        let named = form.get("client-request-id")?;
        ids = ids.clone().called(named);
        work(&Asked { parts, form })
    });
    let mut response = match outcome {
        Ok(value) => good(value, &ids),
        Err(fault) => fault.answer_with_page(&service.site, &ids, service.now()),
    };
    never_stored(response.headers_mut());
    response
}

fn good(value: Value, ids: &RequestId) -> Response {
    let (mut parts, body) = Json(value).into_response().into_parts();
    ids.write(&mut parts);
    Response::from_parts(parts, body)
}

fn never_stored(headers: &mut HeaderMap) {
    headers.insert(
        CACHE_CONTROL,
        HeaderValue::from_static("no-store, no-cache"),
    );
    headers.insert(PRAGMA, HeaderValue::from_static("no-cache"));
}

impl Tenant {
    /// Refuses the path of personal accounts, of which there are none here.
    fn must_have_users(self) -> Result<(), Fault> {
        match self {
            Self::Consumers => Err(Fault::NoPersonalAccounts),
            Self::Own | Self::Common | Self::Organizations => Ok(()),
        }
    }
}
