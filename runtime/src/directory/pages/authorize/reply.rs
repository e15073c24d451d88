//! The answer to an authorization request: where it goes, and in which of the three shapes
//! ([response modes](https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc#send-the-sign-in-request)).

use askama::Template;
use axum::response::{IntoResponse, Response};
use http::{StatusCode, header};
use url::{Url, form_urlencoded};

use super::redirect::permitted;
use crate::directory::flows::{Fault, RequestId};
use crate::directory::pages::html::{self, STYLE};
use crate::directory::pages::visit::Parameters;
use crate::directory::registry::RegisteredApp;
use crate::directory::serve::Service;

/// Where an answer goes.
pub(super) struct Reply {
    url: Url,
    /// As it was sent, which is how it has to be said again at the token endpoint.
    pub(super) redirect_uri: String,
    mode: Mode,
    state: Option<String>,
}

#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(super) enum Mode {
    #[default]
    Query,
    Fragment,
    FormPost,
}

#[derive(Template)]
#[template(path = "directory/form_post.html")]
struct FormPost<'p> {
    action: &'p str,
    fields: &'p [(&'p str, String)],
}

impl Reply {
    /// Only a place that the client may have answers at. Whatever else is wrong is told there.
    pub(super) fn parse(client: &RegisteredApp, sent: &Parameters) -> Result<Self, Fault> {
        let redirect_uri = sent.required("redirect_uri")?;
        let url = permitted(redirect_uri, client);
        Ok(Self {
            url: url.ok_or_else(|| Fault::RedirectUri(redirect_uri.to_owned()))?,
            redirect_uri: redirect_uri.to_owned(),
            mode: Self::mode(sent).unwrap_or_default(),
            state: sent.one("state").unwrap_or_default().map(str::to_owned),
        })
    }

    /// How the answer shall be sent.
    pub(super) fn mode(sent: &Parameters) -> Result<Mode, Fault> {
        match sent.one("response_mode")? {
            None | Some("query") => Ok(Mode::Query),
            Some("fragment") => Ok(Mode::Fragment),
            Some("form_post") => Ok(Mode::FormPost),
            Some(other) => Err(Fault::Malformed {
                name: "response_mode",
                value: other.to_owned(),
                expected: "expected one of `query`, `fragment`, `form_post`",
            }),
        }
    }

    /// Sends a code, in which session it was given, and whose it is, where that was asked for.
    pub(super) fn code(&self, code: String, sid: String, info: Option<String>) -> Response {
        let mut fields = vec![("code", code), ("session_state", sid)];
        fields.extend(info.map(|info| ("client_info", info)));
        self.send(fields)
    }

    /// Sends why there is none.
    pub(super) fn refusal(&self, fault: &Fault, ids: &RequestId, service: &Service) -> Response {
        let (error, number, _) = fault.entra();
        self.send(vec![
            ("error", error.to_owned()),
            ("error_description", fault.description(ids, service.now())),
            ("error_uri", service.site.error(number)),
        ])
    }

    fn send(&self, mut fields: Vec<(&str, String)>) -> Response {
        fields.extend(self.state.clone().map(|state| ("state", state)));
        let mut url = self.url.clone();
        match self.mode {
            Mode::FormPost => return self.form(&fields),
            Mode::Query => {
                url.query_pairs_mut().extend_pairs(&fields);
            }
            Mode::Fragment => {
                let mut fragment = form_urlencoded::Serializer::new(String::new());
                url.set_fragment(Some(&fragment.extend_pairs(&fields).finish()));
            }
        }
        (StatusCode::SEE_OTHER, [(header::LOCATION, url.as_str())]).into_response()
    }

    fn form(&self, fields: &[(&str, String)]) -> Response {
        let page = FormPost {
            action: self.url.as_str(),
            fields,
        };
        html::page_with(StatusCode::OK, &page, Some(SUBMIT), &[])
    }
}

const SUBMIT: &str = "document.forms[0].submit()";
