//! Who the caller is, proven.
//!
//! An [`Identity`] exists only where something was verified: its one constructor is `Identity::assertion`, so that one
//! search finds every place where trust is created. What it may do was worked out when it was made ([`Grants`]); a
//! request only reads it.

mod brought;
mod claims;
mod exclusive;
mod grants;
mod groups;
mod lines;
mod raw;
mod reported;
mod texts;
mod vocabulary;
mod weight;

use std::fmt;
use std::sync::Arc;

pub(crate) use self::claims::Subject;
pub use self::claims::{Groups, Key};
pub use self::grants::Grants;
pub(crate) use self::groups::GroupRoles;
pub(crate) use self::lines::{Lines, Say};
pub(crate) use self::raw::RawClaims;
pub(crate) use self::texts::Texts;
pub(crate) use self::vocabulary::Vocabulary;
use crate::decision::{self, Decision};
use crate::entra::ClientProof;
use crate::guard::Asked;
use crate::policy::{
    AuthenticationContext, CredentialKind, Kind, Permission, Requirement, Role, Scope,
};

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
pub struct Identity {
    proof: Arc<Proof>,
    /// The request that it was taken from. Only the guard looks into it.
    asked: Option<Arc<Asked>>,
}

struct Proof {
    subject: Subject,
    grants: Grants,
    /// An authentication context that the engine asks for, and that was not met.
    wanted_context: Option<AuthenticationContext>,
}

impl Identity {
    /// The one place where an identity is made. Whoever calls it has verified `subject`.
    pub(crate) fn assertion(subject: Subject, vocabulary: &Vocabulary) -> Self {
        let grants = vocabulary.grants(&subject);
        Self {
            proof: Arc::new(Proof {
                wanted_context: vocabulary.wanted_context(&grants),
                subject,
                grants,
            }),
            asked: None,
        }
    }

    /// The same identity, taken from a request.
    pub(crate) fn asked_by(&self, asked: Asked) -> Self {
        Self {
            proof: Arc::clone(&self.proof),
            asked: Some(Arc::new(asked)),
        }
    }

    /// The request that it was taken from, if it was taken from one.
    pub(crate) fn asked(&self) -> Option<&Asked> {
        self.asked.as_deref()
    }

    /// What the caller is known by for good: issuer or tenant, and object or subject id. Never a mail address.
    #[must_use]
    pub fn key(&self) -> &Key {
        &self.proof.subject.key
    }

