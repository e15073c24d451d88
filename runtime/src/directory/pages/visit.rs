//! What a browser sends to a page: parameters in the query or in a form, and a cookie.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, Request};
use axum::response::Response;
use axum_extra::extract::CookieJar;
use http::header::CONTENT_TYPE;
use http::request::Parts;
use mime::Mime;
use url::form_urlencoded;

use super::problem;
use crate::directory::flows::{Fault, RequestId};
use crate::directory::serve::Service;

/// A request of a browser for one of the pages.
pub(super) struct Visit {
    pub(super) parameters: Parameters,
    pub(super) ids: RequestId,
    pub(super) jar: CookieJar,
}

impl FromRequest<Arc<Service>> for Visit {
    type Rejection = Response;

    async fn from_request(request: Request, _service: &Arc<Service>) -> Result<Self, Response> {
        let (parts, body) = request.into_parts();
        let ids = RequestId::of(&parts);
        let Some(form) = form(&parts, body).await else {
            return Err(problem::page(&Fault::NotAForm, &ids));
        };
        let query = parts.uri.query().unwrap_or_default();
        let parameters = Parameters::parse([query.as_bytes(), &form]);
        let ids = ids.called(parameters.first("client-request-id"));
        let jar = CookieJar::from_headers(&parts.headers);
        Ok(Self {
            parameters,
            ids,
            jar,
        })
    }
}

/// The body; empty where there is none, `None` where it is something else than a form.
async fn form(parts: &Parts, body: Body) -> Option<Bytes> {
    let request = Request::from_parts(parts.clone(), body);
    let body = Bytes::from_request(request, &()).await.ok()?;
    let sent = parts.headers.get(CONTENT_TYPE);
    let sent = sent.and_then(|value| value.to_str().ok()?.parse::<Mime>().ok());
    let is_form = sent.is_some_and(|sent| sent.essence_str() == FORM);
    (is_form || body.is_empty()).then_some(body)
}

/// Parameters in the order in which they came, query before form.
pub(super) struct Parameters(Vec<(String, String)>);

impl Parameters {
    fn parse(encoded: [&[u8]; 2]) -> Self {
        let pairs = encoded.into_iter().flat_map(form_urlencoded::parse);
        let owned = pairs.map(|(name, value)| (name.into_owned(), value.into_owned()));
        Self(owned.collect())
    }

    /// The value under that name, where there is one. An empty one counts as none, as in OAuth.
    ///
    /// # Errors
    ///
    /// Where the name stands there twice.
    pub(super) fn one(&self, name: &str) -> Result<Option<&str>, Fault> {
        let mut values = self.values(name);
        match (values.next(), values.next()) {
            (_, Some(_)) => Err(Fault::Repeated(name.to_owned())),
            (value, None) => Ok(value.filter(|value| !value.is_empty())),
        }
    }

    /// The same where it has to be there.
    pub(super) fn required(&self, name: &'static str) -> Result<&str, Fault> {
        self.one(name)?.ok_or(Fault::Missing(name))
    }

    /// The first value, for what is only looked at.
    pub(super) fn first(&self, name: &str) -> Option<&str> {
        self.values(name).next().filter(|value| !value.is_empty())
    }

    /// The first name that stands there a second time, known or not.
    pub(super) fn repeated(&self) -> Option<&str> {
        let mut names = self.0.iter().map(|(name, _)| name.as_str());
        let mut seen = HashSet::new();
        names.find(|name| !seen.insert(*name))
    }

    /// Everything but a person's answers, as a query: what a page's form is sent to, so that the request comes back as
    /// it came. Hidden fields would not do: browsers change line ends in them.
    pub(super) fn request(&self) -> String {
        let kept = self
            .0
            .iter()
            .filter(|(name, _)| !ANSWERS.contains(&name.as_str()));
        let kept = kept.map(|(name, value)| (Cow::from(name), Cow::from(value)));
        form_urlencoded::Serializer::new(String::new())
            .extend_pairs(kept)
            .finish()
    }

    fn values(&self, name: &str) -> impl Iterator<Item = &str> {
        let named = self.0.iter().filter(move |(own, _)| own == name);
        named.map(|(_, value)| value.as_str())
    }
}

/// What the buttons of the pages add to a request.
const ANSWERS: [&str; 3] = ["cancel", "consent", "user"];
const FORM: &str = "application/x-www-form-urlencoded";
