//! How a token that is not known is proven: at once where nobody else has a word to say, which most are.
//!
//! The authority may have to be asked for a key, the application about a tenant, Microsoft Graph about groups. Only
//! those who wait for one of them are carried along as a future.

use super::{Engine, Shared};
use crate::entra::{Attested, Entry, Missed, Proven, Purges, Unproven};
use crate::identity::Identity;

/// What comes of a token at once.
pub(crate) enum Proof {
    Ended(Result<Identity, Unproven>),
    Waits(Waiting),
}

/// A token about which somebody else may have to be asked.
pub(crate) struct Waiting {
    /// How often anything was purged before the proof began.
    since: Purges,
    on: On,
}

enum On {
    /// A key that is not at hand.
    Key,
    /// The application's word about the tenant, or Graph's about the groups.
    Word(Box<Attested>),
}

impl Engine {
    /// Proves a token as far as that goes without waiting.
    pub(crate) fn begin(&self, token: &str) -> Proof {
        let Shared {
            authorities,
            cache,
            clock,
            ..
        } = &*self.0;
        let since = cache.purges();
        let attested = match authorities.prove(token, clock.now()) {
            Ok(attested) => attested,
            Err(Missed::Refused(fault)) => return Proof::Ended(Err(fault.into())),
            Err(Missed::Unknown) => {
                let on = On::Key;
                return Proof::Waits(Waiting { since, on });
            }
        };
        if !self.waits_for_a_word(&attested) {
            return Proof::Ended(self.remember(token, attested.proven, since));
        }
        let on = On::Word(Box::new(attested));
        Proof::Waits(Waiting { since, on })
    }

    /// Waits for whom the proof of `token` waits.
    pub(crate) async fn end(&self, token: &str, waiting: Waiting) -> Result<Identity, Unproven> {
        let Shared {
            authorities,
            clock,
            groups,
            revocations,
            ..
        } = &*self.0;
        let attested = match waiting.on {
            On::Key => authorities.prove_later(token, || clock.now()).await?,
            On::Word(attested) => *attested,
        };
        // Nobody is asked about a token that counts no more.
        revocations.check(&attested.proven.subject)?;
        attested.ask_about_tenant().await?;
        let proven = if attested.is_own {
            groups.resolve(attested.proven).await
        } else {
            attested.proven
        };
        // Whoever waited may have waited for the end of the token.
        proven.lifetime.check(clock.now())?;
        self.remember(token, proven, waiting.since)
    }

    /// Graph is that of the engine's own authority, and so is the secret.
    fn waits_for_a_word(&self, attested: &Attested) -> bool {
        let asks_graph = attested.is_own && self.0.groups.is_asked(&attested.proven);
        asks_graph || attested.asks_about_tenant()
    }

    /// The identity that was proven, remembered.
    fn remember(&self, token: &str, proven: Proven, since: Purges) -> Result<Identity, Unproven> {
        let Shared {
            vocabulary,
            cache,
            clock,
            revocations,
            ..
        } = &*self.0;
        // Before anything is made of it that the log could tell of.
        revocations.check(&proven.subject)?;
        let identity = Identity::assertion(proven.subject, vocabulary);
        let entry = || {
            let until = cache.until(clock.elapsed(), proven.spoils);
            let window = proven.lifetime.window();
            Entry::new(identity.clone(), window, proven.epoch, until)
        };
        cache.remember(token.as_bytes(), entry, since);
        // Whoever revokes notes it first and purges afterwards; looking again after remembering leaves no gap between.
        revocations.check(identity.subject())?;
        Ok(identity)
    }
}
