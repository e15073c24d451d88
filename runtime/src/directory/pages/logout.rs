//! Signs people out, tells the applications that they were signed in to, and goes back to the one that asked
//! ([sign-out](https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc#send-a-sign-out-request)).

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use http::{StatusCode, header};
use serde_json::Value;
use url::Url;

use super::authorize::permitted;
use super::html::{self, STYLE};
use super::problem;
use super::session::SignedIn;
use super::visit::{Parameters, Visit};
use crate::directory::flows::Fault;
use crate::directory::registry::{RegisteredApp, RegisteredUser, Registry};
use crate::directory::serve::{Service, Tenant};

#[derive(Template)]
#[template(path = "directory/signed_out.html")]
struct Page {
    /// Each tells one application.
    frames: Vec<String>,
    next: Option<String>,
}

/// `GET` or `POST /{tenant}/oauth2/v2.0/logout`.
pub(super) async fn logout(
    State(service): State<Arc<Service>>,
    Path(segment): Path<String>,
    visit: Visit,
) -> Response {
    let here = |fault: &Fault| problem::page(fault, &visit.ids);
    if Tenant::parse(&segment, &service.registry).is_none() {
        return here(&Fault::unknown_tenant(&segment, &service.registry));
    }
    match Asked::parse(&visit.parameters, &service) {
        Ok(asked) => signed_out(&service, asked, visit),
        Err(fault) => here(&fault),
    }
}

/// What a client asks for.
struct Asked<'s> {
    /// Whose session ends; whoever's it is, where nobody is named.
    user: Option<&'s RegisteredUser>,
    /// Where the browser goes then, if it may.
    next: Option<Url>,
}

impl<'s> Asked<'s> {
    fn parse(sent: &Parameters, service: &'s Service) -> Result<Self, Fault> {
        let registry = &service.registry;
        let hint = sent.one("id_token_hint")?;
        let hint = hint.and_then(|token| service.claims_of_ended(token));
        let of_hint = |name| hint.as_ref()?.get(name).and_then(Value::as_str);
        let clients = clients(sent.one("client_id")?, of_hint("aud"), registry);
        let uri = sent.one("post_logout_redirect_uri")?;
        let mut next = uri.and_then(|uri| clients.iter().find_map(|one| permitted(uri, one)));
        if let (Some(next), Some(state)) = (&mut next, sent.one("state")?) {
            next.query_pairs_mut().append_pair("state", state);
        }
        let user = sent.one("logout_hint")?.or(of_hint("login_hint"));
        Ok(Self {
            user: user.and_then(|name| registry.hinted(name)),
            next,
        })
    }
}

/// Who may have asked: the one that is named, nobody where two are, and anybody where none is.
fn clients<'r>(
    named: Option<&str>,
    hinted: Option<&str>,
    registry: &'r Registry,
) -> Vec<&'r RegisteredApp> {
    match (named, hinted) {
        (Some(named), Some(hinted)) if named != hinted => Vec::new(),
        (Some(one), _) | (None, Some(one)) => registry.registration(one).into_iter().collect(),
        (None, None) => registry.clients.iter().chain(&registry.apps).collect(),
    }
}

fn signed_out(service: &Service, asked: Asked<'_>, visit: Visit) -> Response {
    let session = service.signed_in(&visit.jar);
    let meant = |session: &SignedIn| asked.user.is_none_or(|user| session.is_of(user));
    let Some(session) = session.filter(meant) else {
        return answered(&[], asked.next);
    };
    let frames = told(&session, &service.registry);
    let jar = service.sign_out(&session, visit.jar);
    (jar, answered(&frames, asked.next)).into_response()
}

/// Where each client of the session is told that it ended. It hears `sid` and nothing else.
fn told(session: &SignedIn, registry: &Registry) -> Vec<Url> {
    let ids = session.session.client_ids.iter();
    let urls = ids.filter_map(|id| registry.registration(id)?.logout_url.as_deref());
    let urls = urls.filter_map(|url| Url::parse(url).ok());
    let mut urls: Vec<_> = urls.collect();
    for url in &mut urls {
        let sid = &session.session.sid;
        url.query_pairs_mut().append_pair("sid", sid);
    }
    urls
}

/// Straight on, unless there is somebody to be told first.
fn answered(frames: &[Url], next: Option<Url>) -> Response {
    match next {
        Some(next) if frames.is_empty() => {
            (StatusCode::SEE_OTHER, [(header::LOCATION, next.as_str())]).into_response()
        }
        next => {
            let origin = |frame: &Url| frame.origin().ascii_serialization();
            let origins: Vec<_> = frames.iter().map(origin).collect();
            let script = next.is_some().then_some(GO_ON);
            let page = Page {
                frames: frames.iter().map(Url::to_string).collect(),
                next: next.map(String::from),
            };
            html::page_with(StatusCode::OK, &page, script, &origins)
        }
    }
}

/// Once every frame has loaded, or after five seconds.
const GO_ON: &str = r#"const go = () => location.replace(document.getElementById("next").href); addEventListener("load", go); setTimeout(go, 5000)"#;
