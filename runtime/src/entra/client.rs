//! Which applications may call, and how well they have to prove themselves.

use super::claims::Claims;
use super::fault::Fault;

/// How the calling application proved to the authority which one it is (`azpacr`), the weakest first
/// ([access token claims](https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference)).
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum ClientProof {
    /// Not at all: a public client, such as a page in a browser or a program on somebody's machine.
    Public,
    /// By a client secret.
    Secret,
    /// By a certificate, or by a token of a federated identity.
    Certificate,
}

/// What is asked of the calling application.
#[derive(Debug, Default)]
pub(crate) struct Clients {
    /// Any application, where there is no list.
    pub(crate) listed: Option<Vec<String>>,
    pub(crate) least_proof: Option<ClientProof>,
}

impl ClientProof {
    /// From the value of `azpacr`.
    pub(super) fn of_claim(value: &str) -> Option<Self> {
        match value {
            "0" => Some(Self::Public),
            "1" => Some(Self::Secret),
            "2" => Some(Self::Certificate),
            _ => None,
        }
    }
}

impl Clients {
    /// Whether the application of `claims` may call. An application without a name is on no list, and one that says
    /// nothing of its proof has none.
    pub(super) fn check(&self, claims: &Claims<'_>) -> Result<(), Fault> {
        if let Some(listed) = &self.listed
            && !claims.client().is_some_and(|client| is_in(listed, client))
        {
            return Err(Fault::ClientNotListed);
        }
        if self.least_proof.is_some() && claims.client_proof < self.least_proof {
            return Err(Fault::ClientProof);
        }
        Ok(())
    }
}

fn is_in(listed: &[String], client: &str) -> bool {
    listed.iter().any(|each| each == client)
}
