//! A token that was proven, to be exchanged for one to another API.

use super::Engine;
use crate::Unproven;
use crate::tokens::Assertion;

impl Engine {
    /// Proves a bearer token and makes of it what [`on_behalf_of`](crate::tokens::Client::on_behalf_of) takes. A handler
    /// takes an [`Assertion`] for an argument; this is for what has no handler, as [`verify`](Self::verify) is.
    ///
    /// # Errors
    ///
    /// Those of [`verify`](Self::verify).
    pub async fn assertion(&self, token: &str) -> Result<Assertion, Unproven> {
        let identity = self.verify(token).await?;
        Ok(Assertion::of(&identity, token))
    }
}
