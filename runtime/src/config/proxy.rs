//! The proxy through which the world is asked, where one is set.

use reqwest::Proxy;
use url::Url;

use super::error::Mistakes;
use super::settings::{Settings, Variable};
use crate::entra::Way;

/// The way to the world. It is never shown as it was written, which may hold a password.
pub(super) fn way(settings: &Settings, mistakes: &mut Mistakes) -> Option<Way> {
    let Some(setting) = settings.text(Variable::Proxy, mistakes) else {
        return (!settings.has(Variable::Proxy)).then_some(Way::OfEnvironment);
    };
    mistakes.keep(through(setting.text).map_err(|fault| setting.mistake(fault)))
}

fn through(text: &str) -> Result<Way, &'static str> {
    const NO_URL: &str = "is not the URL of a proxy: write it as `http://proxy.example:3128`";
    let url = Url::parse(text).map_err(|_| NO_URL)?;
    let is_bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
    let host = url.host_str().filter(|host| !host.is_empty());
    let (Some(host), "http" | "https", true) = (host, url.scheme(), is_bare) else {
        return Err(NO_URL);
    };
    let port = url.port_or_known_default().ok_or(NO_URL)?;
    let proxy = Proxy::all(url.clone()).map_err(|_| NO_URL)?;
    Ok(Way::Through {
        name: format!("{host}:{port}"),
        proxy: Box::new(proxy),
    })
}
