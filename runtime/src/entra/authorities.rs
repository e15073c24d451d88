//! The authorities of one engine. Each has rules, keys and outages of its own; what a token says of its issuer chooses
//! whose it is judged by, before anything else of it is read.
//!
//! The choice believes nothing: the authority that is chosen checks the issuer once more, with all the rest, and by its
//! own keys.

use std::borrow::Cow;
use std::iter;
use std::sync::Arc;
use std::time::Duration;

use futures_util::future::join_all;
use serde::Deserialize;

use super::claims::{Claims, Names};
use super::fault::{Fault, Unproven};
use super::jose::Envelope;
use super::keyring::{Keyring, Missed};
use super::payload::Payload;
use super::refresher::Refresher;
use super::token::{Proven, Rules};
use crate::identity::RawClaims;

/// Whose tokens count. No two of them could have issued the same one.
#[derive(Debug)]
pub(crate) struct Authorities {
    first: Trusted,
    further: Box<[Trusted]>,
}

/// What a token proved by the word of its authority alone.
#[derive(Debug)]
pub(crate) struct Attested {
    pub(crate) proven: Proven,
    /// Whether the authority is the engine's own.
    pub(crate) is_own: bool,
    rules: Arc<Rules>,
}

/// One of them.
#[derive(Debug)]
pub(crate) struct Trusted {
    pub(crate) rules: Arc<Rules>,
    keys: Arc<Keyring>,
    /// Ends with the engine.
    _refresher: Refresher,
}

impl Authorities {
    /// Authorities with their rules, the engine's own first. `keyring` makes each an empty one of its own.
    pub(crate) fn new(
        first: Rules,
        further: Vec<Rules>,
        keyring: impl Fn(Arc<Rules>) -> Arc<Keyring>,
    ) -> Self {
        let trusted = |rules| Trusted::new(Arc::new(rules), &keyring);
        Self {
            first: trusted(first),
            further: further.into_iter().map(trusted).collect(),
        }
    }

    /// Fetches the keys of all of them at once, and waits for that so long at most.
    pub(crate) async fn prime(&self, at_most: Duration) {
        join_all(self.iter().map(|trusted| trusted.keys.prime(at_most))).await;
    }

    /// Says so where keys come over plain HTTP.
    pub(crate) fn warn_of_http(&self) {
        for trusted in self.iter() {
            trusted.rules.authority.warn_of_http();
        }
    }

    /// Runs every check on `token` that needs nobody else, by the rules and keys of the authority that it says it is of.
    pub(crate) fn prove(&self, token: &str, now: u64) -> Result<Attested, Missed> {
        let trusted = self.of(token)?;
        let find = |id: Option<&str>| trusted.keys.find(id);
        let proven = trusted.rules.prove_by(token, now, find)?;
        Ok(self.attested(trusted, proven))
    }

    /// The same of a token whose key was not at hand, after all that could be done for it: `now` is asked afterwards. It
    /// is read again, so that whoever waits keeps nothing but the token.
    pub(crate) async fn prove_later(
        &self,
        token: &str,
        now: impl Fn() -> u64,
    ) -> Result<Attested, Unproven> {
        let trusted = self.of(token)?;
        trusted.keys.refetch().await;
        let find = |id: Option<&str>| trusted.keys.find_or_refuse(id);
        let proven = trusted.rules.prove_by(token, now(), find)?;
        Ok(self.attested(trusted, proven))
    }

    fn attested(&self, trusted: &Trusted, proven: Proven) -> Attested {
        Attested {
            proven,
            is_own: std::ptr::eq(trusted, &raw const self.first),
            rules: Arc::clone(&trusted.rules),
        }
    }

    /// The one that `token` says it is of. Where there is one alone, that is not asked.
    pub(crate) fn of(&self, token: &str) -> Result<&Trusted, Fault> {
        if self.further.is_empty() {
            return Ok(&self.first);
        }
        let rules = &self.first.rules;
        let payload = Envelope::open(token, rules.max_token_bytes)?.payload;
        match serde_json::from_slice::<Named<'_>>(payload.text()) {
            Ok(named) => self.of_issuer(&named.iss),
            Err(_) => Err(fault_of(&payload, &rules.names)),
        }
    }

    /// The one that the tenant's people sign in at.
    pub(crate) fn of_tenant(&self, tenant: &str) -> Option<&Trusted> {
        self.iter().find(|trusted| {
            let entra = trusted.rules.authority.tenants_of_entra();
            entra.is_some_and(|entra| entra.tenants.may_count(tenant))
        })
    }

    /// The engine's own.
    pub(crate) fn first(&self) -> &Trusted {
        &self.first
    }

    /// All of them, the engine's own first.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Trusted> {
        iter::once(&self.first).chain(&self.further)
    }

    /// Whoever would take version 1.0 if it were told to refuses such tokens itself, with what a developer is to change.
    fn of_issuer(&self, issuer: &str) -> Result<&Trusted, Fault> {
        let who = |answer: Result<(), Fault>| {
            let mut all = self.iter();
            all.find(|trusted| trusted.rules.authority.recognize(issuer) == answer)
        };
        who(Ok(()))
            .or_else(|| who(Err(Fault::VersionOne)))
            .ok_or(Fault::Issuer)
    }
}

impl Attested {
    /// Whether the application has a word to say about the tenant.
    pub(crate) fn asks_about_tenant(&self) -> bool {
        self.rules.asks_about_tenants()
    }

    /// Asks the application about the tenant, where it wants to be asked.
    pub(crate) async fn ask_about_tenant(&self) -> Result<(), Unproven> {
        self.rules.ask_about_tenant(&self.proven.subject).await
    }
}

impl Trusted {
    fn new(rules: Arc<Rules>, keyring: impl Fn(Arc<Rules>) -> Arc<Keyring>) -> Self {
        let keys = keyring(Arc::clone(&rules));
        Self {
            _refresher: Refresher::start(Arc::clone(&keys)),
            rules,
            keys,
        }
    }
}

/// What is wrong with a payload that names no issuer, told as it would be if there were one authority.
fn fault_of(sent: &Arc<RawClaims>, names: &Names) -> Fault {
    let mut payload = Payload::empty(names);
    let claims = Claims::read(sent, &mut payload);
    claims.err().unwrap_or(Fault::Issuer)
}

/// What a payload says of its issuer. Said twice, it says nothing.
#[derive(Deserialize)]
struct Named<'a> {
    #[serde(borrow)]
    iss: Cow<'a, str>,
}
