//! A token's checks, in their order.
//!
//! What is cheap comes first, so that nonsense costs little; the signature comes before anything that is granted. A
//! refusal on unverified words is safe, an acceptance never is.

use std::time::Duration;

use super::algorithm::Algorithm;
use super::authority::Authority;
use super::claims::{Claims, Names};
use super::client::Clients;
use super::fault::{Fault, Unproven};
use super::guest::is_guest;
pub use super::id_token::{SignedIn, verify_id_token};
use super::issuer::{Named, Version};
use super::jose::{Envelope, Header};
use super::keyring::Found;
use super::lifetime::{Ages, Lifetime};
use super::payload::Payload;
use super::subject::subject;
pub use super::verify::{KeySet, KeySetError, Verified, verify};
use crate::identity::Subject;

/// What a token is checked against: whose it has to be, for whom, and how it is written. An
/// [`EngineBuilder`](crate::EngineBuilder::token_rules) makes it of its settings.
#[derive(Debug)]
pub struct Rules {
    pub(crate) authority: Authority,
    pub(crate) audiences: Vec<String>,
    /// The application's own ID, where it is configured: ID tokens are for it alone.
    pub(crate) client_id: Option<String>,
    pub(crate) names: Names,
    pub(crate) algorithms: Vec<Algorithm>,
    pub(crate) clients: Clients,
    /// Whether guests of the tenant are let in.
    pub(crate) guests: bool,
    pub(crate) ages: Ages,
    pub(crate) max_token_bytes: usize,
}

/// What a token proved, and for how long.
#[derive(Debug)]
pub(crate) struct Proven {
    pub(crate) subject: Subject,
    pub(crate) lifetime: Lifetime,
    /// The generation of the keys it was verified with.
    pub(crate) epoch: u64,
    /// When those keys are too old to be used, by the clock that never goes back.
    pub(crate) spoils: Duration,
}

impl Rules {
    /// Every check that needs nobody else: the key is found by `find`.
    pub(super) fn prove_by<E: From<Fault>>(
        &self,
        token: &str,
        now: u64,
        find: impl FnOnce(Option<&str>) -> Result<Found, E>,
    ) -> Result<Proven, E> {
        let envelope = Envelope::open(token, self.max_token_bytes)?;
        let algorithm = self.allowed_algorithm(&envelope.header)?;
        envelope.header.refuse_extensions()?;
        envelope.header.refuse_other_types()?;
        self.refuse_graph(&envelope.header)?;

        let mut payload = Payload::empty(&self.names);
        let mut claims = Claims::read(&envelope.payload, &mut payload)?;
        claims.lifetime.check(now)?;
        let version = self.check_issuer(&mut claims)?;
        self.check_audience(&claims)?;

        let Found { key, epoch, spoils } = find(envelope.header.key_id.as_deref())?;
        key.check_signature(algorithm, &envelope)?;
        key.check_issuer(&claims, &self.authority)?;

        check_version(&claims, version)?;
        self.check_client(&claims)?;
        self.clients.check(&claims)?;
        claims.refuse_id_token(version)?;
        self.check_guest(&claims)?;
        let lifetime = claims.lifetime;
        let subject = subject(&claims, &self.authority)?;
        let lifetime = lifetime.within(&self.ages, subject.kind)?;
        lifetime.check(now)?;
        Ok(Proven {
            subject,
            lifetime,
            epoch,
            spoils,
        })
    }

    /// The algorithm is ours to choose; the token only says which of the allowed ones was used.
    pub(super) fn allowed_algorithm(&self, header: &Header) -> Result<Algorithm, Fault> {
        self.algorithms
            .iter()
            .copied()
            .find(|allowed| allowed.name() == header.algorithm)
            .ok_or(Fault::Algorithm)
    }

    /// A `nonce` in the header marks tokens that only Microsoft Graph can check.
    pub(super) fn refuse_graph(&self, header: &Header) -> Result<(), Fault> {
        if header.nonce {
            return Err(Fault::Graph(self.audience_to_ask_for()));
        }
        Ok(())
    }

    /// From here on the claims are read in the way of their issuer.
    pub(super) fn check_issuer(&self, claims: &mut Claims<'_>) -> Result<Option<Version>, Fault> {
        let Some(Named { tenant, version }) = self.authority.check_issuer(claims)? else {
            return Ok(None);
        };
        claims.read_as(tenant, version)?;
        Ok(Some(version))
    }

    fn check_audience(&self, claims: &Claims<'_>) -> Result<(), Fault> {
        if self.audiences.iter().any(|own| *own == claims.audience) {
            Ok(())
        } else if GRAPH.contains(&claims.audience) {
            Err(Fault::Graph(self.audience_to_ask_for()))
        } else {
            Err(Fault::Audience)
        }
    }

    fn check_client(&self, claims: &Claims<'_>) -> Result<(), Fault> {
        match self.authority.tenants_of_entra() {
            Some(_) if claims.client.is_none_or(str::is_empty) => Err(Fault::Client),
            _ => Ok(()),
        }
    }

    /// A guest is vouched for by another directory, and is no member unless the application says so.
    pub(super) fn check_guest(&self, claims: &Claims<'_>) -> Result<(), Fault> {
        if !self.guests && is_guest(claims, &self.authority) {
            return Err(Fault::Guest);
        }
        Ok(())
    }

    /// Whether the application is to be asked about tenants.
    pub(super) fn asks_about_tenants(&self) -> bool {
        let entra = self.authority.tenants_of_entra();
        entra.is_some_and(|entra| entra.tenants.asks())
    }

    /// The application's own word comes last: it may cost a question to a database, which no token is worth that is
    /// refused anyway.
    pub(super) async fn ask_about_tenant(&self, subject: &Subject) -> Result<(), Unproven> {
        match (self.authority.tenants_of_entra(), subject.key.tenant()) {
            (Some(entra), Some(tenant)) => entra.tenants.ask(tenant).await,
            (Some(_), None) => Err(Fault::Tenant.into()),
            (None, _) => Ok(()),
        }
    }

    /// What a developer should have asked a token for: the application's own URI, where one is configured.
    fn audience_to_ask_for(&self) -> String {
        let is_uri = |audience: &&String| audience.contains("://");
        let audience = self.audiences.iter().find(is_uri);
        audience
            .or(self.audiences.first())
            .cloned()
            .unwrap_or_default()
    }
}

/// `ver` is the version that the issuer stands for.
pub(super) fn check_version(claims: &Claims<'_>, version: Option<Version>) -> Result<(), Fault> {
    match version {
        Some(version) if claims.version != Some(version.name()) => Err(Fault::Version),
        _ => Ok(()),
    }
}

/// How Microsoft Graph is named as an audience, in each cloud.
pub(crate) const GRAPH: [&str; 9] = [
    "00000003-0000-0000-c000-000000000000",
    "https://dod-graph.microsoft.us",
    "https://dod-graph.microsoft.us/",
    "https://graph.microsoft.com",
    "https://graph.microsoft.com/",
    "https://graph.microsoft.us",
    "https://graph.microsoft.us/",
    "https://microsoftgraph.chinacloudapi.cn",
    "https://microsoftgraph.chinacloudapi.cn/",
];
