//! What the pages are sent with: permission for their own files and for the authority, and for nothing else.

use std::collections::BTreeSet;

use http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use http::{HeaderName, HeaderValue};
use url::Url;

use crate::engine::Engine;

/// For what must not be kept by anyone on the way.
pub(super) const NO_STORE: HeaderValue = HeaderValue::from_static("no-store");
/// A file is what it says it is.
pub(super) const NOSNIFF: HeaderValue = HeaderValue::from_static("nosniff");

/// For the page: its own files, itself, and the authority.
pub(super) fn of_the_page(engine: &Engine) -> [(HeaderName, HeaderValue); 5] {
    let reached: Vec<_> = ["'self'".to_owned()]
        .into_iter()
        .chain(origins(engine))
        .collect();
    let reached = reached.join(" ");
    // Swagger UI sets styles on elements, and shows pictures that stand in its style sheet.
    let policy = format!(
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
         connect-src {reached}; {CLOSED}"
    );
    headers(&policy, "strict-origin")
}

/// For the page on which a sign-in ends. It asks nobody anything, and its address, which has a code in it, is told to
/// nobody.
pub(super) fn of_the_end() -> [(HeaderName, HeaderValue); 5] {
    let policy =
        format!("default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; {CLOSED}");
    headers(&policy, "no-referrer")
}

const CLOSED: &str = "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Where the page has to reach the authority. They are read from settings and written anew, never copied as text.
fn origins(engine: &Engine) -> BTreeSet<String> {
    let urls = match engine.authorization_urls() {
        Some((_, token)) => vec![token],
        // Swagger UI reads the metadata by itself.
        None => vec![engine.metadata_url()],
    };
    let urls = urls.iter().filter_map(|url| Url::parse(url).ok());
    urls.map(|url| url.origin())
        .filter(url::Origin::is_tuple)
        .map(|origin| origin.ascii_serialization())
        .collect()
}

fn headers(policy: &str, referrer: &'static str) -> [(HeaderName, HeaderValue); 5] {
    // It is made of origins, so it is a header value; if ever not, then nothing is allowed.
    let policy = HeaderValue::from_str(policy);
    let policy = policy.unwrap_or(HeaderValue::from_static("default-src 'none'"));
    [
        (CONTENT_SECURITY_POLICY, policy),
        (CACHE_CONTROL, NO_STORE),
        (REFERRER_POLICY, HeaderValue::from_static(referrer)),
        (X_CONTENT_TYPE_OPTIONS, NOSNIFF),
        // Said, so that a layer which adds what is not there does not part the page from its sign-in window.
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            HeaderValue::from_static("unsafe-none"),
        ),
    ]
}
