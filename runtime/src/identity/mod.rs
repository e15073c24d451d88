//! Who the caller is, proven.
//!
//! An [`Identity`] exists only where something was verified: its one constructor is `Identity::assertion`, so that one
//! search finds every place where trust is created. What it may do was worked out when it was made ([`Grants`]); a
//! request only reads it.

mod claims;
mod grants;

use std::fmt;
use std::sync::Arc;

pub(crate) use self::claims::Subject;
pub use self::claims::{Groups, Key};
pub use self::grants::Grants;
pub(crate) use self::grants::Vocabulary;
use crate::decision;
use crate::policy::{Kind, Permission, Requirement, Role, Scope};

/// Proof of who is calling. It cannot be made outside this crate, and is cheap to clone.
///
/// In a handler with a rule it is an extractor; on a `#[public]` handler ask for `Option<Identity>`.
///
/// ```
/// # mod policy { rolecall::permissions! { edit } rolecall::roles! { Editor: [edit] } }
/// use rolecall::{Identity, protected};
///
/// #[protected(permission = "edit")]
/// async fn update(user: Identity) -> String {
///     format!("{} holds {} role(s)", user.name().unwrap_or("somebody"), user.roles().count())
/// }
/// # fn main() {}
/// ```
#[derive(Clone)]
pub struct Identity(Arc<Proof>);

struct Proof {
    subject: Subject,
    grants: Grants,
}

impl Identity {
    /// The one place where an identity is made. Whoever calls it has verified `subject`.
    pub(crate) fn assertion(subject: Subject, vocabulary: &Vocabulary) -> Self {
        let grants = vocabulary.grants(&subject);
        Self(Arc::new(Proof { subject, grants }))
    }

    /// What the caller is known by for good: issuer or tenant, and object or subject id. Never a mail address.
    #[must_use]
    pub fn key(&self) -> &Key {
        &self.0.subject.key
    }

    /// Whether a person or an application is calling.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.0.subject.kind
    }

    /// A name to show (`name`, else `preferred_username`). Not unique, and the caller may be able to change it.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.0.subject.name.as_deref()
    }

    /// The tenant that issued the proof.
    #[must_use]
    pub fn tenant(&self) -> Option<&str> {
        self.0.subject.key.tenant()
    }

    /// The application that calls, or through which a person calls (`azp`).
    #[must_use]
    pub fn client(&self) -> Option<&str> {
        self.0.subject.client.as_deref()
    }

    /// The groups of the caller, as far as the token tells.
    #[must_use]
    pub fn groups(&self) -> &Groups {
        &self.0.subject.groups
    }

    /// The authentication contexts that were met (`acrs`).
    #[must_use]
    pub fn authentication_contexts(&self) -> &[String] {
        &self.0.subject.authentication_contexts
    }

    /// How the caller signed in (`amr`).
    #[must_use]
    pub fn authentication_methods(&self) -> &[String] {
        &self.0.subject.authentication_methods
    }

    /// When the proof ends, in seconds since 1970.
    #[must_use]
    pub fn expires(&self) -> u64 {
        self.0.subject.expires
    }

    /// How the identity was proven: `bearer`.
    #[must_use]
    pub fn proven_by(&self) -> &'static str {
        self.0.subject.proven_by
    }

    /// A claim of the token, as it was sent. Claims that this type has a method for are better read there.
    #[must_use]
    pub fn claim(&self, name: &str) -> Option<&serde_json::Value> {
        self.0.subject.claims.get(name)
    }

    /// The declared roles that the caller holds, the included ones among them.
    pub fn roles(&self) -> impl Iterator<Item = Role> {
        self.0.grants.roles()
    }

    /// The permissions that the caller may use now: those of the roles, capped by the scopes of a delegated token.
    pub fn permissions(&self) -> impl Iterator<Item = Permission> {
        self.0.grants.permissions()
    }

    /// The declared delegated scopes that the token carries.
    pub fn scopes(&self) -> impl Iterator<Item = Scope> {
        self.0.grants.scopes()
    }

    /// Whether the caller may use the permission.
    #[must_use]
    pub fn may(&self, permission: impl Into<Permission>) -> bool {
        self.0.grants.may(permission.into()) == Some(true)
    }

    /// Whether the caller holds the role, or one that includes it.
    #[must_use]
    pub fn has_role(&self, role: impl Into<Role>) -> bool {
        self.0.grants.has_role(role.into()) == Some(true)
    }

    /// Whether the caller meets a requirement: a decision inside a handler.
    ///
    /// ```
    /// # mod policy { rolecall::permissions! { view, delete } rolecall::roles! { Admin: [view, delete] } }
    /// # use rolecall::{Identity, protected, require};
    /// #[protected(permission = "view")]
    /// async fn page(user: Identity) -> &'static str {
    ///     if user.meets(require!(permission = "delete")) { "with a bin" } else { "without" }
    /// }
    /// # fn main() {}
    /// ```
    #[must_use]
    pub fn meets(&self, requirement: Requirement) -> bool {
        matches!(
            decision::decide(&self.0.grants, requirement),
            decision::Decision::Granted
        )
    }

    /// What the decision reads.
    #[must_use]
    pub fn grants(&self) -> &Grants {
        &self.0.grants
    }
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Identity")
            .field("key", self.key())
            .field("kind", &self.kind())
            .finish_non_exhaustive()
    }
}
