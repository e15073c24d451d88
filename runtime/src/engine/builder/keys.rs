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

    /// The least time between two fetches of keys for tokens that name an unknown one. Default: 5 minutes, as
    /// Microsoft asks for. Bounds: 1 second and 1 day.
    ///
    /// A fetch that failed is tried again after 30 seconds at the earliest, and after 5 while there are no keys at
    /// all, or after this time where it is shorter.
    pub fn key_cooldown(mut self, time: Duration) -> Self {
        self.limits.key_cooldown = time;
        self
    }

    /// How long one fetch of metadata or keys may take. Default: 5 seconds. Bounds: 100 milliseconds and 1 minute.
    pub fn fetch_timeout(mut self, time: Duration) -> Self {
        self.limits.fetch_timeout = time;
        self
    }
}
