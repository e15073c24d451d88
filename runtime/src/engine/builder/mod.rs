//! The settings of an engine in code, with the words of the variables that they stand for.

mod authorities;
mod cache;
mod callers;
mod contexts;
mod docs;
mod groups;
mod keys;
mod tokens;

use super::Engine;
use crate::Clock;
use crate::config::{
    AuthoritySettings, Configuration, ConfigurationError, Limits, PolicySettings, Variable,
};
use crate::entra::token::Rules;
use crate::policy::Policy;

/// Settings for an [`Engine`]. What is wrong with them is said by [`start`](Self::start), all of it at once.
#[derive(Debug)]
#[must_use = "nothing happens before `start`"]
pub struct EngineBuilder {
    own: AuthoritySettings,
    further: Vec<AuthoritySettings>,
    limits: Limits,
    policy: PolicySettings,
    clock: Clock,
}

impl EngineBuilder {
    pub(super) fn new<P: Policy>(_policy: P) -> Self {
        Self {
            own: AuthoritySettings::default(),
            further: Vec::new(),
            limits: Limits::default(),
            policy: PolicySettings {
                table: P::TABLE,
                group_roles: Vec::new(),
                graph: None,
                contexts: Vec::new(),
            },
            clock: Clock::system(),
        }
    }

    /// Reads what was not set in code from the environment, and what is not there from `.env` in the working
    /// directory: the variables `AAD_TENANT_ID`, `AAD_TENANT_IDS`, `AAD_CLIENT_ID`, `AAD_API_AUDIENCE`, `AAD_AUTHORITY`,
    /// `AAD_METADATA_URL`, `AAD_CLIENT_APP_IDS`, `AAD_DOCS_CLIENT_ID`, `AAD_CA_FILE`, `AAD_CLIENT_SECRET`, `AAD_GRAPH_URL`,
    /// `AAD_GROUP_ROLES`, `AAD_PROXY`, `AAD_ROLES_CLAIM` and `AAD_SCOPES_CLAIM`. Code has the last word, whether it speaks
    /// before or after. A variable that is set to nothing
    /// counts as not set.
    ///
    /// With or without this, `HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY` say how the world is reached where
    /// [`proxy`](Self::proxy) does not, and `SSL_CERT_FILE` may name the platform's root certificates. Nothing else is
    /// ever read from the environment.
    pub fn from_env(mut self) -> Self {
        self.own.settings.read_environment();
        self
    }

    /// The clock to live by. Default: the system's.
    pub fn clock(mut self, clock: Clock) -> Self {
        self.clock = clock;
        self
    }

    /// Checks the settings, fetches the keys, and goes on doing so in the background.
    ///
    /// An authority that cannot be reached is only warned of: the engine starts without its keys, answers
    /// [`Unavailable`](crate::Unavailable), and recovers by itself.
    ///
    /// # Errors
    ///
    /// Lists everything that is missing, wrong or contradictory.
    pub async fn start(self) -> Result<Engine, ConfigurationError> {
        let configuration = self.configuration()?;
        // Whoever was first is as good: the features of this crate bring no other provider.
        let _ = jsonwebtoken::crypto::aws_lc::DEFAULT_PROVIDER.install_default();
        let at_most = configuration.limits.fetch_timeout;
        let engine = Engine::new(self.policy.table, configuration, self.clock);
        engine.0.authorities.warn_of_http();
        engine.0.authorities.prime(at_most).await;
        Ok(engine)
    }

    /// What these settings ask of a token, for [`token::verify`](crate::entra::token::verify), which needs no engine. Of
    /// several authorities it is what the engine's own asks.
    ///
    /// # Errors
    ///
    /// Lists everything that is missing, wrong or contradictory.
    pub fn token_rules(self) -> Result<Rules, ConfigurationError> {
        Ok(self.configuration()?.rules)
    }

    fn configuration(&self) -> Result<Configuration, ConfigurationError> {
        Configuration::parse(&self.own, &self.further, &self.policy, self.limits.clone())
    }

    fn with(mut self, variable: Variable, value: impl Into<std::ffi::OsString>) -> Self {
        self.own.settings.set(variable, value);
        self
    }
}
