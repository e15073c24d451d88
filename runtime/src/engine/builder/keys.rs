//! Where keys come from, and how often.

use std::path::Path;
use std::time::Duration;

use super::EngineBuilder;
use crate::config::Variable;

impl EngineBuilder {
    /// Where the metadata document is fetched (`AAD_METADATA_URL`). Default: the issuer and
    /// `/.well-known/openid-configuration`. Wherever it is, it must name the authority as its issuer.
    pub fn metadata_url(self, url: impl Into<String>) -> Self {
        self.with(Variable::MetadataUrl, url.into())
    }

    /// A file of certificates (PEM) to trust beside those of the platform (`AAD_CA_FILE`). Default: none.
    pub fn ca_file(self, path: impl AsRef<Path>) -> Self {
        self.with(Variable::CaFile, path.as_ref())
    }

    /// The proxy through which the authority and Microsoft Graph are reached (`AAD_PROXY`), as `http://proxy.example:3128`; a user name and
    /// password may stand before the host, and are shown nowhere. Default: what the environment says by `HTTPS_PROXY`,
    /// `ALL_PROXY` and `NO_PROXY`, which count no more once this is set. Nothing on this machine is ever asked for through
    /// a proxy.
    pub fn proxy(self, url: impl Into<String>) -> Self {
        self.with(Variable::Proxy, url.into())
    }

    /// The least time between two fetches of keys for tokens that name an unknown one. Default: 5 minutes, as
    /// Microsoft asks for. Bounds: 1 second and 1 day.
    ///
    /// A fetch that failed is tried again after 30 seconds at the earliest, and after 5 while there are no keys at
    /// all, or after this time where it is shorter.
    pub fn key_cooldown(mut self, time: Duration) -> Self {
        self.limits.key_cooldown = time;
        self
    }

    /// How old keys are when they are fetched anew. Default: 1 hour. Bounds: 5 minutes and 12 hours.
    ///
    /// It is done in the background, at nine tenths to all of that age as chance will have it, so that many who started
    /// together do not come together; after a failure again in 30 seconds, and then at growing distances of up to 5
    /// minutes. It ends with the engine, and with the runtime that the engine was started in; keys that are old all the
    /// same are fetched when they are next used, and nobody waits for that.
    pub fn key_refresh(mut self, age: Duration) -> Self {
        self.limits.key_refresh = age;
        self
    }

    /// The age up to which keys are used while no new ones can be had; then nobody is let in until they can. Default: 24
    /// hours. Bounds: longer than [`key_refresh`](Self::key_refresh), and 7 days.
    pub fn keys_outlive_outage(mut self, age: Duration) -> Self {
        self.limits.keys_outlive_outage = age;
        self
    }

    /// How long one fetch of metadata or keys may take, and one question to Microsoft Graph. Default: 5 seconds. Bounds: 100 milliseconds and 1 minute.
    ///
    /// The start waits for keys for this time at most, and goes on without them in the meantime.
    pub fn fetch_timeout(mut self, time: Duration) -> Self {
        self.limits.fetch_timeout = time;
        self
    }

    /// How long it may take of that until there is a connection, one through a proxy included. Default: 3 seconds.
    /// Bounds: 100 milliseconds and 1 minute.
    pub fn connect_timeout(mut self, time: Duration) -> Self {
        self.limits.connect_timeout = time;
        self
    }
}
