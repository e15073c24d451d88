//! What a verified proof says of the caller, before a policy makes anything of it.

use std::fmt;
use std::sync::Arc;

use super::lines::{Line, Lines};
use super::raw::RawClaims;
use super::texts::Texts;
use crate::entra::{ClientProof, Unavailable, guid};
use crate::policy::{CredentialKind, Kind};

/// The facts that somebody verified. Filled by the schemes, read by [`Identity`](super::Identity).
#[derive(Debug)]
pub(crate) struct Subject {
    pub(crate) key: Key,
    pub(crate) kind: Kind,
    /// Its name to show, its client, its session and the token's own id.
    pub(crate) lines: Lines,
    /// App role values, as sent; undeclared ones among them.
    pub(crate) roles: Texts,
    /// Delegated scopes, as sent; undeclared ones among them.
    pub(crate) scopes: Texts,
    pub(crate) groups: Groups,
    pub(crate) is_guest: bool,
    pub(crate) client_proof: Option<ClientProof>,
    pub(crate) authentication_contexts: Vec<String>,
    pub(crate) authentication_methods: Vec<String>,
    /// What the client says it can do; nothing where it says nothing.
    pub(crate) capabilities: Option<Vec<String>>,
    pub(crate) issued: u64,
    pub(crate) expires: u64,
    pub(crate) proven_by: CredentialKind,
    /// All that was said, as it was sent.
    pub(crate) claims: Arc<RawClaims>,
}

impl Subject {
    /// A name to show.
    pub(crate) fn name(&self) -> Option<&str> {
        self.lines.get(Line::Name)
    }

    /// The application that calls, or that somebody calls through.
    pub(crate) fn client(&self) -> Option<&str> {
        self.lines.get(Line::Client)
    }

    /// The session at the authority.
    pub(crate) fn session(&self) -> Option<&str> {
        self.lines.get(Line::Session)
    }

    /// What the token itself is known by.
    pub(crate) fn token_id(&self) -> Option<&str> {
        self.lines.get(Line::TokenId)
    }
}

/// What a caller is known by for good: compare and store this, never a mail address or a user name, which their owners
/// can change ([claims validation](https://learn.microsoft.com/entra/identity-platform/claims-validation)).
///
/// Shown, it reads `tenant/object-id` for Entra and `issuer#subject` elsewhere.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct Key(Known);

#[derive(Clone, Debug, Eq, Hash, PartialEq)]
enum Known {
    Object { tenant: String, object: String },
    TenantSubject { tenant: String, subject: String },
    Subject { issuer: String, subject: String },
}

impl Key {
    /// A user or service principal of an Entra tenant (`tid` and `oid`).
    pub(crate) fn object(tenant: String, object: String) -> Self {
        Self(Known::Object { tenant, object })
    }

    /// A subject of an Entra tenant whose token names no object (`tid` and `sub`).
    pub(crate) fn tenant_subject(tenant: String, subject: String) -> Self {
        Self(Known::TenantSubject { tenant, subject })
    }

    /// A subject of any other issuer (`iss` and `sub`).
    pub(crate) fn subject(issuer: String, subject: String) -> Self {
        Self(Known::Subject { issuer, subject })
    }

    /// The key of a user or service principal of an Entra tenant (`tid` and `oid`), to compare with or to
    /// [`purge`](crate::Engine::purge) by, in any case. A key is a name, and proves nothing.
    #[must_use]
    pub fn of_object(tenant: impl Into<String>, object: impl Into<String>) -> Self {
        Self::object(as_entra_writes(tenant), as_entra_writes(object))
    }

    /// The key of a subject of an Entra tenant whose tokens name no object (`tid` and `sub`).
    #[must_use]
    pub fn of_tenant_subject(tenant: impl Into<String>, subject: impl Into<String>) -> Self {
        Self::tenant_subject(as_entra_writes(tenant), subject.into())
    }

    /// The key of a subject of any other issuer (`iss` and `sub`).
    #[must_use]
    pub fn of_subject(issuer: impl Into<String>, subject: impl Into<String>) -> Self {
        Self::subject(issuer.into(), subject.into())
    }

    /// The tenant, where there is one.
    #[must_use]
    pub fn tenant(&self) -> Option<&str> {
        match &self.0 {
            Known::Object { tenant, .. } | Known::TenantSubject { tenant, .. } => Some(tenant),
            Known::Subject { .. } => None,
        }
    }

    /// The tenant, or the issuer where there are none.
    pub(crate) fn issued_in(&self) -> &str {
        match &self.0 {
            Known::Object { tenant, .. } | Known::TenantSubject { tenant, .. } => tenant,
            Known::Subject { issuer, .. } => issuer,
        }
    }

    /// The tenant and the object, where it is one of Entra.
    pub(crate) fn of_tenant(&self) -> Option<(&str, &str)> {
        match &self.0 {
            Known::Object { tenant, object } => Some((tenant, object)),
            Known::TenantSubject { .. } | Known::Subject { .. } => None,
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Known::Object { tenant, object } => write!(f, "{tenant}/{object}"),
            Known::TenantSubject { tenant, subject } => write!(f, "{tenant}#{subject}"),
            Known::Subject { issuer, subject } => write!(f, "{issuer}#{subject}"),
        }
    }
}

/// A GUID in the lower case that tokens have it in; anything else as it is.
fn as_entra_writes(text: impl Into<String>) -> String {
    let text = text.into();
    guid(&text).unwrap_or(text)
}

/// The caller's groups, as far as the token tells, or Microsoft Graph where that is configured
/// ([`graph`](crate::EngineBuilder::graph)).
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Groups {
    /// The token speaks of no groups.
    Absent,
    /// These, and no others. Those that Graph told of an application may have its directory roles and administrative
    /// units among them.
    Known(Vec<String>),
    /// More than fit into a token: unknown, and never to be read as none
    /// ([groups overage](https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference#groups-overage-claim)).
    Overage,
    /// More than fit into a token, and Microsoft Graph did not tell them: as unknown, and worth another try.
    Unreachable(Unavailable),
}
