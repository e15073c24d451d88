//! Where a person types the code that a device shows, says who they are, and confirms what they are signing in to
//! ([device code](https://learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code)).

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::CookieJar;
use http::StatusCode;

use super::consent::{self, Answer};
use super::html::{self, STYLE};
use super::session::SignedIn;
use super::visit::Visit;
use super::{message, picker, problem};
use crate::directory::flows::{Fault, Scopes};
use crate::directory::registry::{RegisteredApp, RegisteredUser};
use crate::directory::serve::Service;
use crate::directory::state::{DeviceCode, Grant, Verdict};

#[derive(Template)]
#[template(path = "directory/device.html")]
struct Page<'p> {
    typed: &'p str,
    /// What is wrong with it.
    wrong: &'p str,
}

/// `GET /devicelogin`: asks for the code.
pub(super) async fn asked() -> Response {
    code_page(StatusCode::OK, "", "")
}

/// `POST /devicelogin`: the code, and then what a person answered.
pub(super) async fn typed(State(service): State<Arc<Service>>, visit: Visit) -> Response {
    let typed = visit.parameters.first("user_code").unwrap_or_default();
    match SignIn::begin(&service, &visit, typed) {
        Ok(sign_in) => match sign_in.answered() {
            Ok(response) => response,
            Err(fault) => problem::page(&fault, &visit.ids),
        },
        Err(wrong) => code_page(StatusCode::BAD_REQUEST, typed, wrong),
    }
}

fn code_page(status: StatusCode, typed: &str, wrong: &str) -> Response {
    html::page(status, &Page { typed, wrong })
}

/// A sign-in that waits on a device.
struct SignIn<'s> {
    service: &'s Service,
    visit: &'s Visit,
    device_code: String,
    code: DeviceCode,
    client: &'s RegisteredApp,
    scopes: Scopes<'s>,
}

impl<'s> SignIn<'s> {
    /// The error says what is wrong with the code that was typed.
    fn begin(service: &'s Service, visit: &'s Visit, typed: &str) -> Result<Self, &'static str> {
        let plain = plain(typed);
        if plain.is_empty() {
            return Err("Type the code that your device shows.");
        }
        let codes = &service.state.device_codes;
        let found = codes.find(service.now(), |code| code.user_code == plain);
        let (device_code, code) = found.ok_or(UNKNOWN)?;
        if !matches!(code.verdict, Verdict::Pending) {
            return Err(USED);
        }
        let registry = &service.registry;
        let client = registry.registration(&code.client_id).ok_or(UNKNOWN)?;
        let scopes = Scopes::delegated(&code.scope, client, registry).map_err(|_| UNKNOWN)?;
        Ok(Self {
            service,
            visit,
            device_code,
            code,
            client,
            scopes,
        })
    }

    fn answered(&self) -> Result<Response, Fault> {
        let sent = &self.visit.parameters;
        let answer = Answer::parse(sent)?;
        if sent.first("cancel").is_some() || answer == Some(Answer::Cancel) {
            return Ok(self.decided(Verdict::Declined, DECLINED));
        }
        let Some(name) = sent.one("user")? else {
            return Ok(self.picker());
        };
        let user = self.service.registry.sign_in_name(name);
        let user = user.ok_or(Fault::UnknownUser)?;
        if !self.code.tenant.lets_in(user) {
            return Err(Fault::GuestElsewhere);
        }
        if answer == Some(Answer::Accept) {
            return self.accepted(user);
        }
        let (_, jar) = self.sign_in(user)?;
        Ok((jar, self.confirmation(user)).into_response())
    }

    fn accepted(&self, user: &RegisteredUser) -> Result<Response, Fault> {
        let service = self.service;
        service.remember_consent(user, self.client, &self.scopes);
        let session = service.signed_in(&self.visit.jar);
        let (session, jar) = match session.filter(|session| session.is_of(user)) {
            Some(session) => (session, self.visit.jar.clone()),
            None => self.sign_in(user)?,
        };
        service.visited(&session, self.client);
        let response = self.decided(Verdict::Granted(self.grant(&session)), SIGNED_IN);
        Ok((jar, response).into_response())
    }

    fn sign_in(&self, user: &RegisteredUser) -> Result<(SignedIn, CookieJar), Fault> {
        let signed_in = self.service.sign_in(user, &self.visit.jar);
        signed_in.map_err(|_| Fault::System)
    }

    fn grant(&self, session: &SignedIn) -> Grant {
        Grant {
            user: session.session.user.clone(),
            client_id: self.client.client_id.clone(),
            scope: self.code.scope.clone(),
            nonce: None,
            sid: session.session.sid.clone(),
            auth_time: session.session.auth_time,
        }
    }

    /// Notes the verdict, of which there is one.
    fn decided(&self, verdict: Verdict, (title, sentence): (&str, &str)) -> Response {
        let (codes, now) = (&self.service.state.device_codes, self.service.now());
        let noted = codes.change(&self.device_code, now, |code| {
            let pending = matches!(code.verdict, Verdict::Pending);
            if pending {
                code.verdict = verdict;
            }
            pending
        });
        match noted {
            Some(true) => message::page(title, sentence),
            _ => code_page(StatusCode::BAD_REQUEST, "", USED),
        }
    }

    fn picker(&self) -> Response {
        let question = picker::Question {
            action: PATH,
            client: self.client,
            user_code: Some(&self.code.user_code),
            hint: None,
        };
        picker::page(self.service, &question, &self.visit.jar)
    }

    fn confirmation(&self, user: &RegisteredUser) -> Response {
        let question = consent::Question {
            action: PATH,
            client: self.client,
            scopes: &self.scopes,
            user_code: Some(&self.code.user_code),
            user,
        };
        consent::page(self.service, &question)
    }
}

/// As codes are kept: people write them in groups, and in small letters.
fn plain(typed: &str) -> String {
    let kept = typed.chars().filter(|c| !c.is_whitespace() && *c != '-');
    kept.collect::<String>().to_ascii_uppercase()
}

/// Where people are sent to, and where the pages post to.
pub(super) const PATH: &str = "/devicelogin";
const UNKNOWN: &str = "No sign-in waits for this code. It may have ended: a code is good for 15 minutes. Check it, or begin again on your device.";
const USED: &str = "This code has been used already. Begin again on your device.";
const DECLINED: (&str, &str) = (
    "You declined",
    "Nobody was signed in on the device. You may close this window.",
);
const SIGNED_IN: (&str, &str) = (
    "You are signed in on your device",
    "It goes on there by itself within a few seconds. You may close this window.",
);
