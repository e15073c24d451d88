//! What requests are judged by: one policy, one authority, and what was proven a moment ago.

mod builder;
mod described;

use std::fmt;
use std::sync::Arc;

pub use self::builder::EngineBuilder;
use crate::Clock;
use crate::config::{Configuration, ConfigurationError};
use crate::entra::{Cache, Entry, Keyring, Rules, Unproven};
use crate::identity::{Identity, Vocabulary};
use crate::policy::table::PolicyTable;
use crate::policy::{CredentialKind, CredentialKinds, Policy};

/// Proves who is calling, under one policy. It is cheap to clone; a program needs one.
///
/// [`from_env`](Self::from_env) reads the settings from the environment and `.env`; [`builder`](Self::builder) takes
/// the same in code.
#[derive(Clone)]
pub struct Engine(Arc<Shared>);

struct Shared {
    vocabulary: Vocabulary,
    rules: Arc<Rules>,
    client_id: Option<String>,
    keys: Arc<Keyring>,
    cache: Cache,
    clock: Clock,
}

impl Engine {
    /// The kinds of credentials that an engine can tell somebody by.
    pub(crate) const CREDENTIAL_KINDS: CredentialKinds =
        CredentialKinds::of(&[CredentialKind::Bearer]);

    /// An engine whose settings are all in the environment or in `.env`.
    ///
    /// # Errors
    ///
    /// Lists everything that is missing, wrong or contradictory. An authority that cannot be reached is no error: see
    /// [`EngineBuilder::start`].
    pub async fn from_env(policy: impl Policy) -> Result<Self, ConfigurationError> {
        Self::builder(policy).from_env().start().await
    }

    /// A builder with nothing set but the defaults.
    pub fn builder(policy: impl Policy) -> EngineBuilder {
        EngineBuilder::new(policy)
    }

    /// Proves who a bearer token speaks for. The guard of a handler does this by itself; this is for what has no
    /// handler: a message of a queue, a socket that is handed a token later.
    ///
    /// # Errors
    ///
    /// [`Unproven::Refused`] if the token is bad, whatever is tried; [`Unproven::Unavailable`] if it cannot be told
    /// now, because the keys could not be fetched.
    pub async fn verify(&self, token: &str) -> Result<Identity, Unproven> {
        match self.recall(token.as_bytes()) {
            Some(identity) => Ok(identity),
            None => self.prove(token).await,
        }
    }

    /// Who the token was proven to speak for, if that was a moment ago and still holds. Allocates nothing.
    pub(crate) fn recall(&self, token: &[u8]) -> Option<Identity> {
        let Shared {
            cache, clock, keys, ..
        } = &*self.0;
        cache.recall(token, clock.now(), clock.elapsed(), keys.epoch())
    }

    /// The policy that identities are granted roles by.
    pub(crate) fn policy(&self) -> &'static PolicyTable {
        self.0.vocabulary.policy()
    }

    async fn prove(&self, token: &str) -> Result<Identity, Unproven> {
        let Shared {
            vocabulary,
            rules,
            keys,
            cache,
            clock,
            ..
        } = &*self.0;
        let proven = rules.prove(token, keys, clock.now()).await?;
        let identity = Identity::assertion(proven.subject, vocabulary);
        let entry = Entry {
            identity: identity.clone(),
            lifetime: proven.lifetime,
            epoch: proven.epoch,
            proven: clock.elapsed(),
        };
        cache.remember(token.as_bytes(), entry);
        Ok(identity)
    }

    fn new(policy: &'static PolicyTable, configuration: Configuration, clock: Clock) -> Self {
        let Configuration {
            rules,
            client_id,
            fetcher,
            group_roles,
            contexts,
            limits,
        } = configuration;
        let rules = Arc::new(rules);
        let keys = Keyring::new(
            Arc::clone(&rules),
            fetcher,
            clock.clone(),
            limits.key_cooldown,
        );
        Self(Arc::new(Shared {
            vocabulary: Vocabulary::new(policy, group_roles, contexts),
            rules,
            client_id,
            keys,
            cache: Cache::new(limits.cache_entries),
            clock,
        }))
    }
}

impl fmt::Debug for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rules = &self.0.rules;
        f.debug_struct("Engine")
            .field("policy", &self.policy().module)
            .field("issuer", &rules.authority.issuer())
            .field("metadata", &rules.authority.metadata().as_str())
            .field("client_id", &self.0.client_id)
            .field("audiences", &rules.audiences)
            .field("claims", &rules.names)
            .field("algorithms", &rules.algorithms)
            .finish_non_exhaustive()
    }
}
