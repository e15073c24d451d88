//! ID tokens: who signed in, told to the application that they signed in to and to nobody else. They are checked as
//! strictly as access tokens, and neither ever passes for the other.

use std::fmt;

use serde_json::Value;

use super::claims::Claims;
use super::fault::Fault;
use super::jose::Envelope;
use super::keyring::Found;
use super::payload::Payload;
use super::subject::who_signed_in;
use super::token::{KeySet, Rules, check_version};
use super::verify::UNASKED;
use crate::identity::{Groups, Key, Subject};

/// Runs every check on an ID token, in their order, at the time `now` (seconds since 1970). `nonce` is what the sign-in
/// was begun with; it must be fresh for each, and no token answers an empty one
/// ([OpenID Connect Core](https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation),
/// [ID tokens](https://learn.microsoft.com/entra/identity-platform/id-tokens)).
///
/// The order: length; three parts of strict base64url and JSON; the algorithm; `crit`, `zip` and `b64`; `typ`; a
/// `nonce` of Microsoft Graph in the header; the types of all claims that are read; `exp`, `nbf` and `iat`; `iss` and
/// `tid`; `aud`; the key; its signature; the key's own issuer; `ver`; what only access tokens have; `azp`; `nonce`;
/// guests; `sub` and `oid`; and how old the token and the sign-in may be.
///
/// Two are other than those of access tokens: `aud` is the client ID of `rules` alone, whatever audiences they take, and
/// never one of several; `azp`, where it is there, is the client ID too. `at_hash` and `c_hash` are not looked at, since
/// neither an access token nor a code is at hand.
///
/// # Errors
///
/// The check that refused the token. Rules with a [`TenantCheck`](super::TenantCheck), which only an engine can ask,
/// refuse every token, and so do rules without a client ID.
///
/// ```
/// # mod policy { rolecall::permissions! { view } rolecall::roles! { Viewer: [view] } }
/// use rolecall::entra::token::{self, KeySet};
/// use rolecall::{Engine, Fault};
///
/// let rules = Engine::builder(policy::Policy)
///     .tenant_id("22222222-bbbb-4bbb-8bbb-222222222222")
///     .client_id("11111111-aaaa-4aaa-8aaa-111111111111")
///     .authority("https://login.example")
///     .token_rules()?;
/// # let metadata = include_bytes!("../../../tests/fuzz/corpus/metadata/honest");
/// # let fetched = include_bytes!("../../../tests/fuzz/corpus/key_set/honest");
/// let keys = KeySet::read(metadata, fetched, &rules)?;
/// let refused = token::verify_id_token("a.b", &rules, &keys, 1_790_000_000, "n-0S6_WzA2Mj").err();
/// assert_eq!(refused, Some(Fault::Malformed("it does not have three parts")));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn verify_id_token(
    token: &str,
    rules: &Rules,
    keys: &KeySet,
    now: u64,
    nonce: &str,
) -> Result<SignedIn, Fault> {
    let subject = rules.prove_sign_in(token, keys, now, nonce)?;
    if rules.asks_about_tenants() {
        return Err(Fault::TenantRefused(UNASKED.to_owned()));
    }
    Ok(SignedIn::of(subject))
}

/// Who an ID token was proven to say signed in. It is no [`Identity`](crate::Identity) and no
/// [`Verified`](super::token::Verified): it opens no API.
pub struct SignedIn {
    subject: Subject,
    roles: Vec<String>,
}

impl Rules {
    fn prove_sign_in(
        &self,
        token: &str,
        keys: &KeySet,
        now: u64,
        nonce: &str,
    ) -> Result<Subject, Fault> {
        let envelope = Envelope::open(token, self.max_token_bytes)?;
        let algorithm = self.allowed_algorithm(&envelope.header)?;
        envelope.header.refuse_extensions()?;
        envelope.header.refuse_other_types_than_id_tokens()?;
        self.refuse_graph(&envelope.header)?;

        let mut payload = Payload::empty(&self.names);
        let mut claims = Claims::read(&envelope.payload, &mut payload)?;
        claims.lifetime.check(now)?;
        let version = self.check_issuer(&mut claims)?;
        self.check_own_audience(&claims)?;

        let Found { key, .. } = keys.find(envelope.header.key_id.as_deref())?;
        key.check_signature(algorithm, &envelope)?;
        key.check_issuer(&claims, &self.authority)?;

        check_version(&claims, version)?;
        claims.refuse_access_token()?;
        self.check_own_client(&claims)?;
        check_nonce(&claims, nonce)?;
        self.check_guest(&claims)?;
        let subject = who_signed_in(&claims, &self.authority)?;
        let lifetime = claims.lifetime.within(&self.ages, subject.kind)?;
        lifetime.check(now)?;
        Ok(subject)
    }

    /// An ID token is for the application by its client ID, never by the address of its API.
    fn check_own_audience(&self, claims: &Claims<'_>) -> Result<(), Fault> {
        if self.is_own(claims.audience) {
            return Ok(());
        }
        Err(Fault::Audience)
    }

    /// The application that was signed in to, where the token names it a second time.
    fn check_own_client(&self, claims: &Claims<'_>) -> Result<(), Fault> {
        if claims.client().is_none_or(|client| self.is_own(client)) {
            return Ok(());
        }
        Err(Fault::ClientNotListed)
    }

    fn is_own(&self, client: &str) -> bool {
        self.client_id.as_deref() == Some(client)
    }
}

fn check_nonce(claims: &Claims<'_>, nonce: &str) -> Result<(), Fault> {
    if claims.answers(nonce)? {
        return Ok(());
    }
    Err(Fault::Nonce)
}

impl SignedIn {
    fn of(subject: Subject) -> Self {
        Self {
            roles: subject.roles.iter().map(str::to_owned).collect(),
            subject,
        }
    }

    /// What the person is known by for good.
    #[must_use]
    pub fn key(&self) -> &Key {
        &self.subject.key
    }

    /// A name to show (`name`, else `preferred_username`). Not unique, and its owner may be able to change it.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.subject.name()
    }

    /// Whether the person is a guest of the tenant. There are none unless
    /// [`guests`](crate::EngineBuilder::guests) are let in.
    #[must_use]
    pub fn is_guest(&self) -> bool {
        self.subject.is_guest
    }

    /// The roles as they were sent, declared or not. An ID token holds those of the application that was signed in to.
    #[must_use]
    pub fn roles(&self) -> &[String] {
        &self.roles
    }

    /// The groups, as far as the token tells.
    #[must_use]
    pub fn groups(&self) -> &Groups {
        &self.subject.groups
    }

    /// The session at the authority (`sid`), where the token says so: what a sign-out there will name.
    #[must_use]
    pub fn session(&self) -> Option<&str> {
        self.subject.session()
    }

    /// When the token ends, in seconds since 1970.
    #[must_use]
    pub fn expires(&self) -> u64 {
        self.subject.expires
    }

    /// A claim of the token, as it was sent.
    #[must_use]
    pub fn claim(&self, name: &str) -> Option<&Value> {
        self.subject.claims.get(name)
    }
}

/// Without the claims, which are nobody's business but the application's.
impl fmt::Debug for SignedIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignedIn")
            .field("key", self.key())
            .finish_non_exhaustive()
    }
}
