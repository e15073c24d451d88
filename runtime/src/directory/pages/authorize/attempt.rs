//! One attempt to sign in: who is asked what, and when there is a code.

use axum::response::{IntoResponse, Response};

use super::reply::Reply;
use super::request::{AuthorizationRequest, Prompt, addressee};
use crate::directory::flows::{Fault, client_info};
use crate::directory::pages::consent::{self, Answer};
use crate::directory::pages::session::SignedIn;
use crate::directory::pages::visit::Visit;
use crate::directory::pages::{picker, problem};
use crate::directory::registry::RegisteredUser;
use crate::directory::serve::{Service, Tenant};
use crate::directory::state::{Code, Grant};

/// A request that is in order, on its way to an answer.
pub(super) struct Attempt<'s> {
    service: &'s Service,
    visit: &'s Visit,
    tenant: Tenant,
    /// Where the pages of this attempt post to.
    action: String,
    request: AuthorizationRequest<'s>,
    reply: Reply,
}

impl<'s> Attempt<'s> {
    /// The error is the answer to a request that is not in order.
    pub(super) fn begin(
        service: &'s Service,
        segment: &str,
        visit: &'s Visit,
    ) -> Result<Self, Box<Response>> {
        let (sent, ids, registry) = (&visit.parameters, &visit.ids, &service.registry);
        let here = |fault: &Fault| Box::new(problem::page(fault, ids));
        let tenant = Tenant::parse(segment, registry);
        let tenant = tenant.ok_or_else(|| here(&Fault::unknown_tenant(segment, registry)))?;
        let (client, reply) = addressee(sent, registry).map_err(|fault| here(&fault))?;
        let back = |fault: &Fault| Box::new(reply.refusal(fault, ids, service));
        let request = AuthorizationRequest::parse(client, sent, registry);
        let request = request.map_err(|fault| back(&fault))?;
        if tenant == Tenant::Consumers {
            return Err(back(&Fault::NoPersonalAccounts));
        }
        Ok(Self {
            service,
            visit,
            tenant,
            action: format!("/{segment}/login?{}", sent.request()),
            request,
            reply,
        })
    }

    /// What a browser is answered that comes from the client.
    pub(super) fn arrive(&self) -> Response {
        match (self.request.prompt, self.expected()) {
            (Some(Prompt::None), None) => self.refuse(&Fault::LoginRequired),
            (Some(Prompt::None), Some((user, session))) => match self.missing(user) {
                Some(scope) => self.refuse(&Fault::ConsentRequired(scope)),
                None => self.code(user, &session),
            },
            (Some(Prompt::Login | Prompt::SelectAccount), _) | (_, None) => self.picker(),
            (None | Some(Prompt::Consent), Some((user, session))) => {
                self.once_signed_in(user, &session)
            }
        }
    }

    /// What is answered to what a person said.
    pub(super) fn answered(&self) -> Response {
        let sent = &self.visit.parameters;
        if sent.first("cancel").is_some() {
            return self.refuse(&Fault::Declined);
        }
        let answer = self
            .user()
            .and_then(|user| Ok((user, Answer::parse(sent)?)));
        let (user, answer) = match answer {
            Ok(answer) => answer,
            Err(fault) => return problem::page(&fault, &self.visit.ids),
        };
        match answer {
            None => self.sign_in(user, |session| self.once_signed_in(user, session)),
            Some(Answer::Accept) => {
                let (client, scopes) = (self.request.client, &self.request.scopes);
                self.service.remember_consent(user, client, scopes);
                match self.expected() {
                    Some((same, session)) if same.name == user.name => self.code(user, &session),
                    _ => self.sign_in(user, |session| self.code(user, session)),
                }
            }
            Some(Answer::Cancel) => self.refuse(&Fault::Declined),
        }
    }

    /// The session of this browser, if it is of somebody who would do.
    fn expected(&self) -> Option<(&'s RegisteredUser, SignedIn)> {
        let session = self.service.signed_in(&self.visit.jar)?;
        let user = self.service.registry.user(&session.session.user).ok()?;
        let hinted = self.request.hint.is_none_or(|hint| hint.name == user.name);
        let fits = hinted && self.tenant.lets_in(user) && self.is_recent(&session);
        fits.then_some((user, session))
    }

    /// At an age of zero nobody is: it is another way to ask for a new sign-in.
    fn is_recent(&self, session: &SignedIn) -> bool {
        let age = self.service.now().saturating_sub(session.session.auth_time);
        let most = self.request.max_age;
        most.is_none_or(|most| most > 0 && age <= most)
    }

    /// Whom the person says they are.
    fn user(&self) -> Result<&'s RegisteredUser, Fault> {
        let name = self.visit.parameters.required("user")?;
        let user = self.service.registry.sign_in_name(name);
        let user = user.ok_or(Fault::UnknownUser)?;
        if self.tenant.lets_in(user) {
            Ok(user)
        } else {
            Err(Fault::GuestElsewhere)
        }
    }

    fn sign_in(
        &self,
        user: &RegisteredUser,
        and_then: impl FnOnce(&SignedIn) -> Response,
    ) -> Response {
        match self.service.sign_in(user, &self.visit.jar) {
            Ok((session, jar)) => (jar, and_then(&session)).into_response(),
            Err(_) => self.refuse(&Fault::System),
        }
    }

    /// One question is left, if any: whether the client may.
    fn once_signed_in(&self, user: &RegisteredUser, session: &SignedIn) -> Response {
        let asks = self.request.prompt == Some(Prompt::Consent);
        if asks || self.missing(user).is_some() {
            return self.consent(user);
        }
        self.code(user, session)
    }

    /// The first scope that the user has not agreed to.
    fn missing(&self, user: &RegisteredUser) -> Option<String> {
        let (client, scopes) = (self.request.client, &self.request.scopes);
        self.service.missing_consent(user, client, scopes)
    }

    fn picker(&self) -> Response {
        let question = picker::Question {
            action: &self.action,
            client: self.request.client,
            user_code: None,
            hint: self.request.hint,
        };
        picker::page(self.service, &question, &self.visit.jar)
    }

    fn consent(&self, user: &RegisteredUser) -> Response {
        let question = consent::Question {
            action: &self.action,
            client: self.request.client,
            scopes: &self.request.scopes,
            user_code: None,
            user,
        };
        consent::page(self.service, &question)
    }

    fn code(&self, user: &RegisteredUser, session: &SignedIn) -> Response {
        let service = self.service;
        let info = self.request.client_info;
        let info = info.then(|| client_info(user, &service.registry));
        let code = Code {
            grant: self.grant(session),
            redirect_uri: self.reply.redirect_uri.clone(),
            challenge: self.request.challenge.clone(),
            redeemed: false,
        };
        service.visited(session, self.request.client);
        match service.state.codes.keep(code, service.now(), LIFETIME) {
            Ok(code) => self.reply.code(code, session.session.sid.clone(), info),
            Err(_) => self.refuse(&Fault::System),
        }
    }

    fn grant(&self, session: &SignedIn) -> Grant {
        Grant {
            user: session.session.user.clone(),
            client_id: self.request.client.client_id.clone(),
            scope: self.request.scope.clone(),
            nonce: self.request.nonce.clone(),
            sid: session.session.sid.clone(),
            auth_time: session.session.auth_time,
        }
    }

    fn refuse(&self, fault: &Fault) -> Response {
        self.reply.refusal(fault, &self.visit.ids, self.service)
    }
}

/// How long a code is good, in seconds.
const LIFETIME: u64 = 600;
