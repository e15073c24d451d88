//! The settings of an engine in code, with the words of the variables that they stand for.

use std::fmt;
use std::path::Path;
use std::time::Duration;

use super::Engine;
use crate::Clock;
use crate::config::{Configuration, ConfigurationError, Limits, Settings, Variable};
use crate::entra::Algorithm;
use crate::policy::Policy;
use crate::policy::table::PolicyTable;

/// Settings for an [`Engine`]. What is wrong with them is said by [`start`](Self::start), all of it at once.
#[derive(Debug)]
#[must_use = "nothing happens before `start`"]
pub struct EngineBuilder {
    policy: &'static PolicyTable,
    settings: Settings,
    limits: Limits,
    clock: Clock,
}

impl EngineBuilder {
    pub(super) fn new<P: Policy>(_policy: P) -> Self {
        Self {
            policy: P::TABLE,
            settings: Settings::default(),
            limits: Limits::default(),
            clock: Clock::system(),
        }
    }

    /// Reads what was not set in code from the environment, and what is not there from `.env` in the working
    /// directory: the variables `AAD_TENANT_ID`, `AAD_CLIENT_ID`, `AAD_API_AUDIENCE`, `AAD_AUTHORITY`,
    /// `AAD_METADATA_URL`, `AAD_CA_FILE`, `AAD_ROLES_CLAIM` and `AAD_SCOPES_CLAIM`. Code has the last word, whether it
    /// speaks before or after. Nothing else is ever read from the environment. A variable that is set to nothing
    /// counts as not set.
    pub fn from_env(mut self) -> Self {
        self.settings.read_environment();
        self
    }

    /// The directory (tenant) ID of Entra, a GUID (`AAD_TENANT_ID`).
    pub fn tenant_id(self, id: impl Into<String>) -> Self {
        self.with(Variable::TenantId, id.into())
    }

    /// The application (client) ID of this API (`AAD_CLIENT_ID`): a GUID for Entra, anything for another provider.
    pub fn client_id(self, id: impl Into<String>) -> Self {
        self.with(Variable::ClientId, id.into())
    }

    /// The audiences accepted, compared byte for byte (`AAD_API_AUDIENCE`). Default: the client ID, and `api://`
    /// followed by it.
    pub fn audiences<A: fmt::Display>(self, audiences: impl IntoIterator<Item = A>) -> Self {
        let audiences: Vec<_> = audiences.into_iter().map(|each| each.to_string()).collect();
        self.with(Variable::Audiences, audiences.join(","))
    }

    /// Who issues the tokens (`AAD_AUTHORITY`). Default: Entra's public cloud.
    ///
    /// With a tenant it is where Entra is: `https://login.microsoftonline.us`, with or without `/{tenant}` or
    /// `/{tenant}/v2.0` behind it. Without a tenant it is another OpenID provider's issuer, byte for byte; such tokens
    /// need no `tid`, `ver`, `azp` and `oid`, but a `sub`. `http` is accepted for loopback addresses alone.
    pub fn authority(self, url: impl Into<String>) -> Self {
        self.with(Variable::Authority, url.into())
    }

    /// Where the metadata document is fetched (`AAD_METADATA_URL`). Default: the issuer and
    /// `/.well-known/openid-configuration`. Wherever it is, it must name the authority as its issuer.
    pub fn metadata_url(self, url: impl Into<String>) -> Self {
        self.with(Variable::MetadataUrl, url.into())
    }

    /// A file of certificates (PEM) to trust beside those of the platform (`AAD_CA_FILE`). Default: none.
    pub fn ca_file(self, path: impl AsRef<Path>) -> Self {
        self.with(Variable::CaFile, path.as_ref())
    }

    /// The claim that carries roles, for another OpenID provider (`AAD_ROLES_CLAIM`). Default: `roles`.
    pub fn roles_claim(self, name: impl Into<String>) -> Self {
        self.with(Variable::RolesClaim, name.into())
    }

    /// The claim that carries scopes, for another OpenID provider (`AAD_SCOPES_CLAIM`). Default: `scp`, else `scope`.
    pub fn scopes_claim(self, name: impl Into<String>) -> Self {
        self.with(Variable::ScopesClaim, name.into())
    }

    /// The longest token that is looked at, in bytes. Default: 32768. Bounds: 1024 and 1048576.
    pub fn max_token_bytes(mut self, bytes: usize) -> Self {
        self.limits.max_token_bytes = bytes;
        self
    }

    /// The signature algorithms allowed. Default: [`Rs256`](Algorithm::Rs256) alone. At least one.
    pub fn algorithms(mut self, algorithms: impl IntoIterator<Item = Algorithm>) -> Self {
        self.limits.algorithms = algorithms.into_iter().collect();
        self
    }

    /// How many proven tokens are remembered, of up to 2048 bytes each; longer ones count as several. Default: 10000.
    /// Bounds: 0, which remembers none, and 1000000.
    ///
    /// An identity is remembered for five minutes at most, and never beyond its token's end.
    pub fn cache_entries(mut self, entries: usize) -> Self {
        self.limits.cache_entries = entries;
        self
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

    /// The clock to live by. Default: the system's.
    pub fn clock(mut self, clock: Clock) -> Self {
        self.clock = clock;
        self
    }

    /// Checks the settings and fetches the keys.
    ///
    /// An authority that cannot be reached is only warned of: the engine starts without keys, answers
    /// [`Unavailable`](crate::Unavailable), and recovers by itself.
    ///
    /// # Errors
    ///
    /// Lists everything that is missing, wrong or contradictory.
    pub async fn start(self) -> Result<Engine, ConfigurationError> {
        let configuration = Configuration::parse(&self.settings, self.limits)?;
        // Whoever was first is as good: the features of this crate bring no other provider.
        let _ = jsonwebtoken::crypto::aws_lc::DEFAULT_PROVIDER.install_default();
        configuration.rules.authority.warn_of_http();
        let engine = Engine::new(self.policy, configuration, self.clock);
        engine.0.keys.prime().await;
        Ok(engine)
    }

    fn with(mut self, variable: Variable, value: impl Into<std::ffi::OsString>) -> Self {
        self.settings.set(variable, value);
        self
    }
}
