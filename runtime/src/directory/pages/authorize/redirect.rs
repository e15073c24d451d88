//! Where answers may go ([redirect URIs](https://learn.microsoft.com/entra/identity-platform/reply-url)).

use url::Url;

use crate::directory::registry::RegisteredApp;
use crate::entra::is_loopback;

/// The URL that was sent, if the client may have answers there: one of those it is registered with, where it is with
/// any; else anything on this machine.
pub(in crate::directory::pages) fn permitted(sent: &str, client: &RegisteredApp) -> Option<Url> {
    // A parser mends these; nothing here is mended.
    let odd = |c: char| c.is_control() || c.is_whitespace() || c == '\\';
    let url = Url::parse(sent).ok().filter(|_| !sent.contains(odd))?;
    let plain = url.fragment().is_none() && url.username().is_empty() && url.password().is_none();
    if !plain || NEVER.contains(&url.scheme()) {
        return None;
    }
    let mut registered = client.redirect_uris.iter();
    let may = if client.redirect_uris.is_empty() {
        matches!(url.scheme(), "http" | "https") && is_loopback(&url)
    } else {
        registered.any(|own| Url::parse(own).is_ok_and(|own| same(&own, &url)))
    };
    may.then_some(url)
}

/// Equal but for the port of a loopback address, which a program cannot choose beforehand.
fn same(own: &Url, sent: &Url) -> bool {
    if !is_loopback(own) {
        return own == sent;
    }
    own.scheme() == sent.scheme()
        && own.host() == sent.host()
        && own.path() == sent.path()
        && own.query() == sent.query()
}

/// Schemes that no registration makes good: what is in them would run, or be read from a disk.
const NEVER: [&str; 7] = [
    "about",
    "blob",
    "data",
    "file",
    "javascript",
    "urn",
    "vbscript",
];
