//! The kinds of bad token that can be had on request. Each is good but for one thing, so that a refusal has one reason.

use std::fmt;
use std::str::FromStr;

use crate::directory::error::TokenError;
use crate::directory::registry;

/// The sentence of a kind is its documentation here and its description on the directory's page.
macro_rules! kinds {
    ($(#[doc = $description:literal] $kind:ident = $name:literal,)+) => {
        /// What shall be wrong with a token; everything else about it is right.
        #[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
        #[non_exhaustive]
        pub enum Bad {
            $(#[doc = $description] $kind,)+
        }

        impl Bad {
            /// Every kind.
            pub const ALL: &[Self] = &[$(Self::$kind,)+];

            /// As written in `&bad=`.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$kind => $name,)+
                }
            }

            /// What is wrong with such a token, in one sentence.
            #[must_use]
            pub fn description(self) -> &'static str {
                match self {
                    $(Self::$kind => $description.trim_ascii(),)+
                }
            }
        }
    };
}

kinds! {
    /// Its header says `alg: none`, and there is no signature.
    AlgNone = "alg_none",
    /// It is for another application.
    Audience = "audience",
    /// Its header lists a critical extension that nobody knows.
    Crit = "crit",
    /// Its `tid` stands there twice, with another tenant's first.
    Duplicate = "duplicate",
    /// It ended an hour ago.
    Expired = "expired",
    /// It is for Microsoft Graph, with a `nonce` in the header, as Graph's are.
    Graph = "graph",
    /// It is signed by HMAC, with the public key as the secret.
    Hmac = "hmac",
    /// It carries a `nonce` and an `at_hash`, as only an ID token does.
    IdToken = "id_token",
    /// It is from another issuer, in the name of the same tenant.
    Issuer = "issuer",
    /// It is signed with a key that is not in the set, under the id of one that is.
    Key = "key",
    /// Its key id is not in the set.
    Kid = "kid",
    /// It is a user's token without scopes.
    NoScope = "no_scope",
    /// It begins in an hour.
    NotYet = "not_yet",
    /// One bit of its signature is flipped.
    Signature = "signature",
    /// It is from another tenant of the same directory.
    Tenant = "tenant",
    /// Its header says `typ: dpop+jwt`.
    Typ = "typ",
    /// It is a v1.0 token.
    Version = "version",
}

impl fmt::Display for Bad {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Bad {
    type Err = TokenError;

    fn from_str(name: &str) -> Result<Self, TokenError> {
        let found = Self::ALL.iter().find(|bad| bad.name() == name);
        found.copied().ok_or_else(|| TokenError::UnknownBad {
            name: name.to_owned(),
            known: registry::listed(Self::ALL.iter().map(|bad| bad.name())),
        })
    }
}
