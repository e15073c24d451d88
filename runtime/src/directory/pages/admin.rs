//! Consent for everybody at once, as an administrator gives it
//! ([admin consent](https://learn.microsoft.com/entra/identity-platform/v2-admin-consent)).

use std::sync::Arc;

use askama::Template;
use axum::extract::{MatchedPath, Path, State};
use axum::response::{IntoResponse, Response};
use http::{Method, StatusCode, header};
use url::Url;

use super::authorize::permitted;
use super::consent::{self, Answer, Line, lines};
use super::html::{self, STYLE};
use super::problem;
use super::visit::Visit;
use crate::directory::flows::{Fault, Scopes};
use crate::directory::registry::RegisteredApp;
use crate::directory::serve::{Service, Tenant};

#[derive(Template)]
#[template(path = "directory/admin.html")]
struct Page<'p> {
    action: String,
    client: &'p RegisteredApp,
    lines: Vec<Line>,
}

/// `GET` or `POST` of one of the two paths: the page, and what is answered there. An answer in an address is none: it was
/// given by whoever wrote the link.
pub(super) async fn consent(
    State(service): State<Arc<Service>>,
    Path(segment): Path<String>,
    path: MatchedPath,
    method: Method,
    visit: Visit,
) -> Response {
    let with_scopes = path.as_str() == WITH_SCOPES;
    let asked = Asked::parse(&service, &segment, with_scopes, &visit);
    let answer = match method {
        Method::POST => Answer::parse(&visit.parameters),
        _ => Ok(None),
    };
    match asked.and_then(|asked| Ok((asked, answer?))) {
        Ok((asked, Some(answer))) => asked.answered(answer, &visit),
        Ok((asked, None)) => asked.page(path.as_str(), &segment, &visit),
        Err(fault) => problem::page(&fault, &visit.ids),
    }
}

/// What an administrator is asked.
struct Asked<'s> {
    service: &'s Service,
    client: &'s RegisteredApp,
    scopes: Scopes<'s>,
    /// Whether they were named; else they are all that there are.
    with_scopes: bool,
    next: Url,
    state: Option<String>,
}

impl<'s> Asked<'s> {
    fn parse(
        service: &'s Service,
        segment: &str,
        with_scopes: bool,
        visit: &Visit,
    ) -> Result<Self, Fault> {
        let (sent, registry) = (&visit.parameters, &service.registry);
        match Tenant::parse(segment, registry) {
            Some(Tenant::Own | Tenant::Organizations) => {}
            Some(Tenant::Common) => return Err(Fault::TenantRequired { path: "common" }),
            Some(Tenant::Consumers) => return Err(Fault::NoPersonalAccounts),
            None => return Err(Fault::unknown_tenant(segment, registry)),
        }
        let id = sent.required("client_id")?;
        let client = registry.registration(id);
        let client = client.ok_or_else(|| Fault::UnknownClient(id.to_owned()))?;
        let uri = sent.required("redirect_uri")?;
        let next = permitted(uri, client).ok_or_else(|| Fault::RedirectUri(uri.to_owned()))?;
        let all = registry.own().ok_or(Fault::System)?;
        let all: Vec<_> = all
            .scopes
            .iter()
            .map(|scope| format!("{}/{scope}", all.client_id))
            .collect();
        let all = all.join(" ");
        let scope = if with_scopes {
            sent.required("scope")?
        } else {
            &all
        };
        Ok(Self {
            service,
            client,
            scopes: Scopes::delegated(scope, client, registry)?,
            with_scopes,
            next,
            state: sent.one("state")?.map(str::to_owned),
        })
    }

    fn page(&self, path: &str, segment: &str, visit: &Visit) -> Response {
        let path = path.replace("{tenant}", segment);
        let page = Page {
            action: format!("{path}?{}", visit.parameters.request()),
            client: self.client,
            lines: lines(
                &self.scopes,
                consent::Asked::Administrator,
                &self.service.registry,
            ),
        };
        html::page(StatusCode::OK, &page)
    }

    /// Where scopes were named, a refusal says `admin_consent=True` too, as Entra's does.
    fn answered(mut self, answer: Answer, visit: &Visit) -> Response {
        let said = Fault::Declined.description(&visit.ids, self.service.now());
        let mut query = self.next.query_pairs_mut();
        match (answer, self.with_scopes) {
            (Answer::Cancel, true) => {
                query.append_pair("error", "consent_required");
            }
            (Answer::Cancel, false) => {
                query.append_pair("error", "permission_denied");
            }
            (Answer::Accept, true) => {
                query.append_pair("scope", &self.scopes.full());
            }
            (Answer::Accept, false) => {}
        }
        if answer == Answer::Cancel {
            query.append_pair("error_description", &said);
        }
        if answer == Answer::Accept || self.with_scopes {
            query.append_pair("admin_consent", "True");
            query.append_pair("tenant", &self.service.registry.tenant_id);
        }
        if let Some(state) = &self.state {
            query.append_pair("state", state);
        }
        drop(query);
        if answer == Answer::Accept {
            self.remember();
        }
        let next = [(header::LOCATION, self.next.as_str())];
        (StatusCode::SEE_OTHER, next).into_response()
    }

    fn remember(&self) {
        for user in &self.service.registry.users {
            self.service
                .remember_consent(user, self.client, &self.scopes);
        }
    }
}

/// For every scope of the protected application.
pub(super) const FOR_ALL: &str = "/{tenant}/adminconsent";
/// For those that are named.
pub(super) const WITH_SCOPES: &str = "/{tenant}/v2.0/adminconsent";
