//! The page that asks whether a client may, and what was answered to it.

use askama::Template;
use axum::response::Response;
use http::StatusCode;

use super::face::Face;
use super::html::{self, STYLE};
use super::visit::Parameters;
use crate::directory::flows::{Fault, Openid, Scopes};
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

/// Who is asked, and for whom.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Asked {
    /// Somebody, for themself.
    User,
    /// An administrator, for everybody.
    Administrator,
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
        lines: lines(question.scopes, Asked::User, registry),
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
pub(super) fn lines(scopes: &Scopes<'_>, asked: Asked, registry: &Registry) -> Vec<Line> {
    let resource = resource_name(scopes, registry);
    let [in_whose_name, sign_in, names, addresses, stay] = match asked {
        Asked::User => IN_YOUR_NAME,
        Asked::Administrator => FOR_EVERYBODY,
    };
    let own = scopes.names.iter().map(|name| Line {
        what: name.clone(),
        detail: format!("in {resource}, {in_whose_name}"),
    });
    let Openid {
        openid,
        profile,
        email,
        offline_access,
    } = scopes.openid;
    let others = [
        (openid, sign_in, "openid"),
        (profile, names, "profile"),
        (email, addresses, "email"),
        (offline_access, stay, "offline_access"),
    ];
    let others = others
        .into_iter()
        .filter(|(is_asked_for, ..)| *is_asked_for);
    let others = others.map(|(_, what, scope)| Line {
        what: what.to_owned(),
        detail: scope.to_owned(),
    });
    own.chain(others).collect()
}

fn resource_name<'r>(scopes: &Scopes<'_>, registry: &'r Registry) -> &'r str {
    let id = &scopes.resource.client_id;
    if scopes.resource.is_graph() {
        return "Microsoft Graph";
    }
    let found = registry.registration(id);
    found.map_or("another application", RegisteredApp::display_name)
}

/// In whose name, and what the four scopes of the sign-in mean.
const IN_YOUR_NAME: [&str; 5] = [
    "in your name",
    "Sign you in",
    "See your name and user name",
    "See your e-mail address",
    "Keep the access it was given, also while you are away",
];
/// The same, where it is for everybody.
const FOR_EVERYBODY: [&str; 5] = [
    "in the name of everybody who signs in",
    "Sign everybody in",
    "See everybody's name and user name",
    "See everybody's e-mail address",
    "Keep the access it was given, also while people are away",
];