    /// Whether a person or an application is calling.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.proof.subject.kind
    }

    /// A name to show (`name`, else `preferred_username`). Not unique, and the caller may be able to change it.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.proof.subject.name()
    }

    /// The tenant that issued the proof.
    #[must_use]
    pub fn tenant(&self) -> Option<&str> {
        self.proof.subject.key.tenant()
    }

    /// The application that calls, or through which a person calls (`azp`).
    #[must_use]
    pub fn client(&self) -> Option<&str> {
        self.proof.subject.client()
    }

    /// How the calling application proved which one it is (`azpacr`), where the token says so.
    #[must_use]
    pub fn client_proof(&self) -> Option<ClientProof> {
        self.proof.subject.client_proof
    }

    /// Whether the caller is a guest of the tenant: invited (`acct`), or signed in by another directory (`idp`). There
    /// are none unless [`guests`](crate::EngineBuilder::guests) are let in.
    #[must_use]
    pub fn is_guest(&self) -> bool {
        self.proof.subject.is_guest
    }

    /// The groups of the caller, as far as they are known. What they bring is among [`roles`](Self::roles).
    #[must_use]
    pub fn groups(&self) -> &Groups {
        &self.proof.subject.groups
    }

    /// The authentication contexts that were met (`acrs`).
    #[must_use]
    pub fn authentication_contexts(&self) -> &[String] {
        &self.proof.subject.authentication_contexts
    }

    /// How the caller signed in (`amr`).
    #[must_use]
    pub fn authentication_methods(&self) -> &[String] {
        &self.proof.subject.authentication_methods
    }

    /// The session at the authority that the token comes from (`sid`), where it says so.
    #[must_use]
    pub fn session(&self) -> Option<&str> {
        self.proof.subject.session()
    }

    /// What the token itself is known by (`uti`, else `jti`), where it says so.
    #[must_use]
    pub fn token_id(&self) -> Option<&str> {
        self.proof.subject.token_id()
    }

    /// When the proof was issued, in seconds since 1970. Entra dates it back by up to five minutes.
    #[must_use]
    pub fn issued(&self) -> u64 {
        self.proof.subject.issued
    }

    /// What was proven.
    #[inline]
    pub(crate) fn subject(&self) -> &Subject {
        &self.proof.subject
    }

    /// What the client says it can do (`xms_cc`); nothing where it says nothing.
    pub(crate) fn capabilities(&self) -> Option<&[String]> {
        self.proof.subject.capabilities.as_deref()
    }

    /// When the proof ends, in seconds since 1970.
    #[must_use]
    pub fn expires(&self) -> u64 {
        self.proof.subject.expires
    }

    /// How the identity was proven: `bearer`.
    #[must_use]
    pub fn proven_by(&self) -> &'static str {
        self.credential_kind().name()
    }

    /// The kind of credentials that it was proven by.
    #[inline]
    pub(crate) fn credential_kind(&self) -> CredentialKind {
        self.proof.subject.proven_by
    }

    /// A claim of the token, as it was sent. Claims that this type has a method for are better read there.
    #[must_use]
    pub fn claim(&self, name: &str) -> Option<&serde_json::Value> {
        self.proof.subject.claims.get(name)
    }

    /// The declared roles that the caller holds, the included ones among them.
    pub fn roles(&self) -> impl Iterator<Item = Role> {
        self.proof.grants.roles()
    }

    /// The permissions that the caller may use now: those of the roles, capped by the scopes of a delegated token.
    pub fn permissions(&self) -> impl Iterator<Item = Permission> {
        self.proof.grants.permissions()
    }

    /// The declared delegated scopes that the token carries.
    pub fn scopes(&self) -> impl Iterator<Item = Scope> {
        self.proof.grants.scopes()
    }

    /// Whether the caller may use the permission. Not so where it would come with groups that are not known
    /// ([`Groups::Overage`], [`Groups::Unreachable`]).
    #[must_use]
    pub fn may(&self, permission: impl Into<Permission>) -> bool {
        self.wanted_context().is_none() && self.proof.grants.may(permission.into()) == Some(true)
    }

    /// Whether the caller holds the role, or one that includes it. Not so where it would come with groups that are not
    /// known ([`Groups::Overage`], [`Groups::Unreachable`]): to keep holders of a role out, ask
    /// [`require`](Self::require) for `not(role = "…")`,
    /// which nobody passes of whom it is not known.
    #[must_use]
    pub fn has_role(&self, role: impl Into<Role>) -> bool {
        self.wanted_context().is_none() && self.proof.grants.has_role(role.into()) == Some(true)
    }

    /// Whether the caller meets a requirement: a decision inside a handler that goes on either way. Where it shall not,
    /// [`require`](Self::require) refuses as the guard does.
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
        let counts = requirement
            .credential_kinds()
            .contains(self.credential_kind());
        counts
            && self.wanted_context().is_none()
            && decision::decide(&self.proof.grants, requirement) == Decision::Granted
    }

    /// The first authentication context that the engine asks for and that was not met: without it nothing is met.
    #[inline]
    pub(crate) fn wanted_context(&self) -> Option<AuthenticationContext> {
        self.proof.wanted_context
    }

    /// Roughly how much memory it keeps.
    pub(crate) fn bytes(&self) -> usize {
        weight::of(&self.proof.subject)
    }

    /// What the decision reads.
    #[must_use]
    pub fn grants(&self) -> &Grants {
        &self.proof.grants
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
