//! Documents over HTTP, from nowhere but where they were asked for: no redirects, no more than a mebibyte, and not for
//! longer than the configured time.

use std::error::Error as _;
use std::time::Duration;

use http::header::{CONTENT_TYPE, ETAG, IF_NONE_MATCH, RETRY_AFTER};
use http::{HeaderValue, StatusCode};
use reqwest::redirect::Policy;
use reqwest::{Certificate, Client, ClientBuilder, Proxy, RequestBuilder, Response};
use url::Url;

use super::authority::is_loopback;

/// The longest document that is read.
const LONGEST: usize = 1 << 20;

/// The longest tag that is kept.
const LONGEST_TAG: usize = 256;

/// What an authority knows a document's present text by; it is only ever sent back to where it came from.
#[derive(Clone, Debug)]
pub(super) struct Tag(HeaderValue);

/// A document that was asked for.
#[derive(Debug)]
pub(super) enum Fetched {
    New {
        text: Vec<u8>,
        tag: Option<Tag>,
    },
    /// It is the one of the tag that was sent.
    Unchanged,
}

/// How the world is reached.
pub(crate) enum Way {
    /// Through the proxy that the environment names for it, if any.
    OfEnvironment,
    /// Through this one, called so in the log.
    Through { name: String, proxy: Box<Proxy> },
}

/// How long a fetch is waited for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Timeouts {
    /// Until there is a connection.
    pub(crate) connect: Duration,
    /// Until the document is there.
    pub(crate) whole: Duration,
}

/// Fetches metadata and keys, and asks for tokens and groups.
#[derive(Clone, Debug)]
pub(crate) struct Fetcher {
    /// To the world, through a proxy where there is one. The error says why there is no way.
    outward: Result<Client, String>,
    /// What the proxy is called, where it was configured.
    proxy: Option<String>,
    /// To this machine, and through nothing.
    inward: Client,
}

impl Fetcher {
    /// A fetcher that trusts `roots` beside those of the platform. A platform without any does not keep it from this
    /// machine, where no more than `roots` is trusted then.
    pub(crate) fn new(
        roots: Vec<Certificate>,
        way: Way,
        timeouts: Timeouts,
    ) -> Result<Self, String> {
        let outward = client(timeouts).tls_certs_merge(roots.clone());
        let (outward, proxy) = match way {
            Way::OfEnvironment => (outward, None),
            Way::Through { name, proxy } => (outward.proxy(*proxy), Some(name)),
        };
        let outward = outward.build();
        let inward = || client(timeouts).no_proxy();
        let own = inward().tls_certs_merge(roots.clone()).build();
        let own = own.or_else(|_| inward().tls_certs_only(roots).build());
        Ok(Self {
            outward: outward.map_err(|error| reason(&error)),
            proxy,
            inward: own.map_err(|error| reason(&error))?,
        })
    }

    /// Whether there is a way to `url` at all. The error says what is missing for it.
    pub(crate) fn reaches(&self, url: &Url) -> Result<(), String> {
        self.client(url).map(|_| ())
    }

    /// The document at `url`, unless it is still that of `known`. The error is for the log.
    pub(super) async fn fetch(&self, url: &Url, known: Option<&Tag>) -> Result<Fetched, String> {
        let fetched = self.get(url, known).await;
        fetched.map_err(|fault| match &self.proxy {
            Some(proxy) if !is_loopback(url) => {
                format!("`{url}` through the proxy `{proxy}`: {fault}")
            }
            _ => format!("`{url}`: {fault}"),
        })
    }

    /// What is answered to a form. The error is for the log, and holds nothing of the form.
    pub(crate) async fn send(&self, url: &Url, form: &[(&str, &str)]) -> Result<Answer, String> {
        let request = self.client(url)?.post(url.clone()).form(form);
        answer(request).await
    }

    /// What Microsoft Graph answers to whoever holds `token`: to this JSON, or to a question that needs none, and that
    /// an index may answer. The error is for the log, and holds nothing of the token.
    pub(super) async fn ask(
        &self,
        url: &Url,
        token: &str,
        json: Option<&'static str>,
    ) -> Result<Answer, String> {
        let client = self.client(url)?;
        let request = if let Some(json) = json {
            let request = client.post(url.clone()).body(json);
            request.header(CONTENT_TYPE, "application/json")
        } else {
            let request = client.get(url.clone());
            request.header("ConsistencyLevel", "eventual")
        };
        answer(request.bearer_auth(token)).await
    }

    async fn get(&self, url: &Url, known: Option<&Tag>) -> Result<Fetched, String> {
        let mut request = self.client(url)?.get(url.clone());
        if let Some(Tag(tag)) = known {
            request = request.header(IF_NONE_MATCH, tag);
        }
        let response = request.send().await.map_err(|error| reason(&error))?;
        match (response.status(), known) {
            (StatusCode::OK, _) => Ok(Fetched::New {
                tag: tag(&response),
                text: body(response).await?,
            }),
            (StatusCode::NOT_MODIFIED, Some(_)) => Ok(Fetched::Unchanged),
            (other, _) => Err(format!("answered {other}")),
        }
    }

    fn client(&self, url: &Url) -> Result<&Client, String> {
        if is_loopback(url) {
            Ok(&self.inward)
        } else {
            self.outward.as_ref().map_err(Clone::clone)
        }
    }
}

/// An answer, whatever it says; it may hold a token.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) retry_after: Option<Duration>,
    pub(crate) body: Vec<u8>,
}

async fn answer(request: RequestBuilder) -> Result<Answer, String> {
    let response = request.send().await.map_err(|error| reason(&error))?;
    Ok(Answer {
        status: response.status(),
        retry_after: retry_after(&response),
        body: body(response).await?,
    })
}

/// In seconds; a date is left alone.
fn retry_after(response: &Response) -> Option<Duration> {
    let value = response.headers().get(RETRY_AFTER)?.to_str().ok()?;
    value.trim().parse().ok().map(Duration::from_secs)
}

/// Connections are not kept: until the next fetch they would have died unnoticed.
fn client(timeouts: Timeouts) -> ClientBuilder {
    Client::builder()
        .user_agent(concat!("rolecall/", env!("CARGO_PKG_VERSION")))
        .redirect(Policy::none())
        .connect_timeout(timeouts.connect)
        .timeout(timeouts.whole)
        .pool_max_idle_per_host(0)
}

/// The tag of an answer, if it is one that is worth keeping.
fn tag(response: &Response) -> Option<Tag> {
    let tag = response.headers().get(ETAG)?;
    let is_tag = !tag.is_empty() && tag.len() <= LONGEST_TAG;
    is_tag.then(|| Tag(tag.clone()))
}

/// What was sent, counted as it comes: a length that was announced may be a lie.
async fn body(mut response: Response) -> Result<Vec<u8>, String> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| reason(&error))? {
        if body.len() + chunk.len() > LONGEST {
            return Err(format!("is longer than {LONGEST} bytes"));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

/// The innermost cause: the outer ones only say that a request failed.
fn reason(error: &reqwest::Error) -> String {
    if error.is_timeout() {
        return "took too long".to_owned();
    }
    let mut cause = error.source();
    let mut words = "the request failed".to_owned();
    while let Some(inner) = cause {
        words = inner.to_string();
        cause = inner.source();
    }
    words
}
