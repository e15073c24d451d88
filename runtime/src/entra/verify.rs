//! The checks of a token without an engine: nothing is fetched, nothing is remembered, and nothing is believed but what
//! was handed in. For a server of another kind, for a tool that explains a token, and for whoever tests one.

use std::fmt;
use std::time::Duration;

use serde_json::Value;

use super::fault::Fault;
use super::keyring::Found;
use super::keys::{Keys, LeftOut};
use super::metadata::Metadata;
use super::token::Rules;
use crate::identity::{Groups, Key, Subject, Texts};
use crate::policy::Kind;

/// Runs every check on `token`, in their order, at the time `now` (seconds since 1970). The first that fails is the
/// answer; what comes after it was not looked at.
///
/// The order: length; three parts of strict base64url and JSON; the algorithm; `crit`, `zip` and `b64`; `typ`; a
/// `nonce` of Microsoft Graph; the types of all claims that are read; `exp`, `nbf` and `iat`; `iss` and `tid`; `aud`;
/// the key; its signature; the key's own issuer; `ver`; `azp`; whether that application may call; ID tokens; guests;
/// what kind of caller it is; and how old the token may be ([RFC 8725](https://www.rfc-editor.org/rfc/rfc8725),
/// [claims validation](https://learn.microsoft.com/entra/identity-platform/claims-validation)).
///
/// What only an engine can do is not done here: nobody looks whether the token was revoked, and rules with a
/// [`TenantCheck`](super::TenantCheck), which only an engine can ask, refuse every token.
///
/// # Errors
///
/// The check that refused the token.
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
/// let refused = token::verify("a.b", &rules, &keys, 1_790_000_000).err();
/// assert_eq!(refused, Some(Fault::Malformed("it does not have three parts")));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn verify(token: &str, rules: &Rules, keys: &KeySet, now: u64) -> Result<Verified, Fault> {
    let proven = rules.prove_by(token, now, |id| keys.find(id))?;
    if rules.asks_about_tenants() {
        return Err(Fault::TenantRefused(UNASKED.to_owned()));
    }
    Ok(Verified::of(proven.subject))
}

/// The keys that may sign tokens: a key set that somebody fetched.
#[derive(Debug)]
pub struct KeySet(Keys);

/// A key set that holds no key to verify with.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct KeySetError(String);

/// What a token was proven to say. It is no [`Identity`](crate::Identity): no policy has looked at it, and no handler
/// takes it for one.
pub struct Verified {
    subject: Subject,
    roles: Vec<String>,
    scopes: Vec<String>,
}

/// Why rules that want to ask the application let nobody pass who cannot.
pub(super) const UNASKED: &str = "only an engine can ask the application about it";

impl KeySet {
    /// Reads a key set ([RFC 7517](https://www.rfc-editor.org/rfc/rfc7517)), key by key: one that cannot be trusted is
    /// left out and named in the log. `metadata` is the document that says where the keys are
    /// ([OpenID Connect Discovery](https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderMetadata)), and
    /// of which cloud.
    ///
    /// # Errors
    ///
    /// Where the metadata is not that of the authority of `rules`, where the other is no key set, and where none of its
    /// keys can be used.
    pub fn read(metadata: &[u8], keys: &[u8], rules: &Rules) -> Result<Self, KeySetError> {
        let metadata = Metadata::read(metadata, &rules.authority).map_err(KeySetError)?;
        let cloud = metadata.cloud.as_deref();
        Keys::read(keys, &rules.algorithms, cloud, &mut LeftOut::default())
            .map(Self)
            .map_err(KeySetError)
    }

    pub(super) fn find(&self, id: Option<&str>) -> Result<Found, Fault> {
        let key = self.0.find(id).ok_or_else(|| Fault::unknown_key(id))?;
        Ok(Found {
            key: key.clone(),
            epoch: 0,
            spoils: Duration::MAX,
        })
    }
}

impl Verified {
    fn of(subject: Subject) -> Self {
        let all = |texts: &Texts| texts.iter().map(str::to_owned).collect();
        Self {
            roles: all(&subject.roles),
            scopes: all(&subject.scopes),
            subject,
        }
    }

    /// What the caller is known by for good.
    #[must_use]
    pub fn key(&self) -> &Key {
        &self.subject.key
    }

    /// Whether it is a person or an application.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.subject.kind
    }

    /// The application that calls, or through which a person calls (`azp`).
    #[must_use]
    pub fn client(&self) -> Option<&str> {
        self.subject.client()
    }

    /// The roles as they were sent, declared or not.
    #[must_use]
    pub fn roles(&self) -> &[String] {
        &self.roles
    }

    /// The delegated scopes as they were sent, declared or not.
    #[must_use]
    pub fn scopes(&self) -> &[String] {
        &self.scopes
    }

    /// The groups, as far as the token tells.
    #[must_use]
    pub fn groups(&self) -> &Groups {
        &self.subject.groups
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

/// Without the claims, which are nobody's business but the handler's.
impl fmt::Debug for Verified {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verified")
            .field("key", self.key())
            .field("kind", &self.kind())
            .finish_non_exhaustive()
    }
}

impl fmt::Display for KeySetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for KeySetError {}
