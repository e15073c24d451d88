//! The body of a request to an endpoint that programs call: a form, and nothing else. Parameters that nobody reads are
//! ignored, as Entra ignores them; one that is read must not stand there twice.

use axum::body::{self, Body};
use http::header::CONTENT_TYPE;
use http::request::Parts;
use mime::Mime;
use url::form_urlencoded;

use super::fault::Fault;

/// What was sent.
#[derive(Debug, Default)]
pub(super) struct Form(Vec<(String, String)>);

impl Form {
    pub(super) async fn read(parts: &Parts, body: Body) -> Result<Self, Fault> {
        if !is_form(parts) {
            return Err(Fault::NotAForm);
        }
        let bytes = body::to_bytes(body, LONGEST).await;
        let bytes = bytes.map_err(|_| Fault::NotAForm)?;
        Ok(Self(form_urlencoded::parse(&bytes).into_owned().collect()))
    }

    /// One without a value is as good as absent.
    pub(super) fn get(&self, name: &'static str) -> Result<Option<&str>, Fault> {
        let mut values = self.0.iter().filter(|(other, _)| other == name);
        let value = values.next().map(|(_, value)| value.as_str());
        if values.next().is_some() {
            return Err(Fault::Repeated(name.to_owned()));
        }
        Ok(value.filter(|value| !value.is_empty()))
    }

    pub(super) fn require(&self, name: &'static str) -> Result<&str, Fault> {
        self.get(name)?.ok_or(Fault::Missing(name))
    }
}

fn is_form(parts: &Parts) -> bool {
    let sent = parts.headers.get(CONTENT_TYPE);
    let sent = sent.and_then(|value| value.to_str().ok());
    let sent = sent.and_then(|value| value.parse::<Mime>().ok());
    sent.is_some_and(|sent| sent.essence_str() == mime::APPLICATION_WWW_FORM_URLENCODED.as_ref())
}

/// No assertion is anywhere near it, in bytes.
const LONGEST: usize = 256 * 1024;
