//! What requests are judged by: one policy, the authorities that vouch for callers, and what was proven a moment ago.

mod assertion;
mod authority;
mod builder;
mod described;
mod proof;
mod whom;

use std::fmt;
use std::sync::Arc;

pub use self::authority::Authority;
pub use self::builder::EngineBuilder;
pub(crate) use self::proof::{Proof, Waiting};
pub use self::whom::Whom;
use crate::Clock;
use crate::config::{Configuration, ConfigurationError};
use crate::entra::{Authorities, Cache, Epoch, Keyring, LEEWAY, Resolver, Revocations, Unproven};
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
    authorities: Authorities,
    docs_client_id: Option<String>,
    epoch: Epoch,
    cache: Cache,
    groups: Resolver,
    revocations: Revocations,
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

    async fn prove(&self, token: &str) -> Result<Identity, Unproven> {
        match self.begin(token) {
            Proof::Ended(answer) => answer,
            Proof::Waits(waiting) => Box::pin(self.end(token, waiting)).await,
        }
    }

    /// Who the token was proven to speak for, if that was a moment ago and still holds. Allocates nothing.
    pub(crate) fn recall(&self, token: &[u8]) -> Option<Identity> {
        let Shared {
            cache,
            clock,
            epoch,
            revocations,
            ..
        } = &*self.0;
        let identity = cache.recall(token, clock.now(), clock.elapsed(), epoch.now())?;
        revocations.check(identity.subject()).ok()?;
        Some(identity)
    }

    /// Refuses, from the next request on, every token of somebody that was issued by now, give or take the minute that
    /// clocks may differ. One that is issued later counts again, so whoever shall stay out is also to be stopped where
    /// tokens are issued.
    ///
    /// Entra dates tokens back by up to five minutes: for so long and that minute, new ones are refused as well. A client that
    /// says that it understands (`xms_cc` with `cp1`) is sent a
    /// [claims challenge](https://learn.microsoft.com/entra/identity-platform/claims-challenge) with the time, others
    /// are told `invalid_token`.
    ///
    /// It is of this process, and lasts as long as it: where there are several, say it to each, and say it again after
    /// a start. Of revocations, 10000 are kept one by one for 28 hours; to make room beyond that, whatever was issued
    /// before the oldest ones is refused, whosever it is. What a handler is at already, a stream among it, goes on.
    ///
    /// ```no_run
    /// # fn gone(engine: &rolecall::Engine, who: &rolecall::Identity) {
    /// use rolecall::Whom;
    ///
    /// engine.revoke(&Whom::User(who.key().clone()));
    /// # }
    /// ```
    pub fn revoke(&self, whom: &Whom) {
        let Shared {
            revocations, clock, ..
        } = &*self.0;
        revocations.add(whom.about(), clock.now().saturating_add(LEEWAY));
        // Whose session or token it is, is not said; theirs alone counts no more, and nobody's groups changed.
        if matches!(whom, Whom::User(_) | Whom::Everybody) {
            self.0.groups.forget(whom.key());
        }
        self.0.cache.purge(|identity| whom.is(identity));
    }

    /// Forgets what was proven of somebody, so that their next request is proven anew: their rights are worked out
    /// again, from the same token.
    ///
    /// Groups that Microsoft Graph told of them are asked for again; for a session or a token, those of everybody.
    ///
    /// It is of this process alone. It takes no right away that a token gives.
    pub fn purge(&self, whom: &Whom) {
        // First, so that nobody is proven by old groups and remembered as if it were by new ones.
        self.0.groups.forget(whom.key());
        self.0.cache.purge(|identity| whom.is(identity));
    }

    /// The policy that identities are granted roles by.
    pub(crate) fn policy(&self) -> &'static PolicyTable {
        self.0.vocabulary.policy()
    }

    fn new(policy: &'static PolicyTable, configuration: Configuration, clock: Clock) -> Self {
        let Configuration {
            rules,
            further,
            docs_client_id,
            fetcher,
            group_roles,
            graph,
            contexts,
            limits,
        } = configuration;
        let epoch = Epoch::default();
        let groups = Resolver::new(graph, &fetcher, &clock);
        let fetcher = Arc::new(fetcher);
        let keyring = |rules| {
            let (fetcher, times) = (Arc::clone(&fetcher), limits.key_times());
            Keyring::new(rules, fetcher, clock.clone(), times, epoch.clone())
        };
        Self(Arc::new(Shared {
            vocabulary: Vocabulary::new(policy, group_roles, contexts),
            authorities: Authorities::new(rules, further, keyring),
            docs_client_id,
            epoch,
            cache: Cache::new(limits.cache()),
            groups,
            revocations: Revocations::default(),
            clock,
        }))
    }
}

impl fmt::Debug for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Engine");
        shown.field("policy", &self.policy().module);
        let mut authorities = self.0.authorities.iter();
        if let Some(own) = authorities.next() {
            described::show(own, &mut shown);
        }
        shown.field("docs_client_id", &self.0.docs_client_id);
        let further: Vec<_> = authorities.map(described::Shown).collect();
        if !further.is_empty() {
            shown.field("also", &further);
        }
        shown.finish_non_exhaustive()
    }
}
