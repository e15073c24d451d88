//! The token of a person that was proven to be for this application: all that can be exchanged for another.

use std::fmt;

use aws_lc_rs::digest::{Context, SHA256, SHA256_OUTPUT_LEN};

use super::error::TokenError;
use crate::policy::Kind;
use crate::{Identity, Secret};

/// A caller's token, proven by an engine to be for this application, to be exchanged by
/// [`Client::on_behalf_of`](super::Client::on_behalf_of). It cannot be made of anything else, and what is in it is told
/// nobody but the authority.
///
/// In a handler with a rule it is an extractor, for people alone: an application in its own name is answered 403, as by
/// [`User`](crate::User). Elsewhere [`Engine::assertion`](crate::Engine::assertion) makes it of a token.
#[derive(Clone)]
pub struct Assertion {
    token: Secret,
    tenant: Option<String>,
    kind: Kind,
    expires: u64,
}

/// What a token that was given for an assertion is found again by.
pub(super) type Digest = [u8; SHA256_OUTPUT_LEN];

impl Assertion {
    /// The one place where it is made. Whoever calls it has proven `identity` by this very `token`.
    pub(crate) fn of(identity: &Identity, token: &str) -> Self {
        Self {
            token: Secret::new(token),
            tenant: identity.tenant().map(str::to_owned),
            kind: identity.kind(),
            expires: identity.expires(),
        }
    }

    /// When it ends, in seconds since 1970.
    #[must_use]
    pub fn expires(&self) -> u64 {
        self.expires
    }

    pub(super) fn expose(&self) -> &str {
        self.token.expose()
    }

    /// A token goes to no other tenant than the one that issued it.
    pub(super) fn must_be_exchangeable(&self, tenant: &str, now: u64) -> Result<(), TokenError> {
        if self.kind == Kind::Application {
            Err(TokenError::Assertion(
                "is of an application in its own name",
            ))
        } else if self.tenant.as_deref() != Some(tenant) {
            Err(TokenError::Assertion("is of another tenant"))
        } else if now >= self.expires {
            Err(TokenError::Assertion("has ended"))
        } else {
            Ok(())
        }
    }

    /// A hash of the token and of what is asked for with it, each with its length.
    pub(super) fn digest(&self, asked: &[&str]) -> Digest {
        let mut context = Context::new(&SHA256);
        for part in [self.expose()].iter().chain(asked) {
            context.update(&(part.len() as u64).to_be_bytes());
            context.update(part.as_bytes());
        }
        let mut digest = [0; SHA256_OUTPUT_LEN];
        digest.copy_from_slice(context.finish().as_ref());
        digest
    }
}

impl fmt::Debug for Assertion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Assertion")
            .field("expires", &self.expires)
            .finish_non_exhaustive()
    }
}
