//! Who asks for tokens, and how they prove it
//! ([client authentication](https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow)).

use aws_lc_rs::constant_time::verify_slices_are_equal;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use http::HeaderMap;
use http::header::{AUTHORIZATION, ORIGIN};
use url::form_urlencoded;

use super::fault::Fault;
use super::form::Form;
use crate::directory::registry::{AppKind, RegisteredApp};
use crate::directory::serve::Service;
use crate::directory::tokens::Proof;

/// An application that has proved itself as far as its kind can.
#[derive(Clone, Copy, Debug)]
pub(super) struct Client<'s> {
    pub(super) app: &'s RegisteredApp,
    pub(super) proof: Proof,
}

/// What the request shows for it.
struct Credentials {
    client_id: String,
    secret: Option<String>,
    assertion: Option<String>,
}

impl<'s> Client<'s> {
    pub(super) fn of(
        service: &'s Service,
        headers: &HeaderMap,
        form: &Form,
    ) -> Result<Self, Fault> {
        let shown = Credentials::read(headers, form)?;
        let app = service.registry.registration(&shown.client_id);
        let app = app.ok_or_else(|| Fault::UnknownClient(shown.client_id.clone()))?;
        refuse_wrong_origin(app, headers)?;
        let proof = shown.prove(service, app)?;
        Ok(Self { app, proof })
    }

    /// Refuses an application that could keep a secret and has shown none.
    pub(super) fn must_be_confidential(&self) -> Result<(), Fault> {
        match self.proof {
            Proof::Nothing => Err(Fault::SecretMissing),
            Proof::Secret | Proof::Certificate => Ok(()),
        }
    }

    /// Refuses a single-page application, which has no way to ask but the code flow.
    pub(super) fn must_not_be_a_page(&self) -> Result<(), Fault> {
        match self.app.kind {
            AppKind::SinglePage => Err(Fault::SecretMissing),
            _ => Ok(()),
        }
    }
}

/// A page's request is for the tokens of single-page applications; they in turn are for pages.
fn refuse_wrong_origin(app: &RegisteredApp, headers: &HeaderMap) -> Result<(), Fault> {
    match (app.kind, headers.contains_key(ORIGIN)) {
        (AppKind::SinglePage, false) => Err(Fault::NotCrossOrigin),
        (AppKind::SinglePage, true) | (_, false) => Ok(()),
        (_, true) => Err(Fault::CrossOrigin),
    }
}

impl Credentials {
    /// In the header, both parts in the encoding of a form, or in the body.
    fn read(headers: &HeaderMap, form: &Form) -> Result<Self, Fault> {
        let assertion = assertion(form)?;
        let (client_id, secret) = (form.get("client_id")?, form.get("client_secret")?);
        let Some((user, password)) = basic(headers)? else {
            return Ok(Self {
                client_id: client_id.ok_or(Fault::Missing("client_id"))?.to_owned(),
                secret: secret.map(str::to_owned),
                assertion,
            });
        };
        if secret.is_some() || client_id.is_some_and(|id| !id.eq_ignore_ascii_case(&user)) {
            return Err(Fault::Repeated("client_id".to_owned()));
        }
        Ok(Self {
            client_id: user,
            secret: Some(password).filter(|password| !password.is_empty()),
            assertion,
        })
    }

    fn prove(&self, service: &Service, app: &RegisteredApp) -> Result<Proof, Fault> {
        let shown = self.secret.is_some() || self.assertion.is_some();
        match (&self.secret, &self.assertion) {
            _ if !app.kind.is_confidential() && shown => Err(Fault::SecretOfPublicClient),
            _ if !app.kind.is_confidential() => Ok(Proof::Nothing),
            (_, Some(assertion)) => service.check_assertion(assertion, app),
            (Some(secret), None) => check_secret(secret, app),
            (None, None) => Err(Fault::SecretMissing),
        }
    }
}

fn assertion(form: &Form) -> Result<Option<String>, Fault> {
    let Some(assertion) = form.get("client_assertion")? else {
        return Ok(None);
    };
    match form.require("client_assertion_type")? {
        ASSERTION_TYPE => Ok(Some(assertion.to_owned())),
        other => Err(Fault::Malformed {
            name: "client_assertion_type",
            value: other.to_owned(),
            expected: "the only one is `urn:ietf:params:oauth:client-assertion-type:jwt-bearer`",
        }),
    }
}

/// Client id and secret of the header, if it is there.
fn basic(headers: &HeaderMap) -> Result<Option<(String, String)>, Fault> {
    let Some(header) = headers.get(AUTHORIZATION) else {
        return Ok(None);
    };
    let read = || {
        let (scheme, encoded) = header.to_str().ok()?.split_once(' ')?;
        let text = BASE64_STANDARD.decode(encoded.trim()).ok()?;
        let text = String::from_utf8(text).ok()?;
        let (user, password) = text.split_once(':')?;
        let basic = scheme.eq_ignore_ascii_case("basic");
        basic.then(|| (decoded(user), decoded(password)))
    };
    read().map(Some).ok_or(Fault::Authorization)
}

/// One word as a form writes it.
fn decoded(word: &str) -> String {
    // Neither sign can stand in an encoded word, and both would end it here.
    let word = word.replace('&', "%26").replace('=', "%3D");
    let mut pairs = form_urlencoded::parse(word.as_bytes());
    pairs
        .next()
        .map_or_else(String::new, |(word, _)| word.into_owned())
}

fn check_secret(secret: &str, app: &RegisteredApp) -> Result<Proof, Fault> {
    let own = app.secret.as_deref().unwrap_or_default();
    if own.is_empty() {
        return Err(Fault::SecretWrong);
    }
    verify_slices_are_equal(own.as_bytes(), secret.as_bytes())
        .map(|()| Proof::Secret)
        .map_err(|_| Fault::SecretWrong)
}

const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
