//! The page that asks whether a client may, and what was answered to it.

use askama::Template;
use axum::response::Response;
use http::StatusCode;

use super::face::Face;
use super::html::{self, STYLE};
use super::visit::Parameters;
use crate::directory::flows::{Fault, Scopes};
use crate::directory::registry::{RegisteredApp, RegisteredUser, Registry};
use crate::directory::serve::Service;
use crate::directory::state::consent_key;

/// Who asks for what, and where the answer goes.
pub(super) struct Question<'q> {
    pub(super) action: &'q str,
    pub(super) client: &'q RegisteredApp,
    pub(super) scopes: &'q Scopes<'q>,
    /// What was typed, where the sign-in was begun on a device.
    pub(super) user_code: Option<&'q str>,
    /// Who is asked.
    pub(super) user: &'q RegisteredUser,
}

/// What the buttons say.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Answer {
    Accept,
    Cancel,
}

#[derive(Template)]
#[template(path = "directory/consent.html")]
struct Page<'p> {
    question: &'p Question<'p>,
    face: Face,
    lines: Vec<Line>,
}

/// A scope as people read it.
pub(super) struct Line {
    pub(super) what: String,
    pub(super) detail: String,
}

pub(super) fn page(service: &Service, question: &Question<'_>) -> Response {
    let registry = &service.registry;
    let page = Page {
        question,
        face: Face::of(question.user, registry),
        lines: lines(question.scopes, registry),
    };
    html::page(StatusCode::OK, &page)
}

impl Answer {
    /// `None` where the page has not been asked yet.
    pub(super) fn parse(sent: &Parameters) -> Result<Option<Self>, Fault> {
        match sent.one("consent")? {
            None => Ok(None),
            Some("accept") => Ok(Some(Self::Accept)),
            Some("cancel") => Ok(Some(Self::Cancel)),
            Some(other) => Err(Fault::Malformed {
                name: "consent",
                value: other.to_owned(),
                expected: "expected `accept` or `cancel`",
            }),
        }
    }
}

impl Service {
    /// Remembers that the user has agreed to all of these, for good.
    pub(super) fn remember_consent(
        &self,
        user: &RegisteredUser,
        client: &RegisteredApp,
        scopes: &Scopes<'_>,
    ) {
        for name in &scopes.names {
            let key = consent_key(&user.name, &client.client_id, &scopes.resource.full(name));
            self.state.consents.put(key, (), self.now(), u64::MAX);
        }
    }
}

/// What a client asks for, in words.
pub(super) fn lines(scopes: &Scopes<'_>, registry: &Registry) -> Vec<Line> {
    let resource = resource_name(scopes, registry);
    let own = scopes.names.iter().map(|name| Line {
        what: name.clone(),
        detail: format!("in {resource}, in your name"),
    });
    let openid = scopes.openid;
    let words = [
        (openid.openid, "Sign you in", "openid"),
        (openid.profile, "See your name and user name", "profile"),
        (openid.email, "See your e-mail address", "email"),
        (
            openid.offline_access,
            "Keep the access it was given, also while you are away",
            "offline_access",
        ),
    ];
    let asked = words.into_iter().filter(|(asked, ..)| *asked);
    let asked = asked.map(|(_, what, scope)| Line {
        what: what.to_owned(),
        detail: scope.to_owned(),
    });
    own.chain(asked).collect()
}

fn resource_name<'r>(scopes: &Scopes<'_>, registry: &'r Registry) -> &'r str {
    let id = &scopes.resource.client_id;
    if scopes.resource.is_graph() {
        return "Microsoft Graph";
    }
    let found = registry.registration(id);
    found.map_or("another application", RegisteredApp::display_name)
}
