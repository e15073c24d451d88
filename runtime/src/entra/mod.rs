//! Who vouches for a bearer token: a tenant of Microsoft Entra ID, or another OpenID provider.
//!
//! A token comes in as text and leaves as a subject, or as a [`Fault`]. `token` is the list of its checks in their
//! order; everything else here is what one of those lines needs.
//!
//! | file | holds |
//! |---|---|
//! | `token` | the checks, one line each |
//! | `verify` | the same without an engine |
//! | `id_token` | the same of ID tokens, which say who signed in |
//! | `jose`, `base64url` | the envelope, read strictly |
//! | `json`, `said` | JSON, read strictly and once |
//! | `payload`, `claims`, `lifetime` | what the payload says, typed |
//! | `client`, `guest` | who may call at all |
//! | `subject` | who that is |
//! | `authority`, `cloud`, `b2c`, `issuer`, `tenant` | whose tokens count |
//! | `authorities`, `overlap` | several in one engine, and which of them a token is of |
//! | `metadata` | where the keys are |
//! | `keyring`, `latest`, `refresher` | the keys of now, and how they stay so |
//! | `epoch` | when what was proven counts no more |
//! | `keys`, `jwk`, `key_issuer`, `signature`, `algorithm` | a key set, key by key |
//! | `documents`, `fetch` | what the authority publishes, over HTTP |
//! | `cache`, `remembered` | what was proven a moment ago |
//! | `revocation` | what was revoked since |
//! | `edges` | where strangers' bytes are read, for the suites |
//! | `graph` | groups that were too many for the token |
//! | `fault` | why a token proved nothing |
//! | `written` | the same strictness for the directory's own tokens |

mod algorithm;
mod authorities;
mod authority;
mod b2c;
mod base64url;
mod cache;
mod claims;
mod client;
mod cloud;
mod documents;
#[doc(hidden)]
pub mod edges;
mod epoch;
mod fault;
mod fetch;
mod graph;
mod guest;
mod guid;
mod id_token;
mod issuer;
mod jose;
mod json;
mod jwk;
mod key_issuer;
mod keyring;
mod keys;
mod latest;
mod lifetime;
mod metadata;
mod overlap;
mod payload;
mod refresher;
mod remembered;
mod revocation;
mod said;
mod signature;
mod subject;
mod tenant;
pub mod token;
mod verify;
#[cfg(feature = "directory")]
mod written;

pub use self::algorithm::Algorithm;
pub(crate) use self::authorities::{Attested, Authorities, Trusted};
#[cfg(feature = "directory")]
pub(crate) use self::authority::is_loopback;
pub(crate) use self::authority::{Authority as TrustedAuthority, Entra, trusted_url};
pub(crate) use self::cache::{Cache, CacheLimits, Entry, Purges};
pub(crate) use self::claims::Names;
pub use self::client::ClientProof;
pub(crate) use self::client::Clients;
pub(crate) use self::epoch::Epoch;
pub(crate) use self::fault::shown;
pub use self::fault::{Fault, Unavailable, Unproven};
pub(crate) use self::fetch::{Answer, Fetcher, Timeouts, Way};
pub use self::graph::Graph;
pub(crate) use self::graph::{Access, Resolver};
pub(crate) use self::guid::guid;
pub(crate) use self::keyring::{Keyring, Missed};
pub(crate) use self::latest::KeyTimes;
pub(crate) use self::lifetime::{Ages, LEEWAY};
pub(crate) use self::overlap::{Overlap, overlap};
pub(crate) use self::revocation::{About, Revocations};
pub(crate) use self::tenant::{Asked, PERSONAL, Tenants};
pub use self::tenant::{TenantCheck, TenantRefused};
pub(crate) use self::token::{GRAPH, Proven, Rules};
#[cfg(feature = "directory")]
pub(crate) use self::written::well_written;
pub use crate::engine::Authority;
