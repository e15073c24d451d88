//! The two identifiers by which an answer of Entra's can be found again
//! ([errors](https://learn.microsoft.com/entra/identity-platform/reference-error-codes)).

use http::HeaderValue;
use http::header::HeaderName;
use http::request::Parts;
use http::response;
use url::form_urlencoded;
use uuid::{Builder, Uuid};

use crate::directory::tokens::random;

/// What the caller calls the request, and what the directory does.
#[derive(Clone, Debug)]
pub(in crate::directory) struct RequestId {
    /// The caller's, if it sent a GUID; else a new one.
    pub(in crate::directory) correlation: String,
    pub(in crate::directory) trace: String,
    /// Whether the caller wants its own back in a header.
    echo: bool,
}

impl RequestId {
    /// By the header or the query's parameter `client-request-id`.
    pub(in crate::directory) fn of(parts: &Parts) -> Self {
        let header = parts.headers.get(&CLIENT_REQUEST_ID);
        let header = header.and_then(|value| value.to_str().ok());
        let query = parts.uri.query().unwrap_or_default();
        let mut pairs = form_urlencoded::parse(query.as_bytes());
        let parameter = pairs.find(|(name, _)| *name == CLIENT_REQUEST_ID.as_str());
        let parameter = parameter.map(|(_, value)| value.into_owned());
        let echo = parts.headers.get("return-client-request-id");
        let sent = header.map(str::to_owned).or(parameter);
        Self {
            correlation: sent.and_then(|sent| canonical(&sent)).unwrap_or_else(guid),
            trace: guid(),
            echo: echo.is_some_and(|echo| echo.as_bytes().eq_ignore_ascii_case(b"true")),
        }
    }

    /// For an answer to a request that named itself in no way.
    pub(in crate::directory) fn new(correlation: String) -> Self {
        Self {
            correlation,
            trace: guid(),
            echo: false,
        }
    }

    /// The same request under the name that its body gives it.
    pub(in crate::directory) fn called(self, sent: Option<&str>) -> Self {
        match sent.and_then(canonical) {
            Some(correlation) => Self {
                correlation,
                ..self
            },
            None => self,
        }
    }

    /// Writes the headers that an answer carries.
    pub(in crate::directory) fn write(&self, parts: &mut response::Parts) {
        if let Ok(trace) = HeaderValue::from_str(&self.trace) {
            parts.headers.insert("x-ms-request-id", trace);
        }
        if let (true, Ok(own)) = (self.echo, HeaderValue::from_str(&self.correlation)) {
            parts.headers.insert(CLIENT_REQUEST_ID, own);
        }
    }
}

/// An identifier that nobody looks up; without random numbers it is the nil one.
pub(in crate::directory) fn guid() -> String {
    random().map_or_else(
        |_| Uuid::nil().to_string(),
        |bytes| Builder::from_random_bytes(bytes).into_uuid().to_string(),
    )
}

/// Only a GUID is echoed.
fn canonical(sent: &str) -> Option<String> {
    Uuid::try_parse(sent).ok().map(|guid| guid.to_string())
}

const CLIENT_REQUEST_ID: HeaderName = HeaderName::from_static("client-request-id");
